import type { Census, SimulatedSku } from './census.js';

/** One dealer, one SKU, one week: `opening + received − shipped = closing`. */
export type DealerWeek = {
  readonly dealer: string; readonly sku: string;
  readonly opening: number; readonly received: number; readonly shipped: number; readonly closing: number;
};

/** Days of outflow that a dealer wants to have in the house. */
const wantedDays = 16;
const firstStock = 400;

/** The dealers' shelves of our SKUs. They order on Monday by what the last two weeks took; a van on Friday brings what runs out. */
export class DealerStocks {
  private readonly closing = new Map<string, number>();
  private readonly outflows = new Map<string, number[]>();

  constructor(private readonly census: Census) {}

  /** `shipped(dealer, sku)` is what went to outlets in this week, in base units. */
  week(shipped: (dealer: string, sku: string) => number): DealerWeek[] {
    return this.census.dealers.flatMap((dealer) => this.own().map((sku) => this.turn(dealer.code, sku.code, shipped(dealer.code, sku.code))));
  }

  private own(): readonly SimulatedSku[] {
    return this.census.skus.filter((sku) => sku.own);
  }

  private turn(dealer: string, sku: string, shipped: number): DealerWeek {
    const key = `${dealer}/${sku}`;
    const opening = this.closing.get(key) ?? 0;
    const past = this.outflows.get(key) ?? [];
    const mean = past.length === 0 ? null : past.slice(-2).reduce((sum, units) => sum + units, 0) / Math.min(2, past.length);
    const wanted = mean === null ? firstStock : Math.ceil((mean * (wantedDays + 7)) / 7);
    const received = Math.max(0, wanted - opening, shipped - opening);
    const closing = opening + received - shipped;
    this.closing.set(key, closing);
    this.outflows.set(key, [...past, shipped]);
    return { dealer, sku, opening, received, shipped, closing };
  }
}
