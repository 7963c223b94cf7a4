import { exact, over, roundHalfUp, sumOf, times, toNumber } from './exact.js';
import { mustBeAmount, mustBeCount, mustBePart, mustBePositive, mustNotExceed } from './input-rules.js';
import { exactRatio, ratio, type Ratio } from './ratio.js';

/** One outlet of the target universe: the outlets suited to the product, not every shop [L7]. Volumes in one unit and period. */
export type OutletDistribution = { readonly categoryVolume: number; readonly handled: boolean; readonly ownVolume: number };

/** The same, already counted and summed. */
export type DistributionTotals = {
  readonly outlets: number;
  readonly handlers: number;
  readonly categoryVolume: number;
  readonly categoryVolumeOfHandlers: number;
  readonly ownVolume: number;
};

export type Distribution = {
  /** 铺货率 numeric distribution: handlers ÷ outlets */
  readonly nd: Ratio;
  /** 加权铺货率 weighted distribution: category volume of handlers ÷ category volume of all. Not own ÷ all, as many pages print it [L6][L7]. */
  readonly wd: Ratio;
  /** own volume ÷ category volume of all; equals wd × sih */
  readonly share: Ratio;
  /** share in handlers: own volume ÷ category volume of handlers */
  readonly sih: Ratio;
  /** own volume per point of weighted distribution (own ÷ (wd × 100)), in units of volume [L9] */
  readonly sppd: Ratio;
};

/**
 * Distribution from counts and sums, which is how a database hands them over. arithmetic.md §3
 * Throws RangeError on negative figures, more handlers than outlets, or more volume in handlers than in all.
 */
export const distributionOfTotals = (totals: DistributionTotals): Distribution => {
  const { outlets, handlers, categoryVolume, categoryVolumeOfHandlers, ownVolume } = totals;
  mustBeCount('outlets', outlets);
  mustBeCount('handlers', handlers);
  mustBeAmount('categoryVolume', categoryVolume);
  mustBeAmount('categoryVolumeOfHandlers', categoryVolumeOfHandlers);
  mustBeAmount('ownVolume', ownVolume);
  mustNotExceed('handlers', handlers, 'outlets', outlets);
  mustNotExceed('categoryVolumeOfHandlers', categoryVolumeOfHandlers, 'categoryVolume', categoryVolume);
  return {
    nd: ratio(handlers, outlets),
    wd: ratio(categoryVolumeOfHandlers, categoryVolume),
    share: ratio(ownVolume, categoryVolume),
    sih: ratio(ownVolume, categoryVolumeOfHandlers),
    sppd: salesPerPoint({ volume: ownVolume, covered: categoryVolumeOfHandlers, all: categoryVolume }),
  };
};

/**
 * Volume per point of distribution, in units of volume: volume ÷ (covered ÷ all × 100). Volumes for covered and all give points of weighted
 * distribution, as in [L9]; handlers and outlets give points of numeric distribution. Throws RangeError when more is covered than there is.
 */
export const salesPerPoint = ({ volume, covered, all }: { volume: number; covered: number; all: number }): Ratio => {
  mustBeAmount('volume', volume);
  mustBeAmount('covered', covered);
  mustNotExceed('covered', covered, 'all', all);
  return exactRatio(exact(volume), all === 0 ? exact(0) : times(over(exact(covered), exact(all)), exact(100)));
};

/**
 * Distribution from single outlets. arithmetic.md §3
 * Throws RangeError on a negative volume, or on own volume at an outlet that is said not to handle us: a sale makes it a handler.
 */
export const distribution = (outlets: readonly OutletDistribution[]): Distribution => {
  outlets.forEach((outlet, i) => {
    mustBeAmount(`outlets[${i}].categoryVolume`, outlet.categoryVolume);
    mustBeAmount(`outlets[${i}].ownVolume`, outlet.ownVolume);
    if (!outlet.handled) mustNotExceed(`outlets[${i}].ownVolume`, outlet.ownVolume, 'the volume of an outlet that does not handle us', 0);
  });
  const handlers = outlets.filter((outlet) => outlet.handled);
  return distributionOfTotals({
    outlets: outlets.length,
    handlers: handlers.length,
    categoryVolume: toNumber(sumOf(outlets.map((outlet) => outlet.categoryVolume))),
    categoryVolumeOfHandlers: toNumber(sumOf(handlers.map((outlet) => outlet.categoryVolume))),
    ownVolume: toNumber(sumOf(outlets.map((outlet) => outlet.ownVolume))),
  });
};

/** In stock, sold out, and lost are three different things [L8]; `none` never handled us, `unchecked` traded but nobody looked at the shelf. */
export type Handling = 'in_stock' | 'out_of_stock' | 'unchecked' | 'lost' | 'none';

/**
 * How an outlet handles us at a check. Stock in base units, null when not checked. Null: nothing is known. arithmetic.md §3 [L8]
 * A handler is in_stock, out_of_stock or unchecked. Throws RangeError on negative stock.
 */
export const handling = (outlet: { stock: number | null; tradedInPeriod: boolean; handledBefore: boolean }): Handling | null => {
  if (outlet.stock !== null) mustBeAmount('stock', outlet.stock);
  if (outlet.stock !== null && outlet.stock > 0) return 'in_stock';
  if (outlet.tradedInPeriod) return outlet.stock === null ? 'unchecked' : 'out_of_stock';
  if (outlet.stock === null) return null;
  return outlet.handledBefore ? 'lost' : 'none';
};

/** Handler = stock above 0 at the check, or a sale or purchase in the period. arithmetic.md §3 */
export const isHandler = (state: Handling): boolean => state === 'in_stock' || state === 'out_of_stock' || state === 'unchecked';

/**
 * Half width of the interval around a sampled numeric distribution, as a part of 1 (0.0608 = ±6.08 pp), 6 digits:
 * z·√(p(1−p)/n)·√((N−n)/(N−1)). `universe` null: without the finite-population factor. `z` is 1.96 for 95 %. arithmetic.md §3
 * Null when p is missing, the sample is empty, or the universe is a single outlet. Throws RangeError when the sample exceeds the universe.
 */
export const sampledHalfWidth = (input: { p: number | null; sample: number; universe: number | null; z: number }): number | null => {
  const { p, sample, universe, z } = input;
  if (p !== null) mustBePart('p', p);
  mustBeCount('sample', sample);
  mustBePositive('z', z);
  if (universe !== null) {
    mustBeCount('universe', universe);
    mustNotExceed('sample', sample, 'universe', universe);
  }
  if (p === null || sample === 0 || universe === 1) return null;
  const finite = universe === null ? 1 : (universe - sample) / (universe - 1);
  return roundHalfUp(exact(z * Math.sqrt((p * (1 - p) * finite) / sample)), 6);
};
