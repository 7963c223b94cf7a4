import { DataImport } from '../../libs/persistence/entities/field/imports.js';
import { importWorkflowId } from '../../libs/temporal/names.js';
import { requestContent } from '../support/imports.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

describe('an import', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  const look = (id: string) => world.db.reader.manager.findOneByOrFail(DataImport, { id });
  const over = (id: string) => until('the import is over', () => look(id), ({ finishedAt }) => finishedAt !== null, 60_000);
  const ask = async (kind: 'markets' | 'dealers', content: string) => {
    const id = await requestContent(world, kind, content);
    world.relay.kick();
    return id;
  };
  const codes = async (): Promise<string[]> => (await world.db.reader.query<{ code: string }[]>('select d.code from dealer d order by d.code')).map(({ code }) => code);

  it('is carried from its wake to its end, and leaves no workflow behind', async () => {
    const id = await ask('markets', 'code,name\nm,M\n');
    expect(await over(id)).toMatchObject({ phase: 'done', inserted: 1 });
    const handle = world.engine.client.workflow.getHandle(importWorkflowId(id));
    await until('the workflow has ended', () => handle.describe(), ({ status }) => status.name === 'COMPLETED');
    expect(await handle.result()).toBe('done');
  });

  it('comes in the order of asking: what builds on an earlier file finds it, and a correction never overtakes', async () => {
    const asked = [
      await ask('markets', 'code,name\nn,N\n'), await ask('dealers', 'market,code,name\nn,d1,first\nn,d2,x\n'), await ask('dealers', 'market,code,name\nn,d1,corrected\n'), await ask('dealers', 'market,code,name\nnowhere,d9,x\n'),
    ];
    const ends = [];
    for (const id of asked) ends.push((await over(id)).phase);
    expect(ends).toEqual(['done', 'done', 'done', 'refused']);
    expect(await world.db.reader.query("select d.name from dealer d where d.code = 'd1'")).toEqual([{ name: 'corrected' }]);
  });

  it('waits while the engine is away, and is done when it is back', async () => {
    await world.engine.kill();
    const id = await ask('dealers', 'market,code,name\nn,d3,later\n');
    expect(await look(id)).toMatchObject({ phase: 'waiting' });
    await world.engine.run();
    expect(await over(id)).toMatchObject({ phase: 'done', inserted: 1 });
    expect(await codes()).toEqual(['d1', 'd2', 'd3']);
  });
});
