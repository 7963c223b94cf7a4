import { z } from 'zod';
import { outletDimensions, productDimensions, streetMeasureKeys, timeDimensions } from '../rules/readings/street-questions.js';
import { weekExists } from '../rules/iso-week.js';
import { kpiDefaults } from '../rules/kpi-defaults.js';

/* Questions about the street of one market, and their answers. Ratios keep numerator and denominator; volumes are whole minor units or base units. */

const id = z.uuid();
const day = z.iso.date();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const texts = z.object({ zh: z.string(), en: z.string() });
const word = (max: number) => z.string().trim().min(1).max(max);
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

const dayExists = (text: string): boolean => z.iso.date().safeParse(text).success;
const weekPattern = /^\d{4}-W\d{2}$/;
/** The end of a period: an ISO week, or a day. */
const moment = z.string().regex(/^\d{4}-(W\d{2}|\d{2}-\d{2})$/, 'ISO week YYYY-Www, or day YYYY-MM-DD')
  .refine((text) => (weekPattern.test(text) ? weekExists(text) : dayExists(text)), { message: 'There is no such week or day', params: { zh: '没有这一周或这一天' } });

const scopeFields = {
  /** Parts of the market. Several of them together mean all of them at once. */
  zone: whole(1, 99), route: z.string().regex(/^\d{1,2}-\d{1,2}$/, 'zone-route, like 2-1'), person: word(80), dealer: word(80), class: z.enum(['A', 'B', 'C', 'none']), type: word(40),
  /** Products that count as ours, instead of the own brands; `text` is looked for in SKU names. */
  brand: word(120), sku: word(80), text: word(100),
  /** Only SKUs of this category are counted at all. */
  category: word(80),
};
export const Scope = z.strictObject(scopeFields).partial();

/** How to count, where that is not the bundle's way. */
const howFields = {
  bundleHash: hash.optional(),
  basis: z.enum(['amount', 'quantity']).optional(),
  weight: z.enum(['census', 'sales']).optional(),
  /** With `weight=sales`: SKUs of this category weigh an outlet, instead of all that are counted. */
  weightCategory: word(80).optional(),
  universe: z.enum(['customers', 'traded']).default(kpiDefaults.universe),
};
const periodFields = { from: moment.optional(), to: moment.optional() };

type Period = { readonly from?: string | undefined; readonly to?: string | undefined };
const alike = (a: string, b: string): boolean => weekPattern.test(a) === weekPattern.test(b);
const soundPeriod = ({ from, to }: Period): boolean => from === undefined || to === undefined || !alike(from, to) || from <= to;
const onePeriodKind = ({ from, to }: Period): boolean => (from === undefined ? to === undefined || weekPattern.test(to) : to !== undefined && alike(from, to));
const kindRule = { message: 'from and to are both weeks or both days; a day needs the other', path: ['to'], params: { zh: 'from 与 to 须同为周或同为日期,且日期须成对' } };
const orderRule = { message: 'Lies before from', path: ['to'], params: { zh: '早于 from' } };
const weighing = ({ weight, weightCategory }: { weight?: string | undefined; weightCategory?: string | undefined }): boolean => weightCategory === undefined || weight === 'sales';
const weighingRule = { message: 'Goes with weight=sales', path: ['weightCategory'], params: { zh: '须与 weight=sales 一起使用' } };

export const KpiQuery = z.strictObject({
  measure: z.enum(streetMeasureKeys), ...Scope.shape, ...periodFields, ...howFields,
  by: z.enum([...outletDimensions, ...productDimensions, ...timeDimensions]).optional(),
  /** The base period of growth, new and lost; a year before when left out. */
  baseFrom: moment.optional(), baseTo: moment.optional(),
  /** growth, new and lost: of our products (or the named ones), or of all. */
  products: z.enum(['own', 'all']).default(kpiDefaults.products),
  withinDays: whole(1, 3660).default(kpiDefaults.withinDays), historyDays: whole(0, 3660).default(kpiDefaults.historyDays),
  /** per inhabitant, per million: which macro fact is divided by, and of which year; the newest that is no younger than the period when left out. */
  fact: word(80).default(kpiDefaults.fact), factYear: whole(1900, 2200).optional(),
  /** nearestTerminal: how many are nearer and further than this, in metres. */
  underM: whole(1, 1_000_000).default(kpiDefaults.underM), overM: whole(1, 1_000_000).default(kpiDefaults.overM),
  callsPerDay: whole(1, 200).default(kpiDefaults.callsPerDay), fieldDaysPer4Weeks: whole(1, 28).default(kpiDefaults.fieldDaysPer4Weeks),
  fieldHoursPerDay: z.coerce.number().min(0.5).max(24).default(kpiDefaults.fieldHoursPerDay),
  /** capacity: the survey month against the mean month, instead of the macro fact. */
  seasonIndex: z.coerce.number().min(0.01).max(100).optional(),
  /** Normal quantile of the interval around a sampled distribution. */
  z: z.coerce.number().min(0.1).max(5).default(kpiDefaults.z),
}).refine(onePeriodKind, kindRule).refine(soundPeriod, orderRule).refine(weighing, weighingRule)
  .refine(({ baseFrom, baseTo }) => (baseFrom === undefined) === (baseTo === undefined) && onePeriodKind({ from: baseFrom, to: baseTo }), { ...kindRule, path: ['baseTo'] })
  .refine(({ baseFrom, baseTo }) => soundPeriod({ from: baseFrom, to: baseTo }), { ...orderRule, path: ['baseTo'] });

const paging = { limit: whole(1, 500).default(100), after: whole(0, 10_000_000).default(0) };

export const AbcQuery = z.strictObject({
  units: z.enum(['terminals', 'skus']).default('terminals'), boundary: z.enum(['before', 'including']).default('before'), products: z.enum(['own', 'all']).default('all'),
  ...Scope.shape, ...periodFields, bundleHash: hash.optional(), basis: howFields.basis, ...paging,
}).refine(onePeriodKind, kindRule).refine(soundPeriod, orderRule);

export const StructureQuery = z.strictObject({ ...Scope.shape, ...periodFields, ...howFields }).refine(onePeriodKind, kindRule).refine(soundPeriod, orderRule).refine(weighing, weighingRule);

export const UnvisitedQuery = z.strictObject({
  ...Scope.pick({ zone: true, route: true, person: true, dealer: true, class: true, type: true }).shape,
  /** The day looked at; the last Sunday when left out. */
  asOf: day.optional(), bundleHash: hash.optional(), ...paging,
});

const ratio = z.object({ numerator: z.number(), denominator: z.number(), value: z.number().nullable() });
const measured = { numerator: z.number().nullable(), denominator: z.number().nullable(), value: z.number().nullable() };
const details = z.record(z.string(), z.union([z.number(), z.string(), z.null()]));

/** Where an answer comes from: enough to compute it again. */
const provenance = {
  market: z.object({ id, code: z.string() }), scope: z.record(z.string(), z.union([z.string(), z.number()])),
  period: z.object({ from: day, to: day, weeks: z.object({ from: z.string(), to: z.string() }).nullable() }),
  /** Last day that counts. */
  asOf: day,
  /** What ruled the counting: a sealed bundle, or the playbook of this version. */
  rule: z.object({ bundleHash: hash.nullable(), playbook: z.string() }),
  settings: details,
  /** Rows that the answer was counted from: sale lines, stock checks, visits, terminals … */
  sourceRows: z.int(),
};

export const KpiAnswer = z.object({
  measure: z.enum(streetMeasureKeys), title: texts, formula: texts, unit: z.string(), ...measured, evidence: texts, details, ...provenance,
  by: z.string().nullable(), rows: z.array(z.object({ key: z.string(), label: z.string(), ...measured, details })),
}).meta({ id: 'KpiAnswer' });

const abcClass = z.enum(['A', 'B', 'C']);
const summary = z.object({ units: z.int(), volume: z.int() });
export const AbcView = z.object({
  units: z.int(), volume: z.int(), classes: z.object({ A: summary, B: summary, C: summary }), ...provenance,
  rows: z.array(z.object({ rank: z.int(), code: z.string(), name: z.string(), zoneNo: z.int().nullable(), type: z.string().nullable(), class: abcClass.nullable(), volume: z.int(), share: ratio, cumulative: ratio })),
  next: z.int().nullable(),
}).meta({ id: 'AbcTable' });

const structureRow = {
  outlets: z.int(), outletShare: ratio, volume: z.number(), volumeShare: ratio, cumulative: ratio,
  /** Volume per outlet. */
  mean: ratio, numericDistribution: ratio, ownShare: ratio,
};
export const StructureView = z.object({
  rows: z.array(z.object({ class: z.enum(['A', 'B', 'C', 'none']), type: z.string().nullable(), ...structureRow })),
  classes: z.array(z.object({ class: z.enum(['A', 'B', 'C', 'none']), ...structureRow })), total: z.object(structureRow), ...provenance,
}).meta({ id: 'StructureTable' });

export const UnvisitedView = z.object({
  customers: z.int(), never: z.int(), overdue: z.int(), asOf: day, rule: provenance.rule,
  rows: z.array(z.object({
    kind: z.enum(['terminal', 'dealer']), id, externalId: z.string(), code: z.string().nullable(), name: z.string(), class: z.string().nullable(), zoneNo: z.int().nullable(), routeNo: z.int().nullable(),
    /** Login of the adviser who owes the visit; null: nobody owns the route. */
    owner: z.string().nullable(), dealer: z.string().nullable(), state: z.enum(['never', 'overdue']), lastVisit: day.nullable(),
    /** The last day on which a visit would have been in time; null: never visited, and nobody knows since when it could have been. */
    dueOn: day.nullable(), daysOverdue: z.int().nullable(),
  })),
  next: z.int().nullable(),
}).meta({ id: 'UnvisitedList' });

export type KpiQuery = z.output<typeof KpiQuery>;
export type AbcQuery = z.output<typeof AbcQuery>;
export type StructureQuery = z.output<typeof StructureQuery>;
export type UnvisitedQuery = z.output<typeof UnvisitedQuery>;
export type ScopeQuery = z.output<typeof Scope>;
export type KpiAnswer = z.output<typeof KpiAnswer>;
export type AbcView = z.output<typeof AbcView>;
export type StructureView = z.output<typeof StructureView>;
export type UnvisitedView = z.output<typeof UnvisitedView>;
