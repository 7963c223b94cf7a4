import { compare, exact, isZero, over, roundHalfUp, sum, times, toNumber, type Exact } from './exact.js';
import { mustBeAmount, mustBeFinite } from './input-rules.js';

/**
 * A measured share: what was counted, out of what, and the quotient kept to 6 digits half-up.
 * `value` is null ("无数据", no data) exactly when `denominator` is 0. A missing side also empties the denominator,
 * so that dividing a stored pair again can never turn "no data" into 0 %.
 */
export type Ratio = { readonly numerator: number; readonly denominator: number; readonly value: number | null };

const DIGITS = 6;

/**
 * numerator ÷ denominator, in whatever units they have. Null or 0 below, or null above: no data.
 * Throws RangeError when the numerator is not finite or the denominator is negative. (arithmetic.md, "Rules for all of it")
 */
export const ratio = (numerator: number | null, denominator: number | null): Ratio => {
  if (numerator !== null) mustBeFinite('numerator', numerator);
  if (denominator !== null) mustBeAmount('denominator', denominator);
  if (numerator === null || denominator === null || denominator === 0) return { numerator: numerator ?? 0, denominator: 0, value: null };
  return { numerator, denominator, value: roundHalfUp(over(exact(numerator), exact(denominator)), DIGITS) };
};

/** As `ratio`, for sides that are already exact; the value is divided before the sides become plain numbers. */
export const exactRatio = (numerator: Exact, denominator: Exact): Ratio => {
  if (isZero(denominator)) return { numerator: toNumber(numerator), denominator: 0, value: null };
  return { numerator: toNumber(numerator), denominator: toNumber(denominator), value: roundHalfUp(over(numerator, denominator), DIGITS) };
};

const quotient = (r: Ratio): Exact | null =>
  r.value === null || r.denominator === 0 ? null : over(exact(r.numerator), exact(r.denominator));

/** Where a ratio lies against a limit, on the unrounded quotient: 0.9499999 is below 0.95. Null when there is no data. */
export const compareRatio = (r: Ratio, limit: number): -1 | 0 | 1 | null => {
  mustBeFinite('limit', limit);
  const q = quotient(r);
  return q === null ? null : compare(q, exact(limit));
};

/** Whether the unrounded quotient is `limit` or more; null when there is no data. */
export const isAtLeast = (r: Ratio, limit: number): boolean | null => {
  const side = compareRatio(r, limit);
  return side === null ? null : side >= 0;
};

/** Whether the unrounded quotient is `limit` or less; null when there is no data. */
export const isAtMost = (r: Ratio, limit: number): boolean | null => {
  const side = compareRatio(r, limit);
  return side === null ? null : side <= 0;
};

/**
 * Several ratios as one: numerators and denominators are summed, values are never averaged (arithmetic.md §11, the P&G case).
 * One without data makes the whole no data, otherwise whoever reports nothing would raise the rest.
 */
export const pooled = (ratios: readonly Ratio[]): Ratio => {
  if (ratios.some((r) => r.value === null)) return { numerator: toNumber(sum(ratios.map((r) => exact(r.numerator)))), denominator: 0, value: null };
  return exactRatio(sum(ratios.map((r) => exact(r.numerator))), sum(ratios.map((r) => exact(r.denominator))));
};

/** One ratio in units of another, as share inside A terminals ÷ share overall (method.md §12) or a launch curve (§13.7). */
export const ratioOfRatios = (upper: Ratio, lower: Ratio): Ratio => {
  const u = quotient(upper);
  const l = quotient(lower);
  if (u === null || l === null) return { numerator: upper.value ?? 0, denominator: 0, value: null };
  return exactRatio(u, l);
};

/** Per cent for people, one decimal, half-up: 0.948684 → 94.9. Null stays null. */
export const toPercent = (r: Ratio): number | null => {
  const q = quotient(r);
  return q === null ? null : roundHalfUp(times(q, exact(100)), 1);
};
