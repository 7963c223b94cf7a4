import { addWeeks, weekEnd, weeksBetween, weekStart } from '../../rules/iso-week.js';
import type { Ask, Condition } from './question.js';
import { marks } from '../marks.js';

/*
 * Where the figures come from: the rows of the asked period, in the asked part of the market, with the products told apart. Every query of
 * the room reads through these, so that a scope or a period means the same in all of them.
 */
type Weeks = { readonly from: string; readonly to: string };

const nothing: Condition = { sql: '', parameters: [] };

export const and = (condition: Condition | undefined): Condition => (condition ? { sql: ` AND ${condition.sql}`, parameters: condition.parameters } : nothing);

/** ` AND column IN (…)` for the asked part of the market; nothing when all of it is asked for. */
export function within({ only, marketIds }: Ask, column: string): Condition {
  if (!only?.outlets) return nothing;
  return {
    sql: ` AND ${column} IN (SELECT t.id FROM terminal t WHERE t.marketId IN (${marks(marketIds)}) AND ${only.outlets.sql})`,
    parameters: [...marketIds, ...only.outlets.parameters],
  };
}

/** The asked dealers. Asked for a part of the terminals and for no dealer, none: what a dealer holds belongs to no zone or class. */
export function dealersOf({ only }: Ask, column: string): Condition | undefined {
  if (only?.dealers && only.dealers.length > 0) return { sql: `${column} IN (${marks(only.dealers)})`, parameters: only.dealers };
  return only?.dealers || only?.outlets ? { sql: '1 = 0', parameters: [] } : undefined;
}

/** Sales per terminal, week and SKU, as a table; line by line where the asked days cut a week. */
export function soldIn(ask: Ask, weeks: Weeks = weeksOf(ask), more: Condition = nothing): Condition {
  return rowsOf(ask, 'sale_week', weeks, more);
}

/** Sales of all products per terminal and week, as a table: a hundredth of the rows. `n` is the number of lines. */
export function tradedIn(ask: Ask): Condition {
  return rowsOf(ask, 'terminal_week', weeksOf(ask), nothing);
}

/** Sales of our SKUs, as `soldIn`. They are few, so that the index is asked for each of them in each week instead of being read through. */
export function oursIn(ask: Ask, weeks: Weeks = weeksOf(ask)): Condition {
  const { ours, marketIds } = ask;
  if (ours.length === 0) return soldIn(ask, weeks, { sql: ' AND 1 = 0', parameters: [] });
  const all = Array.from({ length: weeksBetween(weeks.from, weeks.to) + 1 }, (_, i) => addWeeks(weeks.from, i));
  const few = all.length * ours.length * marketIds.length <= mostSeeks;
  return soldIn(ask, weeks, { sql: ` AND w.skuId IN (${marks(ours)})${few ? ` AND w.week IN (${marks(all)})` : ''}`, parameters: [...ours, ...(few ? all : [])] });
}

const mostSeeks = 20_000;
const weeksOf = ({ from, week }: Ask): Weeks => ({ from, to: week });

function rowsOf(ask: Ask, table: 'sale_week' | 'terminal_week', weeks: Weeks, more: Condition): Condition {
  const sku = table === 'sale_week';
  // The index over SKUs does not hold the number of lines, and nobody asks for it there.
  const lines = (column: string): string => (sku ? '' : `, w.${column} AS n`);
  const part = within(ask, 'w.terminalId');
  const days = ask.only?.days;
  const cut = days && weeks.from === ask.from && weeks.to === ask.week ? cutWeeks(days, weeks) : [];
  const whole: Condition = cut.length === 0 ? nothing : { sql: ` AND w.week NOT IN (${marks(cut)})`, parameters: cut };
  const rolledUp: Condition = {
    sql: `SELECT w.marketId, w.terminalId, ${sku ? 'w.skuId, ' : ''}w.week, w.quantity, w.amount${lines(ask.em.connection.driver.escape('lines'))} FROM ${table} w
      WHERE w.marketId IN (${marks(ask.marketIds)}) AND w.week BETWEEN ? AND ?${whole.sql}${more.sql}${part.sql}`,
    parameters: [...ask.marketIds, weeks.from, weeks.to, ...whole.parameters, ...more.parameters, ...part.parameters],
  };
  if (!days) return rolledUp;
  // One branch per cut week: an equality reaches the index of terminal and week, a list would not.
  return cut.reduce<Condition>((all, week) => ({
    sql: `${all.sql} UNION ALL
      SELECT w.marketId, w.terminalId, ${sku ? 'w.skuId, ' : ''}w.week, w.quantity, w.amount${sku ? '' : ', 1 AS n'} FROM sale_line w
      WHERE w.terminalId IN (SELECT t.id FROM terminal t WHERE t.marketId IN (${marks(ask.marketIds)})) AND w.week = ? AND w.day BETWEEN ? AND ?${more.sql}${part.sql}`,
    parameters: [...all.parameters, ...ask.marketIds, week, days.from, days.to, ...more.parameters, ...part.parameters],
  }), rolledUp);
}

/** The first and the last week, where the asked days do not fill them. */
function cutWeeks(days: { readonly from: string; readonly to: string }, { from, to }: Weeks): string[] {
  return [...new Set([from, to])].filter((week) => weekStart(week) < days.from || weekEnd(week) > days.to);
}

/** What each outlet sold of a category, or of everything, as a table of `id` and `volume`. */
export function volumeOf(ask: Ask, category: string | null): Condition {
  if (category === null) {
    const traded = tradedIn(ask);
    return { sql: `SELECT w.terminalId AS id, SUM(w.${ask.volumeBasis}) AS volume FROM (${traded.sql}) w GROUP BY w.terminalId`, parameters: traded.parameters };
  }
  const sold = soldIn(ask);
  return {
    sql: `SELECT w.terminalId AS id, SUM(w.${ask.volumeBasis}) AS volume FROM (${sold.sql}) w JOIN sku s ON s.id = w.skuId AND s.category = ? GROUP BY w.terminalId`,
    parameters: [...sold.parameters, category],
  };
}

/** Over `s` and `b`: the SKUs that count as ours. */
export function isOurs({ only, category }: Pick<Ask, 'only' | 'category'>): Condition {
  const subject = only?.subject ?? { sql: 'b.own = 1', parameters: [] };
  return category === null ? subject : { sql: `${subject.sql} AND s.category = ?`, parameters: [...subject.parameters, category] };
}

/** Our SKUs, as a table. */
export function ourProducts(ask: Pick<Ask, 'only' | 'category'>): Condition {
  const ours = isOurs(ask);
  return { sql: `SELECT s.id, s.mustStock, s.focus FROM sku s JOIN brand b ON b.id = s.brandId WHERE ${ours.sql}`, parameters: ours.parameters };
}

/** Looks up which SKUs are ours, once for all queries. */
export async function withOurs(ask: Omit<Ask, 'ours'>): Promise<Ask> {
  const product = ourProducts(ask);
  const rows: { id: string }[] = await ask.em.query(product.sql, [...product.parameters]);
  return { ...ask, ours: rows.map(({ id }) => id) };
}

/** Stock checks of the asked period, as a table. */
export function checkedIn(ask: Ask): Condition {
  const part = within(ask, 'c.terminalId');
  return {
    sql: `SELECT c.* FROM stock_check c WHERE c.marketId IN (${marks(ask.marketIds)}) AND c.week BETWEEN ? AND ? AND c.day BETWEEN ? AND ?${part.sql}`,
    parameters: [...ask.marketIds, ask.from, ask.week, ask.only?.days?.from ?? weekStart(ask.from), ask.asOf, ...part.parameters],
  };
}
