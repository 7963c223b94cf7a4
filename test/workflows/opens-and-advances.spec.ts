import { allVoteGo, anEntryAtG1, packetHash } from '../support/stage-one.js';
import { World } from '../support/world.js';

describe('an entry goes through a gate', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  it('opens the first stage, asks for votes when the packet passes, and opens the next stage after a go', async () => {
    const { company } = world;
    const { people: { rm, fin, sponsor } } = company;
    const entryId = await anEntryAtG1(company);
    expect(await company.look(entryId)).toMatchObject({ stage: 'select', phase: 'gate' });
    await allVoteGo(company, entryId, [rm, fin]);
    await company.do('decideGate', sponsor, { entryId, stage: 'select', packetHash: await packetHash(company, entryId), kind: 'go', reason: '依据充分', obligations: [] });
    expect(await company.run(entryId)).toMatchObject({ stage: 'survey', round: 1, phase: 'working' });
  });
});
