import fc from 'fast-check';
import { ratio } from './ratio.js';
import { concentration, concentrationPoints, growth, marketShare, rangeTests, shareStatus } from './share.js';

const rangeFactor = Math.sqrt(3);
const bands = { upper: 0.7388, safe: 0.417, lower: 0.2612 };

describe('market share', () => {
  const capacity = 5_184_000 / 12;

  it.each([['own', 116_640, 0.27], ['leader', 164_160, 0.38], ['third', 64_800, 0.15]])('of %s in the worked example', (_, own, value) => {
    expect(marketShare({ own, capacity }).value).toBe(value);
  });

  it('has no data without a capacity, and is 0 without sales', () => {
    expect(marketShare({ own: 5, capacity: 0 }).value).toBeNull();
    expect(marketShare({ own: 5, capacity: null }).value).toBeNull();
    expect(marketShare({ own: null, capacity: 5 }).value).toBeNull();
    expect(marketShare({ own: 0, capacity: 5 }).value).toBe(0);
  });

  it('refuses negative figures', () => {
    expect(() => marketShare({ own: -1, capacity: 5 })).toThrow(new RangeError('own: must be a finite number of 0 or more, got -1'));
    expect(() => marketShare({ own: 1, capacity: -5 })).toThrow(RangeError);
  });

  it('sums to one over all brands', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 }), (brands) => {
      const all = brands.reduce((sum, own) => sum + own, 0);
      const shares = brands.map((own) => marketShare({ own, capacity: all }));
      expect(shares.reduce((sum, share) => sum + share.numerator / share.denominator, 0)).toBeCloseTo(1, 10);
    }));
  });
});

describe('range tests', () => {
  it('has the leader in range and the third out of it', () => {
    const result = rangeTests({ own: 116_640, leader: 164_160, third: 64_800, rangeFactor });
    expect(result).toMatchObject({ leaderRatio: { value: 1.407407 }, leaderInRange: true, thirdRatio: { value: 1.8 }, thirdInRange: false });
  });

  it('does not send 20 against 45', () => {
    expect(rangeTests({ own: 20, leader: 45, third: null, rangeFactor })).toMatchObject({ leaderRatio: { value: 2.25 }, leaderInRange: false, thirdInRange: null });
  });

  it('lets 2.25 pass in a one-to-one battle at 3:1, and not 3 itself', () => {
    expect(rangeTests({ own: 20, leader: 45, third: null, rangeFactor: 3 }).leaderInRange).toBe(true);
    expect(rangeTests({ own: 20, leader: 60, third: null, rangeFactor: 3 }).leaderInRange).toBe(false);
  });

  it('has no answer without data', () => {
    expect(rangeTests({ own: 0, leader: 45, third: 0, rangeFactor })).toMatchObject({ leaderInRange: null, thirdInRange: null });
    expect(rangeTests({ own: null, leader: 45, third: 10, rangeFactor })).toMatchObject({ leaderInRange: null, thirdInRange: null });
  });

  it('refuses a factor of 0', () => {
    expect(() => rangeTests({ own: 1, leader: 1, third: 1, rangeFactor: 0 })).toThrow(RangeError);
  });
});

describe('share status', () => {
  it.each([
    [0.74, 'upper_target'], [0.7388, 'upper_target'], [0.7387, 'relatively_safe'], [0.417, 'relatively_safe'],
    [0.4117, 'lower_target'], [0.27, 'lower_target'], [0.2612, 'lower_target'], [0.2611, 'unstable'], [0, 'unstable'],
  ])('of %p is %s', (share, status) => {
    expect(shareStatus(ratio(share * 10_000, 10_000), bands)).toBe(status);
  });

  it('is judged unrounded', () => {
    expect(shareStatus(ratio(41_699_999, 100_000_000), bands)).toBe('lower_target');
  });

  it('is null without data', () => {
    expect(shareStatus(ratio(5, 0), bands)).toBeNull();
  });

  it('refuses bands out of order', () => {
    expect(() => shareStatus(ratio(1, 2), { ...bands, safe: 0.8 })).toThrow(new RangeError('bands.safe: must be at most bands.upper (0.7388), got 0.8'));
  });
});

describe('concentration', () => {
  it('is the sum of the squared shares', () => {
    expect(concentration([50, 30, 20])).toEqual({ numerator: 3800, denominator: 10_000, value: 0.38 });
    expect(concentration([7]).value).toBe(1);
    expect(concentration([1, 1, 1, 1]).value).toBe(0.25);
  });

  it('is told in points, rounded once', () => {
    expect(concentrationPoints(concentration([50, 30, 20]))).toBe(3800);
    // 0.083505… would be kept as 0.083505 and shown as 835.0.
    expect(concentrationPoints({ numerator: 0.083_505_2, denominator: 1, value: 0.083505 })).toBe(835.1);
    expect(concentrationPoints(concentration([]))).toBeNull();
  });

  it('stays exact where squares leave the safe integers', () => {
    expect(concentration([9_007_199_254_740_991, 9_007_199_254_740_991]).value).toBe(0.5);
  });

  it('has no data when nothing was sold, and refuses negative volumes', () => {
    expect(concentration([]).value).toBeNull();
    expect(concentration([0, 0]).value).toBeNull();
    expect(() => concentration([1, -1])).toThrow(/volumes\[1\]/);
  });
});

describe('growth', () => {
  it('is the difference against before', () => {
    expect(growth({ now: 1_048_466_881, before: 1_068_349_987 })).toEqual({ numerator: -19_883_106, denominator: 1_068_349_987, value: -0.018611 });
    expect(growth({ now: -5, before: 10 }).value).toBe(-1.5);
  });

  it('has no data against nothing, or against returns', () => {
    expect(growth({ now: 5, before: 0 }).value).toBeNull();
    expect(growth({ now: 5, before: -1 })).toEqual({ numerator: 0, denominator: 0, value: null });
  });
});
