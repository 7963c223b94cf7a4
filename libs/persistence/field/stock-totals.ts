import type { FieldTotals } from '../../rules/field-totals.js';
import { addWeeks } from '../../rules/iso-week.js';
import { count, type Ask } from './question.js';
import { and, checkedIn, dealersOf, oursIn, ourProducts } from './sources.js';
import { marks } from '../marks.js';

type Stock = { readonly marketId: string } & Readonly<Record<'handlers' | 'zeroChecks' | 'priceChecks' | 'pricesInBand' | 'opening' | 'received' | 'closing' | 'focusSkusHandled', unknown>>;

/**
 * The last check of each outlet and own SKU in the window. An outlet is a handler when a last check says that it handles one of ours, or saw
 * stock, or when it sold ours in the window: an outlet that does not handle us is not out of stock. arithmetic.md §9
 */
export async function stockTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['stock']>>> {
  const mustStockSkus = await mustStockCount(ask);
  const rows = await lastChecks(ask);
  return new Map(rows.map((row) => [row.marketId, {
    handlers: count(row.handlers), mustStockSkus, zeroChecks: count(row.zeroChecks), priceChecks: count(row.priceChecks), pricesInBand: count(row.pricesInBand),
    opening: count(row.opening), received: count(row.received), closing: count(row.closing), focusSkusHandled: count(row.focusSkusHandled),
  }]));
}

async function mustStockCount(ask: Ask): Promise<number> {
  const product = ourProducts(ask);
  const [row]: { skus: unknown }[] = await ask.em.query(`SELECT COUNT(*) AS skus FROM (${product.sql}) p WHERE p.mustStock = 1`, [...product.parameters]);
  return count(row?.skus);
}

async function lastChecks(ask: Ask): Promise<Stock[]> {
  const [product, checked, ours] = [ourProducts(ask), checkedIn(ask), oursIn(ask)];
  const flow = "handler.id IS NOT NULL AND l.opening IS NOT NULL AND l.received IS NOT NULL";
  return ask.em.query(`
    WITH numbered AS (
      SELECT c.marketId, c.terminalId, c.handled, c.stock, c.opening, c.received, c.priceInBand, p.mustStock, p.focus,
        ROW_NUMBER() OVER (PARTITION BY c.terminalId, c.skuId ORDER BY c.day DESC, c.clientId DESC) AS age
      FROM (${checked.sql}) c JOIN (${product.sql}) p ON p.id = c.skuId),
    latest AS (SELECT * FROM numbered WHERE age = 1),
    handler AS (
      SELECT l.terminalId AS id FROM latest l WHERE l.handled = 1 OR l.stock > 0
      UNION SELECT w.terminalId FROM (${ours.sql}) w WHERE w.quantity > 0)
    SELECT l.marketId, COUNT(DISTINCT handler.id) AS handlers, SUM(CASE WHEN handler.id IS NOT NULL AND l.mustStock = 1 AND l.stock <= 0 THEN 1 ELSE 0 END) AS zeroChecks,
      SUM(CASE WHEN l.priceInBand IS NOT NULL THEN 1 ELSE 0 END) AS priceChecks, SUM(CASE WHEN l.priceInBand = 'yes' THEN 1 ELSE 0 END) AS pricesInBand,
      SUM(CASE WHEN ${flow} THEN l.opening ELSE 0 END) AS opening, SUM(CASE WHEN ${flow} THEN l.received ELSE 0 END) AS received,
      SUM(CASE WHEN ${flow} THEN l.stock ELSE 0 END) AS closing,
      SUM(CASE WHEN l.focus = 1 AND (l.handled = 1 OR l.stock > 0) THEN 1 ELSE 0 END) AS focusSkusHandled
    FROM latest l LEFT JOIN handler ON handler.id = l.terminalId GROUP BY l.marketId`,
  [...checked.parameters, ...product.parameters, ...ours.parameters]);
}

const dealerWeeks = 4;
type Tier = { readonly marketId: string; readonly closing: unknown; readonly received: unknown; readonly shipped: unknown };

/** The dealers' tier over 28 days: the last closing stock of each dealer and own SKU, and what flowed in and out. arithmetic.md §9 */
export async function dealerStockTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['dealerStock']>>> {
  const product = ourProducts(ask);
  const dealers = and(dealersOf(ask, 'd.dealerId'));
  const rows: Tier[] = await ask.em.query(`
    WITH numbered AS (
      SELECT d.marketId, d.closing, d.received, d.shipped, ROW_NUMBER() OVER (PARTITION BY d.dealerId, d.skuId ORDER BY d.day DESC) AS age
      FROM dealer_stock d JOIN (${product.sql}) p ON p.id = d.skuId WHERE d.marketId IN (${marks(ask.marketIds)}) AND d.week BETWEEN ? AND ? AND d.day <= ?${dealers.sql})
    SELECT n.marketId, SUM(CASE WHEN n.age = 1 THEN n.closing ELSE 0 END) AS closing, SUM(n.received) AS received, SUM(n.shipped) AS shipped
    FROM numbered n GROUP BY n.marketId`,
  [...product.parameters, ...ask.marketIds, addWeeks(ask.week, 1 - dealerWeeks), ask.week, ask.asOf, ...dealers.parameters]);
  return new Map(rows.map((row) => [row.marketId, { closing: count(row.closing), received: count(row.received), shipped: count(row.shipped) }]));
}
