import fc from 'fast-check';
import {
  codesPerMarket, compactCustomerCode, formatCustomerCode, nextCustomerNumber, parseCompactCode, parseCustomerCode, type RouteDigits,
} from './customer-code.js';

const one = { routeDigits: 1, markets: null } as const;
const two = { routeDigits: 2, markets: null } as const;

// the regular expression as the specification prints it
const SPECIFIED = /^(0[1-9]|[1-9]\d)-(0[1-9]|[1-9]\d)-([1-9])-(00[1-9]|0[1-9]\d|[1-9]\d\d)$/;

describe('customer codes', () => {
  it('reads and writes 03-02-2-004', () => {
    const parts = { market: 3, zone: 2, route: 2, customer: 4 };
    expect(parseCustomerCode('03-02-2-004', one)).toEqual({ valid: true, ...parts, compact: '03022004' });
    expect(parseCompactCode('03022004', one)).toEqual({ valid: true, ...parts, compact: '03022004' });
    expect(formatCustomerCode(parts, 1)).toBe('03-02-2-004');
    expect(compactCustomerCode(parts, 1)).toBe('03022004');
  });

  it.each([
    ['00-02-2-004', 'zero_part'], ['03-00-2-004', 'zero_part'], ['03-02-0-004', 'zero_part'], ['03-02-2-000', 'zero_part'],
    ['3-2-2-4', 'pattern'], ['03-02-12-004', 'pattern'], ['03022004', 'pattern'], ['03-02-2-0004', 'pattern'], [' 03-02-2-004', 'pattern'],
    ['03-02-2-004\n', 'pattern'], ['０３-02-2-004', 'pattern'], ['', 'pattern'],
  ])('rejects %p: %s', (code, reason) => {
    expect(parseCustomerCode(code, one)).toEqual({ valid: false, reason });
  });

  it('takes two route digits only where the market has them', () => {
    expect(parseCustomerCode('03-02-12-004', two)).toEqual({ valid: true, market: 3, zone: 2, route: 12, customer: 4, compact: '030212004' });
    expect(parseCustomerCode('03-02-2-004', two)).toEqual({ valid: false, reason: 'pattern' });
    expect(parseCustomerCode('03-02-00-004', two)).toEqual({ valid: false, reason: 'zero_part' });
    expect(formatCustomerCode({ market: 3, zone: 2, route: 2, customer: 4 }, 2)).toBe('03-02-02-004');
  });

  it('rejects a market that is not defined', () => {
    const shanghai = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(parseCustomerCode('21-02-2-004', { routeDigits: 1, markets: shanghai })).toEqual({ valid: false, reason: 'unknown_market' });
    expect(parseCustomerCode('20-02-2-004', { routeDigits: 1, markets: shanghai }).valid).toBe(true);
    expect(parseCompactCode('21022004', { routeDigits: 1, markets: shanghai })).toEqual({ valid: false, reason: 'unknown_market' });
  });

  it('agrees with the printed regular expression', () => {
    const digits = fc.stringMatching(/^\d{2}-\d{2}-\d-\d{3}$/);
    fc.assert(fc.property(fc.oneof(digits, fc.string({ maxLength: 12 })), (text) => parseCustomerCode(text, one).valid === SPECIFIED.test(text)));
  });

  it('comes back the same from text and from the compact form', () => {
    const codes = fc.record({
      routeDigits: fc.constantFrom<RouteDigits>(1, 2), market: fc.integer({ min: 1, max: 99 }), zone: fc.integer({ min: 1, max: 99 }),
      route: fc.integer({ min: 1, max: 9 }), tens: fc.integer({ min: 0, max: 9 }), customer: fc.integer({ min: 1, max: 999 }),
    });
    fc.assert(fc.property(codes, ({ routeDigits, tens, ...rest }) => {
      const parts = { ...rest, route: routeDigits === 1 ? rest.route : rest.route + 10 * tens };
      const compact = compactCustomerCode(parts, routeDigits);
      const whole = { valid: true, ...parts, compact };
      expect(parseCustomerCode(formatCustomerCode(parts, routeDigits), { routeDigits, markets: null })).toEqual(whole);
      expect(parseCompactCode(compact, { routeDigits, markets: null })).toEqual(whole);
      expect(compact).toHaveLength(routeDigits === 1 ? 8 : 9);
    }));
  });

  it('refuses to write parts that are no code', () => {
    const parts = { market: 3, zone: 2, route: 2, customer: 4 };
    expect(() => formatCustomerCode({ ...parts, route: 12 }, 1)).toThrow(new RangeError('route: must be a whole number from 1 to 9, got 12'));
    expect(() => formatCustomerCode({ ...parts, customer: 1000 }, 1)).toThrow(RangeError);
    expect(() => compactCustomerCode({ ...parts, market: 0 }, 1)).toThrow(RangeError);
    expect(() => formatCustomerCode({ ...parts, zone: 1.5 }, 1)).toThrow(RangeError);
    expect(() => formatCustomerCode(parts, 3 as RouteDigits)).toThrow(new RangeError('routeDigits: must be a whole number from 1 to 2, got 3'));
  });

  it('counts what a market can code', () => {
    expect(codesPerMarket(1)).toBe(890_109);
    expect(codesPerMarket(2)).toBe(9_791_199);
  });
});

describe('the next customer number', () => {
  it('is the smallest never used', () => {
    expect(nextCustomerNumber([])).toBe(1);
    expect(nextCustomerNumber([1, 2, 4])).toBe(3);
    expect(nextCustomerNumber([4, 3, 2, 1, 1])).toBe(5);
  });

  it('does not refill the gap of a closed shop, which was used once', () => {
    const open = [1, 2, 4];
    const closed = [3];
    expect(nextCustomerNumber([...open, ...closed])).toBe(5);
  });

  it('is null on a full route', () => {
    const all = Array.from({ length: 999 }, (_, i) => i + 1);
    expect(nextCustomerNumber(all)).toBeNull();
    expect(nextCustomerNumber(all.slice(0, -1))).toBe(999);
  });

  it('refuses numbers that cannot have been given out', () => {
    expect(() => nextCustomerNumber([0])).toThrow(new RangeError('everUsed[0]: must be a whole number from 1 to 999, got 0'));
    expect(() => nextCustomerNumber([1000])).toThrow(RangeError);
  });
});
