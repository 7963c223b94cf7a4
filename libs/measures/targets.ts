import { compare, exact, floor, isZero, minus, ONE, over, plus, sum, sumOf, times, toNumber, ZERO, type Exact } from './exact.js';
import { mustBeAmount, mustBeCount, mustBeDistinct, mustBeFinite, mustBePart, mustBeWholeBetween, mustMatchLength, mustNotExceed } from './input-rules.js';
import { exactRatio, pooled, ratio, type Ratio } from './ratio.js';

/** The four factors a zone's task is decided by [S:520]. */
export type TargetFactors = { readonly capacity: number; readonly potential: number; readonly competition: number; readonly pastSales: number };

const FACTORS = ['capacity', 'potential', 'competition', 'pastSales'] as const;

const mustSumToOne = (name: string, weights: readonly number[]): void => {
  weights.forEach((weight, i) => mustBePart(`${name}[${i}]`, weight));
  const total = sumOf(weights);
  if (compare(total, ONE) !== 0) throw new RangeError(`${name}: must sum to 1, got ${toNumber(total)}`);
};

/**
 * Shares out a whole number by largest remainder: everyone gets the whole part of their share, what is left goes one each to the
 * largest remainders, ties to the earlier entry. Always sums to `total`. Shares are exact and sum to 1. arithmetic.md §11
 */
const largestRemainder = (total: number, shares: readonly Exact[]): { raw: Exact; whole: number }[] => {
  const rows = shares.map((share, i) => {
    const raw = times(share, exact(total));
    const whole = floor(raw);
    return { i, raw, whole, remainder: minus(raw, { n: whole, d: 1n }) };
  });
  const left = total - Number(rows.reduce((given, row) => given + row.whole, 0n));
  const lucky = new Set([...rows].sort((a, b) => compare(b.remainder, a.remainder) || a.i - b.i).slice(0, left).map((row) => row.i));
  return rows.map((row) => ({ raw: row.raw, whole: Number(row.whole) + (lucky.has(row.i) ? 1 : 0) }));
};

/**
 * Shares out a whole number in proportion to amounts, exactly. Null when the amounts sum to 0: there is no proportion.
 * Throws RangeError when the total is not a count or an amount is negative. arithmetic.md §11
 */
export const apportion = (total: number, amounts: readonly number[]): number[] | null => {
  mustBeCount('total', total);
  amounts.forEach((amount, i) => mustBeAmount(`amounts[${i}]`, amount));
  const whole = sumOf(amounts);
  if (isZero(whole)) return null;
  return largestRemainder(total, amounts.map((amount) => over(exact(amount), whole))).map((row) => row.whole);
};

export type ZoneTarget = { readonly zone: number; /** before rounding */ readonly raw: number; readonly target: number };

export type DecomposeInput = {
  readonly total: number;
  /** together 1 */
  readonly weights: TargetFactors;
  readonly zones: readonly ({ readonly zone: number } & TargetFactors)[];
};

/**
 * A whole target over zones: each zone's weighted share of capacity, potential, competition and past sales, whole numbers by largest
 * remainder, ties by zone number. [S:520], arithmetic.md §11 (weights 0.40 0.20 0.15 0.25 [O])
 *
 * Figures in any unit, each factor is taken as a part of its own total (so per cents do as well). Result by zone number.
 * Null when a factor that has weight is 0 in all zones: there is nothing to share by.
 * Throws RangeError when weights do not sum to 1 or a zone occurs twice.
 */
export const decomposeTarget = (input: DecomposeInput): ZoneTarget[] | null => {
  const { total, weights } = input;
  mustBeCount('total', total);
  mustSumToOne('weights', FACTORS.map((factor) => weights[factor]));
  mustBeDistinct('zones[].zone', input.zones.map((zone) => zone.zone));
  input.zones.forEach((zone, i) => {
    mustBeWholeBetween(`zones[${i}].zone`, zone.zone, 1, 99);
    FACTORS.forEach((factor) => mustBeAmount(`zones[${i}].${factor}`, zone[factor]));
  });

  const zones = [...input.zones].sort((a, b) => a.zone - b.zone);
  const used = FACTORS.filter((factor) => weights[factor] > 0).map((factor) => ({
    factor, weight: exact(weights[factor]), total: sumOf(zones.map((zone) => zone[factor])),
  }));
  if (used.some((row) => isZero(row.total))) return null;
  const shares = zones.map((zone) => sum(used.map((row) => times(row.weight, over(exact(zone[row.factor]), row.total)))));
  return largestRemainder(total, shares).map((row, i) => ({ zone: zones[i]?.zone ?? 0, raw: toNumber(row.raw), target: row.whole }));
};

export type Reconciliation = { readonly difference: number | null; readonly reconciled: boolean | null };

/** Whether children add up to their parent: Σ children − parent must be exactly 0; null when a figure is missing. method.md §7.4 */
export const reconcileTarget = (parent: number | null, children: readonly (number | null)[]): Reconciliation => {
  if (parent !== null) mustBeCount('parent', parent);
  children.forEach((child, i) => child !== null && mustBeCount(`children[${i}]`, child));
  const known = children.filter((child): child is number => child !== null);
  if (parent === null || children.length === 0 || known.length < children.length) return { difference: null, reconciled: null };
  const difference = minus(sumOf(known), exact(parent));
  return { difference: toNumber(difference), reconciled: isZero(difference) };
};

export type PaceInput = {
  readonly target: number | null;
  readonly done: number | null;
  readonly elapsedWorkingDays: number;
  readonly workingDays: number;
  readonly greenFrom: number;
  readonly amberFrom: number;
};

export type Pace = {
  /** target × elapsed ÷ working days */
  readonly targetToDate: number | null;
  /** done ÷ target to date */
  readonly attainment: Ratio;
  readonly colour: 'green' | 'amber' | 'red' | 'grey';
};

/**
 * Attainment against the pace to date and its colour, compared unrounded. arithmetic.md §11, §15
 * Grey: no target to date yet. Throws RangeError on negative figures, more elapsed than working days, or amberFrom above greenFrom.
 */
export const pace = (input: PaceInput): Pace => {
  const { target, done, elapsedWorkingDays, workingDays, greenFrom, amberFrom } = input;
  if (target !== null) mustBeAmount('target', target);
  if (done !== null) mustBeAmount('done', done);
  mustBeCount('elapsedWorkingDays', elapsedWorkingDays);
  mustBeCount('workingDays', workingDays);
  mustNotExceed('elapsedWorkingDays', elapsedWorkingDays, 'workingDays', workingDays);
  mustBeAmount('amberFrom', amberFrom);
  mustNotExceed('amberFrom', amberFrom, 'greenFrom', greenFrom);

  const toDate = target === null || workingDays === 0 ? null : over(times(exact(target), exact(elapsedWorkingDays)), exact(workingDays));
  const targetToDate = toDate === null ? null : toNumber(toDate);
  if (toDate === null || isZero(toDate) || done === null) return { targetToDate, attainment: ratio(done, null), colour: 'grey' };
  const attained = over(exact(done), toDate);
  const colour = compare(attained, exact(greenFrom)) >= 0 ? 'green' : compare(attained, exact(amberFrom)) >= 0 ? 'amber' : 'red';
  return { targetToDate, attainment: exactRatio(exact(done), toDate), colour };
};

export type AppraisalItem = { readonly kpi: string; readonly weight: number; readonly attainment: number | null };

const clamped = (attainment: number, floorAt: number, cap: number): Exact => exact(Math.min(Math.max(attainment, floorAt), cap));

/**
 * Appraisal score in points: Σ weight × attainment × 100, each attainment held between floor and cap (0 and 1.2). arithmetic.md §11
 * Attainments as parts of 1. Score null, and the KPIs named, while one has no attainment. Throws RangeError when weights do not sum to 1.
 */
export const appraisalScore = (input: { items: readonly AppraisalItem[]; cap: number; floor: number }): { score: number | null; missing: string[] } => {
  mustBeAmount('floor', input.floor);
  mustBeFinite('cap', input.cap);
  mustNotExceed('floor', input.floor, 'cap', input.cap);
  mustSumToOne('items[].weight', input.items.map((item) => item.weight));
  input.items.forEach((item, i) => item.attainment !== null && mustBeAmount(`items[${i}].attainment`, item.attainment));
  const missing = input.items.filter((item) => item.attainment === null).map((item) => item.kpi);
  if (missing.length > 0) return { score: null, missing };
  const points = input.items.map((item) => times(exact(item.weight), clamped(item.attainment ?? 0, input.floor, input.cap)));
  return { score: toNumber(times(sum(points), exact(100))), missing };
};

/**
 * Threshold scoring as P&G distributors know it: slope × (rate − from) × weight, 2 × (rate − 0.4) × weight [L37], never below 0.
 * `cap` holds it at most there; without (null) a rate above 0.9 scores more than its weight. Null without data. arithmetic.md §11
 */
export const thresholdScore = (input: { rate: Ratio; from: number; slope: number; weight: number; cap: number | null }): number | null => {
  mustBeAmount('from', input.from);
  mustBeAmount('slope', input.slope);
  mustBeAmount('weight', input.weight);
  if (input.cap !== null) mustBeAmount('cap', input.cap);
  if (input.rate.value === null) return null;
  const rate = over(exact(input.rate.numerator), exact(input.rate.denominator));
  const score = times(times(exact(input.slope), minus(rate, exact(input.from))), exact(input.weight));
  if (compare(score, ZERO) <= 0) return 0;
  return input.cap !== null && compare(score, exact(input.cap)) > 0 ? input.cap : toNumber(score);
};

export type PersonAttainment = { readonly person: string; readonly done: number | null; readonly target: number | null };

export type PooledAttainment = { readonly each: readonly { readonly person: string; readonly attainment: Ratio }[]; readonly all: Ratio };

/** Attainment of each and of all together: numerators and denominators are pooled, rates never averaged. arithmetic.md §11 [L38] */
export const poolAttainment = (people: readonly PersonAttainment[]): PooledAttainment => {
  mustBeDistinct('people[].person', people.map((row) => row.person));
  people.forEach((row, i) => row.done !== null && mustBeAmount(`people[${i}].done`, row.done));
  const each = people.map((row) => ({ person: row.person, attainment: ratio(row.done, row.target) }));
  return { each, all: pooled(each.map((row) => row.attainment)) };
};

/**
 * Weighted total of a dealer assessment, 0 to 100. arithmetic.md §11 [L34]
 * Null while a score is missing. Throws RangeError when weights do not sum to 1 or a score is not 0…100.
 */
export const dealerTotal = (input: { weights: readonly number[]; scores: readonly (number | null)[] }): number | null => {
  mustMatchLength('scores', input.scores.length, 'weights', input.weights.length);
  mustSumToOne('weights', input.weights);
  input.scores.forEach((score, i) => {
    if (score === null) return;
    mustBeAmount(`scores[${i}]`, score);
    mustNotExceed(`scores[${i}]`, score, 'the full score', 100);
  });
  const points = input.weights.map((weight, i) => {
    const score = input.scores[i] ?? null;
    return score === null ? null : times(exact(weight), exact(score));
  });
  const total = points.reduce<Exact | null>((acc, p) => (acc === null || p === null ? null : plus(acc, p)), ZERO);
  return total === null ? null : toNumber(total);
};
