import { dayNumber, instantMs, mustBeAmount, mustBeCount, mustBeDistinct, mustNotExceed } from './input-rules.js';
import { ratio, type Ratio } from './ratio.js';
import type { AbcClass } from './abc.js';

export type VisitCounts = {
  readonly planned: number;
  readonly visitedOnPlan: number;
  readonly visitedUnplanned: number;
  readonly ordersOnPlan: number;
  readonly ordersUnplanned: number;
};

export type VisitRates = {
  /** 拜访达成率: planned outlets visited ÷ planned; an unplanned visit never raises it */
  readonly completion: Ratio;
  /** visits with an order ÷ visits */
  readonly strike: Ratio;
  /** 拜访成交率: planned outlets that ordered ÷ planned; not the strike rate */
  readonly planConversion: Ratio;
};

/**
 * The three visit rates of a day or week, in outlets with valid visits. arithmetic.md §6 [L18][L19]
 * Throws RangeError on a part larger than its whole.
 */
export const visitRates = (counts: VisitCounts): VisitRates => {
  const { planned, visitedOnPlan, visitedUnplanned, ordersOnPlan, ordersUnplanned } = counts;
  Object.entries({ planned, visitedOnPlan, visitedUnplanned, ordersOnPlan, ordersUnplanned }).forEach(([name, count]) => mustBeCount(name, count));
  mustNotExceed('visitedOnPlan', visitedOnPlan, 'planned', planned);
  mustNotExceed('ordersOnPlan', ordersOnPlan, 'visitedOnPlan', visitedOnPlan);
  mustNotExceed('ordersUnplanned', ordersUnplanned, 'visitedUnplanned', visitedUnplanned);
  return {
    completion: ratio(visitedOnPlan, planned),
    strike: ratio(ordersOnPlan + ordersUnplanned, visitedOnPlan + visitedUnplanned),
    planConversion: ratio(ordersOnPlan, planned),
  };
};

export type VisitTimes = { readonly inAt: string; readonly outAt: string | null };

const MS_PER_MINUTE = 60_000;

/**
 * Minutes in the shop: out − in; null while the visit is open. Instants in ISO 8601 with zone. arithmetic.md §6 [L18]
 * Throws RangeError when out lies before in.
 */
export const minutesInShop = ({ inAt, outAt }: VisitTimes): number | null => {
  const from = instantMs('inAt', inAt);
  if (outAt === null) return null;
  const to = instantMs('outAt', outAt);
  if (to < from) throw new RangeError(`outAt: must not lie before inAt (${inAt}), got ${outAt}`);
  return (to - from) / MS_PER_MINUTE;
};

/** Length of an adviser's day in minutes: last out − first in; null without a visit or while one is still open. arithmetic.md §6 [L18] */
export const dayLengthMinutes = (visits: readonly VisitTimes[]): number | null => {
  if (visits.length === 0 || visits.some((visit) => visit.outAt === null)) return null;
  visits.forEach(minutesInShop);
  const first = Math.min(...visits.map((visit) => instantMs('inAt', visit.inAt)));
  const last = Math.max(...visits.map((visit) => instantMs('outAt', visit.outAt ?? visit.inAt)));
  return (last - first) / MS_PER_MINUTE;
};

/** Whether two visits of one adviser overlap. Out of one shop and into the next at the same instant does not; an open visit runs on. */
export const visitsOverlap = (a: VisitTimes, b: VisitTimes): boolean => {
  const end = (visit: VisitTimes): number => (visit.outAt === null ? Number.POSITIVE_INFINITY : instantMs('outAt', visit.outAt));
  return instantMs('inAt', a.inAt) < end(b) && instantMs('inAt', b.inAt) < end(a);
};

/** Degrees, WGS-84. */
export type Position = { readonly latitude: number; readonly longitude: number };

const earthRadiusM = 6_371_008.8;

/** Metres between two positions on the sphere (mean radius), good to half a per cent: a visit is judged by 150 m. arithmetic.md §6. Throws RangeError on no position of the earth. */
export const metresBetween = (a: Position, b: Position): number => {
  for (const [name, { latitude, longitude }] of Object.entries({ a, b })) {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw new RangeError(`${name}: must be a position on the earth, got ${latitude}, ${longitude}`);
  }
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const chord = half(b.latitude - a.latitude) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude);
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(chord)));
};

export type InvalidReason = 'no_position' | 'too_far' | 'not_finished' | 'too_short' | 'mock_location' | 'no_photo' | 'overlapping';

export type VisitFacts = {
  /** metres to the outlet, both in WGS-84; null without a position */
  readonly distanceM: number | null;
  /** the supervisor waived the distance, and only the distance */
  readonly distanceWaived: boolean;
  /** null while the visit is open */
  readonly minutes: number | null;
  readonly mockLocation: boolean;
  readonly photos: number;
  readonly overlapping: boolean;
};

export type VisitLimits = { readonly maxDistanceM: number; readonly minMinutes: number; readonly minPhotos: number };

const reachReason = ({ distanceM, distanceWaived }: VisitFacts, { maxDistanceM }: VisitLimits): InvalidReason[] => {
  if (distanceWaived) return [];
  if (distanceM === null) return ['no_position'];
  return distanceM > maxDistanceM ? ['too_far'] : [];
};

const stayReason = ({ minutes }: VisitFacts, { minMinutes }: VisitLimits): InvalidReason[] => {
  if (minutes === null) return ['not_finished'];
  return minutes < minMinutes ? ['too_short'] : [];
};

/**
 * Whether a visit counts, and every reason why not: the invalid one stays stored with its reasons. arithmetic.md §6 [O] (150 m, 3 min, 1 photo)
 * Reaching a limit is enough. Throws RangeError on negative figures.
 */
export const isValidVisit = (visit: VisitFacts, limits: VisitLimits): { valid: boolean; reasons: InvalidReason[] } => {
  if (visit.distanceM !== null) mustBeAmount('distanceM', visit.distanceM);
  if (visit.minutes !== null) mustBeAmount('minutes', visit.minutes);
  mustBeCount('photos', visit.photos);
  Object.entries(limits).forEach(([name, limit]) => mustBeAmount(name, limit));
  const reasons: InvalidReason[] = [
    ...reachReason(visit, limits),
    ...stayReason(visit, limits),
    ...(visit.mockLocation ? ['mock_location' as const] : []),
    ...(visit.photos < limits.minPhotos ? ['no_photo' as const] : []),
    ...(visit.overlapping ? ['overlapping' as const] : []),
  ];
  return { valid: reasons.length === 0, reasons };
};

export type Customer = {
  readonly id: string;
  readonly status: 'active' | 'closed' | 'merged' | 'refused' | 'unreachable';
  /** local calendar day YYYY-MM-DD */
  readonly lastValidVisit: string | null;
};

export type UnvisitedInput = {
  readonly asOf: string;
  /** visits before the day of entry do not count; null: all count */
  readonly since: string | null;
  /** days per class: A 7, B 14, C 28 [O] */
  readonly periodDays: Readonly<Record<AbcClass, number>>;
  readonly terminals: readonly (Customer & { readonly class: AbcClass | null })[];
  /** dealers count too, 7 days [O] */
  readonly dealers: readonly Customer[];
  readonly dealerPeriodDays: number;
};

export type Unvisited = {
  /** customers not closed and not merged; refusing and unreachable ones are still ours to win */
  readonly active: number;
  /** ids without a valid visit since entry */
  readonly never: readonly string[];
  /** ids whose last valid visit is older than the period, with its age in days */
  readonly overdue: readonly { readonly id: string; readonly ageDays: number; readonly periodDays: number }[];
  /** never + overdue, the count that must be 0 */
  readonly unvisited: number;
  readonly everCoverage: Ratio;
  readonly currentCoverage: Ratio;
  /** grey: no active customer, so nothing to judge */
  readonly colour: 'green' | 'red' | 'grey';
};

export type Coverage = {
  /** customers ever validly visited ÷ customers */
  readonly everCoverage: Ratio;
  /** customers whose last valid visit is within their period ÷ customers */
  readonly currentCoverage: Ratio;
};

/** Coverage from counts, which is how a database hands them over. arithmetic.md §7. Throws RangeError when more are missed than there are. */
export const coverage = ({ customers, never, overdue }: { customers: number; never: number; overdue: number }): Coverage => {
  Object.entries({ customers, never, overdue }).forEach(([name, count]) => mustBeCount(name, count));
  mustNotExceed('never + overdue', never + overdue, 'customers', customers);
  return { everCoverage: ratio(customers - never, customers), currentCoverage: ratio(customers - never - overdue, customers) };
};

/**
 * 未访问客户为零 the zero-unvisited rule: broken when anyone was never visited *or* is overdue. [S:499-500], arithmetic.md §7
 * Age = period is not overdue. A terminal without a class is judged by the shortest period: a missing class must not hide it.
 * Throws RangeError on bad days, a visit after `asOf`, or an id twice.
 */
export const unvisited = (input: UnvisitedInput): Unvisited => {
  const { asOf, periodDays, dealerPeriodDays } = input;
  const today = dayNumber('asOf', asOf);
  const since = input.since === null ? Number.NEGATIVE_INFINITY : dayNumber('since', input.since);
  Object.entries({ ...periodDays, dealer: dealerPeriodDays }).forEach(([key, days]) => mustBeCount(`periodDays.${key}`, days));
  const shortest = Math.min(periodDays.A, periodDays.B, periodDays.C);
  const customers = [
    ...input.terminals.map((t) => ({ ...t, periodDays: t.class === null ? shortest : periodDays[t.class] })),
    ...input.dealers.map((d) => ({ ...d, periodDays: dealerPeriodDays })),
  ];
  mustBeDistinct('customers[].id', customers.map((customer) => customer.id));

  const active = customers.filter(({ status }) => status !== 'closed' && status !== 'merged').map((customer) => ({
    id: customer.id, periodDays: customer.periodDays, ageDays: ageInDays(customer, today, since),
  }));
  const never = active.filter((customer) => customer.ageDays === null).map((customer) => customer.id);
  const overdue = active.flatMap(({ id, ageDays, periodDays: period }) => (ageDays !== null && ageDays > period ? [{ id, ageDays, periodDays: period }] : []));
  const missed = never.length + overdue.length;
  return {
    active: active.length, never, overdue, unvisited: missed,
    ...coverage({ customers: active.length, never: never.length, overdue: overdue.length }),
    colour: active.length === 0 ? 'grey' : missed === 0 ? 'green' : 'red',
  };
};

const ageInDays = (customer: Customer, today: number, since: number): number | null => {
  if (customer.lastValidVisit === null) return null;
  const visited = dayNumber(`${customer.id}.lastValidVisit`, customer.lastValidVisit);
  if (visited > today) throw new RangeError(`${customer.id}.lastValidVisit: must not lie after asOf, got ${customer.lastValidVisit}`);
  return visited < since ? null : today - visited;
};
