import type { SimulatedOutlet, SimulatedSku } from './census.js';
import { callEvery } from './calls.js';
import { givenUp, heldByRival, priceKept, safetyWeeks, shareInHandler, won } from './curves.js';
import { stream } from './random.js';

/** What an outlet has of one of our SKUs. `opening + received − sold = stock`, always. */
type Shelf = { stock: number; opening: number; received: number };
/** A handler since `since`; null: none of ours yet, or given up. */
export type OutletState = { since: number | null; readonly shelves: Map<string, Shelf> };

export type StockCheck = {
  readonly outlet: string; readonly sku: string; readonly weekday: number; readonly call: string;
  readonly handled: boolean; readonly stock: number; readonly opening: number; readonly received: number; readonly priceInBand: boolean | null;
};
export type Delivery = { readonly outlet: string; readonly sku: string; readonly weekday: number; readonly quantity: number };

export const emptyShelves = (): OutletState => ({ since: null, shelves: new Map() });

/** Consumers buy for one week: our part of what the outlet sells in the category, never more than it has. Returns units sold. */
export function sellOut(seed: number, week: number, outlet: SimulatedOutlet, state: OutletState, skus: readonly SimulatedSku[]): number {
  if (state.since === null) return 0;
  const r = stream(seed, 'sell-out', week, outlet.id);
  let sold = 0;
  for (const sku of skus) {
    const shelf = state.shelves.get(sku.code);
    if (!shelf) continue;
    const units = Math.min(shelf.stock, Math.round(demand(outlet, state.since, week, sku) * r.between(0.9, 1.1)));
    shelf.stock -= units;
    sold += units;
  }
  return sold;
}

function demand(outlet: SimulatedOutlet, since: number, week: number, sku: SimulatedSku): number {
  return outlet.weekly * shareInHandler(outlet.class, week - since) * sku.part;
}

/** One valid call: look at the shelf, note it, win the outlet or refill it. `handlers` is the part of all outlets that handle us. */
export function workShelf(
  seed: number, week: number, call: { readonly id: string; readonly weekday: number }, outlet: SimulatedOutlet, state: OutletState, skus: readonly SimulatedSku[], handlers: number,
): { checks: StockCheck[]; deliveries: Delivery[] } {
  const r = stream(seed, 'shelf', week, call.id);
  if (state.since !== null && r.happens(givenUp * callEvery[outlet.class])) giveUp(state);
  const checks = skus.map((sku) => lookAt(call, outlet, state, sku, r.happens(priceKept(week))));
  if (state.since === null && !isHeld(seed, outlet) && r.happens(won(outlet.class, handlers))) state.since = week;
  const since = state.since;
  if (since === null) return { checks, deliveries: [] };
  const cover = callEvery[outlet.class] + safetyWeeks(week);
  const deliveries = skus.flatMap((sku) => {
    const shelf = shelfOf(state, sku.code);
    const quantity = Math.max(0, Math.ceil(demand(outlet, since, week + 1, sku) * cover) - shelf.stock);
    shelf.stock += quantity;
    shelf.received += quantity;
    return quantity === 0 ? [] : [{ outlet: outlet.id, sku: sku.code, weekday: call.weekday, quantity }];
  });
  return { checks, deliveries };
}

function isHeld(seed: number, outlet: SimulatedOutlet): boolean {
  return stream(seed, 'held', outlet.id).happens(heldByRival[outlet.class]);
}

/** The check is taken before the delivery: what came since the last one is `received`, and a new count begins. */
function lookAt(call: { readonly id: string; readonly weekday: number }, outlet: SimulatedOutlet, state: OutletState, sku: SimulatedSku, priceInBand: boolean): StockCheck {
  const base = { outlet: outlet.id, sku: sku.code, weekday: call.weekday, call: call.id };
  if (state.since === null) return { ...base, handled: false, stock: 0, opening: 0, received: 0, priceInBand: null };
  const shelf = shelfOf(state, sku.code);
  const check = { ...base, handled: true, stock: shelf.stock, opening: shelf.opening, received: shelf.received, priceInBand };
  shelf.opening = shelf.stock;
  shelf.received = 0;
  return check;
}

function giveUp(state: OutletState): void {
  state.since = null;
  state.shelves.clear();
}

function shelfOf(state: OutletState, sku: string): Shelf {
  const known = state.shelves.get(sku);
  if (known) return known;
  const made = { stock: 0, opening: 0, received: 0 };
  state.shelves.set(sku, made);
  return made;
}
