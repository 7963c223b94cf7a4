import fc from 'fast-check';
import { activeHandlers, flowThrough, oosDayRate, oosRate, oosRateOfChecks, orderHint, sellThrough, stockDays } from './stock.js';

describe('dealer stock days', () => {
  it('last 21 days in the worked example', () => {
    expect(stockDays({ closing: 1260, outflow: 1680, windowDays: 28 })).toEqual({ days: { numerator: 1260, denominator: 60, value: 21 }, flag: null });
  });

  it('flags stock that does not move 滞销 and gives no days', () => {
    expect(stockDays({ closing: 1260, outflow: 0, windowDays: 28 })).toMatchObject({ days: { value: null }, flag: 'no_outflow' });
  });

  it('has no data, and no flag, when nobody counted', () => {
    expect(stockDays({ closing: null, outflow: 1680, windowDays: 28 })).toMatchObject({ days: { value: null }, flag: null });
    expect(stockDays({ closing: 1260, outflow: null, windowDays: 28 })).toMatchObject({ days: { value: null }, flag: null });
  });

  it('is 0 days when the store is empty', () => {
    expect(stockDays({ closing: 0, outflow: 1680, windowDays: 28 }).days.value).toBe(0);
  });

  it('refuses a window of 0 and negative stock', () => {
    expect(() => stockDays({ closing: 1, outflow: 1, windowDays: 0 })).toThrow(new RangeError('windowDays: must be a finite number above 0, got 0'));
    expect(() => stockDays({ closing: -1, outflow: 1, windowDays: 28 })).toThrow(RangeError);
    expect(() => stockDays({ closing: 1, outflow: -1, windowDays: 28 })).toThrow(RangeError);
  });

  it('does not change with the unit', () => {
    fc.assert(fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 100 }), (closing, outflow, unit) => {
      expect(stockDays({ closing: closing * unit, outflow: outflow * unit, windowDays: 28 }).days.value).toBe(stockDays({ closing, outflow, windowDays: 28 }).days.value);
    }));
  });
});

describe('out of stock', () => {
  it('counts checks among handlers', () => {
    expect(oosRate({ handlerOutlets: 40, mustStockSkus: 5, zeroStockChecks: 14 })).toEqual({ numerator: 14, denominator: 200, value: 0.07 });
    expect(oosRateOfChecks({ checks: 200, zeroStockChecks: 14 }).value).toBe(0.07);
  });

  it('has no data without handlers: a non-handler is not out of stock', () => {
    expect(oosRate({ handlerOutlets: 0, mustStockSkus: 5, zeroStockChecks: 0 }).value).toBeNull();
    expect(() => oosRate({ handlerOutlets: 0, mustStockSkus: 5, zeroStockChecks: 3 })).toThrow(RangeError);
  });

  it('refuses more empty shelves than shelves', () => {
    expect(() => oosRate({ handlerOutlets: 1, mustStockSkus: 5, zeroStockChecks: 6 }))
      .toThrow(new RangeError('zeroStockChecks: must be at most the checks among handlers (5), got 6'));
  });

  it('has a day form', () => {
    expect(oosDayRate({ daysOut: 3, orderDays: 20 }).value).toBe(0.15);
    expect(oosDayRate({ daysOut: 0, orderDays: 0 }).value).toBeNull();
    expect(() => oosDayRate({ daysOut: 21, orderDays: 20 })).toThrow(RangeError);
  });
});

describe('sell-through', () => {
  it('is 0.72 in the worked example', () => {
    expect(sellThrough({ opening: 200, received: 300, closing: 140 })).toEqual({ numerator: 360, denominator: 500, value: 0.72 });
  });

  it('is another number than active handlers', () => {
    expect(activeHandlers({ withSellOut: 45, handlers: 50 }).value).toBe(0.9);
    expect(activeHandlers({ withSellOut: 0, handlers: 0 }).value).toBeNull();
    expect(() => activeHandlers({ withSellOut: 51, handlers: 50 })).toThrow(RangeError);
  });

  it('has no data when there was nothing to sell', () => {
    expect(sellThrough({ opening: 0, received: 0, closing: 0 }).value).toBeNull();
  });

  it('refuses more left than there was', () => {
    expect(() => sellThrough({ opening: 1, received: 1, closing: 3 })).toThrow(new RangeError('closing: must be at most opening + received (2), got 3'));
  });

  it('lies between 0 and 1', () => {
    fc.assert(fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), fc.nat(100), (opening, received, percent) => {
      const closing = Math.floor(((opening + received) * percent) / 100);
      const rate = sellThrough({ opening, received, closing }).value;
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThanOrEqual(1);
    }));
  });
});

describe('flow-through', () => {
  it('shows the stuffed dealer and the healthy terminal tier', () => {
    expect(flowThrough({ shippedOut: 1700, tookIn: 2000 }).value).toBe(0.85);
    expect(flowThrough({ shippedOut: 1650, tookIn: 1700 }).value).toBe(0.970588);
  });

  it('may exceed 1 when stock is shed, and has no data when nothing came in', () => {
    expect(flowThrough({ shippedOut: 2200, tookIn: 2000 }).value).toBe(1.1);
    expect(flowThrough({ shippedOut: 2200, tookIn: 0 }).value).toBeNull();
    expect(flowThrough({ shippedOut: null, tookIn: 2000 }).value).toBeNull();
    expect(() => flowThrough({ shippedOut: -1, tookIn: 2000 })).toThrow(RangeError);
  });
});

describe('the order hint', () => {
  it('is 36 in the worked example', () => {
    expect(orderHint({ opening: 10, received: 24, closing: 6, safetyFactor: 1.5 })).toBe(36);
  });

  it('is whole, rounded up, and never negative', () => {
    expect(orderHint({ opening: 10, received: 24, closing: 7, safetyFactor: 1.5 })).toBe(34);
    expect(orderHint({ opening: 100, received: 0, closing: 99, safetyFactor: 1.5 })).toBe(0);
    expect(orderHint({ opening: 0, received: 0, closing: 0, safetyFactor: 1.5 })).toBe(0);
  });

  it('is not raised by a float that spills over', () => {
    expect(Math.ceil(1.1 * 50)).toBe(56);
    expect(orderHint({ opening: 50, received: 0, closing: 0, safetyFactor: 1.1 })).toBe(55);
  });

  it('refuses a negative factor', () => {
    expect(() => orderHint({ opening: 1, received: 0, closing: 0, safetyFactor: -1 })).toThrow(RangeError);
  });
});
