import type { FieldTotals } from '../../rules/field-totals.js';
import { daysBetween } from '../columns.js';
import { addDays, addWeeks, isoWeek, weekEnd } from '../../rules/iso-week.js';
import { byMarket, count, marks, ofCategory, type Ask } from './question.js';

/** method.md §11: an outlet has had time to re-order when its first order is this old, and has done so when the second came this soon. */
const repeatRule = { matureDays: 30, withinDays: 60 } as const;
/** method.md §12: handlers lost in this many days. */
const churnDays = 90;
const churnWeeks = 4;

type Weeks = { readonly marketId: string; readonly weeks: unknown; readonly inWindow: unknown };

/** Weeks with sale lines up to the asked week, and whether the window has any. Read from the market's own list of weeks. */
export async function saleWeeks(ask: Ask): Promise<Map<string, { weeks: number; inWindow: boolean }>> {
  const rows: Weeks[] = await ask.em.query(
    `SELECT w.marketId, COUNT(*) AS weeks, SUM(CASE WHEN w.week >= ? THEN 1 ELSE 0 END) AS inWindow FROM market_week w
     WHERE w.marketId IN (${marks(ask.marketIds)}) AND w.week <= ? GROUP BY w.marketId`, [ask.from, ...ask.marketIds, ask.week]);
  return new Map(rows.map((row) => [row.marketId, { weeks: count(row.weeks), inWindow: count(row.inWindow) > 0 }]));
}

type Repeat = { readonly marketId: string; readonly firstOrders: unknown; readonly repeated: unknown };

/** Own re-orders, from the first two order days that the import keeps on each terminal: exact days, and no walk through history. */
export async function repeatTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['repeat']>>> {
  const mature = addDays(ask.asOf, -repeatRule.matureDays);
  const gap = daysBetween(ask.em.connection.driver, 't.firstOrder', 't.secondOrder');
  const rows: Repeat[] = await ask.em.query(
    `SELECT t.marketId, SUM(CASE WHEN t.firstOrder <= ? THEN 1 ELSE 0 END) AS firstOrders,
       SUM(CASE WHEN t.firstOrder <= ? AND t.secondOrder <= ? AND ${gap} <= ? THEN 1 ELSE 0 END) AS repeated
     FROM terminal t WHERE t.marketId IN (${marks(ask.marketIds)}) AND t.firstOrder <= ? GROUP BY t.marketId`,
    [mature, mature, ask.asOf, repeatRule.withinDays, ...ask.marketIds, ask.asOf]);
  return new Map(rows.map((row) => [row.marketId, { firstOrders: count(row.firstOrders), repeated: count(row.repeated) }]));
}

type Churn = { readonly marketId: string; readonly atStart: unknown; readonly lost: unknown };

/** Who sold ours in the four weeks that ended 90 days ago, and did not in the last four. Whole weeks: the last that was over by then. */
export async function churnTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['churn']>>> {
  const then = addDays(ask.asOf, -churnDays);
  const last = weekEnd(isoWeek(then)) <= then ? isoWeek(then) : addWeeks(isoWeek(then), -1);
  const category = ofCategory('w', ask);
  const sellers = `SELECT DISTINCT w.marketId, w.terminalId FROM sale_week w ${category.sql}
    WHERE w.marketId IN (${marks(ask.marketIds)}) AND w.week BETWEEN ? AND ? AND b.own = 1 AND w.quantity > 0`;
  const rows: Churn[] = await ask.em.query(
    `WITH early AS (${sellers}), late AS (${sellers})
     SELECT early.marketId, COUNT(*) AS atStart, SUM(CASE WHEN late.terminalId IS NULL THEN 1 ELSE 0 END) AS lost
     FROM early LEFT JOIN late ON late.terminalId = early.terminalId GROUP BY early.marketId`,
    [
      ...category.parameters, ...ask.marketIds, addWeeks(last, 1 - churnWeeks), last,
      ...category.parameters, ...ask.marketIds, addWeeks(ask.week, 1 - churnWeeks), ask.week,
    ]);
  return new Map([...byMarket(rows)].map(([marketId, [row]]) => [marketId, { atStart: count(row?.atStart), lost: count(row?.lost) }]));
}
