import fc from 'fast-check';
import { ratio } from './ratio.js';
import { appraisalScore, apportion, dealerTotal, decomposeTarget, pace, poolAttainment, reconcileTarget, thresholdScore, type DecomposeInput } from './targets.js';

const zone = (no: number, capacity: number, potential: number, competition: number, pastSales: number) => ({ zone: no, capacity, potential, competition, pastSales });

describe('target decomposition', () => {
  const example: DecomposeInput = {
    total: 10_001,
    weights: { capacity: 0.4, potential: 0.2, competition: 0.15, pastSales: 0.25 },
    zones: [zone(1, 40, 30, 20, 45), zone(2, 35, 40, 30, 35), zone(3, 25, 30, 50, 20)],
  };

  it('shares out the worked example to the last unit', () => {
    expect(decomposeTarget(example)).toEqual([
      { zone: 1, raw: 3625.3625, target: 3626 }, { zone: 2, raw: 3525.3525, target: 3525 }, { zone: 3, raw: 2850.285, target: 2850 },
    ]);
  });

  it('takes figures in any unit, because each factor is a part of its own total', () => {
    const inKg = example.zones.map((z) => ({ ...z, capacity: z.capacity * 12_345, pastSales: z.pastSales / 7 }));
    expect(decomposeTarget({ ...example, zones: inKg })?.map((z) => z.target)).toEqual([3626, 3525, 2850]);
  });

  it('breaks ties by zone number, whatever the order given', () => {
    const alike = [3, 1, 2].map((no) => zone(no, 1, 1, 1, 1));
    expect(decomposeTarget({ ...example, total: 4, zones: alike })).toMatchObject([{ zone: 1, target: 2 }, { zone: 2, target: 1 }, { zone: 3, target: 1 }]);
  });

  it('has nothing to share by when a weighted factor is 0 everywhere, as past sales are in a new market', () => {
    const fresh = example.zones.map((z) => ({ ...z, pastSales: 0 }));
    expect(decomposeTarget({ ...example, zones: fresh })).toBeNull();
    const without = { capacity: 0.5, potential: 0.3, competition: 0.2, pastSales: 0 };
    expect(decomposeTarget({ ...example, weights: without, zones: fresh })?.reduce((sum, z) => sum + z.target, 0)).toBe(10_001);
    expect(decomposeTarget({ ...example, zones: [] })).toBeNull();
  });

  it.each<[string, Partial<DecomposeInput>, string]>([
    ['weights that sum to 0.9', { weights: { capacity: 0.3, potential: 0.2, competition: 0.15, pastSales: 0.25 } }, 'weights: must sum to 1, got 0.9'],
    ['a negative weight', { weights: { capacity: -0.4, potential: 1, competition: 0.15, pastSales: 0.25 } }, 'weights[0]: must be a number from 0 to 1, got -0.4'],
    ['half a unit', { total: 0.5 }, 'total: must be a whole number of 0 or more, got 0.5'],
    ['a zone twice', { zones: [zone(1, 1, 1, 1, 1), zone(1, 1, 1, 1, 1)] }, 'zones[].zone: must be free of duplicates, got 1'],
    ['zone 0', { zones: [zone(0, 1, 1, 1, 1)] }, 'zones[0].zone: must be a whole number from 1 to 99, got 0'],
    ['a negative capacity', { zones: [zone(1, -1, 1, 1, 1)] }, 'zones[0].capacity: must be a finite number of 0 or more, got -1'],
  ])('refuses %s', (_, changed, message) => {
    expect(() => decomposeTarget({ ...example, ...changed })).toThrow(new RangeError(message));
  });

  const factor = fc.integer({ min: 1, max: 1000 });
  const zones = fc.array(fc.tuple(factor, factor, factor, factor), { minLength: 1, maxLength: 20 });

  it('always sums to the total and gives each zone its raw share to within one', () => {
    fc.assert(fc.property(zones, fc.nat(1_000_000), (rows, total) => {
      const result = decomposeTarget({ ...example, total, zones: rows.map((row, i) => zone(i + 1, ...row)) }) ?? [];
      expect(result.reduce((sum, z) => sum + z.target, 0)).toBe(total);
      for (const z of result) expect(Math.abs(z.target - z.raw)).toBeLessThan(1);
      expect(reconcileTarget(total, result.map((z) => z.target))).toEqual({ difference: 0, reconciled: true });
    }));
  });
});

describe('apportioning by largest remainder', () => {
  it('gives what is left to the largest remainders, ties to the earlier', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(100, [50.4, 25.3, 24.3])).toEqual([51, 25, 24]);
    expect(apportion(0, [1, 2])).toEqual([0, 0]);
  });

  it('has no proportion among nothing', () => {
    expect(apportion(10, [0, 0])).toBeNull();
    expect(apportion(10, [])).toBeNull();
  });

  it('sums exactly, also where floats drift', () => {
    fc.assert(fc.property(fc.nat(10_000), fc.array(fc.integer({ min: 1, max: 100 }).map((n) => n / 10), { minLength: 1, maxLength: 30 }), (total, amounts) => {
      expect(apportion(total, amounts)?.reduce((sum, part) => sum + part, 0)).toBe(total);
    }));
  });

  it('refuses negative amounts', () => {
    expect(() => apportion(10, [1, -1])).toThrow(RangeError);
  });
});

describe('target reconciliation', () => {
  it('is exactly 0 or not reconciled', () => {
    expect(reconcileTarget(10_001, [3626, 3525, 2850])).toEqual({ difference: 0, reconciled: true });
    expect(reconcileTarget(10_001, [3626, 3525, 2851])).toEqual({ difference: 1, reconciled: false });
    expect(reconcileTarget(10_001, [3626, 3525, 2849])).toEqual({ difference: -1, reconciled: false });
  });

  it('has no answer while a figure is missing', () => {
    expect(reconcileTarget(null, [1])).toEqual({ difference: null, reconciled: null });
    expect(reconcileTarget(1, [1, null])).toEqual({ difference: null, reconciled: null });
    expect(reconcileTarget(0, [])).toEqual({ difference: null, reconciled: null });
  });

  it('refuses fractions', () => {
    expect(() => reconcileTarget(1, [0.5, 0.5])).toThrow(new RangeError('children[0]: must be a whole number of 0 or more, got 0.5'));
  });
});

describe('pace', () => {
  const example = { target: 10_000, done: 4200, elapsedWorkingDays: 10, workingDays: 21, greenFrom: 0.95, amberFrom: 0.85 };

  it('is amber at 0.882 in the worked example', () => {
    const result = pace(example);
    expect(result.targetToDate).toBeCloseTo(4761.9, 1);
    expect(result).toMatchObject({ attainment: { value: 0.882 }, colour: 'amber' });
  });

  it('takes a limit itself as reached, unrounded', () => {
    const whole = { ...example, target: 1000, elapsedWorkingDays: 21 };
    expect(pace({ ...whole, done: 950 }).colour).toBe('green');
    expect(pace({ ...whole, done: 949.9999 }).colour).toBe('amber');
    expect(pace({ ...whole, done: 850 }).colour).toBe('amber');
    expect(pace({ ...whole, done: 849 }).colour).toBe('red');
    // 1 of 20 after 1 of 19 days is exactly 0.95; the target to date, 1.0526…, is not a decimal
    expect(pace({ ...example, target: 20, done: 1, elapsedWorkingDays: 1, workingDays: 19 })).toMatchObject({ attainment: { value: 0.95 }, colour: 'green' });
  });

  it('is grey before the first day, without a target and without a reading', () => {
    expect(pace({ ...example, elapsedWorkingDays: 0 })).toMatchObject({ targetToDate: 0, attainment: { value: null }, colour: 'grey' });
    expect(pace({ ...example, workingDays: 0, elapsedWorkingDays: 0 })).toMatchObject({ targetToDate: null, colour: 'grey' });
    expect(pace({ ...example, target: null })).toMatchObject({ attainment: { value: null }, colour: 'grey' });
    expect(pace({ ...example, target: 0 })).toMatchObject({ attainment: { value: null }, colour: 'grey' });
    expect(pace({ ...example, done: null })).toMatchObject({ attainment: { value: null }, colour: 'grey' });
    expect(pace({ ...example, done: 0 })).toMatchObject({ attainment: { value: 0 }, colour: 'red' });
  });

  it('refuses more days gone than there are, and colours out of order', () => {
    expect(() => pace({ ...example, elapsedWorkingDays: 22 })).toThrow(new RangeError('elapsedWorkingDays: must be at most workingDays (21), got 22'));
    expect(() => pace({ ...example, amberFrom: 0.96 })).toThrow(RangeError);
    expect(() => pace({ ...example, done: -1 })).toThrow(RangeError);
    expect(() => pace({ ...example, workingDays: 21.5 })).toThrow(RangeError);
  });
});

describe('appraisal', () => {
  const item = (kpi: string, weight: number, attainment: number | null) => ({ kpi, weight, attainment });
  const items = [item('sales', 0.35, 1.08), item('nd', 0.2, 0.92), item('visits', 0.2, 0.97), item('oos', 0.15, 1), item('data', 0.1, 1.25)];

  it('is 102.6 with the cap of 1.2', () => {
    expect(appraisalScore({ items, cap: 1.2, floor: 0 })).toEqual({ score: 102.6, missing: [] });
  });

  it('would be higher without the cap, and lifts to the floor', () => {
    expect(appraisalScore({ items, cap: 2, floor: 0 }).score).toBe(103.1);
    expect(appraisalScore({ items: [item('sales', 1, 0.1)], cap: 1.2, floor: 0.5 }).score).toBe(50);
  });

  it('has no score while a figure is missing, and says which', () => {
    expect(appraisalScore({ items: [...items.slice(1), item('sales', 0.35, null)], cap: 1.2, floor: 0 })).toEqual({ score: null, missing: ['sales'] });
  });

  it('refuses weights that do not sum to 1, a negative attainment and a cap below the floor', () => {
    expect(() => appraisalScore({ items: items.slice(1), cap: 1.2, floor: 0 })).toThrow(new RangeError('items[].weight: must sum to 1, got 0.65'));
    expect(() => appraisalScore({ items: [], cap: 1.2, floor: 0 })).toThrow(new RangeError('items[].weight: must sum to 1, got 0'));
    expect(() => appraisalScore({ items: [item('sales', 1, -0.1)], cap: 1.2, floor: 0 })).toThrow(RangeError);
    expect(() => appraisalScore({ items, cap: 0.4, floor: 0.5 })).toThrow(RangeError);
  });
});

describe('threshold scoring', () => {
  const rate = ratio(19_000, 20_130);

  it('gives 32.63 for a weight of 30 in the worked case, so a cap is needed', () => {
    expect(thresholdScore({ rate, from: 0.4, slope: 2, weight: 30, cap: null })).toBeCloseTo(32.63, 2);
    expect(thresholdScore({ rate, from: 0.4, slope: 2, weight: 30, cap: 30 })).toBe(30);
  });

  it('is 0 at and below the threshold and null without data', () => {
    expect(thresholdScore({ rate: ratio(2, 5), from: 0.4, slope: 2, weight: 30, cap: 30 })).toBe(0);
    expect(thresholdScore({ rate: ratio(1, 5), from: 0.4, slope: 2, weight: 30, cap: 30 })).toBe(0);
    expect(thresholdScore({ rate: ratio(1, 0), from: 0.4, slope: 2, weight: 30, cap: 30 })).toBeNull();
    expect(thresholdScore({ rate: ratio(1, 2), from: 0.4, slope: 2, weight: 30, cap: 30 })).toBe(6);
  });
});

describe('pooled attainment', () => {
  const people = [{ person: 'A', done: 10_000, target: 10 * 22 * 49 }, { person: 'B', done: 9000, target: 25 * 22 * 17 }];

  it('pools the worked case and does not average it', () => {
    const { each, all } = poolAttainment(people);
    expect(each.map((row) => [row.person, row.attainment.value])).toEqual([['A', 0.927644], ['B', 0.962567]]);
    expect(all).toEqual({ numerator: 19_000, denominator: 20_130, value: 0.943865 });
    expect(all.value).not.toBeCloseTo((0.927644 + 0.962567) / 2, 4);
  });

  it('has no data for all while one has none', () => {
    const { each, all } = poolAttainment([...people, { person: 'C', done: null, target: 100 }]);
    expect(each[2]?.attainment.value).toBeNull();
    expect(all.value).toBeNull();
  });

  it('refuses a person twice and negative work', () => {
    expect(() => poolAttainment([...people, ...people])).toThrow(RangeError);
    expect(() => poolAttainment([{ person: 'A', done: -1, target: 1 }])).toThrow(RangeError);
  });
});

describe('the dealer assessment', () => {
  const weights = [0.15, 0.2, 0.3, 0.15, 0.2];

  it('totals the two worked dealers to 71 and 67', () => {
    expect(dealerTotal({ weights, scores: [60, 70, 80, 60, 75] })).toBe(71);
    expect(dealerTotal({ weights, scores: [60, 60, 70, 60, 80] })).toBe(67);
    expect([60, 60, 70, 60, 80].reduce((sum, score) => sum + score, 0)).toBe(330);
  });

  it('has no total while a score is missing', () => {
    expect(dealerTotal({ weights, scores: [60, 70, null, 60, 75] })).toBeNull();
  });

  it('refuses weights that do not sum to 1 and scores beyond 100', () => {
    expect(() => dealerTotal({ weights: [0.5, 0.4], scores: [1, 1] })).toThrow(new RangeError('weights: must sum to 1, got 0.9'));
    expect(() => dealerTotal({ weights: [1], scores: [101] })).toThrow(new RangeError('scores[0]: must be at most the full score (100), got 101'));
    expect(() => dealerTotal({ weights: [1], scores: [1, 2] })).toThrow(RangeError);
  });

  it('lies between the lowest and the highest score', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }), (scores) => {
      expect(dealerTotal({ weights, scores })).toBeGreaterThanOrEqual(Math.min(...scores));
      expect(dealerTotal({ weights, scores })).toBeLessThanOrEqual(Math.max(...scores));
    }));
  });
});
