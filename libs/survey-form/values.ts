/** One answer as an expression sees it: its value, and its place among its equals (1 for what does not repeat). */
export type Item = { readonly value: string | number; readonly position: number };
/** A reference may stand for several answers: those of every repetition. */
export type Value = string | number | boolean | readonly Item[];

const isItems = (value: Value): value is readonly Item[] => Array.isArray(value);

/** A reference as one value: its first answer, or the empty text. */
export function single(value: Value): string | number | boolean {
  return isItems(value) ? value[0]?.value ?? '' : value;
}

export function toText(value: Value): string {
  const one = single(value);
  if (typeof one !== 'number') return String(one);
  return Number.isFinite(one) ? plain(one) : Number.isNaN(one) ? 'NaN' : one > 0 ? 'Infinity' : '-Infinity';
}

/** XPath writes numbers without an exponent. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

/** Numbers as they are; dates as days since 1970-01-01, as XLSForm counts them; NaN for every other text, the empty one too. */
export function toNumber(value: Value): number {
  const one = single(value);
  if (typeof one === 'number') return one;
  if (typeof one === 'boolean') return one ? 1 : 0;
  const text = one.trim();
  if (/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return Number(text);
  return daysOf(text);
}

export function toBoolean(value: Value): boolean {
  const one = single(value);
  if (typeof one === 'number') return one !== 0 && !Number.isNaN(one);
  return typeof one === 'boolean' ? one : one !== '';
}

const dayMs = 86_400_000;
const dateText = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Days since 1970-01-01 of an ISO date or date-time, a fraction for the time; NaN when it is neither or no day of the calendar. */
export function daysOf(text: string): number {
  const found = dateText.exec(text);
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).toISOString().slice(0, 10) !== text.slice(0, 10)) return Number.NaN;
  if (hour === undefined) return midnight / dayMs;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return Number.NaN;
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000 + Number((fraction ?? '0').padEnd(3, '0'));
  return (midnight + ms - offsetMs(zone)) / dayMs;
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = zone.slice(1).split(':').map(Number) as [number, number];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The date of a number of days since 1970-01-01; the empty text outside the calendar. */
export function dateOf(days: number): string {
  const date = new Date(Math.floor(days) * dayMs);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

export function dateTimeOf(days: number): string {
  const date = new Date(Math.round(days * dayMs));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** XPath's `=`: as booleans when one side is, else as numbers when one side is, else as texts. */
export function areEqual(left: Value, right: Value): boolean {
  const [a, b] = [single(left), single(right)];
  if (typeof a === 'boolean' || typeof b === 'boolean') return toBoolean(a) === toBoolean(b);
  if (typeof a === 'number' || typeof b === 'number') return toNumber(a) === toNumber(b);
  return a === b;
}
