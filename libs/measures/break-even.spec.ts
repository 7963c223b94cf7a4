import fc from 'fast-check';
import { breakEven, cashPlan, fixedPerMonth, scaledCases } from './break-even.js';

describe('fixed cost of a month', () => {
  it('spreads the launch outlay', () => {
    const recurringMinor = [4 * 650_000, 900_000, 400_000, 300_000];
    expect(fixedPerMonth({ recurringMinor, launchOutlayMinor: 7_200_000, spreadMonths: 12 })).toBe(4_800_000);
  });

  it('refuses negative money, fractions of it and no months', () => {
    expect(() => fixedPerMonth({ recurringMinor: [-1], launchOutlayMinor: 0, spreadMonths: 12 })).toThrow(RangeError);
    expect(() => fixedPerMonth({ recurringMinor: [1.5], launchOutlayMinor: 0, spreadMonths: 12 })).toThrow(RangeError);
    expect(() => fixedPerMonth({ recurringMinor: [], launchOutlayMinor: 1, spreadMonths: 0 }))
      .toThrow(new RangeError('spreadMonths: must be a whole number from 1 to 600, got 0'));
  });
});

describe('break-even', () => {
  const example = { unitContributionMinor: 812, fixedMonthMinor: 4_800_000, kgPerCase: 6, capacityKgMonth: 432_000, planCases: 7000 };

  it('is 5,912 cases in the worked example', () => {
    const result = breakEven(example);
    expect(result).toMatchObject({ cases: 5912, kg: 35_472, profitMinor: 884_000, fault: null });
    expect(result.requiredShare.value).toBe(0.082111);
    expect(result.marginOfSafety.value).toBe(0.155429);
    expect((result.cases ?? 0) * 36).toBe(212_832);
  });

  it('fails, and does not merely lack data, when a case contributes nothing', () => {
    expect(breakEven({ ...example, unitContributionMinor: 0 })).toMatchObject({ cases: null, kg: null, fault: 'no_contribution', marginOfSafety: { value: null } });
    expect(breakEven({ ...example, unitContributionMinor: -1 })).toMatchObject({ cases: null, fault: 'no_contribution', profitMinor: -4_807_000 });
  });

  it('does not round a break-even that is whole up to the next case', () => {
    expect(Math.ceil(2.1 / 0.3)).toBe(8);
    expect(breakEven({ ...example, unitContributionMinor: 0.3, fixedMonthMinor: 2.1 }).cases).toBe(7);
  });

  it('has no data without a plan or a capacity, and needs nothing when nothing is fixed', () => {
    expect(breakEven({ ...example, planCases: 0 }).marginOfSafety.value).toBeNull();
    expect(breakEven({ ...example, capacityKgMonth: null }).requiredShare.value).toBeNull();
    expect(breakEven({ ...example, capacityKgMonth: 0 }).requiredShare.value).toBeNull();
    expect(breakEven({ ...example, fixedMonthMinor: 0 })).toMatchObject({ cases: 0, marginOfSafety: { value: 1 } });
  });

  it('shows a plan below break-even as a negative margin of safety', () => {
    expect(breakEven({ ...example, planCases: 5000 }).marginOfSafety.value).toBe(-0.1824);
  });

  it('refuses half a case and a case without weight', () => {
    expect(() => breakEven({ ...example, planCases: 0.5 })).toThrow(RangeError);
    expect(() => breakEven({ ...example, kgPerCase: 0 })).toThrow(new RangeError('kgPerCase: must be a finite number above 0, got 0'));
    expect(() => breakEven({ ...example, unitContributionMinor: Number.NaN })).toThrow(RangeError);
    expect(() => breakEven({ ...example, fixedMonthMinor: -1 })).toThrow(RangeError);
  });

  it('is the first volume that does not lose', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 10_000_000 }), (unitContributionMinor, fixedMonthMinor) => {
      const cases = breakEven({ ...example, unitContributionMinor, fixedMonthMinor }).cases ?? Number.NaN;
      const profitAt = (planCases: number) => breakEven({ ...example, unitContributionMinor, fixedMonthMinor, planCases }).profitMinor;
      expect(profitAt(cases)).toBeGreaterThanOrEqual(0);
      expect(profitAt(cases - 1)).toBeLessThan(0);
    }));
  });
});

describe('cash', () => {
  const casesByMonth = [2000, 3500, 5000, 6500, 8000, 9000, 9000, 9000];
  const example = { launchOutlayMinor: 7_200_000, fixedCashMonthMinor: 4_200_000, unitContributionMinor: 812, casesByMonth };

  it('needs 112,740 in month 3 and is back in month 8', () => {
    const plan = cashPlan(example);
    expect(plan).toMatchObject({ peakNeedMinor: 11_274_000, peakMonth: 3, paybackMonth: 8 });
    expect(plan.months.map((row) => row.flowMinor)).toEqual([-7_200_000, -2_576_000, -1_358_000, -140_000, 1_078_000, 2_296_000, 3_108_000, 3_108_000, 3_108_000]);
    expect(plan.months[7]).toEqual({ month: 7, flowMinor: 3_108_000, cumulativeMinor: -1_684_000 });
    expect(plan.months[8]?.cumulativeMinor).toBe(1_424_000);
  });

  it('has no payback within a plan that is too short', () => {
    expect(cashPlan({ ...example, casesByMonth: casesByMonth.slice(0, 7) })).toMatchObject({ peakMonth: 3, paybackMonth: null });
  });

  it('takes cash at exactly 0 as paid back', () => {
    expect(cashPlan({ launchOutlayMinor: 100, fixedCashMonthMinor: 0, unitContributionMinor: 50, casesByMonth: [1, 1] }).paybackMonth).toBe(2);
  });

  it('never needs cash when nothing is laid out', () => {
    expect(cashPlan({ launchOutlayMinor: 0, fixedCashMonthMinor: 10, unitContributionMinor: 1, casesByMonth: [20] }))
      .toMatchObject({ peakNeedMinor: 0, peakMonth: null, paybackMonth: 0 });
  });

  it('does not call a plan paid back before its deepest month', () => {
    const dip = cashPlan({ launchOutlayMinor: 0, fixedCashMonthMinor: 10, unitContributionMinor: 1, casesByMonth: [20, 0, 0, 0, 30] });
    expect(dip).toMatchObject({ peakNeedMinor: 20, peakMonth: 4, paybackMonth: 5 });
  });

  it('takes the first of two equally deep months', () => {
    expect(cashPlan({ launchOutlayMinor: 100, fixedCashMonthMinor: 10, unitContributionMinor: 1, casesByMonth: [10, 10] }).peakMonth).toBe(0);
  });

  it('refuses half a case and negative money', () => {
    expect(() => cashPlan({ ...example, casesByMonth: [0.5] })).toThrow(new RangeError('casesByMonth[0]: must be a whole number of 0 or more, got 0.5'));
    expect(() => cashPlan({ ...example, launchOutlayMinor: -1 })).toThrow(RangeError);
    expect(() => cashPlan({ ...example, fixedCashMonthMinor: Number.NaN })).toThrow(RangeError);
  });

  it('needs more cash, and not less, in the −20 % case', () => {
    const low = scaledCases(casesByMonth, 0.8);
    expect(low).toEqual([1600, 2800, 4000, 5200, 6400, 7200, 7200, 7200]);
    expect(cashPlan({ ...example, casesByMonth: low }).peakNeedMinor).toBeGreaterThan(cashPlan(example).peakNeedMinor);
  });

  it('scales to whole cases, rounded down', () => {
    expect(scaledCases([2501, 3], 0.8)).toEqual([2000, 2]);
    expect(scaledCases([10], 1.1)).toEqual([11]);
    expect(() => scaledCases([1.5], 0.8)).toThrow(RangeError);
    expect(() => scaledCases([1], -0.2)).toThrow(RangeError);
  });

  it('keeps the books: the last cumulated sum is the sum of all flows', () => {
    fc.assert(fc.property(fc.array(fc.nat(10_000), { maxLength: 24 }), fc.nat(1_000_000), fc.integer({ min: -500, max: 2000 }), (cases, outlay, contribution) => {
      const { months, peakNeedMinor } = cashPlan({ launchOutlayMinor: outlay, fixedCashMonthMinor: 1000, unitContributionMinor: contribution, casesByMonth: cases });
      expect(months.at(-1)?.cumulativeMinor).toBe(months.reduce((sum, row) => sum + row.flowMinor, 0));
      expect(peakNeedMinor).toBe(Math.max(0, ...months.map((row) => -row.cumulativeMinor)));
    }));
  });
});
