import { randomUUID } from 'node:crypto';
import { engine } from '../../libs/journal/actor.js';
import { Decision, GatePacket, Reading } from '../../libs/persistence/entities/process/gate.js';
import { insertRows } from '../../libs/persistence/insert-rows.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { carryThrough, importDoor, importer, mustImport } from '../support/imports.js';

const week = '2026-W10';
const sale = (key: string, day: string): string => `market,lineKey,terminal,sku,day,quantity,amount\nfx,${key},t1,s1,${day},1,100\n`;

eachDatabase('figures that come late', (ctx) => {
  let company: Company;
  let entryId: string;
  const review = async () => (await company.board.reviews(entryId)).find((one) => one.week === week);

  beforeAll(async () => {
    company = await aCompany(ctx);
    await mustImport(ctx, 'markets', 'code,name\nfx,奉贤\n');
    await mustImport(ctx, 'terminals', 'market,externalId,name\nfx,t1,one\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own\ns1,S1,Ours,yes\n');
    await mustImport(ctx, 'sale-lines', sale('on-time', '2026-03-03'));
    const [market] = await ctx.db.reader.query("SELECT id FROM market WHERE code = 'fx'") as { id: string }[];
    entryId = await company.startEntry();
    await ctx.uow.run((em) => em.query('UPDATE entry SET marketId = ? WHERE id = ?', [market?.id, entryId]));
    const { cohort } = await company.board.entry(company.people.rm, entryId);
    const { id: sweepId } = await company.do('requestReviews', company.people.rm, { cohort, week });
    await company.do('recordReviews', engine, { sweepId, cohort, week, afterEntryId: null, limit: 50 });
    await aDecidedPacket();
  });

  /** A packet of the first gate that shows the street as of that week, and the decision on it. */
  async function aDecidedPacket(): Promise<void> {
    const { stageRunId } = (await ctx.db.reader.query('SELECT stageRunId FROM entry WHERE id = ?', [entryId]) as { stageRunId: string }[])[0] ?? { stageRunId: '' };
    const [id, at] = [randomUUID(), company.now().toISOString()];
    await ctx.uow.run(async (em) => {
      await insertRows(em, GatePacket, [{ id, entryId, stageRunId, number: 1, state: 'decided', verdict: 'passed', conditions: [], deliverables: [], hash: 'a'.repeat(64), frozenAt: at, votesAskedAt: at, lapsedBecause: null }]);
      await insertRows(em, Reading, [{ id: randomUUID(), entryId, kpi: 'numericDistribution', sourceId: id, week: '', asOf: '2026-03-08', numerator: 1, denominator: 1, value: 1, met: 'yes', colour: 'none', bundleHash: 'b'.repeat(64) }]);
      await insertRows(em, Decision, [{ id: randomUUID(), entryId, stageRunId, packetId: id, kind: 'go', state: 'carried-out', terminalKey: null, reason: '通过', marketId: null, toStage: null, decidedBy: company.people.rm.personId, at, sentBackBecause: null }]);
    });
  }
  const marks = async () => {
    const [packet] = (await company.board.gate(company.people.rm, entryId, 'select')).packets;
    return { review: (await review())?.changedSince.map((c) => c.week), packet: packet?.changedSince.map((c) => c.week), decision: packet?.decisions[0]?.changedSince.map((c) => c.week) };
  };

  it('mark nothing that was measured on them, nor what lies outside its window', async () => {
    expect(await marks()).toEqual({ review: [], packet: [], decision: [] });
    const frozen = JSON.stringify((await review())?.readings);
    await mustImport(ctx, 'sale-lines', sale('next-week', '2026-03-10'), { now: '2036-01-01T00:00:00.000Z' });
    await mustImport(ctx, 'sale-lines', sale('long-ago', '2025-01-06'), { now: '2036-01-01T00:00:00.000Z' });
    await mustImport(ctx, 'sale-lines', sale('on-time', '2026-03-03'), { now: '2036-01-01T00:00:00.000Z' });
    expect(await marks()).toEqual({ review: [], packet: [], decision: [] });
    expect(JSON.stringify((await review())?.readings)).toBe(frozen);
  });

  it('mark the review, the packet and the decision that used the old ones, by week and file, and change none of them; so does their undo', async () => {
    const before = { ...(await review()), changedSince: [] };
    const late = await mustImport(ctx, 'sale-lines', sale('late', '2026-03-04'), { now: '2036-01-02T00:00:00.000Z' });
    expect(await marks()).toEqual({ review: [week], packet: [week], decision: [week] });
    expect((await review())?.changedSince).toEqual([{ week, at: '2036-01-02T00:00:00.000Z', importId: late.id, fileName: 'sale-lines.csv' }]);
    expect({ ...(await review()), changedSince: [] }).toEqual(before);
    await mustImport(ctx, 'sale-lines', sale('late', '2026-02-25'), { now: '2036-01-03T00:00:00.000Z' });
    expect((await marks()).decision).toEqual([week, '2026-W09', week]);
    const [corrected] = await ctx.db.reader.query("SELECT id FROM data_import WHERE phase = 'done' ORDER BY turn DESC LIMIT 1") as { id: string }[];
    await importDoor(ctx).commit('undoImport', { commandId: randomUUID(), actor: await importer(ctx), input: { importId: corrected?.id ?? '', reason: '错' } });
    await carryThrough(ctx, corrected?.id ?? '', () => new Date('2036-01-04T00:00:00.000Z'));
    expect((await marks()).review).toEqual([week, '2026-W09', week, '2026-W09', week]);
  });
});
