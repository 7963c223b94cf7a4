import type { EntityManager } from 'typeorm';
import { addWeeks, isoWeek } from '../../rules/iso-week.js';

/** A part of a WHERE clause over a known alias, with its parameters. */
export type Condition = { readonly sql: string; readonly parameters: readonly (string | number)[] };

/** What somebody asks for beside the bundle's way of counting: a part of the market, other products, exact days. All of it may be left out. */
export type Narrowing = {
  /** Over `t`: only these terminals. */
  readonly outlets?: Condition;
  /** Only these dealers, by id. */
  readonly dealers?: readonly string[];
  /** Over `v`: only these visits. */
  readonly visits?: Condition;
  /** Over `s` and `b`: the SKUs that count as ours; those of own brands when left out. */
  readonly subject?: Condition;
  /** Who could have been a handler: whoever is a customer, or whoever has a line of any product in the period. */
  readonly universe?: 'customers' | 'traded';
  /** SKUs of this category weigh an outlet, instead of those that are counted; null: all SKUs do. */
  readonly weighedBy?: { readonly category: string | null };
  /** Exact days, instead of the window's whole weeks. */
  readonly days?: Days;
  /** Whether visits count in the whole period; only in its last week when left out, as the weekly screens do. */
  readonly visitsOfPeriod?: true;
  readonly repeat?: { readonly matureDays: number; readonly withinDays: number };
};

export type Days = { readonly from: string; readonly to: string };

/** How a market's bundle wants its street counted. */
export type FieldQuestion = {
  readonly marketId: string;
  /** Weeks of a rolling window, the asked week included. */
  readonly windowWeeks: number;
  /** What volumes are summed in: minor units of money, or base units of goods. */
  readonly volumeBasis: 'amount' | 'quantity';
  /** What weighs an outlet: the census figure, or what it sold of all brands in the window. */
  readonly categoryVolume: 'census' | 'sales';
  /** Only SKUs of this category count; null: all do. */
  readonly category: string | null;
  /** Days within which a customer of each class must have been seen. */
  readonly visitPeriods: { readonly A: number; readonly B: number; readonly C: number; readonly dealer: number };
  readonly only?: Narrowing;
};

/** One set of markets that are counted alike, and the bounds that all their queries share. */
export type Ask = Omit<FieldQuestion, 'marketId'> & {
  readonly em: EntityManager;
  readonly marketIds: readonly string[];
  readonly week: string;
  readonly asOf: string;
  /** First week of the rolling window. */
  readonly from: string;
  /** The SKUs that count as ours. */
  readonly ours: readonly string[];
};

export function askFor(em: EntityManager, how: Omit<FieldQuestion, 'marketId'>, marketIds: readonly string[], week: string, asOf: string): Omit<Ask, 'ours'> {
  if (isoWeek(asOf) !== week) throw new RangeError(`${asOf} does not lie in ${week}`);
  return { ...how, em, marketIds, week, asOf, from: how.only?.days ? isoWeek(how.only.days.from) : addWeeks(week, 1 - how.windowWeeks) };
}


/** In SQL: still a customer on the day of the parameter. Closed and merged outlets have left; refusing ones are still to be won. arithmetic.md §7 */
export const isCustomer = (alias: string): string =>
  `${alias}.status NOT IN ('closed', 'merged') AND (${alias}.firstSeen IS NULL OR ${alias}.firstSeen <= ?)`;

/** MySQL answers sums as texts, and nothing summed as null. */
export const count = (value: unknown): number => Number(value ?? 0);

export function byMarket<Row extends { readonly marketId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.marketId);
    if (group) group.push(row);
    else groups.set(row.marketId, [row]);
  }
  return groups;
}
