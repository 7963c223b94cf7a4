import { z } from 'zod';

/* What is said about dealers, prices and order in a market. Money in minor units, goods in base units. */

const id = z.uuid();
const day = z.iso.date();
const text = (max: number) => z.string().trim().min(1).max(max);
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
export const paging = { limit: whole(1, 500).default(100), after: whole(0, 10_000_000).default(0) };
export const ratio = z.object({ numerator: z.number(), denominator: z.number(), value: z.number().nullable() });
const named = z.object({ code: z.string(), name: z.string() });

export const incidentKind = z.enum(['price_cut', 'dumping', 'complaint', 'counterfeit']);
const incidentState = z.enum(['open', 'investigating', 'closed']);

export const ReportIncident = z.strictObject({
  kind: incidentKind, foundOn: day, text: text(1000),
  /** Codes: of a terminal its customer code or the source's number. */
  terminal: text(80).optional(), sku: text(80).optional(), sourceDealer: text(80).optional(), batchCode: text(80).optional(),
  fileIds: z.array(id).max(50).default([]),
  /** Login of who must see it to its end. */
  owner: text(80), due: day,
}).refine(({ foundOn, due }) => foundOn <= due, { message: 'Is due before it was found', params: { zh: '期限早于发现日期' }, path: ['due'] }).meta({ id: 'ReportIncident' });
export const InvestigateIncident = z.strictObject({
  note: text(1000), sourceDealer: text(80).optional(), owner: text(80).optional(), due: day.optional(),
}).meta({ id: 'InvestigateIncident' });
export const CloseIncident = z.strictObject({ finding: z.enum(['confirmed', 'unfounded']), result: text(1000) }).meta({ id: 'CloseIncident' });

export const IncidentAnswer = z.object({ id, state: incidentState, owner: z.string(), due: day }).meta({ id: 'IncidentAnswer' });
export const IncidentQuery = z.strictObject({
  state: incidentState.optional(), kind: incidentKind.optional(), owner: text(80).optional(), dealer: text(80).optional(),
  /** Only those that are not closed although their day has passed. */
  overdue: z.enum(['true', 'false']).default('false'), ...paging,
});
export const IncidentView = z.object({
  id, clientId: z.string(), kind: incidentKind, foundOn: day, text: z.string(), terminal: z.object({ externalId: z.string(), code: z.string().nullable(), name: z.string() }).nullable(),
  sku: named.nullable(), sourceDealer: named.nullable(), batchCode: z.string().nullable(), fileIds: z.array(id), owner: z.string(), due: day, overdue: z.boolean(), state: incidentState,
  finding: z.enum(['confirmed', 'unfounded']).nullable(), result: z.string().nullable(), reportedBy: z.object({ id: z.string(), name: z.string() }).nullable(), reportedAt: z.iso.datetime().nullable(),
  closedOn: day.nullable(),
}).meta({ id: 'Incident' });

const owed = { receivable: z.int(), overdue: z.int(), overdueRatio: ratio };
export const ReceivablesQuery = z.strictObject({ asOf: day.optional(), dealer: text(80).optional() });
export const ReceivablesView = z.object({
  asOf: day, ...owed,
  rows: z.array(z.object({ dealer: named, day, invoices: z.int(), ...owed, creditLimit: z.int().nullable(), creditUse: ratio })),
}).meta({ id: 'Receivables' });

export const PricesQuery = z.strictObject({
  /** The window: weeks that end with `to`. */
  from: day.optional(), to: day.optional(), sku: text(80).optional(), dealer: text(80).optional(),
  /** Only prices outside their band. */
  outside: z.enum(['true', 'false']).default('false'), ...paging,
}).refine(({ from, to }) => (from === undefined) === (to === undefined) && (from === undefined || to === undefined || from <= to), { message: 'Goes with from, and lies not before it', params: { zh: '须与 from 成对,且不早于 from' }, path: ['to'] });
export const PricesView = z.object({
  period: z.object({ from: day, to: day }), checks: z.int(), inBand: z.int(), compliance: ratio,
  rows: z.array(z.object({
    source: z.enum(['stock-check', 'price-check']), day, tier: z.enum(['dealer', 'terminal']), place: z.object({ kind: z.enum(['terminal', 'dealer']), code: z.string(), name: z.string() }), sku: named,
    price: z.int().nullable(), lowest: z.int().nullable(), highest: z.int().nullable(), inBand: z.boolean(),
  })),
  next: z.int().nullable(),
}).meta({ id: 'Prices' });

export type IncidentQuery = z.output<typeof IncidentQuery>;
export type IncidentView = z.output<typeof IncidentView>;
export type ReceivablesView = z.output<typeof ReceivablesView>;
export type PricesQuery = z.output<typeof PricesQuery>;
export type PricesView = z.output<typeof PricesView>;
