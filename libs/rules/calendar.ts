/*
 * Working days in a market's own calendar. Pure: the time zone's offsets come from Intl.
 */
export type Calendar = {
  readonly timeZone: string;
  /** ISO weekdays that are worked, 1 = Monday. */
  readonly workweek: readonly number[];
  readonly holidays: readonly string[];
  /** Days worked although the weekday is free (调休). */
  readonly extraWorkdays: readonly string[];
};

const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let made = formatters.get(timeZone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-CA', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formatters.set(timeZone, made);
  }
  return made;
}

/** True when the platform knows the IANA time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatter(timeZone);
    return true;
  } catch {
    return false;
  }
}

function localParts(instant: Date, timeZone: string): { day: string; time: string } {
  const parts = Object.fromEntries(formatter(timeZone).formatToParts(instant).map((p) => [p.type, p.value]));
  return { day: `${parts['year']}-${parts['month']}-${parts['day']}`, time: `${parts['hour']}:${parts['minute']}:${parts['second']}` };
}

/** The calendar day on the market's wall at an instant. */
export function localDay(instant: Date, timeZone: string): string {
  return localParts(instant, timeZone).day;
}

/** The instant at which the wall clock of `timeZone` shows `day` `time`; in a gap of daylight saving, the moment after it. */
export function instantAt(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}Z`);
  let guess = wanted;
  for (let i = 0; i < 3; i += 1) {
    const seen = localParts(new Date(guess), timeZone);
    guess += wanted - Date.parse(`${seen.day}T${seen.time}Z`);
  }
  return new Date(guess);
}

export function isWorkingDay(day: string, calendar: Calendar): boolean {
  if (calendar.extraWorkdays.includes(day)) return true;
  if (calendar.holidays.includes(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return calendar.workweek.includes(weekday);
}

/** How time runs: the real calendar, or (demo and tests) one working day in `dayMs` milliseconds. */
export type Pace = { readonly dayMs: number | null };

/**
 * The instant `days` working days after `from`, at 18:00 on the market's wall. With a compressed pace, `days × dayMs` after `from`.
 * Throws RangeError when the calendar has no working day within a year.
 */
export function addWorkingDays(from: Date, days: number, calendar: Calendar, pace: Pace): Date {
  if (pace.dayMs !== null) return new Date(from.getTime() + days * pace.dayMs);
  let day = localDay(from, calendar.timeZone);
  for (let left = days, tried = 0; left > 0; tried += 1) {
    if (tried > 366 + days * 7) throw new RangeError('The calendar has no working days');
    day = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return instantAt(day, '18:00:00', calendar.timeZone);
}

/** The same day of the month `months` later (month ends are cut), 18:00 on the wall; compressed: 21 working days a month. */
export function addMonths(from: Date, months: number, calendar: Calendar, pace: Pace): Date {
  if (pace.dayMs !== null) return new Date(from.getTime() + months * 21 * pace.dayMs);
  const [year = 0, month = 1, day = 1] = localDay(from, calendar.timeZone).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const there = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
  return instantAt(there.toISOString().slice(0, 10), '18:00:00', calendar.timeZone);
}
