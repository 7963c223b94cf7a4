import fc from 'fast-check';
import { addDays, addWeeks, daysFromTo, isoWeek, weekEnd, weeksBetween, weekStart } from './iso-week.js';

describe('ISO weeks', () => {
  it.each([
    ['2022-01-02', '2021-W52'], ['2021-01-03', '2020-W53'], ['2021-01-04', '2021-W01'], ['2024-12-30', '2025-W01'], ['2026-01-01', '2026-W01'],
    ['2027-01-03', '2026-W53'], ['1969-12-29', '1970-W01'],
  ])('%s is in %s', (day, week) => expect(isoWeek(day)).toBe(week));

  it('run from Monday to Sunday', () => {
    expect([weekStart('2021-W52'), weekEnd('2021-W52')]).toEqual(['2021-12-27', '2022-01-02']);
    expect([weekStart('2020-W53'), weekEnd('2020-W53')]).toEqual(['2020-12-28', '2021-01-03']);
  });

  it('are counted across the turn of the year', () => {
    expect(addWeeks('2020-W53', 1)).toBe('2021-W01');
    expect(addWeeks('2021-W01', -1)).toBe('2020-W53');
    expect(weeksBetween('2020-W50', '2021-W02')).toBe(5);
    expect(weeksBetween('2021-W02', '2020-W50')).toBe(-5);
  });

  it.each(['2021-02-29', '2021-13-01', '21-01-01', '2021-1-1', ''])('%s is refused as a day', (day) => expect(() => isoWeek(day)).toThrow(RangeError));
  it.each(['2021-W53', '2021-W00', '2021-W54', '2021W01', '2021-01'])('%s is refused as a week', (week) => expect(() => weekEnd(week)).toThrow(RangeError));

  it('every day lies between the ends of its week, and weeks sort as they follow', () => {
    const days = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays('1970-01-01', n));
    fc.assert(fc.property(days, days, (a, b) => {
      const week = isoWeek(a);
      expect(daysFromTo(weekStart(week), a)).toBeGreaterThanOrEqual(0);
      expect(daysFromTo(a, weekEnd(week))).toBeGreaterThanOrEqual(0);
      expect(daysFromTo(weekStart(week), weekEnd(week))).toBe(6);
      expect(addWeeks(week, weeksBetween(week, isoWeek(b)))).toBe(isoWeek(b));
      if (a <= b) expect(isoWeek(a) <= isoWeek(b)).toBe(true);
    }));
  });
});
