import { allVoteGo, anEntryAtG1, decide, happened } from '../support/stage-one.js';
import { World } from '../support/world.js';

describe('a go opens the next stage', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  it('after the packet passed, the signers said go and the decider decided, in a run of its own', async () => {
    const { company } = world;
    const entryId = await anEntryAtG1(company);
    const first = await world.runId(entryId);
    expect(await company.look(entryId)).toMatchObject({ stage: 'select', phase: 'gate' });
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    await decide(company, entryId, 'go');
    expect(await company.run(entryId)).toMatchObject({ stage: 'survey', round: 1, phase: 'working' });
    expect(await world.runId(entryId)).not.toBe(first);
    expect(await happened(company, entryId)).toMatchObject({ openStage: 2, freezePacket: 1, decideGate: 1, advance: 1 });
  });

  it('tells operators what a run waits for', async () => {
    const { company } = world;
    const entryId = await company.startEntry();
    const { nextDueAt, version } = await company.look(entryId);
    expect(await world.waitsFor(entryId)).toEqual({ for: 'tasks', until: nextDueAt, version });
  });

  it('ends the workflow when the entry is stopped', async () => {
    const { company } = world;
    const entryId = await company.startEntry();
    await company.do('stop', company.people.sponsor, { entryId, reason: '不再进入 no longer wanted' });
    expect(await world.engine.client.workflow.getHandle(`entry/${entryId}`).result()).toBe('stopped');
  });
});
