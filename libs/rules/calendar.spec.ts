import { addMonths, addWorkingDays, instantAt, isTimeZone, isWorkingDay, localDay, type Calendar } from './calendar.js';

const china: Calendar = {
  timeZone: 'Asia/Shanghai', workweek: [1, 2, 3, 4, 5], holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], extraWorkdays: ['2026-10-10'],
};
const real = { dayMs: null };
const due = (from: string, days: number, calendar = china): string => addWorkingDays(new Date(from), days, calendar, real).toISOString();

it.each([
  ['a Friday plus one is Monday 18:00 on the wall', '2026-11-27T02:00:00Z', 1, '2026-11-30T10:00:00.000Z'],
  ['late in the evening the local day counts, not the UTC day', '2026-11-25T17:00:00Z', 1, '2026-11-27T10:00:00.000Z'],
  ['national holidays do not count', '2026-09-30T02:00:00Z', 1, '2026-10-08T10:00:00.000Z'],
  ['a make-up Saturday does', '2026-10-09T02:00:00Z', 1, '2026-10-10T10:00:00.000Z'],
  ['nothing after zero days but the hour', '2026-11-25T02:00:00Z', 0, '2026-11-25T10:00:00.000Z'],
])('%s', (_, from, days, expected) => {
  expect(due(from, days)).toBe(expected);
});

it('keeps 18:00 on the wall when the clocks change', () => {
  const newYork = { ...china, timeZone: 'America/New_York', holidays: [], extraWorkdays: [] };
  expect(due('2026-10-30T15:00:00Z', 1, newYork)).toBe('2026-11-02T23:00:00.000Z');
  expect(due('2026-10-29T15:00:00Z', 1, newYork)).toBe('2026-10-30T22:00:00.000Z');
});

it('a time inside the gap of daylight saving is the moment after it', () => {
  expect(localDay(instantAt('2026-03-08', '02:30:00', 'America/New_York'), 'America/New_York')).toBe('2026-03-08');
});

it('months end where they end', () => {
  expect(addMonths(new Date('2026-11-30T02:00:00Z'), 3, china, real).toISOString()).toBe('2027-02-28T10:00:00.000Z');
});

it('a compressed pace counts in its own days', () => {
  expect(addWorkingDays(new Date(0), 3, china, { dayMs: 50 }).getTime()).toBe(150);
  expect(addMonths(new Date(0), 1, china, { dayMs: 10 }).getTime()).toBe(210);
});

it('refuses a calendar without working days, and knows time zones', () => {
  expect(() => due('2026-11-25T02:00:00Z', 1, { ...china, workweek: [], extraWorkdays: [] })).toThrow(RangeError);
  expect(isTimeZone('Asia/Shanghai')).toBe(true);
  expect(isTimeZone('Asia/Nowhere')).toBe(false);
  expect(isWorkingDay('2026-10-10', china)).toBe(true);
});
