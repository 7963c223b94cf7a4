import type { FrequencyRules } from './visit-frequency.js';

/*
 * What the street adds up to for one market, as of one day: sums and counts made by SQL, divided by measures.
 * A part that has no rows at all is null ("nobody measures this here"), which is not the same as zero.
 */

/** Volumes are integers in the bundle's volume basis (minor units of money, or base units of goods). */
export type SalesTotals = {
  /** Active terminals suited to the product. */
  readonly universe: number;
  /** Terminals with an own sale, or own stock seen, in the window. */
  readonly handlers: number;
  readonly universeA: number;
  readonly handlersA: number;
  readonly categoryVolume: number;
  readonly categoryVolumeOfHandlers: number;
  readonly ownVolume: number;
  readonly ownVolumeA: number;
  /** Category volume sold in the window (all brands), whole market and inside A terminals. */
  readonly marketVolume: number;
  readonly marketVolumeA: number;
  /** Strongest other brand in the window. */
  readonly rival: { readonly brand: string; readonly volume: number } | null;
};

/** What can be counted on its own. `outlets` gives terminals, zones and sales, `rival` the strongest other brand of the sales. */
export type StreetPart = 'outlets' | 'rival' | 'repeat' | 'churn' | 'visits' | 'stock' | 'dealerStock' | 'prices' | 'incidents' | 'receivables' | 'contracts';

export type FieldTotals = {
  readonly marketId: string;
  /** Last day counted, a Sunday when a weekly review asked. */
  readonly asOf: string;
  readonly week: string;
  readonly terminals: {
    readonly active: number;
    readonly byClass: Readonly<Record<'A' | 'B' | 'C' | 'none', number>>;
    /** Exactly one route with an adviser, and one dealer. */
    readonly owned: number;
    readonly validCode: number;
  };
  readonly dealers: { readonly active: number; readonly core: number; readonly codes: readonly string[] };
  readonly zones: readonly { readonly zoneNo: number; readonly universe: number; readonly handlers: number; readonly universeA: number; readonly handlersA: number }[];
  /** null: no sale line of any brand and no stock check in the window. */
  readonly sales: SalesTotals | null;
  /** Distinct ISO weeks with sale lines up to asOf. */
  readonly weeksOfSales: number;
  /** Own re-orders: terminals whose first order is at least 30 days old / those with two or more order days within 60 days of it. null: no own sale yet. */
  readonly repeat: { readonly firstOrders: number; readonly repeated: number } | null;
  /** Handlers of the four weeks ending 90 days ago / those of them without an own sale in the last four weeks. null: too young. */
  readonly churn: { readonly atStart: number; readonly lost: number } | null;
  /** Of the week. null: no visit rows at all in this market. */
  readonly visits: {
    readonly planned: number; readonly plannedVisited: number; readonly plannedOrdered: number; readonly valid: number; readonly ordered: number;
    /** Zero-unvisited rule over terminals and dealers (arithmetic.md §7). */
    readonly neverVisited: number; readonly overdue: number; readonly customers: number;
  } | null;
  /** Last check per handler and SKU in the window. null: no stock checks in the window. */
  readonly stock: {
    readonly handlers: number; readonly mustStockSkus: number; readonly zeroChecks: number;
    readonly priceChecks: number; readonly pricesInBand: number;
    readonly opening: number; readonly received: number; readonly closing: number;
    readonly focusSkusHandled: number;
  } | null;
  /** Dealer tier over 28 days. null: no dealer stock rows. */
  readonly dealerStock: { readonly closing: number; readonly received: number; readonly shipped: number } | null;
  /** The market's own visit frequencies on the day. null: those of the bundle. */
  readonly frequency: FrequencyRules | null;
  /** Prices checked for themselves, beside those of the stock checks. null: none in the window. */
  readonly prices: { readonly checks: number; readonly inBand: number } | null;
  /** Of the quarter since the day. null: nobody reported a price cut or dumping in it. */
  readonly incidents: { readonly since: string; readonly reported: number; readonly priceCuts: number; readonly dumping: number } | null;
  /** Contracts with dealers, planned ones too. null: none was ever recorded here. */
  readonly contracts: readonly {
    readonly dealer: string; readonly core: boolean; readonly fromDay: string; readonly toDay: string; readonly signedOn: string | null; readonly recordedOn: string | null; readonly endedOn: string | null;
    readonly zones: readonly { readonly zoneNo: number; readonly monthlyCapacity: number }[];
  }[] | null;
  /** By the latest list of each dealer, the oldest and the newest of them. null: no lists. */
  readonly receivables: { readonly dealers: number; readonly receivable: number; readonly overdue: number; readonly oldest: string; readonly newest: string } | null;
};
