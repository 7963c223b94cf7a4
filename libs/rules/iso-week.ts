/*
 * ISO 8601 weeks, Monday to Sunday, as texts that sort as they follow each other: `2021-W52`. Pure calendar arithmetic on local days.
 */
const dayMs = 86_400_000;
const thursday = 4;

function dayNumberOf(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) throw new RangeError(`Not a calendar day YYYY-MM-DD: ${day}`);
  return ms / dayMs;
}

const dayText = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);
/** 1 = Monday … 7 = Sunday; day 0, 1970-01-01, was a Thursday. */
const weekdayOf = (number: number): number => ((((number + thursday - 1) % 7) + 7) % 7) + 1;
const mondayOf = (number: number): number => number - weekdayOf(number) + 1;

function mondayOfWeek(week: string): number {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) throw new RangeError(`Not an ISO week YYYY-Www: ${week}`);
  // January 4 is always in week 1.
  const monday = mondayOf(dayNumberOf(`${year}-01-04`)) + (Number(number) - 1) * 7;
  if (isoWeek(dayText(monday)) !== week) throw new RangeError(`This ISO week does not exist: ${week}`);
  return monday;
}

/** The day `days` later, or earlier when negative. Throws RangeError on a day that does not exist. */
export function addDays(day: string, days: number): string {
  return dayText(dayNumberOf(day) + days);
}

/** Days from `from` to `to`; negative when `to` lies before. Throws RangeError on a day that does not exist. */
export function daysFromTo(from: string, to: string): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** The ISO week of a local calendar day: 2022-01-02 is in `2021-W52`. Throws RangeError on a day that does not exist. */
export function isoWeek(day: string): string {
  const monday = mondayOf(dayNumberOf(day));
  // A week belongs to the year of its Thursday.
  const year = dayText(monday + thursday - 1).slice(0, 4);
  const number = (monday - mondayOf(dayNumberOf(`${year}-01-04`))) / 7 + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** Its Monday. Throws RangeError on a week that does not exist. */
export function weekStart(week: string): string {
  return dayText(mondayOfWeek(week));
}

/** Its Sunday. Throws RangeError on a week that does not exist. */
export function weekEnd(week: string): string {
  return dayText(mondayOfWeek(week) + 6);
}

/** The week `weeks` later, or earlier when negative. Throws RangeError on a week that does not exist. */
export function addWeeks(week: string, weeks: number): string {
  return isoWeek(dayText(mondayOfWeek(week) + weeks * 7));
}

/** Weeks from `from` to `to`; negative when `to` lies before. Throws RangeError on a week that does not exist. */
export function weeksBetween(from: string, to: string): number {
  return (mondayOfWeek(to) - mondayOfWeek(from)) / 7;
}

/** Whether a text of the form YYYY-Www names a week of the calendar: many years have no week 53. */
export function weekExists(week: string): boolean {
  try {
    mondayOfWeek(week);
    return true;
  } catch {
    return false;
  }
}
