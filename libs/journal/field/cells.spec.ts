import fc from 'fast-check';
import { isFault, readCell, type CellType } from './cells.js';

const plain = { scale: 1, dateFormat: 'YYYY-MM-DD' };
const amount: CellType = { is: 'amount' };
const read = (text: string, type: CellType, options: Partial<typeof plain> = {}) => {
  const result = readCell(text, type, { ...plain, ...options });
  return isFault(result) ? result.rule : result;
};

describe('a cell', () => {
  it.each([
    ['189.00', 100, 18900], ['1.005', 1000, 1005], ['-12.34', 100, -1234], ['+7', 1, 7], ['0', 100, 0], ['-0.00', 100, 0], ['12.50', 10, 125],
    ['2.5', 12, 30], ['90071992547409.91', 100, 9007199254740991],
    ['1.005', 100, 'too-many-decimals'], ['0.1', 1, 'too-many-decimals'], ['90071992547409.92', 100, 'out-of-range'],
    ['1,234.50', 100, 'not-a-number'], ['1e3', 1, 'not-a-number'], ['=1+1', 1, 'not-a-number'], ['１２', 1, 'not-a-number'], ['.5', 10, 'not-a-number'], ['--1', 1, 'not-a-number'],
  ])('amount %s × %d is %s', (text, scale, expected) => expect(read(text, amount, { scale })).toBe(expected));

  it('scaling never goes through floating point', () => {
    fc.assert(fc.property(fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }), (cents) => {
      const text = `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
      expect(read(text, amount, { scale: 100 })).toBe(cents);
    }));
  });

  it.each([
    ['2024-02-29', 'YYYY-MM-DD', '2024-02-29'], ['2023-02-29', 'YYYY-MM-DD', 'not-a-day'], ['2023-13-01', 'YYYY-MM-DD', 'not-a-day'],
    ['2023-1-1', 'YYYY-MM-DD', 'not-a-day'], ['1/9/2021', 'M/D/YYYY', '2021-01-09'], ['31.12.2021', 'DD.MM.YYYY', '2021-12-31'],
    ['20211231', 'YYYYMMDD', '2021-12-31'], ['2021年3月5日', 'YYYY年M月D日', '2021-03-05'], ['31/04/2021', 'DD/MM/YYYY', 'not-a-day'],
  ])('day %s as %s is %s', (text, dateFormat, expected) => expect(read(text, { is: 'day' }, { dateFormat })).toBe(expected));

  it.each([
    ['2026-11-24T08:00:00+08:00', '2026-11-24T00:00:00.000Z'], ['2026-11-24 08:00Z', '2026-11-24T08:00:00.000Z'], ['2026-11-24T08:00:00', 'not-an-instant'],
    ['2026-11-24', 'not-an-instant'], ['2026-11-24T25:00:00Z', 'not-an-instant'],
  ])('instant %s is %s', (text, expected) => expect(read(text, { is: 'instant' })).toBe(expected));

  it.each([['是', 1], ['NO', 0], ['True', 1], ['0', 0], ['maybe', 'not-a-flag']])('flag %s is %s', (text, expected) => expect(read(text, { is: 'flag' })).toBe(expected));

  it('text keeps formulas as text and ends at its limit', () => {
    expect(read('=HYPERLINK("x")', { is: 'text', max: 20 })).toBe('=HYPERLINK("x")');
    expect(read('长'.repeat(21), { is: 'text', max: 20 })).toBe('too-long');
  });

  it('numbers stay within their range', () => {
    expect(read('100', { is: 'whole', from: 1, to: 99 })).toBe('out-of-range');
    expect(read('1.5', { is: 'whole', from: 1, to: 99 })).toBe('too-many-decimals');
    expect(read('-90.5', { is: 'decimal', from: -90, to: 90 })).toBe('out-of-range');
    expect(read('-89.5', { is: 'decimal', from: -90, to: 90 })).toBe(-89.5);
    expect(read('-1', { is: 'amount', from: 0 })).toBe('out-of-range');
    expect(read('open', { is: 'word', of: ['active', 'closed'] })).toBe('not-one-of');
  });
});
