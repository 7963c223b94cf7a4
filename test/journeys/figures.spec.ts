import { readFileSync } from 'node:fs';
import { eachDatabase } from '../support/databases.js';
import { dollars, importMapped, percent, streetOf, type Street } from '../support/figures.js';
import { describeWithData, realData } from '../support/real-data.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/*
 * The figures of an independent script, reproduced through the public doors: files imported under a mapping, questions over HTTP.
 * Where a definition differs from ours, the setting that makes it equal is in the question.
 */
type Abc = {
  units: number; total: string; abc: Record<'A' | 'B' | 'C', number>; abc_dollars: Record<'A' | 'B' | 'C', string>; abc_incl: Record<'A' | 'B' | 'C', number>;
  first_10: [string, string, string][]; last_A: [string]; first_C: [string];
};
type Share = { total: string; units: number; top: [string, string, string][]; hhi: string };
type Distribution = {
  brand: string; universe: number; stores: number; ND: string; WD: string; category: string; CWD: string; brand_dollars: string; brand_dollars_in_category: string; share_of_category: string; SPPD: string;
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

async function sharesAsExpected(street: Street, expected: Share, by: 'brand' | 'category', asked: { from: string; to: string }): Promise<void> {
  const { rows, details } = await street.kpi('concentration', { ...asked, by });
  expect(rows.length).toBe(expected.units);
  expect(rows.slice(0, expected.top.length).map((row) => [row.key, dollars(row.numerator), percent(row)])).toEqual(expected.top);
  expect(dollars(rows[0]?.denominator ?? null)).toBe(expected.total);
  expect(Number(details['points']).toFixed(1)).toBe(expected.hhi);
}

describeWithData('iowa-liquor', 'figures of real counties, by an independent script', () => {
  const expected = JSON.parse(readFileSync(iowa('expected.json'), 'utf8')) as { story: Story };

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
});
