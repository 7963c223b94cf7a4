import type { z } from 'zod';
import type { KpiQuery } from '../../libs/contracts/street.js';
import { addDays } from '../../libs/rules/iso-week.js';
import { dimensionsOf, streetMeasureKeys } from '../../libs/rules/readings/street-questions.js';
import { runCli } from '../support/cli.js';
import { eachDatabase } from '../support/databases.js';
import { streetOf, type Street } from '../support/figures.js';
import { mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* Any measure for any part of a market and any period, on a street that can be counted by hand. */

/** The Sunday of 2026-W10. */
const asOf = '2026-03-08';
const week = '2026-W10';
const before = (days: number): string => addDays(asOf, -days);
const period = { from: '2026-W07', to: week };

eachDatabase('questions about the street', (ctx) => {
  let api: ApiUnderTest;
  let street: Street & { readonly marketId: string };
  const value = async (measure: z.input<typeof KpiQuery>['measure'], asked: object = {}): Promise<(number | null)[]> => {
    const { numerator, denominator, value: quotient } = await street.kpi(measure, { ...period, ...asked });
    return [numerator, denominator, quotient];
  };

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    await mustImport(ctx, 'markets', 'code,name\nm,M\nempty,E\n');
    await mustImport(ctx, 'dealers', 'market,code,name,core,status\nm,d1,D1,1,active\nm,d2,D2,0,active\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own,category,focus,mustStock\no1,Ours red,Ours,1,beer,1,1\no2,Ours rum,Ours,1,rum,0,0\nr1,Rival red,Rival,0,beer,0,0\n');
    await mustImport(ctx, 'terminals', [
      'market,externalId,name,class,type,zone,route,adviser,dealer,monthlyCategoryVolume,firstSeen',
      'm,t1,One,A,bar,1,1,lee,d1,100,2026-01-01', 'm,t2,Two,A,shop,1,1,lee,d1,60,2026-01-01', 'm,t3,Three,B,shop,2,1,ann,d2,20,', 'm,t4,Four,C,shop,2,2,,d2,20,2026-03-01',
    ].join('\n'));
    await mustImport(ctx, 'sale-lines', ['market,lineKey,terminal,sku,day,quantity,amount',
      `m,1,t1,o1,${before(2)},2,40`, `m,2,t1,r1,${before(3)},6,60`, `m,3,t2,r1,${before(9)},10,100`, `m,4,t3,o1,${before(20)},1,20`, `m,5,t3,r1,${before(20)},1,10`,
      // Before the window, and a year before it.
      `m,6,t1,o1,${before(40)},1,10`, `m,7,t1,o1,${before(364)},1,25`, `m,8,t4,r1,${before(364)},1,5`,
    ].join('\n'));
    await mustImport(ctx, 'visits', ['market,clientId,terminal,dealer,adviser,day,planned,made,valid,ordered',
      `m,1,t1,,lee,${before(3)},1,1,1,1`, `m,2,t2,,lee,${before(9)},1,1,1,0`, `m,3,t3,,ann,${before(1)},0,1,1,1`, `m,4,,d1,lee,${before(2)},1,1,1,0`, `m,5,t4,,ann,${before(1)},1,0,0,0`,
    ].join('\n'));
    await mustImport(ctx, 'stock-checks', ['market,clientId,terminal,sku,day,handled,stock,opening,received',
      `m,1,t1,o1,${before(2)},1,0,10,24`, `m,2,t3,o1,${before(20)},1,5,2,6`, `m,3,t2,r1,${before(2)},0,3,,`,
    ].join('\n'));
    await mustImport(ctx, 'dealer-stock', `market,dealer,sku,day,opening,received,shipped,closing\nm,d1,o1,${before(1)},10,20,10,20\nm,d2,o1,${before(1)},0,10,10,0\n`);
    street = await streetOf(api, 'm');
  }, 120_000);
  afterAll(() => api.stop());

  it('answers with everything that is needed to compute it again', async () => {
    expect(await street.kpi('numericDistribution', period)).toMatchObject({
      measure: 'numericDistribution', unit: 'ratio', numerator: 2, denominator: 4, value: 0.5, market: { code: 'm' }, scope: {}, asOf, by: null, rows: [], sourceRows: 8,
      period: { from: '2026-02-09', to: asOf, weeks: period }, rule: { bundleHash: null, playbook: '2026.1' }, settings: { volumeBasis: 'amount', categoryVolume: 'census', universe: 'customers' },
    });
  });

  it('gives the numbers of the weekly screens when only the week is named', async () => {
    const field = await api.admin.call('fieldTotals', { params: { marketId: street.marketId }, query: { week } }) as { sales: { handlers: number; universe: number }; visits: { ordered: number; valid: number } };
    const nd = await street.kpi('numericDistribution', { to: week });
    expect([nd.numerator, nd.denominator]).toEqual([field.sales.handlers, field.sales.universe]);
    const strike = await street.kpi('strikeRate', { to: week });
    expect([strike.numerator, strike.denominator]).toEqual([field.visits.ordered, field.visits.valid]);
  });

  it.each([
    [{ zone: 1 }, [1, 2]], [{ zone: 2 }, [1, 2]], [{ route: '2-2' }, [0, 1]], [{ person: 'lee' }, [1, 2]], [{ dealer: 'd2' }, [1, 2]], [{ class: 'A' }, [1, 2]], [{ class: 'none' }, [0, 0]],
    [{ type: 'shop' }, [1, 3]], [{ brand: 'Rival' }, [3, 4]], [{ sku: 'o2' }, [0, 4]], [{ text: 'RED' }, [3, 4]], [{ zone: 1, class: 'A', type: 'bar' }, [1, 1]],
  ])('numeric distribution of %j', async (scope, [numerator, denominator]) => {
    const answer = await street.kpi('numericDistribution', { ...period, ...scope } as never);
    expect([answer.numerator ?? 0, answer.denominator ?? 0]).toEqual([numerator, denominator]);
    expect(answer.scope).toEqual(scope);
  });

  it('weighs by the census, by all sales, or by those of a category', async () => {
    expect(await value('weightedDistribution')).toEqual([120, 200, 0.6]);
    expect(await value('weightedDistribution', { weight: 'sales' })).toEqual([130, 230, 0.565217]);
    expect((await street.kpi('weightedDistribution', { ...period, weight: 'sales', weightCategory: 'rum' })).value).toBeNull();
    expect(await value('marketShare', { weight: 'sales' })).toEqual([60, 230, 0.26087]);
    expect(await value('shareInHandlers', { weight: 'sales' })).toEqual([60, 130, 0.461538]);
  });

  it('cuts weeks where days are asked for', async () => {
    expect((await street.kpi('volume', { from: before(2), to: asOf })).value).toBe(40);
    expect((await street.kpi('marketVolume', { from: before(3), to: before(3) })).value).toBe(60);
    expect((await street.kpi('marketVolume', { from: before(20), to: before(9) })).value).toBe(130);
    const weeks = await street.kpi('marketVolume', { ...period, by: 'week' });
    expect(weeks.rows.map((row) => [row.key, row.value])).toEqual([['2026-W07', null], ['2026-W08', 30], ['2026-W09', 100], ['2026-W10', 100]]);
  });

  it.each(streetMeasureKeys)('breaks %s down by what it can be broken down by', async (measure) => {
    // Each measure by one of its dimensions in turn: over the measures every dimension comes up.
    const dimensions = dimensionsOf(measure);
    const by = dimensions[streetMeasureKeys.indexOf(measure) % dimensions.length] ?? 'zone';
    const answer = await street.kpi(measure, { ...period, by, weight: 'sales' });
    expect(answer.by).toBe(by);
    expect(answer.rows.length).toBeGreaterThan(0);
    expect(answer.rows.every((row) => row.key !== '')).toBe(true);
  });

  it('measures each brand, category and SKU as it measures ours', async () => {
    const rows = async (by: 'brand' | 'category' | 'sku') => (await street.kpi('numericDistribution', { ...period, by })).rows.map((row) => [row.key, row.numerator, row.denominator]);
    expect(await rows('brand')).toEqual([['Rival', 3, 4], ['Ours', 2, 4]]);
    expect(await rows('sku')).toEqual([['r1', 3, 4], ['o1', 2, 4]]);
    expect(await rows('category')).toEqual([['beer', 2, 4]]);
    await expect(street.kpi('strikeRate', { ...period, by: 'brand' })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'query.by', rule: 'not-for-this-measure' }] } });
  });

  it('market capacity by three methods and their spread: the worked example', async () => {
    // arithmetic.md §4: people 480,000 × 0.45 × 24; A 80×1,800 + B 220×600 + C 700×150 and 150 not surveyed, season 0.95; four brands of 3.9 M with 75 % together.
    await mustImport(ctx, 'markets', 'code,name\ncap,Capacity\n');
    const shop = (i: number): string => `cap,s${i},S,${i < 80 ? 'A' : i < 300 ? 'B' : 'C'},${i % 2 === 0 ? 1 : 2},${i < 80 ? 1800 : i < 300 ? 600 : i < 1000 ? 150 : ''}`;
    await mustImport(ctx, 'terminals', `market,externalId,name,class,zone,monthlyCategoryVolume\n${Array.from({ length: 1150 }, (_, i) => shop(i)).join('\n')}\n`);
    const facts = ['population,2025,480000', 'userRate,2025,0.45', 'perUserYear,2024,24', 'perUserYear,2027,99', 'mainBrandsShare,2025,0.75', 'brandYear:W,2025,1500000', 'brandYear:X,2025,1200000', 'brandYear:Y,2025,800000', 'brandYear:Z,2025,400000'];
    await mustImport(ctx, 'macro-facts', `market,name,year,value,unit,source\n${facts.map((fact) => `cap,${fact},x,yearbook`).join('\n')}\n`);
    const cap = await streetOf(api, 'cap');
    const capacity = await cap.kpi('capacity', { ...period, seasonIndex: 0.95 });
    expect(capacity).toMatchObject({ value: 5_184_000, details: { surveyed: 1000, outlets: 1150, surveyCover: 0.869565, spread: 1.02024 } });
    expect(capacity.rows.map((row) => [row.key, Math.round((row.value ?? 0) * 100) / 100])).toEqual([['topDown', 5_184_000], ['census', 5_096_842.11], ['mainBrands', 5_200_000]]);
    expect((await cap.kpi('capacitySpread', { ...period, seasonIndex: 0.95 })).value).toBe(1.02024);
    // Of a zone only the census can tell, and one method is no estimate.
    expect(await cap.kpi('capacity', { ...period, zone: 1 })).toMatchObject({ value: null, rows: [{ value: null }, { key: 'census', value: expect.any(Number) }, { value: null }] });
    expect((await street.kpi('capacity', period)).value).toBeNull();
  });

  it('breaks down into rows that are answers of their own', async () => {
    const zones = await street.kpi('numericDistribution', { ...period, by: 'zone' });
    expect(zones.rows.map((row) => [row.key, row.numerator, row.denominator])).toEqual([['1', 1, 2], ['2', 1, 2]]);
    const brands = await street.kpi('marketShare', { ...period, weight: 'sales', by: 'brand' });
    expect(brands.rows.map((row) => [row.key, row.numerator, row.denominator])).toEqual([['Rival', 170, 230], ['Ours', 60, 230]]);
  });

  it('visits, coverage, plan conversion; by person those that the person made', async () => {
    expect(await value('visitCompletion')).toEqual([3, 4, 0.75]);
    expect(await value('planConversion')).toEqual([1, 4, 0.25]);
    expect(await value('strikeRate')).toEqual([2, 4, 0.5]);
    expect(await value('strikeRate', { person: 'lee' })).toEqual([1, 3, 0.333333]);
    expect(await value('strikeRate', { dealer: 'd1' })).toEqual([1, 3, 0.333333]);
    expect(await value('strikeRate', { zone: 2 })).toEqual([1, 1, 1]);
    expect(await value('coverage')).toEqual([3, 6, 0.5]);
    expect(await value('everCoverage')).toEqual([4, 6, 0.666667]);
    expect(await value('unvisited', { zone: 1 })).toEqual([1, 2, 1]);
  });

  it('stock, dealers and a sampled shelf', async () => {
    expect(await value('sellThrough')).toEqual([37, 42, 0.880952]);
    expect(await value('outOfStock')).toEqual([1, 2, 0.5]);
    expect(await value('flowThrough', { dealer: 'd1' })).toEqual([10, 20, 0.5]);
    expect(await value('dealerStockDays')).toEqual([20, 20 / 28, 28]);
    expect((await street.kpi('dealerStockDays', { ...period, zone: 1 })).value).toBeNull();
    const sample = await street.kpi('sampledDistribution', period);
    expect([sample.numerator, sample.denominator, sample.details['universe'], sample.details['halfWidth']]).toEqual([1, 3, 4, 0.307984]);
  });

  it('growth, new and lost, re-orders, the launch curve, workload', async () => {
    expect(await value('growth')).toEqual([35, 25, 1.4]);
    expect(await value('likeForLikeGrowth')).toEqual([15, 25, 0.6]);
    expect((await street.kpi('newTerminals', { ...period, products: 'all' })).rows.map((row) => row.key).sort()).toEqual(['t2', 't3']);
    expect((await street.kpi('lostTerminals', { ...period, products: 'all' })).rows.map((row) => row.key)).toEqual(['t4']);
    expect(await value('reorderRate', { withinDays: 400, historyDays: 300 })).toEqual([1, 1, 1]);
    const curve = await street.kpi('launchCurve', period);
    expect(curve.rows.map((row) => [row.key, row.numerator, row.denominator])).toEqual([['0', 1, 4], ['344', 2, 4]]);
    expect(await value('workload')).toEqual([4 + 4 + 2 + 1, 2 * 25 * 20, 0.011]);
    const balance = await street.kpi('workloadBalance', period);
    expect([balance.value, balance.rows.map((row) => [row.key, row.value])]).toEqual([1.6, [['ann', 2], ['lee', 8]]]);
  });

  it('the terminal structure table: class by type', async () => {
    const table = await street.structure({ ...period, weight: 'sales' });
    expect(table.rows.map((row) => [row.class, row.type, row.outlets, row.volume, row.cumulative.value, row.mean.value, row.numericDistribution.value, row.ownShare.value])).toEqual([
      ['A', 'bar', 1, 100, 0.434783, 100, 1, 0.4], ['A', 'shop', 1, 100, 0.869565, 100, 0, 0], ['B', 'shop', 1, 30, 1, 30, 1, 0.666667], ['C', 'shop', 1, 0, 1, 0, 0, null],
    ]);
    expect(table.classes.map((row) => [row.class, row.outlets, row.outletShare.value, row.volumeShare.value])).toEqual([['A', 2, 0.5, 0.869565], ['B', 1, 0.25, 0.130435], ['C', 1, 0.25, 0]]);
    expect([table.total.outlets, table.total.volume, table.total.ownShare.value]).toEqual([4, 230, 0.26087]);
  });

  it('the unvisited list: never first, who owes it and since when, in pages', async () => {
    const list = (query: object) => api.admin.call('unvisitedList', { params: { marketId: street.marketId }, query });
    const whole = await list({ asOf });
    expect({ customers: whole.customers, never: whole.never, overdue: whole.overdue }).toEqual({ customers: 6, never: 2, overdue: 1 });
    expect(whole.rows.map((row) => [row.kind, row.externalId, row.state, row.owner, row.lastVisit, row.dueOn, row.daysOverdue])).toEqual([
      ['terminal', 't4', 'never', null, null, '2026-03-29', 0], ['dealer', 'd2', 'never', null, null, null, null], ['terminal', 't2', 'overdue', 'lee', before(9), before(2), 2],
    ]);
    const first = await list({ asOf, limit: 2 });
    expect([first.rows.length, first.next]).toEqual([2, 2]);
    const second = await list({ asOf, limit: 2, after: 2 });
    expect([second.rows.map((row) => row.externalId), second.next]).toEqual([['t2'], null]);
    expect((await list({ asOf, person: 'lee' })).rows.map((row) => row.externalId)).toEqual(['t2']);
    // On a day before the last visits: what was known then.
    expect((await list({ asOf: before(10) })).rows.every((row) => row.lastVisit === null)).toBe(true);
  });

  it.each([
    [{ zone: 9 }, 'query.zone', 'unknown-zone'], [{ route: '1-9' }, 'query.route', 'unknown-route'], [{ person: 'nobody' }, 'query.person', 'unknown-person'], [{ dealer: 'x' }, 'query.dealer', 'unknown-dealer'],
    [{ type: 'x' }, 'query.type', 'unknown-type'], [{ brand: 'x' }, 'query.brand', 'unknown-brand'], [{ sku: 'x' }, 'query.sku', 'unknown-sku'], [{ category: 'x' }, 'query.category', 'unknown-category'],
    [{ class: 'D' }, 'query.class', 'one-of'], [{ from: '2026-W10', to: '2026-W09' }, 'query.to', 'rule'], [{ from: '2026-W54', to: '2026-W54' }, 'query.from', 'rule'], [{ from: '2026-02-30', to: '2026-03-01' }, 'query.from', 'rule'],
    [{ from: '2026-W10', to: '2026-03-08' }, 'query.to', 'rule'], [{ from: '2026-W10', to: undefined }, 'query.to', 'rule'], [{ measure: 'guess' }, 'query.measure', 'one-of'],
    [{ weightCategory: 'beer' }, 'query.weightCategory', 'rule'], [{ baseFrom: '2025-W01' }, 'query.baseTo', 'rule'],
  ])('refuses %j by the field and the rule', async (asked, field, rule) => {
    await expect(street.kpi('numericDistribution', { ...period, ...asked } as never)).rejects.toMatchObject({ problem: { status: 400, code: 'invalid-input', errors: expect.arrayContaining([expect.objectContaining({ field, rule })]) } });
  });

  it('refuses a market and a bundle that are not there', async () => {
    const nowhere = '6f1e7a80-1111-4000-8000-00000000000f';
    await expect(api.admin.call('kpi', { params: { marketId: nowhere }, query: { measure: 'volume' } })).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(street.kpi('volume', { ...period, bundleHash: 'a'.repeat(64) })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('has no data, and not zero, where nobody measures anything', async () => {
    const empty = await streetOf(api, 'empty');
    for (const measure of streetMeasureKeys) expect({ measure, value: (await empty.kpi(measure, period)).value }).toEqual({ measure, value: null });
    expect(await empty.abc(period)).toMatchObject({ units: 0, volume: 0, rows: [] });
    expect(await empty.structure(period)).toMatchObject({ rows: [], total: { outlets: 0, mean: { value: null } } });
  });

  it('the same from the command line', async () => {
    const env = { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: api.adminToken };
    const kpi = await runCli(['kpi', 'm', 'numericDistribution', '--scope', 'zone=1', '--from', period.from, '--to', period.to, '--by', 'class', '--json'], env);
    expect(JSON.parse(kpi.out)).toEqual(JSON.parse(JSON.stringify(await street.kpi('numericDistribution', { ...period, zone: 1, by: 'class' }))));
    const refused = await runCli(['kpi', 'm', 'numericDistribution', '--scope', 'zone=9', '--json'], env);
    expect([refused.code, (JSON.parse(refused.out) as { code: string }).code]).toEqual([1, 'invalid-input']);
    expect((await runCli(['kpi', 'm', 'numericDistribution', '--scope', 'planet=1', '--json'], env)).code).toBe(2);
    expect(JSON.parse((await runCli(['unvisited', 'm', '--as-of', asOf, '--json'], env)).out)).toMatchObject({ never: 2, overdue: 1 });
  });
});
