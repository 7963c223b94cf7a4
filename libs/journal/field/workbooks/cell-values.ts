import { addDays } from '../../../rules/iso-week.js';

/** Numbers in a spreadsheet hold so many digits; what stands behind them is the noise of binary fractions. */
const digitsHeld = 15;
/** Days that a number may mean without being shown as a date: 1990 to 2099. A year or a price typed into a date's column is not in between. */
const plainDays = { from: 32_874, to: 73_050 } as const;
const lastDay = 2_958_465;

/** A number as a person sees it: in plain decimals, 0.30000000000000004 as 0.3. Null when the file holds something else. */
export function plainNumber(raw: string): string | null {
  const value = raw.trim() === '' ? Number.NaN : Number(raw);
  if (!Number.isFinite(value)) return null;
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential(digitsHeld - 1)) ?? [];
  const digits = (whole + fraction).replace(/0+$/, '') || '0';
  const point = Number(exponent) + 1;
  if (digits === '0') return '0';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? `${sign}${digits}${'0'.repeat(point - digits.length)}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A spreadsheet keeps 15 digits of a number: a longer one, such as a phone or card number, has already lost its end. */
export const hasLostDigits = (plain: string): boolean => !plain.includes('.') && plain.replace('-', '').length > digitsHeld;

/** The calendar day of a serial number without a time of day; null when it is none. `shown`: as a date. */
export function serialDay(serial: number, from1904: boolean, shown: boolean): string | null {
  if (!Number.isInteger(serial)) return null;
  const since1900 = from1904 ? serial + 1462 : serial;
  // Day 60 is 29 February 1900, which the first spreadsheets thought there was.
  if (since1900 < 1 || since1900 === 60 || since1900 > lastDay) return null;
  if (!shown && (since1900 < plainDays.from || since1900 > plainDays.to)) return null;
  return addDays(since1900 < 60 ? '1899-12-31' : '1899-12-30', since1900);
}

/** What a date's cell shows: a day, a day with its time, or a time. */
export function serialText(serial: number, from1904: boolean): string | null {
  const day = Math.floor(serial);
  const seconds = Math.round((serial - day) * 86_400);
  const clock = new Date(Math.min(seconds, 86_399) * 1000).toISOString().slice(11, 19);
  if (day === 0 && seconds > 0) return clock;
  const date = serialDay(day, from1904, true);
  return date === null || seconds === 0 ? date : `${date} ${clock}`;
}

/** The column's letters as a spreadsheet shows them, from position 0: A, B … Z, AA. */
export function columnLetters(position: number): string {
  const rest = Math.floor(position / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (position % 26))}`;
}

/** Position and row of a cell's name; null when it is none. */
export function cellPlace(name: string): { readonly position: number; readonly row: number } | null {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(name) ?? [];
  if (letters === '') return null;
  const position = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { position, row: Number(digits) };
}
