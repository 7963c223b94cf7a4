import { formatDate } from './format-date.js';
import { matches } from './pattern.js';
import { dateOf, dateTimeOf, daysOf, toBoolean, toNumber, toText, type Item, type Value } from './values.js';

/** What functions need from outside. */
export type Surroundings = {
  /** The day and the instant at which the answers are looked at. */
  readonly now: string;
};

export type FormFunction = {
  readonly least: number;
  readonly most: number;
  /** The answer differs from one time to the next, or needs what only the device has: the device's own answer stands. */
  readonly volatile?: true;
  run(args: readonly Value[], about: Surroundings): Value;
};

const fn = (least: number, most: number, run: FormFunction['run']): FormFunction => ({ least, most, run });
const volatile = (least: number, most: number, run: FormFunction['run']): FormFunction => ({ least, most, run, volatile: true });
const any = Infinity;
const first = (args: readonly Value[]): Value => args[0] ?? '';
const text = (args: readonly Value[], index: number): string => toText(args[index] ?? '');
const number = (args: readonly Value[], index: number): number => toNumber(args[index] ?? '');
const itemsOf = (value: Value): readonly Item[] => (Array.isArray(value) ? value as readonly Item[] : [{ value: value as string | number, position: 1 }]);
const filled = (args: readonly Value[]): number[] => args.flatMap(itemsOf).map((item) => toNumber(item.value)).filter((n) => !Number.isNaN(n));
const wordsOf = (args: readonly Value[]): string[] => text(args, 0).split(/\s+/).filter((word) => word !== '');
const math = (run: (n: number) => number): FormFunction => fn(1, 1, (args) => run(number(args, 0)));
const yes = (args: readonly Value[]): number => args.filter(toBoolean).length;

/** Half away from zero is not XPath: it rounds halves up. */
function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.floor(value * factor + 0.5) / factor;
}

function substring(from: string, start: number, length: number): string {
  const characters = [...from];
  const begin = Math.round(start);
  return characters.filter((_, index) => index + 1 >= begin && index + 1 < begin + Math.round(length)).join('');
}

/** Known functions whose outcome only the device has, or that are not worth computing twice. */
const deviceOnly = [
  ['random', 0, 0], ['uuid', 0, 1], ['once', 1, 1], ['pulldata', 4, 4], ['property', 1, 1], ['version', 0, 0], ['area', 1, 1], ['distance', 1, any], ['geofence', 2, 2], ['intersects', 1, 1],
  ['digest', 2, 3], ['extract-signed', 2, 2], ['base64-decode', 1, 1], ['weighted-checklist', 4, any],
] as const;

/** Every function that a form may call. Those that need the structure of the form are in `evaluate.ts`. */
export const functions: Readonly<Record<string, FormFunction>> = {
  selected: fn(2, 2, (args) => wordsOf(args).includes(text(args, 1).trim())),
  'selected-at': fn(2, 2, (args) => wordsOf(args)[number(args, 1)] ?? ''),
  'count-selected': fn(1, 1, (args) => wordsOf(args).length),
  not: fn(1, 1, (args) => !toBoolean(first(args))),
  true: fn(0, 0, () => true), false: fn(0, 0, () => false),
  boolean: fn(1, 1, (args) => toBoolean(first(args))),
  'boolean-from-string': fn(1, 1, (args) => text(args, 0) === 'true' || text(args, 0) === '1'),
  number: fn(1, 1, (args) => number(args, 0)), string: fn(1, 1, (args) => text(args, 0)),
  int: math(Math.trunc), abs: math(Math.abs), floor: math(Math.floor), ceiling: math(Math.ceil), sqrt: math(Math.sqrt), exp: math(Math.exp), exp10: math((n) => 10 ** n),
  log: math(Math.log), log10: math(Math.log10), sin: math(Math.sin), cos: math(Math.cos), tan: math(Math.tan), asin: math(Math.asin), acos: math(Math.acos), atan: math(Math.atan),
  atan2: fn(2, 2, (args) => Math.atan2(number(args, 0), number(args, 1))), pow: fn(2, 2, (args) => number(args, 0) ** number(args, 1)), pi: fn(0, 0, () => Math.PI),
  round: fn(1, 2, (args) => round(number(args, 0), args.length === 2 ? number(args, 1) : 0)),
  sum: fn(1, 1, (args) => itemsOf(first(args)).filter((item) => item.value !== '').reduce((sum, item) => sum + toNumber(item.value), 0)),
  min: fn(1, any, (args) => (filled(args).length === 0 ? '' : Math.min(...filled(args)))), max: fn(1, any, (args) => (filled(args).length === 0 ? '' : Math.max(...filled(args)))),
  'count-non-empty': fn(1, 1, (args) => itemsOf(first(args)).filter((item) => item.value !== '').length),
  coalesce: fn(1, any, (args) => args.find((arg) => toText(arg) !== '') ?? ''),
  checklist: fn(2, any, (args) => (number(args, 0) < 0 || yes(args.slice(2)) >= number(args, 0)) && (number(args, 1) < 0 || yes(args.slice(2)) <= number(args, 1))),
  concat: fn(1, any, (args) => args.flatMap(itemsOf).map((item) => toText(item.value)).join('')),
  join: fn(2, any, (args) => args.slice(1).flatMap(itemsOf).map((item) => toText(item.value)).join(text(args, 0))),
  contains: fn(2, 2, (args) => text(args, 0).includes(text(args, 1))), 'starts-with': fn(2, 2, (args) => text(args, 0).startsWith(text(args, 1))),
  'ends-with': fn(2, 2, (args) => text(args, 0).endsWith(text(args, 1))),
  'substring-before': fn(2, 2, (args) => text(args, 0).split(text(args, 1)).length > 1 ? text(args, 0).slice(0, text(args, 0).indexOf(text(args, 1))) : ''),
  'substring-after': fn(2, 2, (args) => text(args, 0).includes(text(args, 1)) ? text(args, 0).slice(text(args, 0).indexOf(text(args, 1)) + text(args, 1).length) : ''),
  substr: fn(2, 3, (args) => [...text(args, 0)].slice(number(args, 1), args.length === 3 ? number(args, 2) : undefined).join('')),
  substring: fn(2, 3, (args) => substring(text(args, 0), number(args, 1), args.length === 3 ? number(args, 2) : Infinity)),
  'string-length': fn(1, 1, (args) => [...text(args, 0)].length), 'normalize-space': fn(1, 1, (args) => text(args, 0).trim().replace(/\s+/g, ' ')),
  translate: fn(3, 3, (args) => [...text(args, 0)].map((c) => { const at = [...text(args, 1)].indexOf(c); return at < 0 ? c : [...text(args, 2)][at] ?? ''; }).join('')),
  regex: fn(2, 2, (args) => matches(text(args, 1), text(args, 0))),
  date: fn(1, 1, (args) => dateOf(number(args, 0))), 'date-time': fn(1, 1, (args) => dateTimeOf(number(args, 0))),
  'decimal-date-time': fn(1, 1, (args) => number(args, 0)), 'decimal-time': fn(1, 1, (args) => daysOf(`1970-01-01T${text(args, 0)}`)),
  'format-date': fn(2, 2, (args) => formatDate(number(args, 0), text(args, 1))), 'format-date-time': fn(2, 2, (args) => formatDate(number(args, 0), text(args, 1))),
  ...Object.fromEntries(deviceOnly.map(([name, least, most]) => [name, volatile(least, most, () => '')])),
  today: volatile(0, 0, (_, { now }) => now.slice(0, 10)), now: volatile(0, 0, (_, { now }) => now),
};

/** Functions that look at the form's structure, with their least and most arguments. `if` reads only the branch that it takes. */
export const structural: Readonly<Record<string, readonly [least: number, most: number]>> = {
  if: [3, 3], position: [1, 1], count: [1, 1], 'indexed-repeat': [3, 7], 'jr:choice-name': [2, 2],
};

