import { aDocument } from '../support/company.js';
import { complete, happened } from '../support/stage-one.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

describe('the engine is away', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  it('takes and answers commands as always, says that an entry waits for the engine, and moves everything when it is back', async () => {
    const { company } = world;
    const { people: { rm, clerk }, markets } = company;
    const working = await company.startEntry();
    await world.wakesSent();
    await world.engine.kill();

    const started = performance.now();
    const { entryId: waiting } = await company.do('startEntry', rm, { name: '停机时开始', candidateMarketIds: markets.map((m) => m.id), timeZone: 'Asia/Shanghai', currency: 'CNY' });
    await company.handIn(working, rm, 'candidateList', aDocument);
    await complete(company, working, rm, 'listCandidates');
    await company.handIn(working, clerk, 'deskFacts', aDocument);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await company.look(waiting)).toMatchObject({ phase: 'opening' });
    await until('the entry says that it waits for the engine', () => company.board.entry(rm, waiting), (entry) => entry.waitsForEngine);
    expect((await company.board.entry(rm, working)).tasks.find((t) => t.key === 'collectDeskFacts')?.state).toBe('ready');

    await world.engine.run();
    const back = performance.now();
    await until('the stage is opened', () => company.look(waiting), (at) => at.phase === 'working');
    // The relay asks ten times a second here; a worker that lost its server comes back within two.
    expect(performance.now() - back).toBeLessThan(10_000);
    expect(await happened(company, waiting)).toMatchObject({ openStage: 1 });
    await world.wakesSent();
    expect((await company.board.entry(rm, waiting)).waitsForEngine).toBe(false);
  });

  it('starts before the engine does', async () => {
    const { company } = world;
    await world.stopWorker();
    await world.engine.kill();
    const start = world.startWorker();
    const { entryId } = await company.do('startEntry', company.people.rm, { name: '先于引擎', candidateMarketIds: company.markets.map((m) => m.id), timeZone: 'Asia/Shanghai', currency: 'CNY' });
    await world.engine.run();
    await start;
    expect(await company.run(entryId)).toMatchObject({ phase: 'working' });
  });
});
