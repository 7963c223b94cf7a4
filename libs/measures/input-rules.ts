/**
 * What an input must be. Each check throws a RangeError that names the argument, the rule and what came instead,
 * so that whoever reads the message can mend the input without reading this code.
 */
const refuse = (name: string, rule: string, value: unknown): never => {
  throw new RangeError(`${name}: must be ${rule}, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`);
};

/** Any finite number. */
export const mustBeFinite = (name: string, value: number): void => {
  if (!Number.isFinite(value)) refuse(name, 'a finite number', value);
};

/** A quantity: finite and not negative. */
export const mustBeAmount = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value < 0) refuse(name, 'a finite number of 0 or more', value);
};

/** Something one divides by or multiplies with, where 0 has no meaning. */
export const mustBePositive = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value <= 0) refuse(name, 'a finite number above 0', value);
};

/** A count: whole and not negative. */
export const mustBeCount = (name: string, value: number): void => {
  if (!Number.isSafeInteger(value) || value < 0) refuse(name, 'a whole number of 0 or more', value);
};

/** A whole number from low to high, both included. */
export const mustBeWholeBetween = (name: string, value: number, low: number, high: number): void => {
  if (!Number.isSafeInteger(value) || value < low || value > high) refuse(name, `a whole number from ${low} to ${high}`, value);
};

/** A part of a whole: 0 to 1. */
export const mustBePart = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value < 0 || value > 1) refuse(name, 'a number from 0 to 1', value);
};

/** Money in integer minor units (fen, cents), of either sign. */
export const mustBeMinorUnits = (name: string, value: number): void => {
  if (!Number.isSafeInteger(value)) refuse(name, 'a whole number of minor units', value);
};

/** A part that cannot be larger than its whole. */
export const mustNotExceed = (name: string, value: number, wholeName: string, whole: number): void => {
  if (value > whole) refuse(name, `at most ${wholeName} (${whole})`, value);
};

/** As many entries as another list has. */
export const mustMatchLength = (name: string, length: number, otherName: string, otherLength: number): void => {
  if (length !== otherLength) refuse(name, `as long as ${otherName} (${otherLength})`, length);
};

/** No key twice. */
export const mustBeDistinct = (name: string, keys: readonly (string | number)[]): void => {
  const seen = new Set<string | number>();
  for (const key of keys) {
    if (seen.has(key)) refuse(name, 'free of duplicates', key);
    seen.add(key);
  }
};

const MS_PER_DAY = 86_400_000;

/** The running number of a local calendar day written YYYY-MM-DD; days that do not exist are refused. */
export const dayNumber = (name: string, day: string): number => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse rolls 2025-02-30 over into March in some engines: only a day that reads back the same exists.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return refuse(name, 'a calendar day YYYY-MM-DD', day);
  return ms / MS_PER_DAY;
};

/** Milliseconds of an instant written in ISO 8601 with its zone (`2025-07-15T08:30:00+08:00`, `…Z`). */
export const instantMs = (name: string, instant: string): number => {
  const zoned = /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(instant);
  const ms = zoned ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(ms) ? refuse(name, 'an ISO 8601 instant with a zone', instant) : ms;
};
