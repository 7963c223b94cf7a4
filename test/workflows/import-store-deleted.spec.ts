import { requestWakeOfAll } from '../../libs/journal/wake.js';
import { DataImport } from '../../libs/persistence/entities/field/imports.js';
import { requestContent } from '../support/imports.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

describe('an import whose engine has lost its store', () => {
  let world: World;
  beforeAll(async () => { world = await World.start({ worker: false }); });
  afterAll(() => world.close());

  it('is woken again by reconcile and comes in once', async () => {
    const id = await requestContent(world, 'markets', 'code,name\nm,M\n');
    await world.wakesSent();
    await world.engine.forget();
    await world.engine.run();
    await world.startWorker();
    const look = () => world.db.reader.manager.findOneByOrFail(DataImport, { id });
    expect(await look()).toMatchObject({ phase: 'waiting' });
    expect(await world.uow.run((em) => requestWakeOfAll(em))).toBe(1);
    expect(await until('the import is over', look, ({ finishedAt }) => finishedAt !== null, 60_000)).toMatchObject({ phase: 'done', inserted: 1 });
  });
});
