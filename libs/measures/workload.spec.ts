import fc from 'fast-check';
import { balance, staffNeeded, workload, workloadInMinutes, workloadUse } from './workload.js';

const load = { outlets: { A: 80, B: 220, C: 850 }, visitsPer4Weeks: { A: 4, B: 2, C: 1 } };
const day = { callsPerDay: 25, fieldDaysPer4Weeks: 20 };

describe('workload by calls', () => {
  it('needs four advisers for 1,610 calls', () => {
    expect(workload({ ...load, ...day })).toEqual({ calls: 1610, people: 4, use: { numerator: 1610, denominator: 2000, value: 0.805 } });
  });

  it('does not need one more for a load that fits exactly', () => {
    expect(workload({ outlets: { A: 500 }, visitsPer4Weeks: { A: 4 }, ...day })).toMatchObject({ people: 4, use: { value: 1 } });
    expect(workload({ outlets: { A: 501 }, visitsPer4Weeks: { A: 4 }, ...day })).toMatchObject({ people: 5 });
  });

  it('adds up fractions of visits exactly', () => {
    const outlets = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, 6]));
    const visitsPer4Weeks = Object.fromEntries(Object.keys(outlets).map((key) => [key, 0.1]));
    const inFloats = Object.values(outlets).reduce((sum, count) => sum + count * 0.1, 0);
    expect(Math.ceil(inFloats)).toBe(4);
    expect(workload({ outlets, visitsPer4Weeks, callsPerDay: 1, fieldDaysPer4Weeks: 1 })).toMatchObject({ calls: 3, people: 3 });
  });

  it('has no data when a person makes no call, and no use without calls', () => {
    expect(workload({ ...load, callsPerDay: 0, fieldDaysPer4Weeks: 20 }))
      .toEqual({ calls: 1610, people: null, use: { numerator: 1610, denominator: 0, value: null } });
    expect(workload({ outlets: {}, visitsPer4Weeks: {}, ...day })).toMatchObject({ calls: 0, people: 0, use: { value: null } });
  });

  it('measures the use of the people there are', () => {
    expect(workloadUse({ calls: 1610, people: 3, ...day }).value).toBe(1.073333);
    expect(workloadUse({ calls: 1610, people: 0, ...day }).value).toBeNull();
  });

  it('refuses a class without a frequency, half an outlet and negative figures', () => {
    expect(() => workload({ outlets: { A: 1, D: 1 }, visitsPer4Weeks: { A: 4 }, ...day }))
      .toThrow(new RangeError('visitsPer4Weeks.D: must be given, because outlets has class D'));
    expect(() => workload({ outlets: { A: 0.5 }, visitsPer4Weeks: { A: 4 }, ...day })).toThrow(RangeError);
    expect(() => workload({ outlets: { A: 1 }, visitsPer4Weeks: { A: -4 }, ...day })).toThrow(RangeError);
    expect(() => workload({ ...load, ...day, callsPerDay: Number.NaN })).toThrow(RangeError);
    expect(() => workloadUse({ calls: 1, people: 1.5, ...day })).toThrow(RangeError);
  });

  it('always staffs enough, and never one too many', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 40 }), (outlets, callsPerDay) => {
      const { calls, people } = workload({ outlets: { C: outlets }, visitsPer4Weeks: { C: 1 }, callsPerDay, fieldDaysPer4Weeks: 20 });
      const perPerson = callsPerDay * 20;
      expect((people ?? 0) * perPerson).toBeGreaterThanOrEqual(calls);
      expect(((people ?? 0) - 1) * perPerson).toBeLessThan(calls);
    }));
  });
});

describe('workload in minutes', () => {
  const minutes = { ...load, minutesPerCall: { A: 25, B: 15, C: 10 }, people: 4, fieldDaysPer4Weeks: 20, fieldHoursPerDay: 6.5 };

  it('needs 385 of 520 hours', () => {
    const result = workloadInMinutes(minutes);
    expect(result).toMatchObject({ hoursNeeded: 385, hoursAvailable: 520 });
    expect(result.use.value).toBeCloseTo(0.74, 3);
  });

  it('has no data without people', () => {
    expect(workloadInMinutes({ ...minutes, people: 0 }).use.value).toBeNull();
  });

  it('refuses a class without minutes', () => {
    expect(() => workloadInMinutes({ ...minutes, minutesPerCall: { A: 25, B: 15 } }))
      .toThrow(new RangeError('minutesPerCall.C: must be given, because outlets has class C'));
  });
});

describe('the textbook form', () => {
  const groups = [{ customers: 1000, callsEach: 36 }, { customers: 2000, callsEach: 12 }];

  it('staffs 60 for 60,000 calls of which one makes 1,000', () => {
    expect(staffNeeded({ groups, callLength: 1, timePerPerson: 1000 })).toBe(60);
  });

  it('works in time as well: half an hour a call, 500 hours a person', () => {
    expect(staffNeeded({ groups, callLength: 0.5, timePerPerson: 500 })).toBe(60);
    expect(staffNeeded({ groups, callLength: 0.5, timePerPerson: 499 })).toBe(61);
  });

  it('has no data when one person has no time', () => {
    expect(staffNeeded({ groups, callLength: 1, timePerPerson: 0 })).toBeNull();
  });

  it('refuses negative figures', () => {
    expect(() => staffNeeded({ groups: [{ customers: -1, callsEach: 1 }], callLength: 1, timePerPerson: 1 })).toThrow(RangeError);
  });
});

describe('balance', () => {
  it('is the largest load over the mean', () => {
    expect(balance([100, 100, 100]).value).toBe(1);
    expect(balance([300, 100, 200])).toEqual({ numerator: 300, denominator: 200, value: 1.5 });
  });

  it('has no data without people or without work, and refuses negative loads', () => {
    expect(balance([]).value).toBeNull();
    expect(balance([0, 0]).value).toBeNull();
    expect(() => balance([1, -1])).toThrow(/loads\[1\]/);
  });
});
