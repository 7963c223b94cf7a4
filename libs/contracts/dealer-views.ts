import { z } from 'zod';
import { paging, ratio } from './trade-views.js';

/* What is said about dealers: contracts and territories, assessment cards, stock. Money in minor units, goods in base units. */

const id = z.uuid();
const day = z.iso.date();
const text = (max: number) => z.string().trim().min(1).max(max);
const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const zoneNo = z.int().min(1).max(99);
const grade = z.enum(['A', 'B', 'C', 'D']);
const named = z.object({ id, code: z.string(), name: z.string() });

export const RecordContract = z.strictObject({
  number: text(80), dealer: text(80), from: day, to: day, exclusive: z.boolean(),
  zones: z.array(z.strictObject({ zoneNo, monthlyCapacity: amount })).min(1).max(99),
  monthlyTarget: amount.optional(), creditLimit: amount.optional(), support: text(1000).optional(), fileIds: z.array(id).max(50).default([]),
  /** Left out: planned. */
  signedOn: day.optional(),
}).refine(({ from, to }) => from <= to, { message: 'Lies before from', params: { zh: '早于开始' }, path: ['to'] })
  .refine(({ zones }) => new Set(zones.map((zone) => zone.zoneNo)).size === zones.length, { message: 'A zone is named twice', params: { zh: '区域重复' }, path: ['zones'] }).meta({ id: 'RecordContract' });
export const SignContract = z.strictObject({ signedOn: day }).meta({ id: 'SignContract' });
export const EndContract = z.strictObject({
  /** Its last day. */
  on: day, reason: text(400),
}).meta({ id: 'EndContract' });
const contractState = z.enum(['planned', 'signed', 'standing', 'over', 'ended']);
export const ContractAnswer = z.object({ id, number: z.string(), state: contractState }).meta({ id: 'ContractAnswer' });
export const ContractView = z.object({
  id, number: z.string(), dealer: named, from: day, to: day, exclusive: z.boolean(), zones: z.array(z.object({ zoneNo: z.int(), name: z.string(), monthlyCapacity: z.int() })), monthlyTarget: z.int().nullable(),
  creditLimit: z.int().nullable(), support: z.string().nullable(), fileIds: z.array(id), signedOn: day.nullable(), endedOn: day.nullable(), endReason: z.string().nullable(),
  /** On the asked day: planned without a signature, signed before it begins, standing, over after its time, ended before it. */
  state: contractState,
}).meta({ id: 'DealerContract' });
export const ContractQuery = z.strictObject({ dealer: text(80).optional(), zone: z.coerce.number().int().min(1).max(99).optional(), on: day.optional(), state: contractState.optional() });

export const AssessDealer = z.strictObject({
  day, criteria: z.array(z.strictObject({
    criterion: text(120), weight: z.number().min(0).max(1),
    /** 0 to 100; null: not scored, and then there is no total. */
    score: z.number().min(0).max(100).nullable(),
  })).min(1).max(40),
  /** From which total on a dealer is A, B, C; D below. */
  limits: z.strictObject({ A: z.number().min(0).max(100), B: z.number().min(0).max(100), C: z.number().min(0).max(100) }).default({ A: 80, B: 65, C: 50 }),
  /** Chosen as a core dealer 核心经销商, or no longer. */
  core: z.boolean().optional(), note: text(1000).optional(),
}).refine(({ limits: { A, B, C } }) => A > B && B > C, { message: 'A must lie above B, B above C', params: { zh: 'A 线须高于 B 线,B 线高于 C 线' }, path: ['limits'] }).meta({ id: 'AssessDealer' });
export const AssessmentAnswer = z.object({ id, total: z.number().nullable(), grade: grade.nullable() }).meta({ id: 'AssessmentAnswer' });

const assessment = z.object({
  id, day, total: z.number().nullable(), grade: grade.nullable(), criteria: z.array(z.object({ criterion: z.string(), weight: z.number(), score: z.number().nullable() })),
  limits: z.object({ A: z.number(), B: z.number(), C: z.number() }), note: z.string().nullable(), assessedBy: z.object({ id: z.string(), name: z.string() }), assessedAt: z.iso.datetime(),
});
const owed = z.object({ day, receivable: z.int(), overdue: z.int(), overdueRatio: ratio });

const dealer = {
  id, code: z.string(), name: z.string(), core: z.boolean(), status: z.enum(['active', 'closed']), owner: z.string().nullable(), monthlyCapacity: z.int().nullable(), terminals: z.int(), lastVisit: day.nullable(),
  creditLimit: z.int().nullable(), owed: owed.nullable(),
  /** What is owed out of the credit that was agreed. */
  creditUse: ratio,
};
export const DealersQuery = z.strictObject({ asOf: day.optional(), core: z.enum(['true', 'false']).optional(), ...paging });
export const DealerRow = z.object({ ...dealer, total: z.number().nullable(), grade: grade.nullable(), assessedOn: day.nullable(), zones: z.array(z.int()) }).meta({ id: 'DealerRow' });

const stockFigures = {
  opening: z.int().nullable(), received: z.int().nullable(), closing: z.int(),
  /** (opening + received − closing) ÷ (opening + received). */
  sellThrough: ratio,
  /** Safety factor × sold − closing; null: not all of it is known, or more is left than there was. */
  orderHint: z.int().nullable(),
};
const dealerStockRow = z.object({
  dealer: z.object({ code: z.string(), name: z.string() }), sku: z.object({ code: z.string(), name: z.string() }), from: day, to: day, counts: z.int(), ...stockFigures, shipped: z.int(),
  /** Closing ÷ mean daily outflow. */
  days: ratio, flowThrough: ratio,
  /** What opening, received and shipped do not explain of the closing stock. */
  unexplained: z.int(), flag: z.enum(['no_outflow', 'out']).nullable(),
});
export const DealerStockQuery = z.strictObject({
  to: day.optional(), days: z.coerce.number().int().min(1).max(366).default(28), dealer: text(80).optional(), sku: text(80).optional(), safetyFactor: z.coerce.number().min(0).max(10).default(1.5), ...paging,
});
export const DealerStockView = z.object({ period: z.object({ from: day, to: day }), rows: z.array(dealerStockRow), next: z.int().nullable() }).meta({ id: 'DealerStock' });

export const TerminalStockQuery = z.strictObject({
  to: day.optional(), days: z.coerce.number().int().min(1).max(366).default(28), terminal: text(80).optional(), sku: text(80).optional(), dealer: text(80).optional(), zone: z.coerce.number().int().min(1).max(99).optional(),
  state: z.enum(['in', 'out', 'not-handled']).optional(), safetyFactor: z.coerce.number().min(0).max(10).default(1.5), ...paging,
});
export const TerminalStockView = z.object({
  period: z.object({ from: day, to: day }),
  /** Last checks in the period, and of them those at handlers that found nothing. */
  checks: z.int(), out: z.int(),
  rows: z.array(z.object({
    terminal: z.object({ externalId: z.string(), code: z.string().nullable(), name: z.string(), class: z.string().nullable(), zoneNo: z.int().nullable() }), dealer: z.string().nullable(),
    sku: z.object({ code: z.string(), name: z.string(), mustStock: z.boolean() }), day, ...stockFigures, state: z.enum(['in', 'out', 'not-handled']),
  })),
  next: z.int().nullable(),
}).meta({ id: 'TerminalStock' });

export const CardQuery = z.strictObject({ asOf: day.optional() });
export const DealerCard = z.object({
  ...dealer, market: z.object({ id, code: z.string() }), asOf: day, assessments: z.array(assessment), contracts: z.array(ContractView),
  surveys: z.array(z.object({
    day, nature: z.string().nullable(), historyYears: z.int().nullable(), staff: z.int().nullable(), vehicles: z.int().nullable(), warehouseM2: z.int().nullable(), capital: z.int().nullable(), creditGrade: grade.nullable(),
    brandShares: z.array(z.object({ brand: z.string(), share: z.number() })), profitState: z.enum(['profit', 'even', 'loss']).nullable(), termsDays: z.int().nullable(), upstreamRelation: z.int().nullable(), networkOutlets: z.int().nullable(),
  })),
  stock: z.array(dealerStockRow), openIncidents: z.int(),
}).meta({ id: 'DealerCard' });

export type ContractView = z.output<typeof ContractView>;
export type ContractQuery = z.output<typeof ContractQuery>;
export type DealersQuery = z.output<typeof DealersQuery>;
export type DealerRow = z.output<typeof DealerRow>;
export type DealerCard = z.output<typeof DealerCard>;
export type DealerStockQuery = z.output<typeof DealerStockQuery>;
export type DealerStockView = z.output<typeof DealerStockView>;
export type TerminalStockQuery = z.output<typeof TerminalStockQuery>;
export type TerminalStockView = z.output<typeof TerminalStockView>;
