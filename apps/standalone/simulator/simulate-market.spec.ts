import { callEvery } from './calls.js';
import { simulateMarket, type SimulatedMarket } from './simulate-market.js';

const size = { outlets: 150, weeks: 24 };
const seeds = [1, 7, 20260105];

/** Outlets that took or still had something of ours in the four weeks up to `week`. */
function handlers({ census, weeks }: SimulatedMarket, week: number): Set<string> {
  const own = new Set(census.skus.filter((sku) => sku.own).map((sku) => sku.code));
  const window = weeks.slice(Math.max(0, week - 3), week + 1);
  return new Set([
    ...window.flatMap((street) => street.sales.filter((sale) => own.has(sale.sku) && sale.quantity > 0).map((sale) => sale.outlet)),
    ...window.flatMap((street) => street.checks.filter((check) => check.stock > 0).map((check) => check.outlet)),
  ]);
}

describe('a generated market', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(simulateMarket(7, size)).toEqual(simulateMarket(7, size));
    expect(simulateMarket(7, size)).not.toEqual(simulateMarket(8, size));
  });

  it('does not change its past when more weeks are asked for', () => {
    expect(simulateMarket(7, { outlets: 150, weeks: 5 }).weeks).toEqual(simulateMarket(7, size).weeks.slice(0, 5));
  });

  describe.each(seeds)('seed %i', (seed) => {
    const market = simulateMarket(seed, size);
    const distribution = market.weeks.map((_, week) => handlers(market, week).size / size.outlets);

    it('grows along an S: slowly, then fast, then no more', () => {
      const [first = 0, fifth = 0, tenth = 0] = [distribution[0], distribution[4], distribution[9]];
      const last = distribution.at(-1) ?? 0;
      expect(first).toBeLessThan(0.3);
      expect(tenth - fifth).toBeGreaterThan(0.1);
      expect(Math.abs(last - (distribution.at(-5) ?? 0))).toBeLessThan(0.05);
      expect(last).toBeGreaterThan(0.65);
      expect(last).toBeLessThan(0.99);
    });

    it('starts below the launch gate and passes it later', () => {
      expect(distribution[1]).toBeLessThan(0.6);
      expect(distribution.findIndex((nd) => nd >= 0.6)).toBeGreaterThan(2);
    });

    it('keeps the dealers’ books: opening + received − shipped = closing, and closing opens the next week', () => {
      const closing = new Map<string, number>();
      for (const row of market.weeks.flatMap((street) => street.dealerStock)) {
        const key = `${row.dealer}/${row.sku}`;
        expect(row.opening).toBe(closing.get(key) ?? 0);
        expect(row.opening + row.received - row.shipped).toBe(row.closing);
        expect(row.closing).toBeGreaterThanOrEqual(0);
        closing.set(key, row.closing);
      }
    });

    it('ships from the dealers exactly what outlets bought of ours', () => {
      const own = new Set(market.census.skus.filter((sku) => sku.own).map((sku) => sku.code));
      for (const street of market.weeks) {
        const bought = street.sales.filter((sale) => own.has(sale.sku)).reduce((sum, sale) => sum + sale.quantity, 0);
        expect(street.dealerStock.reduce((sum, row) => sum + row.shipped, 0)).toBe(bought);
      }
    });

    it('never sells from an empty shelf: what a check finds is at most what was there and what came', () => {
      for (const check of market.weeks.flatMap((street) => street.checks)) {
        expect(check.stock).toBeGreaterThanOrEqual(0);
        expect(check.stock).toBeLessThanOrEqual(check.opening + check.received);
      }
    });

    it('leaves nobody unvisited once the team has learnt: every outlet is called at within its period', () => {
      const last = new Map<string, number>();
      market.weeks.forEach((street, week) => {
        for (const call of street.calls) if (call.valid && call.outlet !== null) last.set(call.outlet, week);
        if (week < 8) return;
        for (const outlet of market.census.outlets) expect(week - (last.get(outlet.id) ?? -99)).toBeLessThan(callEvery[outlet.class]);
      });
    });

    it('brings returns, and never more than was delivered', () => {
      const net = new Map<string, number>();
      for (const sale of market.weeks.flatMap((street) => street.sales)) net.set(`${sale.outlet}/${sale.sku}`, (net.get(`${sale.outlet}/${sale.sku}`) ?? 0) + sale.quantity);
      expect(market.weeks.some((street) => street.sales.some((sale) => sale.quantity < 0))).toBe(true);
      expect([...net.values()].every((quantity) => quantity > 0)).toBe(true);
    });
  });
});
