import { randomUUID } from 'node:crypto';
import { verifyChain } from '../../libs/journal/chain.js';
import { TerminalBoard } from '../../libs/persistence/board/terminal-board.js';
import { VisitPlan } from '../../libs/persistence/entities/field/routes.js';
import { fieldTotals } from '../../libs/persistence/field-totals.js';
import { parameters } from '../../libs/playbook/parameters.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport } from '../support/imports.js';

const sales = (rows: readonly string[]): string => `market,lineKey,terminal,sku,day,quantity,amount\n${rows.join('\n')}\n`;
const visits = (rows: readonly string[]): string => `market,clientId,terminal,adviser,day,valid\n${rows.join('\n')}\n`;
const shops = 'market,externalId,name,zone,route,code,firstSeen\n';
const everybody = (): boolean => true;

/* One shop, one life: codes, merges, closing and moving, and what counts for whom afterwards. */
eachDatabase('the terminal master', (ctx) => {
  let company: Company;
  let board: TerminalBoard;
  let marketId: string;
  let clerk: Company['people']['clerk'];

  beforeAll(async () => {
    company = await aCompany(ctx);
    board = new TerminalBoard(ctx.db);
    clerk = company.people.clerk;
    await mustImport(ctx, 'markets', 'code,name,marketNo,validFrom,validTo\nhp,黄浦区,15,,\n');
    await mustImport(ctx, 'markets', 'code,name,marketNo,validFrom,validTo,successor\nns,南市区,20,,2000-06-13,hp\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own,category\nours,Ours,Us,yes,c\ntheirs,Theirs,Them,no,c\n');
    const [market] = await ctx.db.reader.query<{ id: string }[]>("SELECT id FROM market WHERE code = 'hp'");
    marketId = market?.id ?? '';
  });

  let counter = 0;
  /** Two terminals of a fresh route, coded 001 and 002. */
  async function twoShops(): Promise<{ a: string; b: string; keyA: string; keyB: string; zone: number }> {
    counter += 1;
    const [keyA, keyB, zone] = [`a${counter}`, `b${counter}`, String(counter).padStart(2, '0')];
    await mustImport(ctx, 'terminals', `${shops}hp,${keyA},甲店${counter},,,15-${zone}-1-001,2026-01-05\nhp,${keyB},乙店${counter},,,15-${zone}-1-002,2025-11-03\n`);
    return { a: await idOf(keyA), b: await idOf(keyB), keyA, keyB, zone: counter };
  }
  const idOf = async (key: string): Promise<string> => (await board.find({ key, marketId }, everybody)).found[0]?.terminal.id ?? '';
  const codeOf = async (id: string): Promise<string | null> => (await board.terminal(id, everybody)).code;
  const one = async <Row>(sql: string, parameters: readonly string[] = []): Promise<Row> => (await ctx.db.reader.query<Row[]>(sql, [...parameters]))[0] as Row;
  const totals = async (zone: number) => (await fieldTotals(ctx.db.reader.manager, {
    week: '2026-W06', markets: [{ ...parameters, marketId, visitPeriods: parameters.visits.periodDays, only: { outlets: { sql: 't.zoneId IN (SELECT z.id FROM zone z WHERE z.marketId = ? AND z.zoneNo = ?)', parameters: [marketId, zone] } } }],
  })).get(marketId);
  /** Everything that is rolled up or kept beside the rows of these terminals. */
  const derived = async (...ids: readonly string[]) => {
    const of = (sql: string) => ctx.db.reader.query(sql.replaceAll('?', ids.map((id) => `'${id}'`).join(', ')));
    return JSON.stringify([
      await of('SELECT * FROM sale_week WHERE terminalId IN (?) ORDER BY terminalId, week, skuId'), await of('SELECT * FROM terminal_week WHERE terminalId IN (?) ORDER BY terminalId, week'),
      await of('SELECT id, status, mergedInto, firstSeen, firstValidVisit, lastValidVisit, firstOrder, secondOrder FROM terminal WHERE id IN (?) ORDER BY id'),
      await of('SELECT id, terminalId FROM sale_line WHERE terminalId IN (?) ORDER BY id'), await of('SELECT id, terminalId, customerId FROM visit_plan WHERE terminalId IN (?) ORDER BY id'), await of('SELECT id, terminalId FROM visit WHERE terminalId IN (?) ORDER BY id'), await of('SELECT id, terminalId FROM stock_check WHERE terminalId IN (?) ORDER BY id'),
    ]);
  };
  async function traded(): Promise<Awaited<ReturnType<typeof twoShops>>> {
    const two = await twoShops();
    const { keyA, keyB } = two;
    await mustImport(ctx, 'sale-lines', sales([`hp,${keyA}-1,${keyA},ours,2026-02-03,2,200`, `hp,${keyA}-2,${keyA},theirs,2026-02-04,1,300`, `hp,${keyB}-1,${keyB},ours,2026-01-27,5,500`, `hp,${keyB}-2,${keyB},ours,2026-02-05,1,100`]));
    await mustImport(ctx, 'visits', visits([`hp,${keyA}-v,${keyA},lee,2026-02-02,yes`, `hp,${keyB}-v1,${keyB},lee,2026-01-20,yes`, `hp,${keyB}-v2,${keyB},lee,2026-02-06,yes`]));
    await mustImport(ctx, 'stock-checks', `market,clientId,terminal,sku,day,stock\nhp,${keyB}-c,${keyB},ours,2026-02-06,7\n`);
    // Both are planned on one day, the merged one on another as well.
    const plan = (terminalId: string, day: string): VisitPlan => ({ id: randomUUID(), marketId, day, week: '2026-W06', adviser: 'lee', routeId: null, customerId: terminalId, terminalId, dealerId: null, seq: 1, source: 'manual', plannedAt: null });
    await ctx.uow.run((em) => em.insert(VisitPlan, [plan(two.a, '2026-02-02'), plan(two.b, '2026-02-02'), plan(two.b, '2026-02-06')]));
    return two;
  }

  it('a terminal is found by any code it ever had, with or without dashes, and by its number', async () => {
    const { a, keyA, zone } = await twoShops();
    const zz = String(zone).padStart(2, '0');
    await company.do('moveTerminal', clerk, { terminalId: a, zone, route: 2, reason: '线路调整' });
    const by = async (key: string) => (await board.find({ key }, everybody)).found.map((found) => [found.by, found.terminal.id]);
    expect(await by(`15-${zz}-2-001`)).toEqual([['code', a]]);
    for (const old of [`15-${zz}-1-001`, `15${zz}1001`, `15 ${zz} 1 001`]) expect(await by(old)).toEqual([['former-code', a]]);
    expect(await by(keyA)).toEqual([['number', a]]);
    expect(await by(a.toUpperCase())).toEqual([['id', a]]);
    expect(await by('15-99-9-999')).toEqual([]);
    expect((await board.detail(a, everybody)).codes.map(({ code, present }) => [code, present])).toEqual([[`15-${zz}-2-001`, true], [`15-${zz}-1-001`, false]]);
  });

  it('a code is never given again: not after a move, back again, a closing, a merge or an undo', async () => {
    const { a, b, zone } = await twoShops();
    const zz = String(zone).padStart(2, '0');
    const move = (id: string, route: number) => company.do('moveTerminal', clerk, { terminalId: id, zone, route, reason: 'x' });
    expect((await move(a, 2)).code).toBe(`15-${zz}-2-001`);
    expect((await move(a, 1)).code).toBe(`15-${zz}-1-003`);
    await company.do('closeTerminal', clerk, { terminalId: b, day: '2026-02-01', reason: '停业' });
    expect((await move(a, 2)).code).toBe(`15-${zz}-2-002`);
    const { mergeId } = await company.do('mergeTerminals', clerk, { terminalId: a, mergedId: b, reason: '同一家店' });
    await company.do('undoMerge', clerk, { mergeId, reason: '不是同一家' });
    const mapping = { fields: { market: 'market', externalId: 'externalId', name: 'name', zone: 'zone', route: 'route', code: { assign: true as const } } };
    await mustImport(ctx, 'terminals', `market,externalId,name,zone,route\nhp,n${zone},新店,${zone},1\n`, { mapping });
    expect(await codeOf(await idOf(`n${zone}`))).toBe(`15-${zz}-1-004`);
    for (const taken of ['001', '002', '003']) {
      const { errors } = await importInto(ctx, 'terminals', `${shops}hp,m${zone},另一家,,,15-${zz}-1-${taken},\n`);
      expect(errors.map(({ rule }) => rule)).toEqual(['code-taken']);
    }
    // A terminal may be said to have a code that was its own once.
    await mustImport(ctx, 'terminals', `${shops}hp,a${zone},甲店,,,15-${zz}-1-001,\n`);
    expect(await codeOf(a)).toBe(`15-${zz}-1-001`);
  });

  it('a market number is one market\'s for good, and a code is read for the day it was written', async () => {
    const { errors } = await importInto(ctx, 'markets', 'code,name,marketNo\nother,别的区,20\nthird,Third,15\n');
    expect(errors.map(({ row, column, rule }) => [row, column, rule])).toEqual([[2, 'marketNo', 'market-number-taken'], [3, 'marketNo', 'market-number-taken']]);
    expect((await importInto(ctx, 'markets', 'code,name,marketNo\nx1,X,31\nx2,Y,31\n')).errors).toHaveLength(1);
    await mustImport(ctx, 'terminals', `${shops}ns,old,老西门店,,,20-01-1-001,\n`);
    const on = async (day?: string) => (await board.find({ key: '20011001', on: day }, everybody)).code?.markets[0];
    expect(await on('1999-05-01')).toMatchObject({ code: 'ns', validTo: '2000-06-13', validThen: true, successor: { code: 'hp' } });
    expect(await on('2001-05-01')).toMatchObject({ code: 'ns', validThen: false });
    expect(await on()).toMatchObject({ validThen: null });
    // A market that takes another number keeps the one it had from everybody else.
    await mustImport(ctx, 'markets', 'code,name,marketNo\nre,R,41\n');
    await mustImport(ctx, 'markets', 'code,name,marketNo\nre,R,42\n');
    expect((await importInto(ctx, 'markets', 'code,name,marketNo\nre2,R2,41\n')).errors).toHaveLength(1);
    const old = await idOf('old') || (await board.find({ key: '20-01-1-001' }, everybody)).found[0]?.terminal.id;
    await mustImport(ctx, 'terminals', 'market,externalId,name,zone\nns,old,老西门店,1\n');
    await expect(company.do('moveTerminal', clerk, { terminalId: old ?? '', zone: 1, route: 2, reason: 'x' })).rejects.toMatchObject({ code: 'invalid-input', faults: [{ rule: 'market-number-ended' }] });
  });

  it('nine digits where the market has them', async () => {
    await mustImport(ctx, 'markets', 'code,name,marketNo,routeDigits\nwide,Wide,77,2\n');
    await mustImport(ctx, 'terminals', `${shops}wide,w1,W,,,770112009,\n`);
    expect((await board.find({ key: '77-01-12-009' }, everybody)).found).toMatchObject([{ by: 'code', terminal: { externalId: 'w1', routeNo: 12 } }]);
    expect((await board.find({ key: '770112009' }, everybody)).found).toHaveLength(1);
  });

  it('what the merged one had counts for the survivor at once: sales, orders, visits, checks', async () => {
    const { a, b, keyA, keyB, zone } = await traded();
    const before = await totals(zone);
    const { mergeId } = await company.do('mergeTerminals', clerk, { terminalId: a, mergedId: b, reason: '同一家店' });
    const after = await totals(zone);
    expect(after?.sales).toMatchObject({ universe: 1, handlers: 1, ownVolume: 800, marketVolume: 1100 });
    expect(before?.sales).toMatchObject({ universe: 2, handlers: 2, ownVolume: 800, marketVolume: 1100 });
    expect(await one("SELECT firstSeen, firstValidVisit, lastValidVisit, firstOrder, secondOrder FROM terminal WHERE id = ?", [a])).toEqual({
      firstSeen: '2025-11-03', firstValidVisit: '2026-01-20', lastValidVisit: '2026-02-06', firstOrder: '2026-01-27', secondOrder: '2026-02-03',
    });
    expect(await one('SELECT status, mergedInto, firstValidVisit, firstOrder FROM terminal WHERE id = ?', [b])).toEqual({ status: 'merged', mergedInto: a, firstValidVisit: null, firstOrder: null });
    const week = await one<{ quantity: unknown; amount: unknown }>("SELECT quantity, amount FROM sale_week WHERE terminalId = ? AND week = '2026-W06' AND skuId = (SELECT s.id FROM sku s WHERE s.code = 'ours')", [a]);
    expect([Number(week.quantity), Number(week.amount)]).toEqual([3, 300]);
    expect(Number((await one<{ n: unknown }>('SELECT COUNT(*) AS n FROM sale_week WHERE terminalId = ?', [b])).n)).toBe(0);
    const planned = await ctx.db.reader.query<{ day: string }[]>('SELECT day FROM visit_plan WHERE terminalId = ? AND customerId = ? ORDER BY day', [a, a]);
    expect(planned.map(({ day }) => day)).toEqual(['2026-02-02', '2026-02-06']);
    // What arrives under the merged one's number or is repeated counts for the survivor too, and once.
    expect(await mustImport(ctx, 'sale-lines', sales([`hp,${keyB}-1,${keyB},ours,2026-01-27,5,500`]))).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    await mustImport(ctx, 'sale-lines', sales([`hp,${keyB}-3,${keyB},ours,2026-02-07,1,50`]));
    expect((await totals(zone))?.sales).toMatchObject({ universe: 1, ownVolume: 850 });
    // And a file that still lists it does not raise it from the dead.
    expect(await mustImport(ctx, 'terminals', `market,externalId,name,status\nhp,${keyB},乙店,active\nhp,${keyA},甲店,active\n`)).toMatchObject({ skipped: 1, rows: 2 });
    expect((await board.find({ key: keyB, marketId }, everybody)).found).toMatchObject([{ by: 'number', terminal: { id: a }, merged: { id: b } }]);
    for (const id of [a, b]) expect(await verifyChain(ctx.db.reader.manager, `terminal/${id}`)).toMatchObject({ verified: true });
    expect((await board.detail(a, everybody)).merges).toMatchObject([{ mergeId, merged: { id: b }, undoneAt: null }]);
  });

  it('an undone merge leaves everything as it was before', async () => {
    const { a, b } = await traded();
    const before = await derived(a, b);
    const { mergeId } = await company.do('mergeTerminals', clerk, { terminalId: a, mergedId: b, reason: '同一家店' });
    expect(await derived(a, b)).not.toBe(before);
    await company.do('undoMerge', clerk, { mergeId, reason: '看错了' });
    expect(await derived(a, b)).toBe(before);
    await expect(company.do('undoMerge', clerk, { mergeId, reason: '再来' })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('merges follow one another, and are undone the other way round', async () => {
    const first = await traded();
    const second = await twoShops();
    const before = await derived(first.a, first.b, second.a);
    const one = await company.do('mergeTerminals', clerk, { terminalId: first.a, mergedId: first.b, reason: 'x' });
    const two = await company.do('mergeTerminals', clerk, { terminalId: second.a, mergedId: first.a, reason: 'x' });
    await mustImport(ctx, 'visits', visits([`hp,${first.keyB}-v2,${first.keyB},lee,2026-02-06,yes`]));
    expect((await board.find({ key: first.keyB, marketId }, everybody)).found[0]?.terminal.id).toBe(second.a);
    expect(Number((await ctx.db.reader.query<{ n: unknown }[]>('SELECT COUNT(*) AS n FROM sale_line WHERE terminalId = ?', [second.a]))[0]?.n)).toBe(4);
    await expect(company.do('undoMerge', clerk, { mergeId: one.mergeId, reason: 'x' })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(company.do('mergeTerminals', clerk, { terminalId: first.b, mergedId: second.b, reason: 'x' })).rejects.toMatchObject({ code: 'wrong-state' });
    await company.do('undoMerge', clerk, { mergeId: two.mergeId, reason: 'x' });
    await company.do('undoMerge', clerk, { mergeId: one.mergeId, reason: 'x' });
    expect(await derived(first.a, first.b, second.a)).toBe(before);
  });

  it('a terminal closes with day and reason, counts no more, and opens again', async () => {
    const { a, zone } = await traded();
    const close = (day: string) => company.do('closeTerminal', clerk, { terminalId: a, day, reason: '拆迁' });
    await expect(close('2026-01-04')).rejects.toMatchObject({ faults: [{ rule: 'not-before-first-seen' }] });
    await expect(close('2999-01-01')).rejects.toMatchObject({ faults: [{ rule: 'not-in-the-future' }] });
    await close('2026-02-08');
    expect((await totals(zone))?.sales).toMatchObject({ universe: 1 });
    await expect(close('2026-02-08')).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(company.do('reopenTerminal', clerk, { terminalId: a, day: '2026-02-01', reason: 'x' })).rejects.toMatchObject({ faults: [{ rule: 'not-before-closing' }] });
    await company.do('reopenTerminal', clerk, { terminalId: a, day: '2026-02-20', reason: '重新开业' });
    expect((await totals(zone))?.sales).toMatchObject({ universe: 2 });
    expect((await board.detail(a, everybody)).history.map(({ kind, data }) => [kind, data['day'], data['reason']])).toEqual([['reopenTerminal', '2026-02-20', '重新开业'], ['closeTerminal', '2026-02-08', '拆迁']]);
  });

  it('only those who keep the market\'s master may, and only in their market', async () => {
    const { a, b, zone } = await twoShops();
    const strangers = [company.people.fin, company.people.adv, await aPerson(company, 'clerk', company.markets[0]?.id)];
    for (const actor of strangers) {
      await expect(company.do('mergeTerminals', actor, { terminalId: a, mergedId: b, reason: 'x' })).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(company.do('closeTerminal', actor, { terminalId: a, day: '2026-02-01', reason: 'x' })).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(company.do('moveTerminal', actor, { terminalId: a, zone, route: 3, reason: 'x' })).rejects.toMatchObject({ code: 'not-allowed' });
    }
    for (const actor of [await aPerson(company, 'sup', marketId), company.people.rm]) {
      const { mergeId } = await company.do('mergeTerminals', actor, { terminalId: a, mergedId: b, reason: 'x' });
      await company.do('undoMerge', actor, { mergeId, reason: 'x' });
    }
  });

  it('two people merge the same pair at once: one merge', async () => {
    const { a, b } = await traded();
    const both = await Promise.allSettled([company.do('mergeTerminals', clerk, { terminalId: a, mergedId: b, reason: 'x' }), company.do('mergeTerminals', company.people.rm, { terminalId: b, mergedId: a, reason: 'x' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(Number((await ctx.db.reader.query<{ n: unknown }[]>('SELECT COUNT(*) AS n FROM terminal_merge WHERE undoneAt IS NULL AND mergedId IN (?, ?)', [a, b]))[0]?.n)).toBe(1);
  });
});
