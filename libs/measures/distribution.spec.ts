import fc from 'fast-check';
import { distribution, distributionOfTotals, handling, isHandler, salesPerPoint, sampledHalfWidth, type OutletDistribution } from './distribution.js';

const outlet = (categoryVolume: number, handled: boolean, ownVolume: number): OutletDistribution => ({ categoryVolume, handled, ownVolume });
const example = [outlet(100, true, 20), outlet(60, false, 0), outlet(20, true, 4), outlet(10, true, 1), outlet(10, false, 0)];
const exampleTotals = { outlets: 5, handlers: 3, categoryVolume: 200, categoryVolumeOfHandlers: 130, ownVolume: 25 };
const values = (d: ReturnType<typeof distribution>) => Object.fromEntries(Object.entries(d).map(([key, r]) => [key, r.value]));

describe('distribution', () => {
  it('measures the worked example', () => {
    expect(values(distribution(example))).toEqual({ nd: 0.6, wd: 0.65, share: 0.125, sih: 0.192308, sppd: 0.384615 });
    expect(distribution(example).wd).toEqual({ numerator: 130, denominator: 200, value: 0.65 });
  });

  it('does not report the market share as weighted distribution, as the common faulty formula does', () => {
    const { wd, share } = distribution(example);
    expect(share.value).toBe(0.125);
    expect(wd.value).not.toBe(share.value);
  });

  it('has no data in an empty universe', () => {
    expect(values(distribution([]))).toEqual({ nd: null, wd: null, share: null, sih: null, sppd: null });
  });

  it('keeps numeric distribution when the category sells nothing', () => {
    expect(values(distribution([outlet(0, true, 0), outlet(0, false, 0)]))).toEqual({ nd: 0.5, wd: null, share: null, sih: null, sppd: null });
  });

  it('has a share of 0, but no share in handlers, when nobody handles us', () => {
    expect(values(distribution([outlet(10, false, 0)]))).toEqual({ nd: 0, wd: 0, share: 0, sih: null, sppd: null });
  });

  it('gives the same from counts and sums', () => {
    expect(distributionOfTotals(exampleTotals)).toEqual(distribution(example));
  });

  it.each<[string, () => unknown, string]>([
    ['a negative volume', () => distribution([outlet(-1, true, 0)]), 'outlets[0].categoryVolume: must be a finite number of 0 or more, got -1'],
    [
      'own volume at a non-handler', () => distribution([outlet(10, false, 1)]),
      'outlets[0].ownVolume: must be at most the volume of an outlet that does not handle us (0), got 1',
    ],
    [
      'more handlers than outlets', () => distributionOfTotals({ ...exampleTotals, handlers: 6 }),
      'handlers: must be at most outlets (5), got 6',
    ],
    [
      'half a handler', () => distributionOfTotals({ ...exampleTotals, handlers: 0.5 }),
      'handlers: must be a whole number of 0 or more, got 0.5',
    ],
    [
      'more volume in handlers than in all', () => distributionOfTotals({ ...exampleTotals, categoryVolumeOfHandlers: 201 }),
      'categoryVolumeOfHandlers: must be at most categoryVolume (200), got 201',
    ],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(new RangeError(message));
  });

  const outlets = fc.array(
    fc.record({ categoryVolume: fc.integer({ min: 1, max: 10_000 }), handled: fc.boolean(), part: fc.integer({ min: 0, max: 100 }) })
      .map(({ categoryVolume, handled, part }) => outlet(categoryVolume, handled, handled ? (categoryVolume * part) / 100 : 0)),
    { minLength: 1, maxLength: 30 },
  );

  it('keeps share = weighted distribution × share in handlers', () => {
    fc.assert(fc.property(outlets.filter((list) => list.some((o) => o.handled)), (list) => {
      const { wd, share, sih } = distribution(list);
      expect(Math.abs((wd.value ?? Number.NaN) * (sih.value ?? Number.NaN) - (share.value ?? Number.NaN))).toBeLessThanOrEqual(2e-6);
      expect((wd.numerator / wd.denominator) * (sih.numerator / sih.denominator)).toBeCloseTo(share.numerator / share.denominator, 12);
    }));
  });

  it('keeps every part between 0 and 1', () => {
    fc.assert(fc.property(outlets, (list) => {
      const { nd, wd, share } = distribution(list);
      for (const r of [nd, wd, share]) {
        expect(r.value).toBeGreaterThanOrEqual(0);
        expect(r.value).toBeLessThanOrEqual(1);
      }
    }));
  });

  it('does not change with the unit of volume, except for sales per point, which carries it', () => {
    fc.assert(fc.property(outlets, fc.integer({ min: 2, max: 1000 }), (list, unit) => {
      const scaled = list.map((o) => outlet(o.categoryVolume * unit, o.handled, o.ownVolume * unit));
      const [a, b] = [distribution(list), distribution(scaled)];
      expect([b.nd.value, b.wd.value, b.share.value, b.sih.value]).toEqual([a.nd.value, a.wd.value, a.share.value, a.sih.value]);
      expect(b.sppd.numerator).toBeCloseTo(a.sppd.numerator * unit, 5);
    }));
  });

  it('makes numeric and weighted distribution agree where all outlets are alike', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), (handled) => {
      const { nd, wd } = distribution(handled.map((h) => outlet(7, h, 0)));
      expect(wd.value).toBe(nd.value);
    }));
  });
});

describe('how an outlet handles us', () => {
  it.each<[string, Parameters<typeof handling>[0], ReturnType<typeof handling>, boolean]>([
    ['stock on the shelf', { stock: 3, tradedInPeriod: false, handledBefore: false }, 'in_stock', true],
    ['traded, and sold out', { stock: 0, tradedInPeriod: true, handledBefore: true }, 'out_of_stock', true],
    ['traded, nobody looked', { stock: null, tradedInPeriod: true, handledBefore: false }, 'unchecked', true],
    ['once a handler, now neither stock nor trade', { stock: 0, tradedInPeriod: false, handledBefore: true }, 'lost', false],
    ['never a handler', { stock: 0, tradedInPeriod: false, handledBefore: false }, 'none', false],
  ])('%s', (_, facts, state, handler) => {
    expect(handling(facts)).toBe(state);
    expect(state !== null && isHandler(state)).toBe(handler);
  });

  it('says nothing where nothing is known', () => {
    expect(handling({ stock: null, tradedInPeriod: false, handledBefore: true })).toBeNull();
  });

  it('refuses negative stock', () => {
    expect(() => handling({ stock: -1, tradedInPeriod: false, handledBefore: false })).toThrow(RangeError);
  });
});

describe('sampled numeric distribution', () => {
  const width = (p: number | null, sample: number, universe: number | null) => sampledHalfWidth({ p, sample, universe, z: 1.96 });

  it('is ±6.08 pp in the worked example, and ±6.79 without the finite factor 0.894875', () => {
    expect(width(0.6, 200, 1000)).toBe(0.060759);
    expect(width(0.6, 200, null)).toBe(0.067896);
    expect(0.067896 * 0.894875).toBeCloseTo(0.060759, 5);
  });

  it('is 0 when all outlets were asked', () => {
    expect(width(0.6, 1000, 1000)).toBe(0);
  });

  it('has no data without a share, without a sample, or in a universe of one', () => {
    expect(width(null, 200, 1000)).toBeNull();
    expect(width(0.6, 0, 1000)).toBeNull();
    expect(width(0.6, 1, 1)).toBeNull();
  });

  it('refuses a sample larger than its universe, and a share in per cent', () => {
    expect(() => width(0.6, 1001, 1000)).toThrow(new RangeError('sample: must be at most universe (1000), got 1001'));
    expect(() => width(60, 200, 1000)).toThrow(RangeError);
  });

  it('narrows as the sample grows', () => {
    fc.assert(fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), fc.integer({ min: 1, max: 499 }), (p, n) => {
      expect(width(p, n + 1, 500) ?? 1).toBeLessThanOrEqual(width(p, n, 500) ?? 0);
    }));
  });
});

describe('sales per point', () => {
  it('counts points of weighted or of numeric distribution, whichever is handed over', () => {
    expect(salesPerPoint({ volume: 25, covered: 130, all: 200 }).value).toBe(0.384615);
    expect(salesPerPoint({ volume: 25, covered: 3, all: 5 })).toEqual({ numerator: 25, denominator: 60, value: 0.416667 });
  });

  it('has no data without distribution, and refuses more than all', () => {
    expect(salesPerPoint({ volume: 25, covered: 0, all: 5 }).value).toBeNull();
    expect(salesPerPoint({ volume: 0, covered: 0, all: 0 }).value).toBeNull();
    expect(() => salesPerPoint({ volume: 1, covered: 2, all: 1 })).toThrow(/covered: must be at most all/);
    expect(() => salesPerPoint({ volume: -1, covered: 1, all: 1 })).toThrow(/volume/);
    expect(() => salesPerPoint({ volume: 1, covered: -1, all: 1 })).toThrow(/covered/);
  });
});
