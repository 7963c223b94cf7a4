/**
 * Exact rationals on bigint, for everything that is added up or held against a limit.
 *
 * Floats drift: 0.1 + 0.2 > 0.3, and a market must not miss a gate, nor a zone gain a case, by 1e-17.
 * A number enters as the decimal it is written as (0.1 is 1/10, not its binary neighbour).
 */
export type Exact = { readonly n: bigint; readonly d: bigint };

const reduced = (n: bigint, d: bigint): Exact => {
  let a = n < 0n ? -n : n;
  let b = d;
  while (b > 0n) [a, b] = [b, a % b];
  return a > 1n ? { n: n / a, d: d / a } : { n, d };
};

/** The exact value of a finite number as it is written in decimal. Throws RangeError for NaN and infinities. */
export const exact = (value: number): Exact => {
  if (!Number.isFinite(value)) throw new RangeError(`value: must be a finite number, got ${value}`);
  if (Number.isSafeInteger(value)) return { n: BigInt(value), d: 1n };
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0 ? { n: digits * 10n ** BigInt(power), d: 1n } : reduced(digits, 10n ** BigInt(-power));
};

export const ZERO: Exact = { n: 0n, d: 1n };
export const ONE: Exact = { n: 1n, d: 1n };

export const plus = (a: Exact, b: Exact): Exact => reduced(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Exact, b: Exact): Exact => reduced(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Exact, b: Exact): Exact => reduced(a.n * b.n, a.d * b.d);

/** a ÷ b. Throws RangeError when b is 0: whoever divides has to ask first, because 0 means "no data" here. */
export const over = (a: Exact, b: Exact): Exact => {
  if (b.n === 0n) throw new RangeError('divisor: must not be 0');
  return b.n < 0n ? reduced(-a.n * b.d, -b.n * a.d) : reduced(a.n * b.d, a.d * b.n);
};

export const sum = (values: readonly Exact[]): Exact => values.reduce(plus, ZERO);
export const sumOf = (values: readonly number[]): Exact => sum(values.map(exact));

export const compare = (a: Exact, b: Exact): -1 | 0 | 1 => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const isZero = (a: Exact): boolean => a.n === 0n;

/** Largest whole number not above a. */
export const floor = (a: Exact): bigint => (a.n >= 0n || a.n % a.d === 0n ? a.n / a.d : a.n / a.d - 1n);
/** Smallest whole number not below a. */
export const ceil = (a: Exact): bigint => -floor({ n: -a.n, d: a.d });

const SIGNIFICANT_DIGITS = 25;

/** The nearest number. */
export const toNumber = (a: Exact): number => {
  const n = Number(a.n);
  const d = Number(a.d);
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return n / d;
  const missing = SIGNIFICANT_DIGITS - (a.n.toString().length - a.d.toString().length);
  const shift = missing > 0 ? missing : 0;
  return Number(`${(a.n * 10n ** BigInt(shift)) / a.d}e-${shift}`);
};

/** Kept to `digits` decimals, half-up in the commercial sense: a half goes away from zero (arithmetic.md, "Rules for all of it"). */
export const roundHalfUp = (a: Exact, digits: number): number => {
  const magnitude = a.n < 0n ? -a.n : a.n;
  const units = (2n * magnitude * 10n ** BigInt(digits) + a.d) / (2n * a.d);
  const signed = a.n < 0n ? -units : units;
  return Number(`${signed}e-${digits}`);
};
