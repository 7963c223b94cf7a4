import { z } from 'zod';
import { paging, ratio } from './trade-views.js';
import { week } from './views.js';

/* What is said about routes, visit plans and visits. Days are local calendar days. */

const id = z.uuid();
const day = z.iso.date();
const text = (max: number) => z.string().trim().min(1).max(max);
const zone = z.coerce.number().int().min(1).max(99);

export const PlanVisits = z.strictObject({
  /** The first ISO week, and how many from it on. */
  from: week, weeks: z.int().min(1).max(8).default(1),
  /** Only for this adviser, by login; only for the advisers of this zone. */
  person: text(80).optional(), zone: z.int().min(1).max(99).optional(),
  /** Adds customers never visited or overdue where days have room, up to so many calls a day. */
  recover: z.boolean().default(false), callsPerDay: z.int().min(1).max(200).default(25),
  /** Whose calendar and frequencies rule where the market has none of its own. */
  bundleHash: z.string().regex(/^[0-9a-f]{64}$/).optional(),
}).meta({ id: 'PlanVisits' });
export const PlanAnswer = z.object({
  from: z.string(), to: z.string(), advisers: z.int(),
  /** Visits planned from frequencies; those that stood already and stay. */
  planned: z.int(), kept: z.int(), recovered: z.int(),
  /** Missed customers that no day had room for; customers without an adviser; stops that cannot be seen as often as they should; visits of a week without a working day. */
  leftOver: z.int(), unowned: z.int(), short: z.int(), dropped: z.int(),
}).meta({ id: 'PlanAnswer' });

const source = z.enum(['frequency', 'manual', 'recovery']);
export const PlanQuery = z.strictObject({ from: week, to: week.optional(), person: text(80).optional(), zone: zone.optional(), bundleHash: z.string().regex(/^[0-9a-f]{64}$/).optional() })
  .refine(({ from, to }) => to === undefined || from <= to, { message: 'Lies before from', params: { zh: '早于 from' }, path: ['to'] });
export const PlanView = z.object({
  from: z.string(), to: z.string(), planned: z.int(), visited: z.int(), completion: ratio,
  /** The fullest day of an adviser against the mean of his planned days, in calls; the worst of the advisers. */
  balance: ratio,
  rows: z.array(z.object({
    day, weekday: z.int(), adviser: z.string(), stops: z.int(), minutes: z.int(), visited: z.int(), ordered: z.int(), bySource: z.object({ frequency: z.int(), manual: z.int(), recovery: z.int() }),
    routes: z.array(z.string()),
  })),
}).meta({ id: 'VisitPlan' });

const customer = {
  kind: z.enum(['terminal', 'dealer']), customerId: id, externalId: z.string(), code: z.string().nullable(), name: z.string(), class: z.string().nullable(), zoneNo: z.int().nullable(), routeNo: z.int().nullable(),
};
export const DayQuery = z.strictObject({ day: day.optional(), person: text(80) });
export const DayView = z.object({
  day, adviser: z.string(), planned: z.int(), visited: z.int(), completion: ratio,
  stops: z.array(z.object({
    seq: z.int(), ...customer, address: z.string().nullable(), latitude: z.number().nullable(), longitude: z.number().nullable(), source,
    /** The last valid visit before the day. */
    lastVisit: day.nullable(), state: z.enum(['to-do', 'visited', 'invalid']), invalidReason: z.string().nullable(), ordered: z.boolean(),
  })),
  /** Visits of the day that nobody had planned. */
  unplanned: z.array(z.object({ ...customer, valid: z.boolean(), invalidReason: z.string().nullable(), ordered: z.boolean() })),
}).meta({ id: 'AdviserDay' });

export const VisitQuery = z.strictObject({
  from: day.optional(), to: day.optional(), person: text(80).optional(), terminal: text(80).optional(),
  /** `waivable`: invalid for its distance alone or among others, and not waived. */
  state: z.enum(['valid', 'invalid', 'waivable', 'waived']).optional(), ...paging,
});
export const VisitView = z.object({
  id, clientId: z.string(), ...customer, adviser: z.string(), day, planned: z.boolean(), made: z.boolean(), valid: z.boolean(), invalidReason: z.string().nullable(),
  /** All that is wrong with it by itself. */
  faults: z.array(z.string()), ordered: z.boolean(), outcome: z.string().nullable(), inAt: z.iso.datetime().nullable(), outAt: z.iso.datetime().nullable(), distanceM: z.number().nullable(),
  photos: z.int().nullable(), nextStep: z.string().nullable(), waiver: z.object({ by: z.object({ id: z.string(), name: z.string() }), at: z.iso.datetime(), reason: z.string() }).nullable(),
}).meta({ id: 'Visit' });
export const WaiveVisit = z.strictObject({ reason: text(400) }).meta({ id: 'WaiveVisit' });
export const WaiverAnswer = z.object({ id, valid: z.boolean(), invalidReason: z.string().nullable() }).meta({ id: 'WaiverAnswer' });

export const FrequencyQuery = z.strictObject({ on: day.optional(), bundleHash: z.string().regex(/^[0-9a-f]{64}$/).optional() });
export const FrequencyView = z.object({
  on: day,
  rows: z.array(z.object({ class: z.enum(['A', 'B', 'C', 'dealer']), visitsPer4Weeks: z.number(), minutes: z.int(), from: z.enum(['market', 'bundle']), customers: z.int(), callsPer4Weeks: z.number(), hoursPer4Weeks: ratio })),
}).meta({ id: 'VisitFrequencies' });

export type PlanQuery = z.output<typeof PlanQuery>;
export type PlanView = z.output<typeof PlanView>;
export type DayView = z.output<typeof DayView>;
export type VisitQuery = z.output<typeof VisitQuery>;
export type VisitView = z.output<typeof VisitView>;
export type FrequencyView = z.output<typeof FrequencyView>;
