import { exact, minus, over, roundHalfUp, sum, times } from './exact.js';
import { mustBeAmount, mustBePart, mustBePositive, mustNotExceed } from './input-rules.js';
import { compareRatio, exactRatio, isAtLeast, ratio, type Ratio } from './ratio.js';

/**
 * 市场占有率 market share: own sell-out ÷ capacity of the same period, unit and tier. arithmetic.md §5
 * Null sides: no data. Throws RangeError on negative figures.
 */
export const marketShare = (input: { own: number | null; capacity: number | null }): Ratio => {
  if (input.own !== null) mustBeAmount('own', input.own);
  return ratio(input.own, input.capacity);
};

export type RangeTests = {
  /** leader ÷ own */
  readonly leaderRatio: Ratio;
  /** true: the leader can still be caught; null: no data */
  readonly leaderInRange: boolean | null;
  /** own ÷ third */
  readonly thirdRatio: Ratio;
  /** true: the third can still catch us; null: no data */
  readonly thirdInRange: boolean | null;
};

const inRange = (r: Ratio, factor: number): boolean | null => {
  const side = compareRatio(r, factor);
  return side === null ? null : side < 0;
};

/**
 * The Lanchester shooting range: who is less than the factor ahead is within range. arithmetic.md §5 [L29][L30]
 * Volumes or shares, all in one unit. Factor: √3 between brands in an area, 3 in a one-to-one battle.
 * Throws RangeError on negative figures or a factor that is not above 0.
 */
export const rangeTests = (input: { own: number | null; leader: number | null; third: number | null; rangeFactor: number }): RangeTests => {
  const { own, leader, third, rangeFactor } = input;
  mustBePositive('rangeFactor', rangeFactor);
  if (own !== null) mustBeAmount('own', own);
  if (leader !== null) mustBeAmount('leader', leader);
  if (third !== null) mustBeAmount('third', third);
  const leaderRatio = ratio(leader, own);
  const thirdRatio = ratio(own, third);
  return { leaderRatio, leaderInRange: inRange(leaderRatio, rangeFactor), thirdRatio, thirdInRange: inRange(thirdRatio, rangeFactor) };
};

/** 上限 upper target (monopoly) · 相对安全 relatively safe · 下限 lower target · unstable, even when first. */
export type ShareStatus = 'upper_target' | 'relatively_safe' | 'lower_target' | 'unstable';

/**
 * The standing a share gives. Bands as parts of 1, by the school 0.7388, 0.417 (not 0.4117, as one page misprints it) and 0.2612. arithmetic.md §5 [L29]
 * A share on a limit has reached it. Null when there is no data. Throws RangeError unless lower ≤ safe ≤ upper.
 */
export const shareStatus = (share: Ratio, bands: { upper: number; safe: number; lower: number }): ShareStatus | null => {
  mustBePart('bands.upper', bands.upper);
  mustNotExceed('bands.safe', bands.safe, 'bands.upper', bands.upper);
  mustNotExceed('bands.lower', bands.lower, 'bands.safe', bands.safe);
  if (share.value === null) return null;
  if (isAtLeast(share, bands.upper)) return 'upper_target';
  if (isAtLeast(share, bands.safe)) return 'relatively_safe';
  return isAtLeast(share, bands.lower) ? 'lower_target' : 'unstable';
};

/**
 * 集中度 concentration of a market (Herfindahl–Hirschman index): the sum of the squared shares, 0 to 1; × 10,000 are its points.
 * Volumes of all who share the market, in one unit. No data when nothing was sold. Throws RangeError on a negative volume.
 */
export const concentration = (volumes: readonly number[]): Ratio => {
  volumes.forEach((volume, i) => mustBeAmount(`volumes[${i}]`, volume));
  const parts = volumes.map(exact);
  const all = sum(parts);
  return exactRatio(sum(parts.map((part) => times(part, part))), times(all, all));
};

/** The same in its usual points, 0 to 10,000, one decimal, half-up: rounded once, from the unrounded quotient. Null stays null. */
export const concentrationPoints = ({ numerator, denominator, value }: Ratio): number | null =>
  value === null ? null : roundHalfUp(times(over(exact(numerator), exact(denominator)), exact(10_000)), 1);

/** Growth against an earlier period: (now − before) ÷ before, negative when it shrank. No data when nothing was sold before, net of returns. */
export const growth = ({ now, before }: { now: number; before: number }): Ratio => {
  if (before <= 0) return ratio(null, null);
  return exactRatio(minus(exact(now), exact(before)), exact(before));
};
