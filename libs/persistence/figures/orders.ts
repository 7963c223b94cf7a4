import { ratio } from '../../measures/ratio.js';
import { fromRatio } from '../../rules/readings/measured.js';
import { street, upTo } from '../../rules/readings/sources.js';
import { daysFromTo, isoWeek } from '../../rules/iso-week.js';
import { fieldTotals } from '../field-totals.js';
import { firstOrders } from '../field/order-totals.js';
import { outletTotals } from '../field/outlet-totals.js';
import { count } from '../field/question.js';
import { answered, ratioRow, type Answered, type Row } from './answered.js';
import { askOf, sourceRows, type Frame } from './frame.js';

/** Re-orders within so many days, of the terminals with so many days of history. */
export async function measureReorders(frame: Frame, withinDays: number, historyDays: number): Promise<Answered> {
  const { em, question, period } = frame;
  const only = { ...question.only, repeat: { matureDays: historyDays, withinDays } };
  const totals = await fieldTotals(em, { markets: [{ ...question, only }], week: isoWeek(period.to), asOf: period.to, parts: ['repeat'] });
  const repeat = totals.get(question.marketId)?.repeat ?? null;
  const of = repeat === null ? ratio(null, null) : ratio(repeat.repeated, repeat.firstOrders);
  return answered(fromRatio(of, upTo(period.to, street.orders)), await sourceRows(await askOf(frame), 'orders'), { withinDays, historyDays });
}

/**
 * How many terminals have ever ordered, by days since the first order of all or by calendar months, out of the customers of the last day.
 * Its rows have, beside the quotient, how many came new.
 */
export async function measureLaunchCurve(frame: Frame, by: 'day' | 'week' | 'month'): Promise<Answered> {
  const ask = await askOf(frame);
  const orders = firstOrders(ask);
  const days: { day: string; terminals: unknown }[] = await frame.em.query(
    `SELECT o.firstOrder AS day, COUNT(*) AS terminals FROM (${orders.sql}) o WHERE o.firstOrder <= ? GROUP BY o.firstOrder ORDER BY o.firstOrder`, [...orders.parameters, ask.asOf]);
  const universe = (await outletTotals(ask, false)).get(frame.market.id)?.sales.universe ?? 0;
  const rows = curve(days.map(({ day, terminals }) => ({ day, added: count(terminals) })), universe, by);
  const ever = days.reduce((all, { terminals }) => all + count(terminals), 0);
  return answered(fromRatio(ratio(days.length === 0 ? null : ever, days.length === 0 ? null : Math.max(universe, ever)), upTo(ask.asOf, street.orders)), await sourceRows(ask, 'orders'), { firstOrder: days[0]?.day ?? null, universe }, rows);
}

function curve(days: readonly { readonly day: string; readonly added: number }[], universe: number, by: 'day' | 'week' | 'month'): Row[] {
  const first = days[0]?.day ?? '';
  const keyOf = (day: string): string => (by === 'month' ? day.slice(0, 7) : by === 'week' ? isoWeek(day) : String(daysFromTo(first, day)));
  const added = new Map<string, { added: number; last: string }>();
  for (const day of days) added.set(keyOf(day.day), { added: (added.get(keyOf(day.day))?.added ?? 0) + day.added, last: day.day });
  let ever = 0;
  return [...added].map(([key, step]) => {
    ever += step.added;
    return ratioRow(key, step.last, ratio(ever, Math.max(universe, ever)), { added: step.added, daysSinceFirstOrder: daysFromTo(first, step.last) });
  });
}
