import fc from 'fast-check';
import { marginFromMarkup, marginGap, priceChain, unitContribution, inBand } from './price-chain.js';
import { ratio } from './ratio.js';

const dealer = { tier: 'dealer', buyMinor: 3600, sellMinor: 4500 };
const terminal = { tier: 'terminal', buyMinor: 4500, sellMinor: 6000 };

describe('the price chain', () => {
  it('has markup and margin per tier', () => {
    const chain = priceChain([dealer, terminal]);
    expect(chain.tiers).toMatchObject([
      { tier: 'dealer', markup: { value: 0.25 }, margin: { value: 0.2 } },
      { tier: 'terminal', markup: { value: 0.333333 }, margin: { value: 0.25 } },
    ]);
    expect(chain).toMatchObject({ faults: [], complete: true });
  });

  it('reports a negative and an equal tier as faults, and throws nothing', () => {
    const chain = priceChain([{ ...dealer, sellMinor: 3500 }, { ...terminal, sellMinor: 4500 }]);
    expect(chain.faults).toEqual([
      { tier: 'dealer', fault: 'negative', buyMinor: 3600, sellMinor: 3500 },
      { tier: 'terminal', fault: 'equal', buyMinor: 4500, sellMinor: 4500 },
    ]);
    expect(chain.tiers[0]?.margin.value).toBe(-0.028571);
  });

  it('is incomplete, without a fault, while a price is missing', () => {
    const chain = priceChain([dealer, { ...terminal, sellMinor: null }]);
    expect(chain).toMatchObject({ faults: [], complete: false });
    expect(chain.tiers[1]).toMatchObject({ markup: { value: null }, margin: { value: null } });
    expect(priceChain([])).toEqual({ tiers: [], faults: [], complete: false });
  });

  it('has no markup on a gift and no margin on a giveaway', () => {
    expect(priceChain([{ tier: 'gift', buyMinor: 0, sellMinor: 100 }]).tiers[0]).toMatchObject({ markup: { value: null }, margin: { value: 1 } });
    expect(priceChain([{ tier: 'giveaway', buyMinor: 100, sellMinor: 0 }]).tiers[0]).toMatchObject({ markup: { value: -1 }, margin: { value: null } });
  });

  it('refuses money with a fraction, negative prices and a tier twice', () => {
    expect(() => priceChain([{ ...dealer, buyMinor: 36.5 }])).toThrow(new RangeError('tiers[0].buyMinor: must be a whole number of minor units, got 36.5'));
    expect(() => priceChain([{ ...dealer, sellMinor: -1 }])).toThrow(RangeError);
    expect(() => priceChain([dealer, dealer])).toThrow(RangeError);
  });

  it('keeps g = m/(1 + m)', () => {
    expect(marginFromMarkup(0.25)).toBe(0.2);
    expect(marginFromMarkup(null)).toBeNull();
    expect(marginFromMarkup(-1)).toBeNull();
    expect(() => marginFromMarkup(Number.NaN)).toThrow(RangeError);
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (buyMinor, earned) => {
      const [tier] = priceChain([{ tier: 't', buyMinor, sellMinor: buyMinor + earned }]).tiers;
      const markup = tier === undefined ? Number.NaN : tier.markup.numerator / tier.markup.denominator;
      expect(tier?.margin.value).toBeCloseTo(marginFromMarkup(markup) ?? Number.NaN, 5);
    }));
  });

  it('measures our margin against the rival’s', () => {
    expect(marginGap(ratio(20, 100), ratio(18, 100))).toBe(0.02);
    expect(marginGap(ratio(18, 100), ratio(20, 100))).toBe(-0.02);
    expect(marginGap(ratio(18, 100), ratio(1, 0))).toBeNull();
  });
});

describe('unit contribution', () => {
  const example = { netPriceMinor: 3600, rebateRate: 0.03, costMinor: 2200, promoMinor: 360, freightMinor: 120 };

  it('leaves 8.12 a case, 0.225556 of the price', () => {
    expect(unitContribution(example)).toEqual({ contributionMinor: 812, contributionRatio: { numerator: 812, denominator: 3600, value: 0.225556 } });
  });

  it('keeps the fraction of a minor unit that a rebate makes', () => {
    expect(unitContribution({ ...example, netPriceMinor: 3599 }).contributionMinor).toBe(811.03);
  });

  it('may be negative', () => {
    expect(unitContribution({ ...example, costMinor: 4000 }).contributionMinor).toBe(-988);
  });

  it('has no ratio on a price of 0', () => {
    expect(unitContribution({ ...example, netPriceMinor: 0 }).contributionRatio.value).toBeNull();
  });

  it('refuses a rebate in per cent, negative cost and fractions of money', () => {
    expect(() => unitContribution({ ...example, rebateRate: 3 })).toThrow(new RangeError('rebateRate: must be a number from 0 to 1, got 3'));
    expect(() => unitContribution({ ...example, costMinor: -1 })).toThrow(RangeError);
    expect(() => unitContribution({ ...example, freightMinor: 1.2 })).toThrow(RangeError);
  });
});

describe('a price band', () => {
  it.each([[499, false], [500, true], [600, true], [601, false]])('of 500 to 600 and a price of %i', (priceMinor, within) => {
    expect(inBand({ priceMinor, lowestMinor: 500, highestMinor: 600 })).toBe(within);
  });

  it('cannot be upside down, nor made of parts of a cent', () => {
    expect(() => inBand({ priceMinor: 1, lowestMinor: 3, highestMinor: 2 })).toThrow(/lowestMinor/);
    expect(() => inBand({ priceMinor: 1.5, lowestMinor: 1, highestMinor: 2 })).toThrow(/priceMinor/);
  });
});
