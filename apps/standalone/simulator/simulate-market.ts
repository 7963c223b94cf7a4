import { callEvery, simulateCalls, type Call } from './calls.js';
import { simulateCensus, type Census, type SimulatedOutlet, type SimulatedSku } from './census.js';
import { DealerStocks, type DealerWeek } from './dealer-stock.js';
import { stream } from './random.js';
import { emptyShelves, sellOut, workShelf, type Delivery, type OutletState, type StockCheck } from './shelf.js';

/** What one week of the street leaves behind. Quantities are base units; a sale is what an outlet bought, returns are negative. */
export type StreetWeek = {
  readonly calls: readonly (Call & { readonly ordered: boolean })[];
  readonly checks: readonly StockCheck[];
  readonly sales: readonly Delivery[];
  readonly dealerStock: readonly DealerWeek[];
  /** Units of ours that consumers bought. */
  readonly soldOut: number;
};

export type SimulatedMarket = { readonly census: Census; readonly weeks: readonly StreetWeek[] };

/** Rivals' parts of what is left of the category. */
const rivalParts: Readonly<Record<string, number>> = { R1: 0.5, R2: 0.3, R3: 0.2 };

/** A county from its launch on, week by week: the same seed gives the same street. */
export function simulateMarket(seed: number, size: { readonly outlets: number; readonly weeks: number }): SimulatedMarket {
  const census = simulateCensus(seed, size.outlets);
  const own = census.skus.filter((sku) => sku.own);
  const states = new Map<string, OutletState>(census.outlets.map((outlet) => [outlet.id, emptyShelves()]));
  const dealers = new DealerStocks(census);
  const weeks: StreetWeek[] = [];
  for (let week = 0; week < size.weeks; week += 1) weeks.push(oneWeek(seed, week, census, own, states, dealers));
  return { census, weeks };
}

function oneWeek(seed: number, week: number, census: Census, own: readonly SimulatedSku[], states: Map<string, OutletState>, dealers: DealerStocks): StreetWeek {
  const outlets = new Map(census.outlets.map((outlet) => [outlet.id, outlet]));
  const handlers = [...states.values()].filter((state) => state.since !== null).length / census.outlets.length;
  const soldOut = census.outlets.reduce((sum, outlet) => sum + sellOut(seed, week, outlet, states.get(outlet.id) ?? emptyShelves(), own), 0);
  const checks: StockCheck[] = [];
  const deliveries: Delivery[] = [];
  const calls = [...simulateCalls(seed, census, week)].sort((a, b) => a.weekday - b.weekday).map((call) => {
    const outlet = call.outlet === null ? undefined : outlets.get(call.outlet);
    if (!outlet || !call.valid) return { ...call, ordered: false };
    const done = workShelf(seed, week, call, outlet, states.get(outlet.id) ?? emptyShelves(), own, handlers);
    checks.push(...done.checks);
    deliveries.push(...done.deliveries);
    return { ...call, ordered: done.deliveries.length > 0 };
  });
  const rivals = census.outlets.flatMap((outlet, index) => rivalSales(seed, week, outlet, index, census.skus, states.get(outlet.id)?.since ?? null));
  return { calls, checks, sales: [...deliveries, ...rivals], dealerStock: dealers.week((dealer, sku) => shippedTo(outlets, deliveries, dealer, sku)), soldOut };
}

function shippedTo(outlets: ReadonlyMap<string, SimulatedOutlet>, deliveries: readonly Delivery[], dealer: string, sku: string): number {
  return deliveries.filter((delivery) => delivery.sku === sku && outlets.get(delivery.outlet)?.dealer === dealer).reduce((sum, delivery) => sum + delivery.quantity, 0);
}

/** Rivals deliver in the rhythm of the outlet's class what our handlers leave them; one delivery in a hundred comes back in part. */
function rivalSales(seed: number, week: number, outlet: SimulatedOutlet, index: number, skus: readonly SimulatedSku[], since: number | null): Delivery[] {
  const every = callEvery[outlet.class];
  if ((week + index) % every !== 0) return [];
  const left = since === null ? 1 : 1 - 0.5 * (1 - 0.75 * Math.exp(-(week - since) / 3.5));
  return skus.filter((sku) => !sku.own).flatMap((sku) => {
    const r = stream(seed, 'rival', week, outlet.id, sku.code);
    const quantity = Math.round(outlet.weekly * left * every * (rivalParts[sku.code] ?? 0) * r.between(0.8, 1.2));
    if (quantity === 0) return [];
    const line = { outlet: outlet.id, sku: sku.code, weekday: index % 5, quantity };
    return r.happens(0.01) ? [line, { ...line, weekday: 5, quantity: -Math.ceil(quantity * 0.2) }] : [line];
  });
}
