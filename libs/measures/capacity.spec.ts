import fc from 'fast-check';
import { capacityEstimate, censusCapacity, mainBrandsCapacity, topDownCapacity, type CensusCapacityInput } from './capacity.js';

const census: CensusCapacityInput = {
  classes: [
    { class: 'A', outlets: 80, kgMonthEach: 1800 }, { class: 'B', outlets: 220, kgMonthEach: 600 }, { class: 'C', outlets: 700, kgMonthEach: 150 },
  ],
  unsurveyedOutlets: 150, unsurveyedKgMonthEach: 150, seasonIndex: 0.95,
};

describe('capacity top-down', () => {
  it('is people × user rate × use', () => {
    const kg = topDownCapacity({ people: 480_000, userRate: 0.45, kgPerUserYear: 24 });
    expect(kg).toBe(5_184_000);
    expect((kg ?? 0) * 10).toBe(51_840_000);
  });

  it('multiplies 1 M people by 2,000 yuan to 2 billion, not to 20 million as one page does', () => {
    const yuan = topDownCapacity({ people: 1_000_000, userRate: 1, kgPerUserYear: 2000 });
    expect(yuan).toBe(2_000_000_000);
    expect(yuan).not.toBe(20_000_000);
  });

  it('is null while a figure is missing, and 0 when nobody uses', () => {
    expect(topDownCapacity({ people: null, userRate: 0.45, kgPerUserYear: 24 })).toBeNull();
    expect(topDownCapacity({ people: 480_000, userRate: null, kgPerUserYear: 24 })).toBeNull();
    expect(topDownCapacity({ people: 480_000, userRate: 0.45, kgPerUserYear: null })).toBeNull();
    expect(topDownCapacity({ people: 480_000, userRate: 0, kgPerUserYear: 24 })).toBe(0);
  });

  it('refuses a user rate in per cent and a fraction of a person', () => {
    expect(() => topDownCapacity({ people: 480_000, userRate: 45, kgPerUserYear: 24 })).toThrow(new RangeError('userRate: must be a number from 0 to 1, got 45'));
    expect(() => topDownCapacity({ people: 0.5, userRate: 0.45, kgPerUserYear: 24 })).toThrow(RangeError);
  });
});

describe('capacity by census', () => {
  it('builds up the worked example', () => {
    const result = censusCapacity(census);
    expect(result.kgSurveyMonth).toBe(403_500);
    expect(result.kgYear).toBeCloseTo(5_096_842.11, 2);
    expect(result.surveyCover).toEqual({ numerator: 1000, denominator: 1150, value: 0.869565 });
  });

  it('has no data when nothing was surveyed', () => {
    expect(censusCapacity({ ...census, classes: [] })).toMatchObject({ kgYear: null, surveyCover: { value: 0 } });
    expect(censusCapacity({ ...census, classes: [], unsurveyedOutlets: 0 }).surveyCover.value).toBeNull();
  });

  it('refuses a season index of 0, a class twice and half an outlet', () => {
    expect(() => censusCapacity({ ...census, seasonIndex: 0 })).toThrow(new RangeError('seasonIndex: must be a finite number above 0, got 0'));
    expect(() => censusCapacity({ ...census, classes: [...census.classes, ...census.classes] })).toThrow(RangeError);
    expect(() => censusCapacity({ ...census, unsurveyedOutlets: 0.5 })).toThrow(RangeError);
  });
});

describe('capacity by main brands', () => {
  it('divides by the joint share', () => {
    expect(mainBrandsCapacity({ kgYearOfBrands: [1_500_000, 1_200_000, 800_000, 400_000], jointShare: 0.75 })).toBe(5_200_000);
  });

  it('does not multiply by it, as the page that teaches the method prints', () => {
    expect(mainBrandsCapacity({ kgYearOfBrands: [3_900_000], jointShare: 0.75 })).not.toBe(3_900_000 * 0.75);
    expect(mainBrandsCapacity({ kgYearOfBrands: [3_900_000], jointShare: 0.75 }) ?? 0).toBeGreaterThan(3_900_000);
  });

  it('is null without brands or without a share', () => {
    expect(mainBrandsCapacity({ kgYearOfBrands: [], jointShare: 0.75 })).toBeNull();
    expect(mainBrandsCapacity({ kgYearOfBrands: [1], jointShare: null })).toBeNull();
    expect(mainBrandsCapacity({ kgYearOfBrands: [1], jointShare: 0 })).toBeNull();
  });

  it('refuses a share in per cent', () => {
    expect(() => mainBrandsCapacity({ kgYearOfBrands: [1], jointShare: 75 })).toThrow(RangeError);
  });
});

describe('the capacity to work with', () => {
  it('is the median of three methods, with their spread', () => {
    const estimate = capacityEstimate([5_184_000, censusCapacity(census).kgYear, 5_200_000]);
    expect(estimate.methods).toBe(3);
    expect(estimate.median).toBe(5_184_000);
    expect(estimate.spread.value).toBeCloseTo(1.0202, 4);
  });

  it('is the mean of two', () => {
    expect(capacityEstimate([100, null, 300])).toEqual({ methods: 2, median: 200, spread: { numerator: 300, denominator: 100, value: 3 } });
  });

  it('has no data below two methods, so that one alone cannot look like agreement', () => {
    expect(capacityEstimate([5_184_000, null, null])).toEqual({ methods: 1, median: null, spread: { numerator: 0, denominator: 0, value: null } });
    expect(capacityEstimate([])).toMatchObject({ methods: 0, median: null });
  });

  it('has no spread over 0', () => {
    expect(capacityEstimate([0, 100])).toMatchObject({ median: 50, spread: { value: null } });
  });

  it('refuses a negative estimate', () => {
    expect(() => capacityEstimate([1, -1])).toThrow(new RangeError('estimates[1]: must be a finite number of 0 or more, got -1'));
  });

  it('does not depend on the order, and lies between the extremes', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 7 }), (list) => {
      const estimate = capacityEstimate(list);
      expect(capacityEstimate([...list].reverse())).toEqual(estimate);
      expect(estimate.median).toBeGreaterThanOrEqual(Math.min(...list));
      expect(estimate.median).toBeLessThanOrEqual(Math.max(...list));
      expect(estimate.spread.value).toBeGreaterThanOrEqual(1);
    }));
  });
});
