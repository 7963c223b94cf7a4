import { WorkflowNotFoundError } from '@temporalio/client';
import { Review, Sweep } from '../../libs/persistence/entities/process/gate.js';
import { localDay } from '../../libs/rules/calendar.js';
import { addWeeks, isoWeek } from '../../libs/rules/iso-week.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

const pageSize = 50;

describe('the weekly review', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  const finished = (sweepId: string) => until('the sweep is finished', () => world.db.reader.manager.findOneByOrFail(Sweep, { id: sweepId }), (sweep) => sweep.finishedAt !== null, 60_000);

  it('is started by the one Schedule of the cohort, for the last full week on its wall', async () => {
    const { company, engine, db } = world;
    const [first, second] = [await company.startEntry(), await company.startEntry()];
    const { cohort } = await company.board.entry(company.people.rm, first);
    const schedule = engine.client.schedule.getHandle(`review/${cohort}`);
    await until('the schedule is there', () => schedule.describe().then(() => true, () => false), (there) => there);
    await schedule.trigger('SKIP');
    const [sweep] = await until('the sweep is requested', () => db.reader.manager.find(Sweep), (sweeps) => sweeps.length === 1);
    expect(sweep).toMatchObject({ cohort, week: addWeeks(isoWeek(localDay(new Date(), 'Asia/Shanghai')), -1) });
    expect(await finished(sweep?.id ?? '')).toMatchObject({ reviewed: 2, skipped: 0 });
    for (const entryId of [first, second]) expect(await company.board.reviews(entryId)).toHaveLength(1);
  });

  it('happens once per entry and ISO week, whoever asks and however often; a held entry is skipped', async () => {
    const { company, db } = world;
    const { rm } = company.people;
    const entryId = await company.startEntry();
    const held = await company.startEntry();
    await company.do('hold', rm, { entryId: held, reason: '暂停' });
    const { cohort } = await company.board.entry(rm, entryId);
    const requests = await Promise.all([1, 2, 3].map(() => company.do('requestReviews', rm, { cohort, week: '2026-W30' })));
    for (const { id } of requests) await finished(id);
    expect(await db.reader.manager.countBy(Review, { entryId, week: '2026-W30' })).toBe(1);
    expect(await db.reader.manager.countBy(Review, { entryId: held, week: '2026-W30' })).toBe(0);
  });

  it(`goes through a cohort of more than ${pageSize} entries page by page`, async () => {
    const { company, uow, relay } = world;
    const { rm } = company.people;
    const { cohort } = await company.board.entry(rm, await company.startEntry());
    // Only their number matters here: the engine is not told of them.
    await relay.stop();
    const input = { name: '批量', candidateMarketIds: company.markets.map((m) => m.id), timeZone: 'Asia/Shanghai', currency: 'CNY' };
    for (let i = 0; i < pageSize; i += 1) await company.do('startEntry', rm, input);
    await uow.run((em) => em.query('delete from wake where pending = 1'));
    relay.start(100);
    const { id } = await company.do('requestReviews', rm, { cohort, week: '2026-W31' });
    const { reviewed, skipped } = await finished(id);
    expect(reviewed + skipped).toBeGreaterThan(pageSize);
    expect(await world.pagesOf(id)).toBe(2);
  });

  it('leaves no sweep workflow behind', async () => {
    const [sweep] = await world.db.reader.manager.find(Sweep, { where: { week: '2026-W30' } });
    const handle = world.engine.client.workflow.getHandle(`sweep/${sweep?.id}`);
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    await expect(handle.signal('changed', 1)).rejects.toBeInstanceOf(WorkflowNotFoundError);
  });
});
