import { exact, minus, ONE, over, plus, roundHalfUp, times, toNumber } from './exact.js';
import { mustBeAmount, mustBeDistinct, mustBeFinite, mustBeMinorUnits, mustBePart, mustNotExceed } from './input-rules.js';
import { exactRatio, ratio, type Ratio } from './ratio.js';

/** One tier of the chain, per case and on one tax basis (ex VAT); money in integer minor units (fen, cents), null where unknown. */
export type PriceTier = { readonly tier: string; readonly buyMinor: number | null; readonly sellMinor: number | null };

export type TierMargin = {
  readonly tier: string;
  /** 顺加 m = (out − in)/in */
  readonly markup: Ratio;
  /** 倒扣 g = (out − in)/out */
  readonly margin: Ratio;
};

export type PriceFault = { readonly tier: string; readonly fault: 'negative' | 'equal'; readonly buyMinor: number; readonly sellMinor: number };

export type PriceChain = {
  readonly tiers: readonly TierMargin[];
  /** tiers that earn nothing or lose: nobody carries goods for that, so the chain does not stand */
  readonly faults: readonly PriceFault[];
  /** false when a price is missing: then an empty list of faults proves nothing */
  readonly complete: boolean;
};

const marginOf = ({ tier, buyMinor, sellMinor }: PriceTier): TierMargin => {
  if (buyMinor === null || sellMinor === null) return { tier, markup: ratio(null, null), margin: ratio(null, null) };
  return { tier, markup: ratio(sellMinor - buyMinor, buyMinor), margin: ratio(sellMinor - buyMinor, sellMinor) };
};

const faultOf = ({ tier, buyMinor, sellMinor }: PriceTier): PriceFault[] => {
  if (buyMinor === null || sellMinor === null || sellMinor > buyMinor) return [];
  return [{ tier, fault: sellMinor === buyMinor ? 'equal' : 'negative', buyMinor, sellMinor }];
};

/**
 * Markup and margin of every tier; a negative or equal tier is reported as a fault, not thrown, because a plan under work may have one.
 * arithmetic.md §10. Throws RangeError when a price is not a whole, non-negative number of minor units, or a tier occurs twice.
 */
export const priceChain = (tiers: readonly PriceTier[]): PriceChain => {
  mustBeDistinct('tiers[].tier', tiers.map((row) => row.tier));
  tiers.forEach((row, i) => Object.entries({ buyMinor: row.buyMinor, sellMinor: row.sellMinor }).forEach(([name, price]) => {
    if (price === null) return;
    mustBeMinorUnits(`tiers[${i}].${name}`, price);
    mustBeAmount(`tiers[${i}].${name}`, price);
  }));
  return {
    tiers: tiers.map(marginOf),
    faults: tiers.flatMap(faultOf),
    complete: tiers.length > 0 && tiers.every((row) => row.buyMinor !== null && row.sellMinor !== null),
  };
};

/** g = m/(1 + m): the margin that belongs to a markup; 6 digits. Null stays null, and m = −1 (given away) has no margin. arithmetic.md §10 */
export const marginFromMarkup = (markup: number | null): number | null => {
  if (markup === null) return null;
  mustBeFinite('markup', markup);
  return markup === -1 ? null : roundHalfUp(over(exact(markup), plus(ONE, exact(markup))), 6);
};

/** Our tier margin − the main rival's, as a difference of parts of 1 (0.02 = 2 pp); null when one has no data. method.md §7.4 */
export const marginGap = (own: Ratio, rival: Ratio): number | null => {
  if (own.value === null || rival.value === null) return null;
  const of = (r: Ratio) => over(exact(r.numerator), exact(r.denominator));
  return roundHalfUp(minus(of(own), of(rival)), 6);
};

export type UnitContribution = {
  /** minor units per case; may carry a fraction of a minor unit, from the rebate rate */
  readonly contributionMinor: number;
  /** contribution ÷ net price */
  readonly contributionRatio: Ratio;
};

export type UnitContributionInput = {
  readonly netPriceMinor: number;
  /** part of the net price */
  readonly rebateRate: number;
  readonly costMinor: number;
  readonly promoMinor: number;
  readonly freightMinor: number;
};

/**
 * What one case leaves: net price − rebate − cost − promotion − freight, ex VAT, minor units per case. arithmetic.md §10
 * May be 0 or negative, which makes the plan fail. Throws RangeError on negative or fractional money.
 */
export const unitContribution = (input: UnitContributionInput): UnitContribution => {
  const { netPriceMinor, rebateRate, costMinor, promoMinor, freightMinor } = input;
  Object.entries({ netPriceMinor, costMinor, promoMinor, freightMinor }).forEach(([name, money]) => {
    mustBeMinorUnits(name, money);
    mustBeAmount(name, money);
  });
  mustBePart('rebateRate', rebateRate);
  const price = exact(netPriceMinor);
  const spent = [times(price, exact(rebateRate)), exact(costMinor), exact(promoMinor), exact(freightMinor)];
  const contribution = spent.reduce(minus, price);
  return { contributionMinor: toNumber(contribution), contributionRatio: exactRatio(contribution, price) };
};

/** Whether a price lies in its band, the limits included. Minor units. method.md §10. Throws RangeError on a band that is upside down. */
export const inBand = (input: { priceMinor: number; lowestMinor: number; highestMinor: number }): boolean => {
  Object.entries(input).forEach(([name, money]) => mustBeMinorUnits(name, money));
  mustNotExceed('lowestMinor', input.lowestMinor, 'highestMinor', input.highestMinor);
  return input.priceMinor >= input.lowestMinor && input.priceMinor <= input.highestMinor;
};
