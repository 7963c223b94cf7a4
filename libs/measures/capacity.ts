import { compare, exact, over, plus, sum, times, toNumber } from './exact.js';
import { mustBeAmount, mustBeCount, mustBeDistinct, mustBePart, mustBePositive } from './input-rules.js';
import { ratio, type Ratio } from './ratio.js';

const MONTHS_PER_YEAR = exact(12);

/** Method 1, top-down: people × user rate × kg per user and year, in kg a year; null when one is missing. arithmetic.md §4 */
export const topDownCapacity = (input: { people: number | null; userRate: number | null; kgPerUserYear: number | null }): number | null => {
  const { people, userRate, kgPerUserYear } = input;
  if (people !== null) mustBeCount('people', people);
  if (userRate !== null) mustBePart('userRate', userRate);
  if (kgPerUserYear !== null) mustBeAmount('kgPerUserYear', kgPerUserYear);
  if (people === null || userRate === null || kgPerUserYear === null) return null;
  return toNumber(times(times(exact(people), exact(userRate)), exact(kgPerUserYear)));
};

export type CensusCapacityInput = {
  readonly classes: readonly { readonly class: string; readonly outlets: number; readonly kgMonthEach: number }[];
  readonly unsurveyedOutlets: number;
  /** the mean of class C, kg a month */
  readonly unsurveyedKgMonthEach: number;
  /** the survey month against the mean month, 1 = a mean month */
  readonly seasonIndex: number;
};

export type CensusCapacity = {
  /** kg in the survey month, as counted */
  readonly kgSurveyMonth: number;
  /** kg a year; null when nothing was surveyed */
  readonly kgYear: number | null;
  /** surveyed ÷ known outlets */
  readonly surveyCover: Ratio;
};

/**
 * Method 2, census build-up: (Σ outlets × monthly kg + unsurveyed at the mean of C) ÷ season index × 12. arithmetic.md §4
 * Throws RangeError on negative figures, a class twice, or a season index that is not above 0.
 */
export const censusCapacity = (input: CensusCapacityInput): CensusCapacity => {
  const { classes, unsurveyedOutlets, unsurveyedKgMonthEach, seasonIndex } = input;
  mustBeDistinct('classes[].class', classes.map((row) => row.class));
  classes.forEach((row, i) => {
    mustBeCount(`classes[${i}].outlets`, row.outlets);
    mustBeAmount(`classes[${i}].kgMonthEach`, row.kgMonthEach);
  });
  mustBeCount('unsurveyedOutlets', unsurveyedOutlets);
  mustBeAmount('unsurveyedKgMonthEach', unsurveyedKgMonthEach);
  mustBePositive('seasonIndex', seasonIndex);

  const surveyed = classes.reduce((count, row) => count + row.outlets, 0);
  const counted = sum(classes.map((row) => times(exact(row.outlets), exact(row.kgMonthEach))));
  const month = plus(counted, times(exact(unsurveyedOutlets), exact(unsurveyedKgMonthEach)));
  return {
    kgSurveyMonth: toNumber(month),
    kgYear: surveyed === 0 ? null : toNumber(times(over(month, exact(seasonIndex)), MONTHS_PER_YEAR)),
    surveyCover: ratio(surveyed, surveyed + unsurveyedOutlets),
  };
};

/**
 * Method 3, main brands: their summed volume ÷ (not ×, as one page prints it [L32]) their joint share, in kg a year.
 * Null when one is missing or the share is 0. arithmetic.md §4
 */
export const mainBrandsCapacity = (input: { kgYearOfBrands: readonly number[]; jointShare: number | null }): number | null => {
  const { kgYearOfBrands, jointShare } = input;
  kgYearOfBrands.forEach((kg, i) => mustBeAmount(`kgYearOfBrands[${i}]`, kg));
  if (jointShare !== null) mustBePart('jointShare', jointShare);
  if (kgYearOfBrands.length === 0 || jointShare === null || jointShare === 0) return null;
  return toNumber(over(sum(kgYearOfBrands.map(exact)), exact(jointShare)));
};

export type CapacityEstimate = {
  /** how many methods gave a figure */
  readonly methods: number;
  /** kg a year; null below two methods */
  readonly median: number | null;
  /** largest ÷ smallest; no data below two methods, where 1.0 would look like agreement */
  readonly spread: Ratio;
};

/**
 * The capacity to work with: the median of at least two methods, and how far they lie apart. arithmetic.md §4
 * Estimates in kg a year, null where a method gave nothing. Throws RangeError on a negative estimate.
 */
export const capacityEstimate = (estimates: readonly (number | null)[]): CapacityEstimate => {
  estimates.forEach((kg, i) => kg !== null && mustBeAmount(`estimates[${i}]`, kg));
  const known = estimates.filter((kg): kg is number => kg !== null).map(exact).sort(compare);
  const smallest = known[0];
  const largest = known.at(-1);
  const lower = known[Math.floor((known.length - 1) / 2)];
  const upper = known[Math.floor(known.length / 2)];
  if (known.length < 2 || !smallest || !largest || !lower || !upper) return { methods: known.length, median: null, spread: ratio(null, null) };
  return {
    methods: known.length,
    median: toNumber(over(plus(lower, upper), exact(2))),
    spread: ratio(toNumber(largest), toNumber(smallest)),
  };
};
