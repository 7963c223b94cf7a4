import type { FieldTotals } from '../../rules/field-totals.js';
import { addDays, weekStart } from '../../rules/iso-week.js';
import { count, type Ask, type Condition } from './question.js';
import { and, dealersOf, ourProducts, within } from './sources.js';
import { marks } from '../marks.js';

/** method.md §12: incidents are counted per quarter. */
export const quarterDays = 91;

type Incidents = { readonly marketId: string; readonly reported: unknown; readonly priceCuts: unknown; readonly dumping: unknown };

/** Price cuts and dumping found in the quarter that ends with the asked day; no key where nobody reported one. One that proved unfounded does not count. */
export async function incidentTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['incidents']>>> {
  const since = addDays(ask.asOf, -quarterDays);
  const part = incidentsOf(ask);
  const counted = (kind: string): string => `SUM(CASE WHEN i.kind = '${kind}' AND (i.finding IS NULL OR i.finding <> 'unfounded') THEN 1 ELSE 0 END)`;
  const rows: Incidents[] = await ask.em.query(
    `SELECT i.marketId, COUNT(*) AS reported, ${counted('price_cut')} AS priceCuts, ${counted('dumping')} AS dumping FROM incident i
     WHERE i.marketId IN (${marks(ask.marketIds)}) AND i.kind IN ('price_cut', 'dumping') AND i.foundOn > ? AND i.foundOn <= ?${part.sql} GROUP BY i.marketId`,
    [...ask.marketIds, since, ask.asOf, ...part.parameters]);
  return new Map(rows.map((row) => [row.marketId, { since, reported: count(row.reported), priceCuts: count(row.priceCuts), dumping: count(row.dumping) }]));
}

/** Over `i`: found in the asked part of the market, or traced to the asked dealer. */
export function incidentsOf(ask: Ask): Condition {
  const found = within(ask, 'i.terminalId');
  const { dealers } = ask.only ?? {};
  if (found.sql === '' || !dealers || dealers.length === 0) return found;
  return { sql: ` AND (1 = 1${found.sql} OR i.sourceDealerId IN (${marks(dealers)}))`, parameters: [...found.parameters, ...dealers] };
}

type Owed = { readonly marketId: string; readonly dealers: unknown; readonly receivable: unknown; readonly overdue: unknown; readonly oldest: string; readonly newest: string };

/** What the dealers owe by their latest lists up to the asked day, and how much of it is overdue. */
export async function receivableTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['receivables']>>> {
  const owed = owedBy(ask);
  const rows: Owed[] = await ask.em.query(
    `SELECT o.marketId, COUNT(*) AS dealers, SUM(o.receivable) AS receivable, SUM(o.overdue) AS overdue, MIN(o.day) AS oldest, MAX(o.day) AS newest FROM (${owed.sql}) o GROUP BY o.marketId`,
    [...owed.parameters]);
  return new Map(rows.map(({ marketId, oldest, newest, ...row }) => [marketId, { dealers: count(row.dealers), receivable: count(row.receivable), overdue: count(row.overdue), oldest, newest }]));
}

/** Per dealer, by the latest list up to the asked day. What was paid too much is no claim against another invoice. */
export function owedBy(ask: Ask): Condition {
  const dealers = and(dealersOf(ask, 'r.dealerId'));
  return {
    sql: `SELECT r.marketId, r.dealerId, r.day, COUNT(*) AS invoices, SUM(CASE WHEN r.amount > r.paid THEN r.amount - r.paid ELSE 0 END) AS receivable, SUM(r.overdue) AS overdue
      FROM receivable r JOIN (SELECT l.dealerId, MAX(l.day) AS day FROM receivable l WHERE l.marketId IN (${marks(ask.marketIds)}) AND l.day <= ? GROUP BY l.dealerId) last
        ON last.dealerId = r.dealerId AND last.day = r.day
      WHERE r.marketId IN (${marks(ask.marketIds)})${dealers.sql} GROUP BY r.marketId, r.dealerId, r.day`,
    parameters: [...ask.marketIds, ask.asOf, ...ask.marketIds, ...dealers.parameters],
  };
}

type Prices = { readonly marketId: string; readonly checks: unknown; readonly inBand: unknown };

/** Prices of our products that were checked for themselves: the last of each place, SKU and tier in the window that a band or a file has judged. */
export async function priceTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['prices']>>> {
  const last = lastPrices(ask);
  const rows: Prices[] = await ask.em.query(
    `SELECT p.marketId, SUM(CASE WHEN p.priceInBand IS NOT NULL THEN 1 ELSE 0 END) AS checks, SUM(CASE WHEN p.priceInBand = 'yes' THEN 1 ELSE 0 END) AS inBand
     FROM (${last.sql}) p WHERE p.age = 1 GROUP BY p.marketId`, [...last.parameters]);
  return new Map(rows.map((row) => [row.marketId, { checks: count(row.checks), inBand: count(row.inBand) }]));
}

export function lastPrices(ask: Ask): Condition {
  const [product, part] = [ourProducts(ask), pricesOf(ask)];
  return {
    sql: `SELECT c.*, ROW_NUMBER() OVER (PARTITION BY c.terminalId, c.dealerId, c.skuId, c.tier ORDER BY c.day DESC, c.clientId DESC) AS age
      FROM price_check c JOIN (${product.sql}) p ON p.id = c.skuId
      WHERE c.marketId IN (${marks(ask.marketIds)}) AND c.week BETWEEN ? AND ? AND c.day BETWEEN ? AND ?${part.sql}`,
    parameters: [...product.parameters, ...ask.marketIds, ask.from, ask.week, ask.only?.days?.from ?? weekStart(ask.from), ask.asOf, ...part.parameters],
  };
}

/** Over `c`: seen in the asked outlets, or at the asked dealers. */
function pricesOf(ask: Ask): Condition {
  const there = within(ask, 'c.terminalId');
  const { dealers } = ask.only ?? {};
  if (there.sql === '' || !dealers || dealers.length === 0) return there;
  return { sql: ` AND (1 = 1${there.sql} OR c.dealerId IN (${marks(dealers)}))`, parameters: [...there.parameters, ...dealers] };
}
