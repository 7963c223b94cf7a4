import type { EntityManager } from 'typeorm';
import { addDays, addWeeks, isoWeek } from '../../rules/iso-week.js';

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
};

/** One set of markets that are counted alike, and the bounds that all their queries share. */
export type Ask = Omit<FieldQuestion, 'marketId'> & {
  readonly em: EntityManager;
  readonly marketIds: readonly string[];
  readonly week: string;
  readonly asOf: string;
  /** First week of the rolling window. */
  readonly from: string;
  readonly earliest: string;
};

export function askFor(em: EntityManager, how: Omit<FieldQuestion, 'marketId'>, marketIds: readonly string[], week: string, asOf: string): Ask {
  if (isoWeek(asOf) !== week) throw new RangeError(`${asOf} does not lie in ${week}`);
  const longest = Math.max(how.visitPeriods.A, how.visitPeriods.B, how.visitPeriods.C, how.visitPeriods.dealer);
  return { ...how, em, marketIds, week, asOf, from: addWeeks(week, 1 - how.windowWeeks), earliest: isoWeek(addDays(asOf, -longest)) };
}

/** `?, ?, ?` for a list of parameters. */
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** In SQL: still a customer on the day of the parameter. Closed and merged outlets have left; refusing ones are still to be won. arithmetic.md §7 */
export const isCustomer = (alias: string): string =>
  `${alias}.status NOT IN ('closed', 'merged') AND (${alias}.firstSeen IS NULL OR ${alias}.firstSeen <= ?)`;

/** In SQL: joins the SKU and the brand of a row, limited to the category that was asked for. */
export const ofCategory = (alias: string, ask: Ask): { sql: string; parameters: string[] } => ({
  sql: `JOIN sku s ON s.id = ${alias}.skuId${ask.category === null ? '' : ' AND s.category = ?'} JOIN brand b ON b.id = s.brandId`,
  parameters: ask.category === null ? [] : [ask.category],
});

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
