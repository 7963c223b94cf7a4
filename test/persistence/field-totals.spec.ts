import { fieldTotals, type FieldQuestion } from '../../libs/persistence/field-totals.js';
import type { FieldTotals } from '../../libs/rules/field-totals.js';
import { addDays, weekEnd } from '../../libs/rules/iso-week.js';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport } from '../support/imports.js';

/** The Sunday of 2026-W10. */
const asOf = '2026-03-08';
const week = '2026-W10';
const before = (days: number) => addDays(asOf, -days);

eachDatabase('what the street adds up to', (ctx) => {
  let id: Record<string, string>;
  const question = (market: string, how: Partial<FieldQuestion> = {}): FieldQuestion => ({
    marketId: id[market] ?? '', windowWeeks: 4, volumeBasis: 'amount', categoryVolume: 'census', category: null, visitPeriods: { A: 7, B: 14, C: 28, dealer: 7 }, ...how,
  });
  const totals = async (market: string, how: Partial<FieldQuestion> = {}, when: { week: string; asOf?: string } = { week }): Promise<FieldTotals> => {
    const found = (await fieldTotals(ctx.db.reader.manager, { markets: [question(market, how)], ...when })).get(id[market] ?? '');
    if (!found) throw new Error(`no totals for ${market}`);
    return found;
  };

  beforeAll(async () => {
    await mustImport(ctx, 'markets', 'code,name\nm,M\nempty,E\n');
    id = Object.fromEntries((await ctx.db.reader.query('SELECT code, id FROM market') as { code: string; id: string }[]).map((row) => [row.code, row.id]));
    await mustImport(ctx, 'dealers', 'market,code,name,core,status\nm,d1,D1,1,active\nm,d2,D2,0,active\nm,d3,D3,1,closed\n');
    await mustImport(ctx, 'skus', [
      'code,name,brand,own,category,focus,mustStock', 'own1,o,Ours,1,beer,1,1', 'own2,o,Ours,1,beer,1,0', 'ownrum,o,Ours,1,rum,0,1', 'r1,r,Rival,0,beer,0,0', 'r2,r,Small,0,beer,0,0',
    ].join('\n'));
    // arithmetic.md §3: category volumes 100, 60, 20, 10, 10, handled 1, 0, 1, 1, 0; and one shop that has closed, one that comes later.
    await mustImport(ctx, 'terminals', [
      'market,externalId,name,class,zone,route,adviser,dealer,monthlyCategoryVolume,status,firstSeen', 'm,t1,x,A,1,1,lee,d1,100,active,', 'm,t2,x,A,1,1,,d1,60,refused,',
      'm,t3,x,B,2,1,,d1,20,active,', 'm,t4,x,C,2,2,ann,d3,10,active,', 'm,t5,x,,,,,,10,unreachable,', 'm,t6,x,A,1,1,,d1,500,closed,', `m,t7,x,A,1,1,,d1,500,active,${addDays(asOf, 1)}`,
    ].join('\n'));
    const line = (key: string, terminal: string, sku: string, day: string, quantity: number, amount: number) => `m,${key},${terminal},${sku},${day},${quantity},${amount}`;
    await mustImport(ctx, 'sale-lines', ['market,lineKey,terminal,sku,day,quantity,amount',
      line('1', 't1', 'own1', before(0), 2, 20), line('2', 't1', 'r1', before(27), 8, 80), line('3', 't1', 'own1', before(28), 9, 900),
      line('4', 't3', 'own2', before(1), 1, 5), line('5', 't3', 'own2', before(1), -3, -9), line('6', 't3', 'r1', before(2), 1, 10),
      line('7', 't4', 'ownrum', before(3), 1, 1), line('8', 't2', 'r2', before(3), 6, 60), line('9', 't6', 'r1', before(4), 1, 7),
      // Re-orders: t1 first on day 120 before, again 90 before (30 days later); t3 100 before, again 30 before (70 days later); t4 20 before.
      line('a', 't1', 'own1', before(120), 1, 1), line('b', 't1', 'own1', before(90), 1, 1), line('c', 't3', 'own1', before(100), 1, 1), line('d', 't3', 'own1', before(30), 1, 1),
      // Churn: sold in the four weeks that ended 91 days before (a Sunday): t1, t3 and t5; t5 not since.
      line('e', 't5', 'own1', before(95), 1, 1),
      // After the asked week: must not be seen.
      line('z', 't2', 'own1', addDays(asOf, 1), 50, 5000),
    ].join('\n'));
  });

  it('distribution, volumes and the rival, by census weight', async () => {
    const { sales } = await totals('m');
    expect(sales).toEqual({
      // The window reaches 27 days back. At t3 returns outweigh our sales: no handler, and our volume there is 0, not −4.
      universe: 5, handlers: 2, universeA: 2, handlersA: 1, categoryVolume: 200, categoryVolumeOfHandlers: 110,
      ownVolume: 21, ownVolumeA: 20, marketVolume: 178, marketVolumeA: 167, rival: { brand: 'Rival', volume: 97 },
    });
  });

  it('weighs by sales, counts quantities and one category when asked to', async () => {
    const { sales } = await totals('m', { categoryVolume: 'sales', volumeBasis: 'quantity', category: 'beer' });
    expect(sales).toMatchObject({ handlers: 1, categoryVolume: 17, categoryVolumeOfHandlers: 10, ownVolume: 2, marketVolume: 18, rival: { brand: 'Rival', volume: 10 } });
  });

  it('counts terminals, owners, dealers and zones', async () => {
    const { terminals, dealers, zones } = await totals('m');
    expect(terminals).toEqual({ active: 5, byClass: { A: 2, B: 1, C: 1, none: 1 }, owned: 2, validCode: 0 });
    expect(dealers).toEqual({ active: 2, core: 1, codes: ['d1', 'd2'] });
    expect(zones).toEqual([{ zoneNo: 1, universe: 2, handlers: 1, universeA: 2, handlersA: 1 }, { zoneNo: 2, universe: 2, handlers: 1, universeA: 0, handlersA: 0 }]);
  });

  it('counts re-orders and lost handlers', async () => {
    const { repeat, churn, weeksOfSales } = await totals('m');
    expect(repeat).toEqual({ firstOrders: 3, repeated: 1 });
    expect(churn).toEqual({ atStart: 2, lost: 2 });
    // Counted back from the asked week: 0, 3, 4, 12, 13, 14 and 17.
    expect(weeksOfSales).toBe(7);
  });

  it('shows a past week as it was then', async () => {
    const past = await totals('m', {}, { week: '2025-W51' });
    expect(past.week).toBe('2025-W51');
    expect(past.asOf).toBe(weekEnd('2025-W51'));
    expect(past.repeat).toEqual({ firstOrders: 1, repeated: 1 });
    expect(past.churn).toBeNull();
    expect(past.sales).toMatchObject({ handlers: 3, ownVolume: 3 });
  });

  it('knows nothing where there is nothing, which is not zero', async () => {
    expect(await totals('empty')).toEqual({
      marketId: id['empty'], asOf, week, terminals: { active: 0, byClass: { A: 0, B: 0, C: 0, none: 0 }, owned: 0, validCode: 0 }, dealers: { active: 0, core: 0, codes: [] },
      zones: [], sales: null, weeksOfSales: 0, repeat: null, churn: null, visits: null, stock: null, dealerStock: null, frequency: null, prices: null, incidents: null, receivables: null, contracts: null,
    });
  });

  it('visits: completion in planned ones, valid ones only, and the zero-unvisited rule', async () => {
    expect((await totals('m')).visits).toBeNull();
    // arithmetic.md §7, on this calendar: t1 A 8 days → overdue, t3 B 13 days → in time, t2 never, t4 C 31 days → overdue, t5 no class 6 days → in time.
    const visit = (key: string, customer: string, day: string, facts: string) => `m,${key},${customer},lee,${day},${facts}`;
    await mustImport(ctx, 'visits', ['market,clientId,terminal,dealer,adviser,day,planned,made,valid,ordered',
      visit('1', 't1,', before(8), '1,1,1,1'), visit('2', 't3,', before(13), '1,1,1,0'), visit('3', 't4,', before(31), '1,1,1,0'), visit('4', 't5,', before(6), '1,1,1,1'),
      visit('5', 't2,', before(2), '1,1,0,1'), visit('6', 't1,', before(1), '1,0,0,0'), visit('7', ',d1', before(7), '1,1,1,0'), visit('8', 't3,', before(3), '0,1,1,1'),
      visit('9', 't2,', addDays(asOf, 2), '0,1,1,0'),
    ].join('\n'));
    const { visits } = await totals('m');
    expect(visits).toEqual({ planned: 3, plannedVisited: 1, plannedOrdered: 1, valid: 2, ordered: 2, neverVisited: 2, overdue: 2, customers: 7 });
    const edge = await totals('m', { visitPeriods: { A: 8, B: 14, C: 31, dealer: 7 } });
    expect(edge.visits).toMatchObject({ overdue: 0, neverVisited: 2 });
    expect(await ctx.db.reader.query("SELECT firstValidVisit, lastValidVisit FROM terminal WHERE externalId = 't3'")).toEqual([{ firstValidVisit: before(13), lastValidVisit: before(3) }]);
  });

  it('judges a visit by its facts where nobody judged it', async () => {
    await mustImport(ctx, 'visits', ['market,clientId,terminal,adviser,day,distanceM,photos,inAt,outAt',
      `empty,v0,,lee,${asOf},1,1,,`,
    ].join('\n').replace(/empty.*/, [
      `m,f1,t5,ann,${before(400)},150,1,2026-01-01T08:00:00Z,2026-01-01T08:03:00Z`, `m,f2,t5,ann,${before(400)},151,1,2026-01-01T09:00:00Z,2026-01-01T09:03:00Z`,
      `m,f3,t5,ann,${before(400)},10,0,2026-01-01T10:00:00Z,2026-01-01T10:03:00Z`, `m,f4,t5,ann,${before(400)},10,1,2026-01-01T11:00:00Z,`,
    ].join('\n')));
    expect(await ctx.db.reader.query("SELECT clientId, valid, invalidReason FROM visit WHERE clientId LIKE 'f%' ORDER BY clientId")).toEqual([
      { clientId: 'f1', valid: 1, invalidReason: null }, { clientId: 'f2', valid: 0, invalidReason: 'too_far' },
      { clientId: 'f3', valid: 0, invalidReason: 'no_photo' }, { clientId: 'f4', valid: 0, invalidReason: 'not_finished' },
    ]);
    const rules = async (header: string, row: string) => (await importInto(ctx, 'visits', `market,clientId,adviser,day,${header}\nm,bad,lee,${asOf},${row}\n`)).errors.map(({ rule }) => rule);
    expect(await rules('terminal', 't1')).toEqual(['validity-missing']);
    expect(await rules('valid', '1')).toEqual(['one-of']);
    expect(await rules('terminal,dealer,valid', 't1,d1,1')).toEqual(['one-of']);
    expect(await rules('terminal,distanceM,inAt,outAt', 't1,1,2026-01-01T09:00:00Z,2026-01-01T08:00:00Z')).toEqual(['out-before-in']);
  });

  it('stock: the last check of each outlet and SKU, out of stock only where it is handled', async () => {
    const check = (key: string, terminal: string, sku: string, day: string, rest: string) => `m,${key},${terminal},${sku},${day},${rest}`;
    await mustImport(ctx, 'stock-checks', ['market,clientId,terminal,sku,day,handled,stock,opening,received,priceInBand',
      check('1', 't1', 'own1', before(10), '1,0,,,no'), check('2', 't1', 'own1', before(3), '1,140,200,300,yes'), check('3', 't1', 'own2', before(3), ',0,,,'),
      check('4', 't2', 'own1', before(3), '0,0,,,'), check('5', 't5', 'own1', before(3), '1,0,,,no'), check('6', 't5', 'ownrum', before(3), ',4,10,24,'),
      check('7', 't4', 'r1', before(3), '1,9,9,9,yes'), check('8', 't2', 'own1', before(40), '1,7,,,'),
    ].join('\n'));
    const { stock, sales } = await totals('m');
    expect(stock).toEqual({
      handlers: 2, mustStockSkus: 2, zeroChecks: 1, priceChecks: 2, pricesInBand: 1, opening: 210, received: 324, closing: 144, focusSkusHandled: 2,
    });
    expect(sales).toMatchObject({ handlers: 3 });
    expect((await totals('m', { category: 'beer' })).stock).toMatchObject({ handlers: 2, mustStockSkus: 1, zeroChecks: 1, closing: 140 });
  });

  it('dealer stock: last closing, four weeks of flow', async () => {
    await mustImport(ctx, 'dealer-stock', ['market,dealer,sku,day,opening,received,shipped,closing',
      `m,d1,own1,${before(14)},100,50,60,90`, `m,d1,own1,${before(7)},90,1700,1650,140`, `m,d2,own2,${before(1)},0,20,10,10`, `m,d1,own1,${before(28)},9,9,9,9`,
    ].join('\n'));
    expect((await totals('m')).dealerStock).toEqual({ closing: 150, received: 1770, shipped: 1720 });
    expect(await mustImport(ctx, 'dealer-stock', `market,dealer,sku,day,opening,received,shipped,closing\nm,d1,own1,${before(7)},90,1700,1650,141\n`)).toMatchObject({ updated: 1 });
    expect((await totals('m')).dealerStock).toMatchObject({ closing: 151 });
  });

  it('moves with corrections: a line that changes shop, SKU and week takes its roll-ups along', async () => {
    await mustImport(ctx, 'sale-lines', `market,lineKey,terminal,sku,day,quantity,amount\nm,7,t5,own1,${before(50)},2,3\n`);
    const { sales, weeksOfSales } = await totals('m');
    expect(sales).toMatchObject({ ownVolume: 20 });
    expect(weeksOfSales).toBe(8);
    const [roll] = await ctx.db.reader.query('SELECT COUNT(*) AS n FROM sale_week w WHERE w.quantity = 0 AND w.amount = 0') as { n: number }[];
    expect(Number(roll?.n)).toBe(0);
    expect(await ctx.db.reader.query("SELECT externalId, firstOrder, secondOrder FROM terminal WHERE externalId IN ('t4', 't5') ORDER BY externalId")).toEqual([
      { externalId: 't4', firstOrder: null, secondOrder: null }, { externalId: 't5', firstOrder: before(95), secondOrder: before(50) },
    ]);
  });

  it('follows a brand that becomes ours', async () => {
    await mustImport(ctx, 'skus', 'code,name,brand,own\nr2,r,Small,yes\n');
    expect(await ctx.db.reader.query("SELECT firstOrder FROM terminal WHERE externalId = 't2'")).toEqual([{ firstOrder: before(3) }]);
    expect((await totals('m')).sales).toMatchObject({ ownVolume: 80 });
    await mustImport(ctx, 'skus', 'code,name,brand,own\nr2,r,Small,no\n');
    expect(await ctx.db.reader.query("SELECT firstOrder FROM terminal WHERE externalId = 't2'")).toEqual([{ firstOrder: addDays(asOf, 1) }]);
  });

  it('answers for many markets at once what it answers for each', async () => {
    const both = await fieldTotals(ctx.db.reader.manager, { markets: [question('m'), question('empty'), question('m')], week });
    expect([...both.keys()].sort()).toEqual([id['m'], id['empty']].sort());
    expect(both.get(id['m'] ?? '')).toEqual(await totals('m'));
    expect(both.get(id['empty'] ?? '')).toEqual(await totals('empty'));
    const twice = fieldTotals(ctx.db.reader.manager, { markets: [question('m'), question('m', { windowWeeks: 2 })], week });
    await expect(twice).rejects.toThrow('two ways');
    await expect(totals('m', {}, { week: '2026-W54' })).rejects.toThrow('does not exist');
    await expect(totals('m', {}, { week, asOf: '2026-03-09' })).rejects.toThrow('does not lie in');
  });
});
