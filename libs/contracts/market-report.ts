import { z } from 'zod';
import { AbcView, KpiAnswer, StructureView } from './street.js';

/* 标准市场报告: everything that the document shows, as figures. Each comes from the doors that answer it alone, so that it can be asked again. */

const id = z.uuid();
const day = z.iso.date();
const week = z.string().regex(/^\d{4}-W\d{2}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const ratio = z.object({ numerator: z.number(), denominator: z.number(), value: z.number().nullable() });

export const MarketReportQuery = z.strictObject({
  /** ISO weeks; the last 52 in which the market has sales when left out. */
  from: week.optional(), to: week.optional(),
  /** Whose papers and bundle; the market's newest entry when left out. */
  entryId: id.optional(), bundleHash: hash.optional(),
  /** How to count, where that is not the bundle's way; as the kpi door takes it. */
  basis: z.enum(['amount', 'quantity']).optional(), weight: z.enum(['census', 'sales']).optional(), category: z.string().trim().min(1).max(80).optional(),
}).refine(({ from, to }) => (from === undefined) === (to === undefined) && (from === undefined || to === undefined || from <= to), { message: 'Goes with from, and lies not before it', params: { zh: '须与 from 成对,且不早于 from' }, path: ['to'] });

const measured = { numerator: z.number().nullable(), denominator: z.number().nullable(), value: z.number().nullable() };
const method = z.object({ figure: z.number().nullable(), inputs: z.record(z.string(), z.union([z.number(), z.string(), z.null()])) });
const choice = z.object({ label: z.string(), count: z.int() });

export const MarketReportView = z.object({
  market: z.object({ id, code: z.string(), name: z.string(), adminRegion: z.string().nullable() }),
  entry: z.object({ id, name: z.string(), stage: z.string(), currency: z.string() }).nullable(),
  period: z.object({ from: day, to: day, weeks: z.object({ from: week, to: week }) }),
  rule: z.object({ bundleHash: hash.nullable(), playbook: z.string() }), madeAt: z.iso.datetime(),
  basics: z.object({
    facts: z.array(z.object({ name: z.string(), year: z.int(), value: z.number(), unit: z.string(), source: z.string() })),
    counts: z.object({ terminals: z.int(), customers: z.int(), dealers: z.int(), zones: z.int(), routes: z.int(), saleLines: z.int(), surveyRecords: z.int() }),
    /** What the survey set out to learn, and where. */
    brief: z.object({ content: z.string(), scope: z.string() }).nullable(),
  }),
  capacity: z.object({
    /** From the capacity paper; a year's volume in its unit. Null: no paper is in. */
    paper: z.object({ unit: z.string(), topDown: method, census: method, mainBrands: method, methods: z.int(), median: z.number().nullable(), spread: ratio }).nullable(),
    /** What the terminals of the master say they sell of the category a month, in the bundle's volume basis. */
    census: z.object({ terminals: z.int(), withFigure: z.int(), monthly: z.number() }),
    market: KpiAnswer, own: KpiAnswer, growth: KpiAnswer, likeForLike: KpiAnswer,
    /** `whole`: the period does not cut the step off. */
    trend: z.array(z.object({ key: z.string(), whole: z.boolean(), market: z.number().nullable(), own: z.number().nullable() })),
  }),
  competitors: z.object({
    brands: z.array(z.object({ name: z.string(), own: z.boolean(), volume: z.number(), share: ratio, numericDistribution: z.object(measured), weightedDistribution: z.object(measured) })),
    /** Brands that are not listed, together. */
    others: z.object({ brands: z.int(), volume: z.number(), share: ratio }),
    concentration: KpiAnswer, share: KpiAnswer,
    prices: z.array(z.object({ sku: z.string(), name: z.string(), brand: z.string(), own: z.boolean(), checks: z.int(), lowest: z.number(), highest: z.number(), judged: z.int(), inBand: z.int() })),
    rivals: z.array(z.object({ rival: z.string(), finding: z.string() })),
  }),
  dealers: z.array(z.object({
    code: z.string(), name: z.string(), core: z.boolean(), status: z.string(), monthlyCapacity: z.number().nullable(), terminals: z.int(), own: z.object(measured), numericDistribution: z.object(measured),
    interview: z.object({ date: day, historyYears: z.number().nullable(), staff: z.number().nullable(), networkOutlets: z.number().nullable(), shareOfSales: z.number().nullable(), note: z.string() }).nullable(),
  })),
  terminals: z.object({
    abc: AbcView, structure: StructureView,
    /** The curve of cumulated volume over cumulated units, at most 100 points. */
    curve: z.array(z.object({ units: z.number(), cumulative: z.number() })),
    numericDistribution: KpiAnswer, weightedDistribution: KpiAnswer, byClass: KpiAnswer, byType: KpiAnswer,
  }),
  consumers: z.object({
    records: z.int(),
    questions: z.array(z.object({ form: z.string(), question: z.string(), answered: z.int(), choices: z.array(choice), numbers: z.object({ lowest: z.number(), median: z.number(), highest: z.number() }).nullable() })),
  }),
  chances: z.object({
    strategy: z.object({
      targetRival: z.string(), weakness: z.string(), evidence: z.string(), segments: z.array(z.object({ name: z.string(), why: z.string() })), focusZones: z.array(z.int()),
    }).nullable(),
    /** The text of the market report that was handed in by hand, where there is one. */
    text: z.string().nullable(),
  }),
  zones: z.array(z.object({
    zoneNo: z.int(), name: z.string(), priority: z.enum(['key', 'normal']), terminals: z.int(), classA: z.int(), censusMonthly: z.number(), volume: z.object(measured), share: z.object(measured), numericDistribution: z.object(measured), coverage: z.object(measured),
    listed: z.int().nullable(), personDays: z.number().nullable(),
  })),
}).meta({ id: 'MarketReport' });

export type MarketReportQuery = z.output<typeof MarketReportQuery>;
export type MarketReportView = z.output<typeof MarketReportView>;
