import type { FieldTotals } from '../../rules/field-totals.js';
import { daysBetween } from '../columns.js';
import { addDays, addWeeks, isoWeek, weekEnd } from '../../rules/iso-week.js';
import { byMarket, count, type Ask, type Condition } from './question.js';
import { and, oursIn, within } from './sources.js';
import { marks } from '../marks.js';

/** method.md §11: an outlet has had time to re-order when its first order is this old, and has done so when the second came this soon. */
const repeatRule = { matureDays: 30, withinDays: 60 } as const;
/** method.md §12: handlers lost in this many days. */
const churnDays = 90;
const churnWeeks = 4;

type Weeks = { readonly marketId: string; readonly weeks: unknown; readonly inWindow: unknown };

/** Weeks with sale lines up to the asked week, and whether the window has any. Read from the market's own list of weeks: also when a part of it is asked for. */
export async function saleWeeks(ask: Ask): Promise<Map<string, { weeks: number; inWindow: boolean }>> {
  const rows: Weeks[] = await ask.em.query(
    `SELECT w.marketId, COUNT(*) AS weeks, SUM(CASE WHEN w.week >= ? THEN 1 ELSE 0 END) AS inWindow FROM market_week w
     WHERE w.marketId IN (${marks(ask.marketIds)}) AND w.week <= ? GROUP BY w.marketId`, [ask.from, ...ask.marketIds, ask.week]);
  return new Map(rows.map((row) => [row.marketId, { weeks: count(row.weeks), inWindow: count(row.inWindow) > 0 }]));
}

type Repeat = { readonly marketId: string; readonly firstOrders: unknown; readonly repeated: unknown };

/** Re-orders within so many days, of the terminals whose first order is old enough. */
export async function repeatTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['repeat']>>> {
  const { matureDays, withinDays } = ask.only?.repeat ?? repeatRule;
  const mature = addDays(ask.asOf, -matureDays);
  const gap = daysBetween(ask.em.connection.driver, 't.firstOrder', 't.secondOrder');
  const orders = firstOrders(ask);
  const rows: Repeat[] = await ask.em.query(
    `SELECT t.marketId, SUM(CASE WHEN t.firstOrder <= ? THEN 1 ELSE 0 END) AS firstOrders,
       SUM(CASE WHEN t.firstOrder <= ? AND t.secondOrder <= ? AND ${gap} <= ? THEN 1 ELSE 0 END) AS repeated
     FROM (${orders.sql}) t WHERE t.firstOrder <= ? GROUP BY t.marketId`,
    [mature, mature, ask.asOf, withinDays, ...orders.parameters, ask.asOf]);
  return new Map(rows.map((row) => [row.marketId, { firstOrders: count(row.firstOrders), repeated: count(row.repeated) }]));
}

/**
 * Terminals of the asked part of the market with the first two days on which they bought what is asked for. For our own SKUs the import keeps
 * both days on the terminal: no walk through history. For others the lines are read.
 */
export function firstOrders(ask: Ask): Condition {
  const { only, marketIds } = ask;
  const part = and(only?.outlets);
  if (!only?.subject) return { sql: `SELECT t.id, t.marketId, t.firstOrder, t.secondOrder FROM terminal t WHERE t.marketId IN (${marks(marketIds)})${part.sql}`, parameters: [...marketIds, ...part.parameters] };
  const scope = within(ask, 'l.terminalId');
  return {
    sql: `SELECT o.terminalId AS id, o.marketId, MIN(o.day) AS firstOrder, MIN(CASE WHEN o.nth = 2 THEN o.day END) AS secondOrder FROM (
        SELECT l.marketId, l.terminalId, l.day, DENSE_RANK() OVER (PARTITION BY l.terminalId ORDER BY l.day) AS nth
        FROM sale_line l JOIN sku s ON s.id = l.skuId JOIN brand b ON b.id = s.brandId
        WHERE l.marketId IN (${marks(marketIds)}) AND l.quantity > 0 AND ${only.subject.sql}${scope.sql}) o
      GROUP BY o.terminalId, o.marketId`,
    parameters: [...marketIds, ...only.subject.parameters, ...scope.parameters],
  };
}

type Churn = { readonly marketId: string; readonly atStart: unknown; readonly lost: unknown };

/** Who sold ours in the four weeks that ended 90 days ago, and did not in the last four. Whole weeks: the last that was over by then. */
export async function churnTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['churn']>>> {
  const then = addDays(ask.asOf, -churnDays);
  const last = weekEnd(isoWeek(then)) <= then ? isoWeek(then) : addWeeks(isoWeek(then), -1);
  const before = oursIn(ask, { from: addWeeks(last, 1 - churnWeeks), to: last });
  const after = oursIn(ask, { from: addWeeks(ask.week, 1 - churnWeeks), to: ask.week });
  const sellers = (sold: Condition) => `SELECT DISTINCT w.marketId, w.terminalId FROM (${sold.sql}) w WHERE w.quantity > 0`;
  const rows: Churn[] = await ask.em.query(
    `WITH early AS (${sellers(before)}), late AS (${sellers(after)})
     SELECT early.marketId, COUNT(*) AS atStart, SUM(CASE WHEN late.terminalId IS NULL THEN 1 ELSE 0 END) AS lost
     FROM early LEFT JOIN late ON late.terminalId = early.terminalId GROUP BY early.marketId`,
    [...before.parameters, ...after.parameters]);
  return new Map([...byMarket(rows)].map(([marketId, [row]]) => [marketId, { atStart: count(row?.atStart), lost: count(row?.lost) }]));
}
