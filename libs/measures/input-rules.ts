/**
 * What an input must be. Each check throws a RangeError that names the argument, the rule and what came instead,
 * so that whoever reads the message can mend the input without reading this code.
 */
export class InputFault extends RangeError {
  /** The same for whoever knows the figure and not the argument: without the argument's name, in both languages. */
  readonly said: Rule;

  constructor(name: string, value: unknown, rule: Rule, ruleByName: string) {
    const got = typeof value === 'string' ? JSON.stringify(value) : String(value);
    super(`${name}: must be ${ruleByName}, got ${got}`);
    this.said = { zh: `应为${rule.zh},实为 ${got}`, en: `must be ${rule.en}, got ${got}` };
  }
}

type Rule = { readonly zh: string; readonly en: string };

const refuse = (name: string, value: unknown, zh: string, en: string, byName = en): never => {
  throw new InputFault(name, value, { zh, en }, byName);
};

/** Any finite number. */
export const mustBeFinite = (name: string, value: number): void => {
  if (!Number.isFinite(value)) refuse(name, value, '有限的数', 'a finite number');
};

/** A quantity: finite and not negative. */
export const mustBeAmount = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value < 0) refuse(name, value, '不小于 0 的数', 'a finite number of 0 or more');
};

/** Something one divides by or multiplies with, where 0 has no meaning. */
export const mustBePositive = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value <= 0) refuse(name, value, '大于 0 的数', 'a finite number above 0');
};

/** A count: whole and not negative. */
export const mustBeCount = (name: string, value: number): void => {
  if (!Number.isSafeInteger(value) || value < 0) refuse(name, value, '不小于 0 的整数', 'a whole number of 0 or more');
};

/** A whole number from low to high, both included. */
export const mustBeWholeBetween = (name: string, value: number, low: number, high: number): void => {
  if (!Number.isSafeInteger(value) || value < low || value > high) refuse(name, value, ` ${low} 至 ${high} 的整数`, `a whole number from ${low} to ${high}`);
};

/** A part of a whole: 0 to 1. */
export const mustBePart = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value < 0 || value > 1) refuse(name, value, ' 0 至 1 的数', 'a number from 0 to 1');
};

/** Money in integer minor units (fen, cents), of either sign. */
export const mustBeMinorUnits = (name: string, value: number): void => {
  if (!Number.isSafeInteger(value)) refuse(name, value, '最小货币单位的整数', 'a whole number of minor units');
};

/** A part that cannot be larger than its whole. */
export const mustNotExceed = (name: string, value: number, wholeName: string, whole: number): void => {
  if (value > whole) refuse(name, value, `不超过 ${whole} 的数`, `at most ${whole}`, `at most ${wholeName} (${whole})`);
};

/** As many entries as another list has. */
export const mustMatchLength = (name: string, length: number, otherName: string, otherLength: number): void => {
  if (length !== otherLength) refuse(name, length, ` ${otherLength} 项`, `${otherLength} entries`, `as long as ${otherName} (${otherLength})`);
};

/** No key twice. */
export const mustBeDistinct = (name: string, keys: readonly (string | number)[]): void => {
  const seen = new Set<string | number>();
  for (const key of keys) {
    if (seen.has(key)) refuse(name, key, '不重复的', 'free of duplicates');
    seen.add(key);
  }
};

const MS_PER_DAY = 86_400_000;

/** The running number of a local calendar day written YYYY-MM-DD; days that do not exist are refused. */
export const dayNumber = (name: string, day: string): number => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse rolls 2025-02-30 over into March in some engines: only a day that reads back the same exists.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return refuse(name, day, '日期 YYYY-MM-DD', 'a calendar day YYYY-MM-DD');
  return ms / MS_PER_DAY;
};

/** Milliseconds of an instant written in ISO 8601 with its zone (`2025-07-15T08:30:00+08:00`, `…Z`). */
export const instantMs = (name: string, instant: string): number => {
  const zoned = /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(instant);
  const ms = zoned ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(ms) ? refuse(name, instant, '带时区的 ISO 8601 时刻', 'an ISO 8601 instant with a zone') : ms;
};
