import { pino } from 'pino';
import { Wake } from '../../libs/persistence/entities/process/record.js';
import { Sweep } from '../../libs/persistence/entities/process/gate.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { until } from '../support/until.js';
import type { WakeCall } from '../../libs/temporal/gateway.js';
import { requestWake, requestWakeOfAll, WakeRelay } from '../../libs/journal/wake.js';

const log = pino({ level: 'silent' });

/** An engine that takes wakes, or does not; for the relay it makes no difference what stands behind the gateway. */
class Line {
  readonly taken: WakeCall[] = [];
  up = true;
  refused = new Set<string>();

  async wake(call: WakeCall): Promise<void> {
    if (!this.up || this.refused.has(call.workflowId)) throw new Error('not taken');
    this.taken.push(call);
  }

  of(workflowId: string): WakeCall[] {
    return this.taken.filter((call) => call.workflowId === workflowId);
  }
}

eachDatabase('wakes', (ctx) => {
  let company: Company;
  let line: Line;
  let relay: WakeRelay;
  let number = 0;
  const at = (): string => new Date().toISOString();
  const ask = (workflowId: string) => ctx.uow.run((em) => requestWake(em, { workflowId, workflow: 'marketEntry', args: { entryId: workflowId }, at: at() }));
  const row = (workflowId: string) => ctx.db.reader.manager.findOneByOrFail(Wake, { workflowId });
  const aWorkflow = (): string => `entry/test-${number += 1}`;
  /** On a server a relay leaves a row to another for the length of its lease. */
  const drained = () => until('everything is sent', async () => {
    await relay.drainOnce();
    return ctx.db.reader.manager.countBy(Wake, { pending: 1 });
  }, (waiting) => waiting === 0);

  beforeAll(async () => { company = await aCompany(ctx); });
  beforeEach(async () => {
    await ctx.uow.run((em) => em.query('delete from wake'));
    line = new Line();
    relay = new WakeRelay(ctx.db, ctx.uow, line, log);
  });

  it('are one per workflow however many commands asked, and one signal', async () => {
    const id = aWorkflow();
    for (let i = 0; i < 20; i += 1) await ask(id);
    await drained();
    expect(line.taken).toEqual([{ workflowId: id, workflow: 'marketEntry', args: { entryId: id }, version: 20 }]);
    expect(await row(id)).toMatchObject({ version: 20, sentVersion: 20, pending: 0 });
    await drained();
    expect(line.taken).toHaveLength(1);
  });

  it('vanish with the transaction that asked for them', async () => {
    const id = aWorkflow();
    await expect(ctx.uow.run(async (em) => {
      await requestWake(em, { workflowId: id, workflow: 'marketEntry', args: {}, at: at() });
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    expect(await relay.drainOnce()).toBe(0);
  });

  it('count as sent only when they were taken, and are sent again until then', async () => {
    const id = aWorkflow();
    await ask(id);
    line.up = false;
    expect(await relay.drainOnce()).toBe(0);
    expect(await row(id)).toMatchObject({ sentVersion: 0, pending: 1 });
    line.up = true;
    await drained();
    expect(line.of(id)).toHaveLength(1);
  });

  it('asked for while one is on its way are not swallowed by its success', async () => {
    const id = aWorkflow();
    await ask(id);
    const slow = new WakeRelay(ctx.db, ctx.uow, { wake: async (call) => { await ask(id); await line.wake(call); } }, log);
    await slow.drainOnce();
    expect(await row(id)).toMatchObject({ version: 2, sentVersion: 1, pending: 1 });
    await drained();
    expect(line.of(id).map((call) => call.version)).toEqual([1, 2]);
  });

  it('one that nobody takes does not hold up the others', async () => {
    const [bad, good] = [aWorkflow(), aWorkflow()];
    line.refused.add(bad);
    await ask(bad);
    await ask(good);
    await relay.drainOnce();
    expect(line.of(good)).toHaveLength(1);
    expect(await row(bad)).toMatchObject({ pending: 1 });
  });

  it('are sent at once after a kick, without waiting for the period', async () => {
    const id = aWorkflow();
    relay.start(60_000);
    await ask(id);
    relay.kick();
    await until('it is sent', async () => line.of(id).length, (sent) => sent === 1, 5_000);
    await relay.stop();
  });

  it('survive two relays at once: each is taken at least once, and none is left', async () => {
    const ids = Array.from({ length: 120 }, aWorkflow);
    for (const id of ids) await ask(id);
    const relays = [relay, new WakeRelay(ctx.db, ctx.uow, line, log)];
    for (const one of relays) one.start(50);
    await until('all are sent', () => ctx.db.reader.manager.countBy(Wake, { pending: 1 }), (waiting) => waiting === 0);
    for (const one of relays) await one.stop();
    expect(new Set(line.taken.map((call) => call.workflowId)).size).toBe(ids.length);
    // On a server the relays share the work; on one file the second may have read what the first was sending.
    if (ctx.db.kind !== 'sqlite') expect(line.taken).toHaveLength(ids.length);
  });

  it('of everything under way are asked for by reconcile, also when all were sent before, and of nothing that is over', async () => {
    const running = await company.startEntry();
    const held = await company.startEntry();
    const stopped = await company.startEntry();
    await company.do('hold', company.people.rm, { entryId: held, reason: 'x' });
    await company.do('stop', company.people.sponsor, { entryId: stopped, reason: 'x' });
    const { id: open } = await company.do('requestReviews', company.people.rm, { cohort: 'Asia/Shanghai/mon-08', week: '2026-W01' });
    const { id: over } = await company.do('requestReviews', company.people.rm, { cohort: 'Asia/Shanghai/mon-08', week: '2026-W02' });
    await ctx.uow.run((em) => em.update(Sweep, { id: over }, { finishedAt: at() }));
    await drained();
    line.taken.length = 0;
    await ctx.uow.run((em) => em.query('delete from wake where workflowId = ?', [`entry/${running}`]));

    expect(await ctx.uow.run((em) => requestWakeOfAll(em))).toBeGreaterThanOrEqual(3);
    await drained();
    for (const workflowId of [`entry/${running}`, `entry/${held}`, `sweep/${open}`]) expect(line.of(workflowId)).toHaveLength(1);
    for (const workflowId of [`entry/${stopped}`, `sweep/${over}`]) expect(line.of(workflowId)).toHaveLength(0);
    expect(line.of(`entry/${running}`)[0]).toMatchObject({ workflow: 'marketEntry', args: { entryId: running } });
    expect(line.of(`sweep/${open}`)[0]).toMatchObject({ workflow: 'weeklyReview', args: { sweepId: open } });
  });
});
