import { StageRun } from '../../libs/persistence/entities/process/entry.js';
import { anEntryAtG1, decide, decideMarket, scoreCandidates } from '../support/stage-one.js';
import { World } from '../support/world.js';

describe('recycle', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  it('opens a new round of the stage, keeps the old one with its packet, and the new round passes on its own evidence', async () => {
    const { company } = world;
    const entryId = await anEntryAtG1(company);
    await decide(company, entryId, 'recycle', { toStage: 'select' });
    expect(await company.run(entryId)).toMatchObject({ stage: 'select', round: 2, phase: 'working' });
    const rounds = await world.db.reader.manager.find(StageRun, { where: { entryId, stage: 'select' }, order: { round: 'ASC' } });
    expect(rounds.map(({ round, state }) => ({ round, state }))).toEqual([{ round: 1, state: 'closed' }, { round: 2, state: 'open' }]);
    const old = await company.board.gate(company.people.rm, entryId, 'select', 1);
    expect(old.packets).toHaveLength(1);
    expect(old.packets[0]?.decisions).toMatchObject([{ kind: 'recycle', state: 'carried-out' }]);

    await scoreCandidates(company, entryId);
    await decideMarket(company, entryId);
    expect(await company.look(entryId)).toMatchObject({ stage: 'select', round: 2, phase: 'gate' });
  });
});
