import fc from 'fast-check';
import { ceil, compare, exact, floor, minus, over, plus, roundHalfUp, sumOf, times, toNumber, ZERO } from './exact.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('exact', () => {
  it('takes a number as the decimal it is written as', () => {
    expect(exact(0.1)).toEqual({ n: 1n, d: 10n });
    expect(exact(1e-7)).toEqual({ n: 1n, d: 10_000_000n });
    expect(exact(1.5e21)).toEqual({ n: 1_500_000_000_000_000_000_000n, d: 1n });
    expect(exact(-2.25)).toEqual({ n: -9n, d: 4n });
  });

  it('adds where floats drift', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(toNumber(plus(exact(0.1), exact(0.2)))).toBe(0.3);
    expect(compare(sumOf([0.35, 0.2, 0.2, 0.15, 0.1]), exact(1))).toBe(0);
  });

  it('gives every finite number back unchanged', () => {
    fc.assert(fc.property(finite, (x) => toNumber(exact(x)) === x));
  });

  it('undoes an addition and a multiplication exactly', () => {
    fc.assert(fc.property(finite, finite, (a, b) => {
      expect(compare(minus(plus(exact(a), exact(b)), exact(b)), exact(a))).toBe(0);
      if (b !== 0) expect(compare(over(times(exact(a), exact(b)), exact(b)), exact(a))).toBe(0);
    }));
  });

  it('brackets every number between floor and ceil', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (n, d) => {
      const value = over(exact(n), exact(d));
      expect(Number(floor(value))).toBe(Math.floor(n / d));
      expect(Number(ceil(value))).toBe(Math.ceil(n / d) + 0);
    }));
  });

  it.each([[0.5, 1], [1.5, 2], [2.5, 3], [-0.5, -1], [-2.5, -3], [2.4999, 2], [0, 0]])('rounds %p half-up to %p', (value, rounded) => {
    expect(roundHalfUp(exact(value), 0)).toBe(rounded);
  });

  it('rounds by the written decimal, not by its binary neighbour', () => {
    expect(roundHalfUp(exact(1.005), 2)).toBe(1.01);
  });

  it('refuses what has no value', () => {
    expect(() => exact(Number.NaN)).toThrow(new RangeError('value: must be a finite number, got NaN'));
    expect(() => exact(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => over(exact(1), ZERO)).toThrow(new RangeError('divisor: must not be 0'));
  });
});
