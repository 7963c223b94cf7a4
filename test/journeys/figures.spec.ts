import { readFileSync } from 'node:fs';
import { eachDatabase } from '../support/databases.js';
import { dollars, importMapped, percent, streetOf, type Asked, type Street } from '../support/figures.js';
import { describeWithData, realData } from '../support/real-data.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/*
 * The figures of an independent script, reproduced through the public doors: files imported under a mapping, questions over HTTP.
 * Where a definition differs from ours, the setting that makes it equal is in the question: `universe=traded` (whoever has a line in the
 * period), `weight=sales` (WD by all sales), `weightCategory` (CWD: by those of the category), `boundary=including` (the other ABC rule),
 * `products=all`, `withinDays` and `historyDays`, and `salesPerNumericPoint` (their SPPD is per point of numeric distribution).
 *
 * Not computed by the product, so not compared here:
 *   stores: rows, no_coordinates, no_county, same_address_city_groups, active — counts of the file, not of a market's street
 *   stores: within_5km_of_…, county_potential, cn-starbucks and the other figures of places — test/journeys/geography.spec.ts
 *   story: lines_negative, stores, items, first, last, order_days, iso_weeks — of the rows as stored: test/persistence/import-real-market.spec.ts
 *   story: category_stores, items_in_brand — counts that none of our measures is made of
 */
type Abc = {
  units: number; total: string; abc: Record<'A' | 'B' | 'C', number>; abc_dollars: Record<'A' | 'B' | 'C', string>; abc_incl: Record<'A' | 'B' | 'C', number>;
  first_10: [string, string, string][]; last_A: [string]; first_C: [string];
};
type Share = { total: string; units: number; top: [string, string, string][]; hhi: string };
type Distribution = {
  brand: string; universe: number; stores: number; ND: string; WD: string; category: string; CWD: string; brand_dollars: string; brand_dollars_in_category: string; share_of_category: string; SPPD: string;
};
type Month = { month: string; universe: number; stores: number; ND: string; WD: string; new_stores: number; ever: number; bottles: number; dollars: string };
type Launch = {
  lines: number; bottles: number; dollars: string; stores_ever: number; first: string; months: Month[]; gates_first_month_ND_at_least: Record<string, string | null>;
  reorder_within_90_days: { stores_with_90_days_of_history: number; reordered: number }; counties_with_first_order: number;
  first_order_by_county_first_12: [string, string][]; last_3_counties: [string, string][]; ever_by_county_top_10: [string, number][];
};
type CountyGrowth = {
  total_2020: string; total_2021: string; unassigned_2021: string; top_10_counties_2021: [string, string, string][]; fastest_5_of_counties_over_1m: [string, string][]; counties_shrinking: number;
};
type Story = {
  lines: number; bottles: number; dollars: string; abc_stores_2021: Abc; abc_items_2021: Abc; share_vendor_2021: Share; share_category_2021: Share; by_month: Record<string, [string]>;
  by_iso_week_sample: Record<string, string>;
  jan_oct_2022_vs_2021: { '2021': string; '2022': string; growth_pct: string; like_for_like_stores: number; like_for_like_growth_pct: string; new_stores: string[]; lost_stores: string[] };
  'distribution_2021-10-01_2021-12-31': Distribution[];
};
const iowa = (file: string): string => realData('iowa-liquor', file);

async function abcAsExpected(street: Street, expected: Abc, asked: Parameters<Street['abc']>[0]): Promise<void> {
  const table = await street.abc({ ...asked, limit: 500 });
  expect({ units: table.units, total: dollars(table.volume) }).toEqual({ units: expected.units, total: expected.total });
  expect({ A: table.classes.A.units, B: table.classes.B.units, C: table.classes.C.units }).toEqual(expected.abc);
  expect({ A: dollars(table.classes.A.volume), B: dollars(table.classes.B.volume), C: dollars(table.classes.C.volume) }).toEqual(expected.abc_dollars);
  expect(table.rows.slice(0, 10).map((row) => [row.code, dollars(row.volume), percent(row.share)])).toEqual(expected.first_10);
  const around = async (rank: number) => (await street.abc({ ...asked, limit: 1, after: rank - 1 })).rows.map((row) => [row.code, row.class]);
  expect(await around(expected.abc.A)).toEqual([[expected.last_A[0], 'A']]);
  expect(await around(expected.abc.A + expected.abc.B + 1)).toEqual([[expected.first_C[0], 'C']]);
  const { classes } = await street.abc({ ...asked, boundary: 'including', limit: 1 });
  expect({ A: classes.A.units, B: classes.B.units, C: classes.C.units }).toEqual(expected.abc_incl);
}

async function sharesAsExpected(street: Street, expected: Share, by: 'brand' | 'category', asked: Asked): Promise<void> {
  const { rows, details } = await street.kpi('concentration', { ...asked, by });
  expect(rows.length).toBe(expected.units);
  expect(rows.slice(0, expected.top.length).map((row) => [row.key, dollars(row.numerator), percent(row)])).toEqual(expected.top);
  expect(dollars(rows[0]?.denominator ?? null)).toBe(expected.total);
  expect(Number(details['points']).toFixed(1)).toBe(expected.hhi);
}

describeWithData('iowa-liquor', 'figures of real counties, by an independent script', () => {
  const expected = JSON.parse(readFileSync(iowa('expected.json'), 'utf8')) as {
    story: Story; rollout_skrewball: Launch; county_growth_2021_vs_2020: CountyGrowth; vendor_share_state_2021: Share; vendor_share_2021: Record<string, Share>;
    polk_all: { lines: number; bottles: number; dollars: string; abc_stores: Abc }; stores: { per_county_top_5: [string, number][] };
  };

  eachDatabase('Story county', (ctx) => {
    const { story } = expected;
    let api: ApiUnderTest;
    let street: Street;
    const year = { from: '2021-01-01', to: '2021-12-31' };

    beforeAll(async () => {
      api = await startApi({ place: ctx.place });
      await importMapped(api, 'markets', 'iowa-market-story', null);
      await importMapped(api, 'terminals', 'iowa-stores-story', iowa('stores.csv'));
      await importMapped(api, 'skus', 'iowa-products', iowa('products.csv'));
      expect(await importMapped(api, 'sale-lines', 'iowa-sales-story', iowa('sales_story_2021-01_2022-10.csv.gz'))).toMatchObject({ rows: story.lines, inserted: story.lines });
      street = await streetOf(api, 'story');
    }, 600_000);
    afterAll(() => api.stop());

    it('volumes in all: money, bottles, lines', async () => {
      const all = { from: '2021-01-01', to: '2022-10-31' };
      const money = await street.kpi('marketVolume', all);
      expect([dollars(money.value), money.sourceRows]).toEqual([story.dollars, story.lines]);
      expect((await street.kpi('marketVolume', { ...all, basis: 'quantity' })).value).toBe(story.bottles);
    });

    it('volumes by month and by ISO week', async () => {
      const months = await street.kpi('marketVolume', { from: '2021-01-01', to: '2022-10-31', by: 'month' });
      expect(Object.fromEntries(months.rows.map((row) => [row.key, [dollars(row.value)]]))).toEqual(story.by_month);
      for (const [week, sold] of Object.entries(story.by_iso_week_sample)) {
        const { value } = await street.kpi('marketVolume', { from: week, to: week });
        // A week without a single line is no data, not nothing sold.
        expect(dollars(value ?? 0)).toBe(Number(sold).toFixed(2));
      }
    });

    it('ABC of shops and of items, by both boundary rules', async () => {
      await abcAsExpected(street, story.abc_stores_2021, year);
      await abcAsExpected(street, story.abc_items_2021, { ...year, units: 'skus' });
    });

    it('shares and concentration of vendors and of categories', async () => {
      await sharesAsExpected(street, story.share_vendor_2021, 'brand', year);
      await sharesAsExpected(street, story.share_category_2021, 'category', year);
    });

    it('growth, like for like, new and lost shops', async () => {
      const { jan_oct_2022_vs_2021: change } = story;
      const asked = { from: '2022-01-01', to: '2022-10-31', baseFrom: '2021-01-01', baseTo: '2021-10-31', products: 'all' } as const;
      const growth = await street.kpi('growth', asked);
      expect([dollars(Number(growth.details['before'])), dollars(Number(growth.details['now'])), percent(growth)]).toEqual([change['2021'], change['2022'], change.growth_pct]);
      const likeForLike = await street.kpi('likeForLikeGrowth', asked);
      expect([likeForLike.details['terminals'], percent(likeForLike)]).toEqual([change.like_for_like_stores, change.like_for_like_growth_pct]);
      const keys = async (measure: 'newTerminals' | 'lostTerminals') => (await street.kpi(measure, asked)).rows.map((row) => row.key).sort((a, b) => Number(a) - Number(b));
      expect(await keys('newTerminals')).toEqual(change.new_stores);
      expect(await keys('lostTerminals')).toEqual(change.lost_stores);
      // A year before is the base period that is used when none is named.
      const { baseFrom: _from, baseTo: _to, ...open } = asked;
      expect(percent(await street.kpi('growth', open))).toBe(change.growth_pct);
    });

    it.each(story['distribution_2021-10-01_2021-12-31'].map((one) => [one.brand, one] as const))('distribution of %s', async (text, one) => {
      // Universe: whoever has a line in the period. Weight: all sales (WD), or those of the category (CWD); the method's own is the latter.
      const asked = { from: '2021-10-01', to: '2021-12-31', text, universe: 'traded', weight: 'sales' } as const;
      const nd = await street.kpi('numericDistribution', asked);
      expect([nd.numerator, nd.denominator, percent(nd)]).toEqual([one.stores, one.universe, one.ND]);
      expect(percent(await street.kpi('weightedDistribution', asked))).toBe(one.WD);
      expect(percent(await street.kpi('weightedDistribution', { ...asked, weightCategory: one.category }))).toBe(one.CWD);
      expect(dollars((await street.kpi('volume', asked)).value)).toBe(one.brand_dollars);
      expect(dollars((await street.kpi('volume', { ...asked, category: one.category })).value)).toBe(one.brand_dollars_in_category);
      expect(percent(await street.kpi('marketShare', { ...asked, category: one.category }))).toBe(one.share_of_category);
      const perPoint = await street.kpi('salesPerNumericPoint', asked);
      expect(dollars(Math.round(perPoint.value ?? 0))).toBe(one.SPPD);
    });
  });

  describe('the whole state', () => {
    const launch = expected.rollout_skrewball;
    const period = { from: '2019-08-01', to: '2020-12-31' };
    let api: ApiUnderTest;
    let street: Street;
    let vendors: Street;

    beforeAll(async () => {
      api = await startApi();
      await importMapped(api, 'markets', 'iowa-market-state', null);
      // Shops that have sold and are in no list of shops are outlets too.
      await importMapped(api, 'terminals', 'iowa-shops-seen', iowa('store_month_2019-01_2022-10.csv.gz'));
      await importMapped(api, 'terminals', 'iowa-stores-state', iowa('stores.csv'));
      await importMapped(api, 'skus', 'iowa-all-products', null);
      await importMapped(api, 'skus', 'iowa-launched-product', iowa('products.csv'));
      await importMapped(api, 'sale-lines', 'iowa-store-months', iowa('store_month_2019-01_2022-10.csv.gz'));
      expect(await importMapped(api, 'sale-lines', 'iowa-launch', iowa('rollout_item_87026_2019-08_2020-12.csv'))).toMatchObject({ inserted: launch.lines });
      street = await streetOf(api, 'iowa');
      await importMapped(api, 'markets', 'iowa-market-vendors', null);
      for (const [kind, mapping] of [['terminals', 'iowa-counties-as-outlets'], ['skus', 'iowa-vendors'], ['sale-lines', 'iowa-vendor-months']] as const) {
        await importMapped(api, kind, mapping, iowa('vendor_county_month_2021-01_2022-10.csv.gz'));
      }
      vendors = await streetOf(api, 'iowa-vendors');
    }, 600_000);
    afterAll(() => api.stop());

    it('a launch by months: distribution, volume, new shops, and the months in which gates would open', async () => {
      const asked = { ...period, by: 'month', universe: 'traded', weight: 'sales', weightCategory: 'all products' } as const;
      const nd = await street.kpi('numericDistribution', asked);
      const wd = await street.kpi('weightedDistribution', asked);
      const [money, bottles] = [await street.kpi('volume', asked), await street.kpi('volume', { ...asked, basis: 'quantity' })];
      const curve = await street.kpi('launchCurve', asked);
      expect(nd.rows.map((row, i): Partial<Month> => ({
        month: row.key, universe: row.denominator ?? 0, stores: row.numerator ?? 0, ND: percent(row), WD: percent(wd.rows[i] ?? row),
        new_stores: Number(curve.rows[i]?.details['added']), ever: curve.rows[i]?.numerator ?? 0, bottles: bottles.rows[i]?.value ?? 0, dollars: dollars(money.rows[i]?.value ?? null),
      }))).toEqual(launch.months);
      for (const [limit, month] of Object.entries(launch.gates_first_month_ND_at_least)) {
        expect(nd.rows.find((row) => (row.value ?? 0) >= Number(limit) / 100)?.key ?? null).toBe(month);
      }
      expect([curve.numerator, curve.details['firstOrder']]).toEqual([launch.stores_ever, launch.first]);
    });

    it('re-orders within 90 days of those with 90 days of history', async () => {
      const { numerator, denominator } = await street.kpi('reorderRate', { ...period, withinDays: 90, historyDays: 90 });
      expect({ stores_with_90_days_of_history: denominator, reordered: numerator }).toEqual(launch.reorder_within_90_days);
      // By the lines of the SKU instead of the days that the import keeps for our own.
      const named = await street.kpi('reorderRate', { ...period, sku: '87026', withinDays: 90, historyDays: 90 });
      expect([named.numerator, named.denominator]).toEqual([numerator, denominator]);
    });

    it('the launch county by county', async () => {
      const { rows } = await street.kpi('launchCurve', { ...period, by: 'type' });
      const reached = rows.filter((row) => (row.numerator ?? 0) > 0).map((row) => ({ county: row.key, ever: row.numerator ?? 0, first: String(row.details['firstOrder']) }))
        .sort((a, b) => (a.first + a.county < b.first + b.county ? -1 : 1));
      expect(reached.length).toBe(launch.counties_with_first_order);
      expect(reached.slice(0, 12).map(({ first, county }) => [first, county])).toEqual(launch.first_order_by_county_first_12);
      expect(reached.slice(-3).map(({ first, county }) => [first, county])).toEqual(launch.last_3_counties);
      expect([...reached].sort((a, b) => b.ever - a.ever || (a.county < b.county ? -1 : 1)).slice(0, 10).map(({ county, ever }) => [county, ever])).toEqual(launch.ever_by_county_top_10);
    });

    it('growth county by county', async () => {
      const change = expected.county_growth_2021_vs_2020;
      const whole = await street.kpi('growth', { from: '2021-01-01', to: '2021-12-31', products: 'all', category: 'all products', by: 'type' });
      expect([dollars(Number(whole.details['before'])), dollars(Number(whole.details['now']))]).toEqual([change.total_2020, change.total_2021]);
      const counties = whole.rows.map((row) => ({ county: row.key, now: Number(row.details['now']), growth: row.value === null ? null : percent(row) })).sort((a, b) => b.now - a.now);
      expect(dollars(Number(whole.details['now']) - counties.reduce((sum, { now }) => sum + now, 0))).toBe(change.unassigned_2021);
      expect(counties.slice(0, 10).map(({ county, now, growth }) => [county, dollars(now), growth])).toEqual(change.top_10_counties_2021);
      const fastest = counties.filter(({ now }) => now > 100_000_000).sort((a, b) => Number(b.growth) - Number(a.growth)).slice(0, 5);
      expect(fastest.map(({ county, growth }) => [growth, county])).toEqual(change.fastest_5_of_counties_over_1m);
      expect(whole.rows.filter((row) => (row.value ?? 0) < 0).length).toBe(change.counties_shrinking);
    });

    it('shares of vendors, in the state and in counties', async () => {
      const year = { from: '2021-01-01', to: '2021-12-31' };
      await sharesAsExpected(vendors, expected.vendor_share_state_2021, 'brand', year);
      for (const [county, share] of Object.entries(expected.vendor_share_2021)) await sharesAsExpected(vendors, share, 'brand', { ...year, type: county });
    });

    it('outlets by county', async () => {
      const { rows } = await street.structure(period);
      expect(rows.filter((row) => row.type !== null).sort((a, b) => b.outlets - a.outlets).slice(0, 5).map((row) => [row.type, row.outlets])).toEqual(expected.stores.per_county_top_5);
    });
  });

  describe('Polk county', () => {
    const { polk_all: polk } = expected;
    let api: ApiUnderTest;

    beforeAll(async () => {
      api = await startApi();
      await importMapped(api, 'markets', 'iowa-market-polk', null);
      await importMapped(api, 'terminals', 'iowa-stores-polk', iowa('stores.csv'));
      const files = ['2021H1', '2021H2', '2022'].map((part) => iowa(`sales_polk_${part}.csv.gz`));
      // An item was sold in the first half-year that is in no list of products: it becomes a SKU all the same.
      await importMapped(api, 'skus', 'iowa-items-sold', files[0] ?? '');
      await importMapped(api, 'skus', 'iowa-products', iowa('products.csv'));
      for (const file of files) await importMapped(api, 'sale-lines', 'iowa-sales-polk', file);
    }, 900_000);
    afterAll(() => api.stop());

    it('volumes and the ABC of shops over 22 months', async () => {
      const street = await streetOf(api, 'polk');
      const all = { from: '2021-01-01', to: '2022-10-31' };
      const money = await street.kpi('marketVolume', all);
      expect([dollars(money.value), money.sourceRows]).toEqual([polk.dollars, polk.lines]);
      expect((await street.kpi('marketVolume', { ...all, basis: 'quantity' })).value).toBe(polk.bottles);
      await abcAsExpected(street, polk.abc_stores, all);
    });
  });
});

describeWithData('wholesale-customers', 'figures of wholesale customers, by an independent script', () => {
  const expected = JSON.parse(readFileSync(realData('wholesale-customers', 'expected.json'), 'utf8')) as {
    customers: number; total: number; category_share: Record<string, string>; abc: Record<'A' | 'B' | 'C', number>; top_5: [string, number, string][];
    by_channel: Record<string, [number, number]>; by_region: Record<string, [number, number]>; A_customers_by_channel_region: Record<string, number>;
  };
  const file = realData('wholesale-customers', 'wholesale_customers.csv');
  const day = { from: '2013-12-31', to: '2013-12-31' };
  let api: ApiUnderTest;
  let street: Street;

  beforeAll(async () => {
    api = await startApi();
    await importMapped(api, 'markets', 'wholesale-market', null);
    await importMapped(api, 'terminals', 'wholesale-customers', file);
    for (const category of Object.keys(expected.category_share)) {
      await importMapped(api, 'skus', `wholesale-product-${category}`, null);
      await importMapped(api, 'sale-lines', `wholesale-spend-${category}`, file);
    }
    street = await streetOf(api, 'wholesale');
  }, 120_000);
  afterAll(() => api.stop());

  it('ABC of customers, by channel and region', async () => {
    const table = await street.abc({ ...day, limit: 500 });
    expect([table.units, table.volume]).toEqual([expected.customers, expected.total]);
    expect({ A: table.classes.A.units, B: table.classes.B.units, C: table.classes.C.units }).toEqual(expected.abc);
    expect(table.rows.slice(0, 5).map((row) => [row.code, row.volume, percent(row.share)])).toEqual(expected.top_5);
    const counts: Record<string, number> = {};
    for (const { type, zoneNo } of table.rows.filter((row) => row.class === 'A')) counts[`${type}/${zoneNo}`] = (counts[`${type}/${zoneNo}`] ?? 0) + 1;
    expect(counts).toEqual(expected.A_customers_by_channel_region);
  });

  it('shares of categories, and spend by channel and region', async () => {
    const { rows } = await street.kpi('concentration', { ...day, by: 'category' });
    expect(Object.fromEntries(rows.map((row) => [row.key, percent(row)]))).toEqual(expected.category_share);
    for (const [by, wanted] of [['type', expected.by_channel], ['zone', expected.by_region]] as const) {
      const parts = await street.kpi('marketVolume', { ...day, by });
      const outlets = await street.kpi('ownershipCompleteness', { ...day, by });
      expect(Object.fromEntries(parts.rows.map((row, i) => [row.key, [outlets.rows[i]?.denominator, row.value]]))).toEqual(wanted);
    }
  });
});
