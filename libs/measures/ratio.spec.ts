import fc from 'fast-check';
import { exact, over } from './exact.js';
import { compareRatio, exactRatio, isAtLeast, isAtMost, pooled, ratio, ratioOfRatios, toPercent } from './ratio.js';

const amount = fc.integer({ min: 0, max: 1_000_000 });
const positive = fc.integer({ min: 1, max: 1_000_000 });

describe('ratio', () => {
  it('keeps six digits, half-up', () => {
    expect(ratio(1, 3)).toEqual({ numerator: 1, denominator: 3, value: 0.333333 });
    expect(ratio(2, 3).value).toBe(0.666667);
    expect(ratio(1, 2_000_000).value).toBe(0.000001);
    expect(ratio(-1, 2_000_000).value).toBe(-0.000001);
    expect(ratio(18, 19).value).toBe(0.947368);
  });

  it('has no value when the denominator is 0 or a side is missing', () => {
    expect(ratio(3, 0)).toEqual({ numerator: 3, denominator: 0, value: null });
    expect(ratio(3, null)).toEqual({ numerator: 3, denominator: 0, value: null });
    expect(ratio(0, 0).value).toBeNull();
    expect(exactRatio(exact(3), exact(0))).toEqual({ numerator: 3, denominator: 0, value: null });
  });

  it('empties the denominator of a missing numerator, so that dividing again cannot give 0 %', () => {
    const missing = ratio(null, 40);
    expect(missing).toEqual({ numerator: 0, denominator: 0, value: null });
    expect(ratio(missing.numerator, missing.denominator).value).toBeNull();
  });

  it('tells a real 0 from no data', () => {
    expect(ratio(0, 40).value).toBe(0);
  });

  it('refuses figures that cannot be', () => {
    expect(() => ratio(Number.NaN, 3)).toThrow(new RangeError('numerator: must be a finite number, got NaN'));
    expect(() => ratio(1, -3)).toThrow(new RangeError('denominator: must be a finite number of 0 or more, got -3'));
  });

  it('is null exactly for an empty denominator', () => {
    fc.assert(fc.property(amount, amount, (n, d) => (ratio(n, d).value === null) === (d === 0)));
  });

  it('does not change with the unit', () => {
    fc.assert(fc.property(amount, positive, positive, (n, d, unit) => ratio(n * unit, d * unit).value === ratio(n, d).value));
  });

  it('lets the parts of a whole sum to one', () => {
    fc.assert(fc.property(fc.array(positive, { minLength: 1, maxLength: 50 }), (parts) => {
      const whole = parts.reduce((sum, part) => sum + part, 0);
      const shares = parts.map((part) => ratio(part, whole));
      expect(shares.reduce((sum, share) => sum + (share.value ?? 0), 0)).toBeCloseTo(1, 4);
      expect(pooledParts(parts, whole)).toBe(1);
    }));
  });
});

// The parts share one whole, so their sum is the sum of numerators over that whole: exact, unlike the sum of rounded values.
const pooledParts = (parts: readonly number[], whole: number) => ratio(parts.reduce((sum, part) => sum + part, 0), whole).value;

describe('a ratio against a limit', () => {
  it('is compared unrounded', () => {
    const justBelow = ratio(9_499_999, 10_000_000);
    expect(justBelow.value).toBe(0.95);
    expect(isAtLeast(justBelow, 0.95)).toBe(false);
    expect(compareRatio(justBelow, 0.95)).toBe(-1);
    expect(isAtMost(justBelow, 0.95)).toBe(true);
  });

  it('meets the limit it equals, where floats would miss it', () => {
    const sides = ratio(0.3, 3);
    expect(0.3 / 3).not.toBe(0.1);
    expect(compareRatio(sides, 0.1)).toBe(0);
    expect(isAtLeast(sides, 0.1)).toBe(true);
    expect(isAtMost(sides, 0.1)).toBe(true);
  });

  it('gives no answer without data', () => {
    expect(compareRatio(ratio(1, 0), 0.5)).toBeNull();
    expect(isAtLeast(ratio(1, 0), 0)).toBeNull();
    expect(isAtMost(ratio(1, 0), 1)).toBeNull();
  });

  it('agrees with cross-multiplication', () => {
    fc.assert(fc.property(amount, positive, fc.integer({ min: 0, max: 100 }), (n, d, percent) => {
      expect(isAtLeast(ratio(n, d), percent / 100)).toBe(n * 100 >= percent * d);
    }));
  });
});

describe('pooled ratios', () => {
  it('sums numerators and denominators and never averages', () => {
    expect(pooled([ratio(1, 2), ratio(9, 10)])).toEqual({ numerator: 10, denominator: 12, value: 0.833333 });
  });

  it('has no data when one of them has none, or when there are none', () => {
    expect(pooled([ratio(1, 2), ratio(0, 0)]).value).toBeNull();
    expect(pooled([]).value).toBeNull();
  });

  it('lies between the lowest and the highest', () => {
    fc.assert(fc.property(fc.array(fc.tuple(amount, positive), { minLength: 1, maxLength: 20 }), (pairs) => {
      const ratios = pairs.map(([n, d]) => ratio(n, d));
      const values = ratios.map((r) => r.value ?? Number.NaN);
      const all = pooled(ratios).value ?? Number.NaN;
      expect(all).toBeGreaterThanOrEqual(Math.min(...values));
      expect(all).toBeLessThanOrEqual(Math.max(...values));
    }));
  });
});

describe('a ratio of ratios', () => {
  it('is share quality: share inside A terminals over share overall', () => {
    expect(ratioOfRatios(ratio(30, 100), ratio(60, 400)).value).toBe(2);
  });

  it('divides the unrounded quotients', () => {
    expect(ratioOfRatios(ratio(1, 3), ratio(1, 3)).value).toBe(1);
    expect(exactRatio(over(exact(1), exact(3)), over(exact(2), exact(3))).value).toBe(0.5);
  });

  it('has no data when either has none, or the lower is 0', () => {
    expect(ratioOfRatios(ratio(1, 0), ratio(1, 2)).value).toBeNull();
    expect(ratioOfRatios(ratio(1, 2), ratio(1, 0)).value).toBeNull();
    expect(ratioOfRatios(ratio(1, 2), ratio(0, 2)).value).toBeNull();
  });
});

describe('per cent for people', () => {
  it('has one decimal, half-up', () => {
    expect(toPercent(ratio(18, 19))).toBe(94.7);
    expect(toPercent(ratio(9485, 10_000))).toBe(94.9);
    expect(toPercent(ratio(1, 0))).toBeNull();
  });
});
