import fc from 'fast-check';
import { BadPattern, matches } from './pattern.js';

it.each([
  ['a|bc', 'bc', true], ['a|bc', 'abc', false], ['(ab)*', 'abab', true], ['(ab)*', 'aba', false], ['a{2,3}', 'aa', true], ['a{2,3}', 'aaaa', false], ['a{2}', 'aa', true], ['a{2,}', 'aaaaa', true], ['[^0-9]+', 'abc', true], ['[^0-9]+', 'a1', false],
  ['\\d{3}-\\d{4}', '123-4567', true], ['^abc$', 'abc', true], ['(a*)*', 'aaa', true], ['(?:x|y)+z?', 'xyxz', true], ['.', '汉', true], ['[一-龥]{2,4}', '张三', true], ['', '', true], ['a+?b', 'aab', true], ['[a-]', '-', true], ['[\\w.]+', 'a_1.', true], ['\\.', 'x', false],
])('%s on %s: %s', (pattern, text, does) => expect(matches(pattern, text)).toBe(does));

it.each(['(', 'a)', '[a', '*a', '(?=a)', '\\1', 'a{3,2}', 'a{9999}', '((a{900}){900})', '[z-a]', '\\'])('%s is refused', (pattern) => expect(() => matches(pattern, 'a')).toThrow(BadPattern));

it('agrees with the engine of the language on whole texts', () => {
  const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'a*', 'b+', '(ab)?', '(a|b)', 'a{1,2}', '(a*)*', '(b|ab)*');
  fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }), (pieces, text) => {
    const pattern = pieces.join('');
    expect(matches(pattern, text)).toBe(new RegExp(`^(?:${pattern})$`, 'u').test(text));
  }));
});

it('is not held up by a pattern that backtracking never finishes', () => {
  const began = performance.now();
  expect(matches('(a+)+', `${'a'.repeat(2_000)}b`)).toBe(false);
  expect(performance.now() - began).toBeLessThan(2_000);
});
