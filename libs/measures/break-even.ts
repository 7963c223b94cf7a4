import { ceil, compare, exact, floor, minus, over, plus, sum, times, toNumber, ZERO, type Exact } from './exact.js';
import { mustBeAmount, mustBeCount, mustBeFinite, mustBeMinorUnits, mustBePositive, mustBeWholeBetween } from './input-rules.js';
import { exactRatio, ratio, type Ratio } from './ratio.js';

const mustBeCost = (name: string, minor: number): void => {
  mustBeMinorUnits(name, minor);
  mustBeAmount(name, minor);
};

/**
 * Fixed cost a month, in minor units: what recurs, plus the launch outlay spread over some months. arithmetic.md §10
 * May carry a fraction of a minor unit, from the spreading. Throws RangeError on negative money or spreadMonths below 1.
 */
export const fixedPerMonth = (input: { recurringMinor: readonly number[]; launchOutlayMinor: number; spreadMonths: number }): number => {
  input.recurringMinor.forEach((minor, i) => mustBeCost(`recurringMinor[${i}]`, minor));
  mustBeCost('launchOutlayMinor', input.launchOutlayMinor);
  mustBeWholeBetween('spreadMonths', input.spreadMonths, 1, 600);
  return toNumber(plus(sum(input.recurringMinor.map(exact)), over(exact(input.launchOutlayMinor), exact(input.spreadMonths))));
};

export type BreakEvenInput = {
  /** minor units per case, of either sign */
  readonly unitContributionMinor: number;
  readonly fixedMonthMinor: number;
  readonly kgPerCase: number;
  /** kg a month; null when unknown */
  readonly capacityKgMonth: number | null;
  readonly planCases: number;
};

export type BreakEven = {
  /** whole cases a month; null when a case contributes nothing */
  readonly cases: number | null;
  readonly kg: number | null;
  /** break-even kg ÷ capacity */
  readonly requiredShare: Ratio;
  /** profit a month at plan, minor units */
  readonly profitMinor: number;
  /** (plan − break-even) ÷ plan; may be negative */
  readonly marginOfSafety: Ratio;
  /** a known failure, not missing data: no volume ever pays for the fixed cost */
  readonly fault: 'no_contribution' | null;
};

/**
 * Break-even of a month: ⌈fixed ÷ unit contribution⌉ cases, and how far the plan lies above it. arithmetic.md §10
 * Throws RangeError on negative cost or plan, or a case that weighs nothing.
 */
export const breakEven = (input: BreakEvenInput): BreakEven => {
  mustBeFinite('unitContributionMinor', input.unitContributionMinor);
  mustBeAmount('fixedMonthMinor', input.fixedMonthMinor);
  mustBePositive('kgPerCase', input.kgPerCase);
  mustBeCount('planCases', input.planCases);
  if (input.capacityKgMonth !== null) mustBeAmount('capacityKgMonth', input.capacityKgMonth);

  const contribution = exact(input.unitContributionMinor);
  const fixed = exact(input.fixedMonthMinor);
  const plan = exact(input.planCases);
  const profitMinor = toNumber(minus(times(plan, contribution), fixed));
  if (compare(contribution, ZERO) <= 0) {
    return { cases: null, kg: null, requiredShare: ratio(null, null), profitMinor, marginOfSafety: ratio(null, null), fault: 'no_contribution' };
  }
  const cases: Exact = { n: ceil(over(fixed, contribution)), d: 1n };
  const kg = times(cases, exact(input.kgPerCase));
  return {
    cases: toNumber(cases),
    kg: toNumber(kg),
    requiredShare: input.capacityKgMonth === null ? ratio(null, null) : exactRatio(kg, exact(input.capacityKgMonth)),
    profitMinor,
    marginOfSafety: exactRatio(minus(plan, cases), plan),
    fault: null,
  };
};

export type CashMonth = { readonly month: number; readonly flowMinor: number; readonly cumulativeMinor: number };

export type CashPlan = {
  /** month 0 is the launch outlay */
  readonly months: readonly CashMonth[];
  /** the deepest the cumulated cash lies below 0, as a positive sum */
  readonly peakNeedMinor: number;
  /** the first month it lies there; null when cash is never needed */
  readonly peakMonth: number | null;
  /** the first month, from the deepest on, with cumulated cash at 0 or above; null when not within the plan */
  readonly paybackMonth: number | null;
};

export type CashPlanInput = {
  readonly launchOutlayMinor: number;
  /** without the launch outlay, which is paid in month 0 */
  readonly fixedCashMonthMinor: number;
  readonly unitContributionMinor: number;
  /** month 1 first */
  readonly casesByMonth: readonly number[];
};

/**
 * Cash of a plan: launch outlay in month 0, then contribution − fixed cash each month. arithmetic.md §10
 * Money in minor units. Throws RangeError on negative cost or cases.
 */
export const cashPlan = (input: CashPlanInput): CashPlan => {
  mustBeCost('launchOutlayMinor', input.launchOutlayMinor);
  mustBeAmount('fixedCashMonthMinor', input.fixedCashMonthMinor);
  mustBeFinite('unitContributionMinor', input.unitContributionMinor);
  input.casesByMonth.forEach((cases, i) => mustBeCount(`casesByMonth[${i}]`, cases));

  const contribution = exact(input.unitContributionMinor);
  const flows = [
    minus(ZERO, exact(input.launchOutlayMinor)),
    ...input.casesByMonth.map((cases) => minus(times(exact(cases), contribution), exact(input.fixedCashMonthMinor))),
  ];
  let cumulative = ZERO;
  const rows = flows.map((flow, month) => ({ month, flow, cumulative: (cumulative = plus(cumulative, flow)) }));
  const deepest = rows.reduce((low, row) => (compare(row.cumulative, low.cumulative) < 0 ? row : low));
  const needed = compare(deepest.cumulative, ZERO) < 0;
  return {
    months: rows.map((row) => ({ month: row.month, flowMinor: toNumber(row.flow), cumulativeMinor: toNumber(row.cumulative) })),
    peakNeedMinor: needed ? toNumber(minus(ZERO, deepest.cumulative)) : 0,
    peakMonth: needed ? deepest.month : null,
    paybackMonth: rows.find((row) => row.month >= deepest.month && compare(row.cumulative, ZERO) >= 0)?.month ?? null,
  };
};

/** The volumes of a scenario (0.8 = the −20 % case), whole cases rounded down so that it is never kinder than it says. method.md §7.2 */
export const scaledCases = (casesByMonth: readonly number[], factor: number): number[] => {
  mustBeAmount('factor', factor);
  return casesByMonth.map((cases, i) => {
    mustBeCount(`casesByMonth[${i}]`, cases);
    return Number(floor(times(exact(cases), exact(factor))));
  });
};
