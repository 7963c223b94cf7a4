import {
  dayNumber, instantMs, mustBeAmount, mustBeCount, mustBeDistinct, mustBeFinite, mustBeMinorUnits, mustBePart, mustBePositive, mustBeWholeBetween,
  mustMatchLength, mustNotExceed,
} from './input-rules.js';

describe('input rules', () => {
  it.each<[string, () => void, string]>([
    ['NaN as a figure', () => mustBeFinite('people', Number.NaN), 'people: must be a finite number, got NaN'],
    ['a negative amount', () => mustBeAmount('kg', -1), 'kg: must be a finite number of 0 or more, got -1'],
    ['an infinite amount', () => mustBeAmount('kg', Number.POSITIVE_INFINITY), 'kg: must be a finite number of 0 or more, got Infinity'],
    ['a factor of 0', () => mustBePositive('z', 0), 'z: must be a finite number above 0, got 0'],
    ['half a shop', () => mustBeCount('outlets', 1.5), 'outlets: must be a whole number of 0 or more, got 1.5'],
    ['a negative count', () => mustBeCount('outlets', -1), 'outlets: must be a whole number of 0 or more, got -1'],
    ['a score of 6', () => mustBeWholeBetween('score', 6, 1, 5), 'score: must be a whole number from 1 to 5, got 6'],
    ['a rate in per cent', () => mustBePart('userRate', 45), 'userRate: must be a number from 0 to 1, got 45'],
    ['money with a fraction', () => mustBeMinorUnits('priceMinor', 36.5), 'priceMinor: must be a whole number of minor units, got 36.5'],
    ['a part above its whole', () => mustNotExceed('handlers', 6, 'outlets', 5), 'handlers: must be at most outlets (5), got 6'],
    ['lists of different length', () => mustMatchLength('scores', 18, 'features', 19), 'scores: must be as long as features (19), got 18'],
    ['a key twice', () => mustBeDistinct('codes', ['a', 'b', 'a']), 'codes: must be free of duplicates, got "a"'],
    ['a text as a figure', () => mustBeAmount('kg', '3' as unknown as number), 'kg: must be a finite number of 0 or more, got "3"'],
    ['a day that does not exist', () => dayNumber('asOf', '2025-02-30'), 'asOf: must be a calendar day YYYY-MM-DD, got "2025-02-30"'],
    ['a day in another order', () => dayNumber('asOf', '15/07/2025'), 'asOf: must be a calendar day YYYY-MM-DD, got "15/07/2025"'],
    ['an instant without a zone', () => instantMs('inAt', '2025-07-15T08:00:00'), 'inAt: must be an ISO 8601 instant with a zone, got "2025-07-15T08:00:00"'],
    ['an hour that does not exist', () => instantMs('inAt', '2025-07-15T25:00:00Z'), 'inAt: must be an ISO 8601 instant with a zone, got "2025-07-15T25:00:00Z"'],
  ])('refuses %s and names the rule', (_, check, message) => {
    expect(check).toThrow(new RangeError(message));
  });

  it('takes the limits themselves', () => {
    expect(() => {
      mustBeAmount('a', 0);
      mustBeCount('a', 0);
      mustBePart('a', 0);
      mustBePart('a', 1);
      mustBeWholeBetween('a', 5, 1, 5);
      mustNotExceed('a', 5, 'b', 5);
      mustBeMinorUnits('a', -5);
      mustBeDistinct('a', ['a', 1, '1']);
    }).not.toThrow();
  });

  it('counts days over leap days and ends of years', () => {
    expect(dayNumber('d', '2024-03-01') - dayNumber('d', '2024-02-28')).toBe(2);
    expect(dayNumber('d', '2025-01-01') - dayNumber('d', '2024-12-31')).toBe(1);
  });

  it('reads instants in any zone', () => {
    expect(instantMs('i', '2025-07-15T08:00:00+08:00')).toBe(instantMs('i', '2025-07-15T00:00:00Z'));
  });
});
