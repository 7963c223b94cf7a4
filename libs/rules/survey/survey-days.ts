import { isWorkingDay, localDay, type Calendar } from '../calendar.js';

const dayMs = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** The working days from `from` to `to`, both included; none when `to` lies before `from`. */
export function workingDays(from: string, to: string, calendar: Calendar): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < 400; day = dayAfter(day)) if (isWorkingDay(day, calendar)) days.push(day);
  return days;
}

/** Working day `number` of a survey that starts on `start`; 1 is `start` itself, or the first working day after it. Throws RangeError without working days. */
export function surveyDay(start: string, number: number, calendar: Calendar): string {
  let left = number;
  for (let day = start, tried = 0; tried < 366 + number * 7; day = dayAfter(day), tried += 1) {
    if (isWorkingDay(day, calendar) && (left -= 1) === 0) return day;
  }
  throw new RangeError('The calendar has no working days');
}

/** Which working day of the survey a day is: 1 for the first; a free day counts as the working day before it. */
export function surveyDayNumber(start: string, day: string, calendar: Calendar): number {
  return Math.max(1, workingDays(start, day, calendar).length);
}

/** The day on which a survey that was opened at an instant starts. */
export function startDay(openedAt: string, calendar: Calendar): string {
  return surveyDay(localDay(new Date(openedAt), calendar.timeZone), 1, calendar);
}

/** A zone's part of its team's field days. */
export type ZoneDays = { readonly zoneNo: number; readonly from: string; readonly to: string };

/**
 * Field days dealt out to zones, one after the other, in proportion to the outlets listed (largest remainder). Every zone has at least a
 * day; where there are more zones than days, zones share one. Empty without days or zones.
 */
export function dealOutDays(zones: readonly { readonly zoneNo: number; readonly listed: number }[], days: readonly string[]): ZoneDays[] {
  const first = days[0];
  if (first === undefined || zones.length === 0) return [];
  if (zones.length >= days.length) {
    return zones.map(({ zoneNo }, index) => {
      const day = days[Math.floor((index * days.length) / zones.length)] ?? first;
      return { zoneNo, from: day, to: day };
    });
  }
  const counts = shares(zones.map((zone) => zone.listed), days.length);
  let next = 0;
  return zones.map(({ zoneNo }, index) => {
    const mine = days.slice(next, next += counts[index] ?? 1);
    return { zoneNo, from: mine[0] ?? first, to: mine.at(-1) ?? first };
  });
}

/** `total` days in proportion to the weights, at least one each. */
function shares(weights: readonly number[], total: number): number[] {
  const spare = total - weights.length;
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum === 0 ? spare / weights.length : (spare * weight) / sum));
  const counts = exact.map(Math.floor);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.index - b.index);
  const left = spare - counts.reduce((a, b) => a + b, 0);
  for (const { index } of byRemainder.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1;
  return counts.map((count) => count + 1);
}

/** How many of `planned` should be done at the end of `today`, working evenly over the working days from `from` to `to`. */
export function expectedBy(today: string, { planned, from, to }: { readonly planned: number; readonly from: string; readonly to: string }, calendar: Calendar): number {
  if (today < from) return 0;
  const all = workingDays(from, to, calendar).length;
  if (today >= to || all === 0) return planned;
  return Math.floor((planned * workingDays(from, today, calendar).length) / all);
}

/** The part of `planned` that falls on one day. */
export function plannedOn(day: string, work: { readonly planned: number; readonly from: string; readonly to: string }, calendar: Calendar): number {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
  if (day > work.to) return 0;
  return expectedBy(day, work, calendar) - expectedBy(before, work, calendar);
}
