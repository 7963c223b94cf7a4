import { fault, type Fault } from './faults.js';

export type Value = string | number | null;

/** What a field holds. Flags are 0 and 1, as both databases store them. */
export type CellType =
  | { readonly is: 'text'; readonly max: number }
  | { readonly is: 'whole'; readonly from: number; readonly to: number }
  /** Minor units of money or base units of goods; the mapping's `scale` makes them from decimals. */
  | { readonly is: 'amount'; readonly from?: number }
  | { readonly is: 'decimal'; readonly from: number; readonly to: number }
  | { readonly is: 'flag' }
  | { readonly is: 'day' }
  | { readonly is: 'instant' }
  | { readonly is: 'word'; readonly of: readonly string[] };

export type CellOptions = { readonly scale: number; readonly dateFormat: string };

export const isFault = (read: Value | Fault): read is Fault => typeof read === 'object' && read !== null;

/** Reads a cell that is not empty. Never rounds, never guesses: what is not plainly the type is a fault. */
export function readCell(text: string, type: CellType, options: CellOptions): Value | Fault {
  switch (type.is) {
    case 'text': return text.length > type.max ? fault('too-long', { limit: type.max }) : text;
    case 'whole': return within(wholeOf(text, 1), type.from, type.to, text);
    case 'amount': return within(wholeOf(text, options.scale), type.from ?? -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, text);
    case 'decimal': return within(decimalOf(text), type.from, type.to, text);
    case 'flag': return flags.get(text.toLowerCase()) ?? fault('not-a-flag', { value: text });
    case 'day': return dayOf(text, options.dateFormat);
    case 'instant': return instantOf(text);
    case 'word': return type.of.includes(text) ? text : fault('not-one-of', { value: text, allowed: type.of.join(', ') });
  }
}

const flags = new Map([
  ...['1', 'true', 'yes', 'y', '是'].map((text) => [text, 1] as const),
  ...['0', 'false', 'no', 'n', '否'].map((text) => [text, 0] as const),
]);

function within(read: number | Fault, from: number, to: number, text: string): number | Fault {
  if (typeof read !== 'number') return read;
  return read < from || read > to ? fault('out-of-range', { value: text, from, to }) : read;
}

const decimalPattern = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** The decimal text times the scale, as an integer, by shifting digits: floating point would make 1.005 × 100 into 100.49999. */
function wholeOf(text: string, scale: number): number | Fault {
  const [, sign, whole, fraction = ''] = decimalPattern.exec(text) ?? [];
  if (whole === undefined) return fault('not-a-number', { value: text });
  const decimals = fraction.replace(/0+$/, '');
  const figures = whole + decimals;
  const small = Number(figures) * scale;
  // Sixteen figures at most are exact without big integers, which cost five times as much.
  if (figures.length < 16 && Number.isSafeInteger(small) && decimals.length < 16) {
    const part = 10 ** decimals.length;
    if (small % part !== 0) return fault('too-many-decimals', { value: text, scale });
    return sign === '-' && small !== 0 ? -small / part : small / part;
  }
  const digits = BigInt(figures) * BigInt(scale);
  const unit = 10n ** BigInt(decimals.length);
  if (digits % unit !== 0n) return fault('too-many-decimals', { value: text, scale });
  const value = Number(digits / unit);
  if (!Number.isSafeInteger(value)) return fault('out-of-range', { value: text, from: -Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER });
  return sign === '-' && value !== 0 ? -value : value;
}

function decimalOf(text: string): number | Fault {
  const value = decimalPattern.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : fault('not-a-number', { value: text });
}

const datePatterns = new Map<string, RegExp>();
const dateParts: readonly (readonly [RegExp, string])[] = [
  [/YYYY/, '(?<year>\\d{4})'], [/MM/, '(?<month>\\d{2})'], [/M/, '(?<month>\\d{1,2})'], [/DD/, '(?<day>\\d{2})'], [/D/, '(?<day>\\d{1,2})'],
];

function datePattern(format: string): RegExp {
  let pattern = datePatterns.get(format);
  if (!pattern) {
    const escaped = format.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    const source = escaped.replace(/YYYY|MM?|DD?/g, (token) => dateParts.find(([part]) => new RegExp(`^${part.source}$`).test(token))?.[1] ?? token);
    pattern = new RegExp(`^${source}$`);
    datePatterns.set(format, pattern);
  }
  return pattern;
}

/** Days come again and again; so many are remembered. */
const mostDays = 4_000;
const daysRead = new Map<string, string | Fault>();

function dayOf(text: string, format: string): string | Fault {
  const key = `${format} ${text}`;
  let day = daysRead.get(key);
  if (day === undefined) {
    if (daysRead.size >= mostDays) daysRead.clear();
    daysRead.set(key, (day = readDay(text, format)));
  }
  return day;
}

function readDay(text: string, format: string): string | Fault {
  const { year, month, day } = datePattern(format).exec(text)?.groups ?? {};
  if (year === undefined || month === undefined || day === undefined) return fault('not-a-day', { value: text, format });
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  // February 30 rolls over in some engines: only a day that reads back the same exists.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== iso ? fault('not-a-day', { value: text, format }) : iso;
}

function instantOf(text: string): string | Fault {
  const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const ms = zoned ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(ms) ? fault('not-an-instant', { value: text }) : new Date(ms).toISOString();
}
