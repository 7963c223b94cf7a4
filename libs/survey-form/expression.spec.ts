import fc from 'fast-check';
import { evaluate, type Scope } from './evaluate.js';
import { BadExpression } from './expression.js';
import { parseExpression } from './parse.js';
import { toText } from './values.js';

const answers: Readonly<Record<string, string | number>> = { n: 7, zero: 0, text: 'abc', none: '', day: '2024-03-01', born: '2024-02-01', many: 'a b c', phone: '13800138000' };
const scope: Scope = {
  now: '2026-11-25T08:00:00.000Z',
  named: (name) => (name === 'all' ? [3, 4, ''].map((value, index) => ({ value, position: index + 1 })) : [{ value: answers[name] ?? '', position: 2 }]),
  path: (up) => [{ value: up === 0 ? 5 : '', position: up === 0 ? 1 : 3 }],
  column: (name) => (name === 'county' ? '1' : ''),
  indexed: (name, at) => [{ value: `${name}@${at.map((one) => `${one.repeat}${one.index}`).join()}`, position: 1 }],
  choiceLabel: (choice, question) => `${question}/${choice}`,
};
const worth = (text: string): string => toText(evaluate(parseExpression(text), scope));

it.each([
  ['2+2', '4'], ['2 + 3 * 4', '14'], ['(2 + 3) * 4', '20'], ['7 div 2', '3.5'], ['7 mod 2', '1'], ['-7 mod 2', '-1'], ['1 - -1', '2'], ['10 - 2 - 3', '5'], ['.5 + 1', '1.5'],
  ["'a' = 'a'", 'true'], ["'1' = 1", 'true'], ["${none} = ''", 'true'], ['${none} = 0', 'false'], ['${none} != 0', 'true'], ['${zero} = 0', 'true'], ['1 < 2', 'true'], ['1 >= 2', 'false'], ['. >= 5', 'true'], ['.>= 1 and .<= 6', 'true'],
  ['true() or false() and false()', 'true'], ["not(${none})", 'true'], ['not(${text})', 'false'], ['not(${zero})', 'true'], ["${day} > ${born}", 'true'], ['int((${day} - ${born}) div 30.44)', '0'], ['${day} - ${born}', '29'],
  ["selected(${many}, 'b')", 'true'], ["selected (${many}, 'd')", 'false'], ["selected-at(${many}, 1)", 'b'], ['count-selected(${many})', '3'], ["if(${n} > 5, 'big', 'small')", 'big'],
  ['position(..)', '3'], ['count(${all})', '3'], ['sum(${all})', '7'], ['min(${all})', '3'], ['max(${all}, 9)', '9'], ['count-non-empty(${all})', '2'], ["join('-', ${all})", '3-4-'],
  ['indexed-repeat(${c1}, ${child}, 2)', 'c1@child2'], ['county = ${one}', 'false'], ["county = '1'", 'true'], ["jr:choice-name('a', '${many}')", 'many/a'],
  ['round(2.5)', '3'], ['round(-2.5)', '-2'], ['round(3.14159, 2)', '3.14'], ['floor(-1.5)', '-2'], ['ceiling(1.2)', '2'], ['int(-1.7)', '-1'], ['pow(2, 10)', '1024'], ['abs(-3)', '3'], ['sqrt(16)', '4'],
  ["concat('a', ${n}, 1.5)", 'a71.5'], ["substr('hello', 1, 3)", 'el'], ["substring('hello', 2, 3)", 'ell'], ["string-length('汉字')", '2'], ["normalize-space('  a   b ')", 'a b'], ["translate('bar', 'abc', 'ABC')", 'BAr'],
  ["contains('abc', 'b')", 'true'], ["starts-with('abc', 'b')", 'false'], ["ends-with('abc', 'bc')", 'true'], ["coalesce(${none}, 'x')", 'x'], ["regex(${phone}, '1[3-9][0-9]{9}')", 'true'], ["regex(${text}, '[0-9]+')", 'false'],
  ["date('2024-02-29')", '2024-02-29'], ["format-date(${day}, '%d/%m/%y')", '01/03/24'], ['today()', '2026-11-25'], ["decimal-date-time('1970-01-02T12:00:00Z')", '1.5'], ["number('x') = number('x')", 'false'], ['boolean(0)', 'false'],
  ["${text} = ‘abc’", 'true'], ['../x = 1', 'false'], ['current()/../x', ''], ["'it\"s'", 'it"s'], ['if(1 = 2, no-such-function(), 2)', '2'],
])('%s is %s', (text, value) => expect(worth(text)).toBe(value));

it.each([
  ['', 'ends-early', 1], ['1 +', 'ends-early', 4], ['(1', 'ends-early', 3], ['1)', 'unexpected', 2], ["'abc", 'unclosed-text', 1], ['a b', 'unexpected', 3], ['${}', 'unexpected', 1], ['if(1,,2)', 'unexpected', 6],
  ['/data/x', 'not-supported', 1], ['x[1]', 'not-supported', 2], ['1 | 2', 'not-supported', 3], ["because we don't", 'unclosed-text', 15], ['label::English', 'unexpected', 6],
])('%s is refused: %s at %i', (text, rule, at) => {
  let thrown: unknown;
  try { parseExpression(text); } catch (error) { thrown = error; }
  expect(thrown).toBeInstanceOf(BadExpression);
  expect(thrown).toMatchObject({ rule, at });
});

it.each([`${'('.repeat(100)}1${')'.repeat(100)}`, `1${'+1'.repeat(4000)}`, `'${'x'.repeat(20_000)}'`])('what would be walked too deep is refused as too long', (text) => {
  expect(() => parseExpression(text)).toThrow('too-long');
});

it('a function that nobody knows is never true: it cannot be evaluated', () => {
  expect(() => worth('no-such-function(1)')).toThrow('unknown function no-such-function');
  expect(() => worth('constructor()')).toThrow('unknown function constructor');
});

it('counts as arithmetic does, whatever the numbers', () => {
  const n = fc.integer({ min: -1000, max: 1000 });
  fc.assert(fc.property(n, n, n, (a, b, c) => {
    expect(worth(`${a} + ${b} * ${c}`)).toBe(toText(a + b * c));
    expect(worth(`(${a} - ${b}) - ${c} < ${c}`)).toBe(String(a - b - c < c));
  }));
});
