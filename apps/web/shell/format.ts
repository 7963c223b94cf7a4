/** Numbers and dates as people of one language read them. Bound to a language, not to a market: zones and currencies are given. */
export type Formats = {
  number(value: number, digits?: number): string;
  /** 0.0345 → 3.45 % */
  percent(ratio: number): string;
  /** Integer minor units → major units with the code, `CNY 1,234.50`. */
  money(minor: number, currency: string): string;
  /** `12-03 14:05`, with the year when it is not this one, in `zone` (named when it is not the reader's own). */
  instant(iso: string, zone?: string): string;
  day(iso: string, zone?: string): string;
  /** A value of a KPI in its unit; `null` is "no data", never zero. */
  measure(value: number | null, unit: string, currency: string): string;
  bytes(size: number): string;
};

const tags = { zh: 'zh-CN', en: 'en-GB' } as const;
const units = {
  zh: { count: '', times: ' 倍', points: ' 分', days: ' 天', months: ' 个月', pp: ' 个百分点', 'per-1000': ' ‰', none: '无数据' },
  en: { count: '', times: ' ×', points: ' pts', days: ' d', months: ' mo', pp: ' pp', 'per-1000': ' ‰', none: 'no data' },
} as const;

export function formatsOf(language: 'zh' | 'en'): Formats {
  const tag = tags[language];
  const number = (value: number, digits = 2): string => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
  const percent = (ratio: number): string => `${number(ratio * 100)} %`;
  const money = (minor: number, currency: string): string => `${currency} ${new Intl.NumberFormat(tag, digitsOf(currency)).format(minor / minorUnits(currency))}`;
  return {
    number, percent, money,
    instant: (iso, zone) => dated(tag, iso, zone, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: (iso, zone) => dated(tag, iso.length === 10 ? `${iso}T12:00:00Z` : iso, iso.length === 10 ? 'UTC' : zone, { month: '2-digit', day: '2-digit' }, iso.length === 10),
    measure: (value, unit, currency) => measured(value, unit, { number, percent, money: (minor) => money(minor, currency) }, units[language]),
    bytes: (size) => (size < 1024 ? `${size} B` : size < 1024 ** 2 ? `${number(size / 1024, 1)} KB` : `${number(size / 1024 ** 2, 1)} MB`),
  };
}

function measured(value: number | null, unit: string, say: { number(v: number): string; percent(v: number): string; money(v: number): string }, names: (typeof units)['zh' | 'en']): string {
  if (value === null) return names.none;
  if (unit === 'ratio') return say.percent(value);
  if (unit === 'money') return say.money(value);
  // A difference of two ratios: 0.05 is five percentage points.
  if (unit === 'pp') return `${say.number(value * 100)}${names.pp}`;
  return `${say.number(value)}${names[unit as keyof typeof names] ?? ` ${unit}`}`;
}

/** How many minor units make one major unit: 100 for CNY and USD, 1 for JPY. */
export function minorUnits(currency: string): number {
  return 10 ** digitsOf(currency).maximumFractionDigits;
}

function digitsOf(currency: string): { minimumFractionDigits: number; maximumFractionDigits: number } {
  try {
    const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    return { minimumFractionDigits: digits, maximumFractionDigits: digits };
  } catch {
    return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  }
}

export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function dated(tag: string, iso: string, zone: string | undefined, parts: Intl.DateTimeFormatOptions, bare = false): string {
  const at = new Date(iso);
  const timeZone = zone ?? ownZone;
  const foreign = !bare && !sameClock(at, timeZone);
  const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' as const };
  try {
    return new Intl.DateTimeFormat(tag, { ...parts, ...year, timeZone, ...(foreign && { timeZoneName: 'short' }) }).format(at);
  } catch {
    return iso;
  }
}

function sameClock(at: Date, zone: string): boolean {
  if (zone === ownZone) return true;
  try {
    const clock = (timeZone: string): string => at.toLocaleString('en', { timeZone });
    return clock(zone) === clock(ownZone);
  } catch {
    return true;
  }
}
