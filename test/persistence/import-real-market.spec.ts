import { readFileSync } from 'node:fs';
import type { ImportMapping } from '../../libs/contracts/field.js';
import { verifyChain } from '../../libs/journal/chain.js';
import { classifyTerminals } from '../../libs/journal/field/classify.js';
import type { ImportKind } from '../../libs/journal/field/define-kind.js';
import { fieldTotals, type FieldQuestion } from '../../libs/persistence/field-totals.js';
import { eachDatabase } from '../support/databases.js';
import { mustImport, mustImportFile, type ImportResult } from '../support/imports.js';
import { describeWithData, realData } from '../support/real-data.js';

const market: ImportMapping['fields'] = { code: { const: 'story' }, name: { const: 'Story' }, marketNo: { const: '1' } };
/** Without their status of today: in 2021 the shops that have closed since were customers. */
const shops: ImportMapping = {
  fields: {
    market: { const: 'story' }, externalId: 'store', name: 'name', address: 'address', latitude: 'lat', longitude: 'lon',
    zoneName: 'city', route: { const: '1' }, adviser: { const: 'lee' }, code: { assign: true },
  },
  where: { county: ['Story'] },
};
const products: ImportMapping = {
  fields: { code: 'item', name: 'description', brand: 'vendor_name', own: { column: 'vendor_name', equals: 'FIFTH GENERATION INC' }, category: 'category' },
};
const lines: ImportMapping = {
  fields: {
    market: { const: 'story' }, lineKey: 'invoice_item', terminal: 'store', sku: 'item', day: 'date', quantity: 'bottles', amount: { column: 'dollars', scale: 100 },
  },
};

type Expected = {
  lines: number; lines_negative: number; bottles: number; dollars: string; stores: number; iso_weeks: number;
  by_iso_week_sample: Record<string, string>;
  abc_stores_2021: { abc: { A: number; B: number; C: number }; total: string };
  share_vendor_2021: { top: [string, string, string][] };
};

describeWithData('iowa-liquor', 'a real market', () => {
  const expected = (JSON.parse(readFileSync(realData('iowa-liquor', 'expected.json'), 'utf8')) as { story: Expected }).story;
  const cents = (dollars: string) => Math.round(Number(dollars) * 100);

  eachDatabase('Story county', (ctx) => {
    let marketId: string;
    const run = (kind: ImportKind, file: string, mapping: ImportMapping): Promise<ImportResult> => mustImportFile(ctx, { kind, fileName: file, path: realData('iowa-liquor', file), mapping });
    const ask = (how: Partial<FieldQuestion> = {}): FieldQuestion => ({
      marketId, windowWeeks: 4, volumeBasis: 'amount', categoryVolume: 'sales', category: null, visitPeriods: { A: 7, B: 14, C: 28, dealer: 7 }, ...how,
    });
    const totals = async (week: string, how: Partial<FieldQuestion> = {}) => {
      const found = (await fieldTotals(ctx.db.reader.manager, { markets: [ask(how)], week })).get(marketId);
      if (!found) throw new Error('no totals');
      return found;
    };

    beforeAll(async () => {
      await mustImport(ctx, 'markets', 'x\n1\n', { mapping: { fields: market } });
      const [row] = await ctx.db.reader.query('SELECT id FROM market') as { id: string }[];
      marketId = row?.id ?? '';
      expect(await run('terminals', 'stores.csv', shops)).toMatchObject({ errors: [], skipped: 0 });
      expect(await run('skus', 'products.csv', products)).toMatchObject({ errors: [], inserted: 6482 });
      expect(await run('sale-lines', 'sales_story_2021-01_2022-10.csv.gz', { ...lines, onUnknown: { terminal: 'reject' } })).toMatchObject({ errors: [], rows: expected.lines, inserted: expected.lines, encoding: 'utf-8' });
    }, 300_000);

    it('has every line, returns included, and the same sums as an independent script', async () => {
      const [row] = await ctx.db.reader.query(`SELECT COUNT(*) AS n, SUM(CASE WHEN quantity < 0 OR amount < 0 THEN 1 ELSE 0 END) AS negative, SUM(quantity) AS bottles,
        SUM(amount) AS amount, COUNT(DISTINCT terminalId) AS stores FROM sale_line`) as Record<string, unknown>[];
      expect(Object.fromEntries(Object.entries(row ?? {}).map(([key, value]) => [key, Number(value)]))).toEqual({
        n: expected.lines, negative: expected.lines_negative, bottles: expected.bottles, amount: cents(expected.dollars), stores: expected.stores,
      });
    });

    it('has roll-ups that agree with the lines, week by week', async () => {
      const difference = await ctx.db.reader.query(`SELECT l.week FROM (SELECT week, SUM(amount) AS a, SUM(quantity) AS q, COUNT(*) AS n FROM sale_line GROUP BY week) l
        LEFT JOIN (SELECT week, SUM(amount) AS a, SUM(quantity) AS q, SUM(${ctx.db.kind === 'sqlite' ? 'lines' : '`lines`'}) AS n FROM sale_week GROUP BY week) w ON w.week = l.week
        WHERE w.a <> l.a OR w.q <> l.q OR w.n <> l.n OR w.week IS NULL`) as unknown[];
      expect(difference).toEqual([]);
      for (const [week, dollars] of Object.entries(expected.by_iso_week_sample)) {
        expect((await totals(week, { windowWeeks: 1 })).sales?.marketVolume ?? 0).toBe(cents(dollars));
      }
      expect((await totals('2022-W44')).weeksOfSales).toBe(expected.iso_weeks);
    });

    it('has the share of each vendor', async () => {
      for (const [vendor, dollars] of expected.share_vendor_2021.top.slice(0, 2)) {
        await run('skus', 'products.csv', { fields: { ...products.fields, own: { column: 'vendor_name', equals: vendor } } });
        const { sales } = await totals('2021-W52', { windowWeeks: 52 });
        expect(sales?.marketVolume).toBe(cents(expected.abc_stores_2021.total));
        expect(sales?.ownVolume).toBe(cents(dollars));
      }
      await run('skus', 'products.csv', products);
    });

    it('has the classes of its shops', async () => {
      const classes = await ctx.uow.run((em) => classifyTerminals(em, marketId, { basis: 'sales', until: '2021-W52', weeks: 52 }));
      expect(classes).toMatchObject(expected.abc_stores_2021.abc);
      const { terminals } = await totals('2021-W52');
      expect(terminals.byClass).toMatchObject(expected.abc_stores_2021.abc);
      expect(terminals.validCode).toBe(terminals.active);
    });

    it('does not change when the same file comes again, and says so', async () => {
      const again = await run('sale-lines', 'sales_story_2021-01_2022-10.csv.gz', { ...lines, onUnknown: { terminal: 'reject' } });
      expect(again).toMatchObject({ errors: [], inserted: 0, updated: 0, unchanged: expected.lines });
      expect(await verifyChain(ctx.db.reader.manager, `import/${again.id}`)).toMatchObject({ verified: true, lines: 2 });
    }, 120_000);
  });
});
