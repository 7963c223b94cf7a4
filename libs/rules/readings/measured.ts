import { exact, times } from '../../measures/exact.js';
import { compareRatio, exactRatio, type Ratio } from '../../measures/ratio.js';
import type { Text } from '../../playbook/define-form.js';
import type { Target } from '../../playbook/define-stage.js';
import type { Measured } from '../facts.js';

/** Nothing feeds it: 无数据. */
export function noData(evidence: Text): Measured {
  return { numerator: null, denominator: null, value: null, evidence };
}

/** A quotient, or no data when it has no denominator. */
export function fromRatio(ratio: Ratio, evidence: Text): Measured {
  return { ...sidesOf(ratio), evidence };
}

/** A quotient as readings have it: no data has no denominator. */
export function sidesOf({ numerator, denominator, value }: Ratio): Pick<Measured, 'numerator' | 'denominator' | 'value'> {
  return { numerator, denominator: value === null ? null : denominator, value };
}

/** A count, a sum or a difference, which has no denominator. */
export function plain(value: number | null, evidence: Text): Measured {
  return { numerator: value, denominator: null, value: value === null ? null : rounded(value), evidence };
}

/** A count out of so many, judged by the count. */
export function outOf(count: number, all: number, evidence: Text): Measured {
  return { numerator: count, denominator: all, value: count, evidence };
}

/** Six digits, as ratios are kept. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

export function total<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** One quotient over another, divided exactly: rounding both first would move the sixth digit. Its sides are the two values. */
export function quotientOf(over: Ratio, under: Ratio): Ratio {
  if (over.value === null || under.value === null || under.value <= 0) return { numerator: over.value ?? 0, denominator: 0, value: null };
  const { value } = exactRatio(times(exact(over.numerator), exact(under.denominator)), times(exact(over.denominator), exact(under.numerator)));
  return { numerator: over.value, denominator: under.value, value };
}

/** Of several quotients around 1 the one that lies furthest off; null when none is known. */
export function furthestFromOne<T extends { readonly value: number | null }>(ratios: readonly T[]): T | null {
  const known = ratios.filter((ratio) => ratio.value !== null);
  return known.reduce<T | null>((worst, next) => (worst === null || distance(next) > distance(worst) ? next : worst), null);
}

function distance({ value }: { readonly value: number | null }): number {
  if (value === null) return -1;
  return value <= 0 ? Infinity : Math.abs(Math.log(value));
}

/** Whether a measured value meets the target; null without data. A quotient is compared unrounded: 0.9499999 is below 0.95. */
export function meets(measured: Pick<Measured, 'numerator' | 'denominator' | 'value'>, target: Target): boolean | null {
  const { value } = measured;
  if (value === null) return null;
  const side = (limit: number): number => sideOf(measured, value, limit);
  switch (target.op) {
    case 'at-least': return side(target.value) >= 0;
    case 'at-most': return side(target.value) <= 0;
    case 'exactly': return side(target.value) === 0;
    case 'between': return side(target.from) >= 0 && side(target.to) <= 0;
  }
}

function sideOf({ numerator, denominator }: Pick<Measured, 'numerator' | 'denominator'>, value: number, limit: number): number {
  const isQuotient = numerator !== null && denominator !== null && denominator > 0 && Math.abs(numerator / denominator - value) <= 1e-6;
  if (isQuotient) return compareRatio({ numerator, denominator, value }, limit) ?? 0;
  return Math.sign(value - limit);
}
