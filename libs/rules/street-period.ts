import { addDays, addWeeks, isoWeek, weekEnd, weeksBetween, weekStart } from './iso-week.js';

/** What a figure is asked for: whole ISO weeks, or exact days. Days are local calendar days. */
export type StreetPeriod = {
  readonly from: string;
  readonly to: string;
  /** null: exact days. */
  readonly weeks: { readonly from: string; readonly to: string } | null;
};

const isWeek = (moment: string): boolean => moment.includes('W');

export function weeksPeriod(from: string, to: string): StreetPeriod {
  return { from: weekStart(from), to: weekEnd(to), weeks: { from, to } };
}

/** From two weeks, or two days. Throws RangeError on one that does not exist. */
export function periodOf(from: string, to: string): StreetPeriod {
  return isWeek(from) ? weeksPeriod(from, to) : { from: addDays(from, 0), to: addDays(to, 0), weeks: null };
}

/** The rolling window that ends with a week, as the weekly screens have it. */
export function windowTo(week: string, windowWeeks: number): StreetPeriod {
  return weeksPeriod(addWeeks(week, 1 - windowWeeks), week);
}

/** The last week that is over on this day. */
export function lastWholeWeek(today: string): string {
  return isoWeek(addDays(today, -7));
}

/** The same period a year before: 52 weeks, or the same days of the calendar (February 29 becomes 28). */
export function yearBefore({ from, to, weeks }: StreetPeriod): StreetPeriod {
  if (weeks) return weeksPeriod(addWeeks(weeks.from, -52), addWeeks(weeks.to, -52));
  const before = (day: string): string => `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
  return { from: before(from), to: before(to), weeks: null };
}

/** The ISO weeks or calendar months of a period, cut to it where it cuts them. */
export function partsOf(period: StreetPeriod, by: 'week' | 'month'): { readonly key: string; readonly period: StreetPeriod }[] {
  return by === 'week' ? weeksOf(period) : monthsOf(period);
}

function weeksOf({ from, to, weeks }: StreetPeriod): { key: string; period: StreetPeriod }[] {
  const first = isoWeek(from);
  return Array.from({ length: weeksBetween(first, isoWeek(to)) + 1 }, (_, i) => addWeeks(first, i)).map((week) => ({
    key: week, period: weeks ? weeksPeriod(week, week) : { from: later(weekStart(week), from), to: earlier(weekEnd(week), to), weeks: null },
  }));
}

function monthsOf({ from, to }: StreetPeriod): { key: string; period: StreetPeriod }[] {
  const months: { key: string; period: StreetPeriod }[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first <= to; first = firstOfNext(first)) {
    months.push({ key: first.slice(0, 7), period: { from: later(first, from), to: earlier(addDays(firstOfNext(first), -1), to), weeks: null } });
  }
  return months;
}

/** 31 days after the first of any month lies in the next one. */
const firstOfNext = (first: string): string => `${addDays(first, 31).slice(0, 7)}-01`;
const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
