import type { EntityManager } from 'typeorm';
import type { DealerStockQuery, DealerStockView, TerminalStockQuery, TerminalStockView } from '../../contracts/dealer-views.js';
import { ratio, type Ratio } from '../../measures/ratio.js';
import { flowThrough, orderHint, sellThrough, stockDays } from '../../measures/stock.js';
import { Refusal } from '../../rules/failures.js';
import { addDays, weekEnd } from '../../rules/iso-week.js';
import { lastWholeWeek } from '../../rules/street-period.js';
import type { Database } from '../data-source.js';
import { count } from '../field/question.js';

type Flow = { readonly dealerCode: string; readonly dealerName: string; readonly skuCode: string; readonly skuName: string; readonly opening: unknown; readonly received: unknown; readonly shipped: unknown; readonly closing: unknown; readonly firstDay: string; readonly lastDay: string; readonly counts: unknown };
type Check = {
  readonly externalId: string; readonly code: string | null; readonly name: string; readonly class: string | null; readonly zoneNo: number | null; readonly dealer: string | null; readonly skuCode: string; readonly skuName: string;
  readonly mustStock: unknown; readonly day: string; readonly opening: unknown; readonly received: unknown; readonly stock: unknown; readonly handled: unknown;
};
const nullOr = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
const ofOurs = 'JOIN sku s ON s.id = x.skuId JOIN brand b ON b.id = s.brandId AND b.own = 1';

/** Stock of our products at dealers and terminals: flows, days, hints. arithmetic.md §9 */
export class StockBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager { return this.db.reader.manager; }

  /** Per dealer and SKU over the days: the first opening, the last closing, what flowed between. */
  async dealerStock(marketId: string, { to, days, dealer, sku, safetyFactor, limit, after }: DealerStockQuery, today: string): Promise<DealerStockView> {
    const period = await this.period(marketId, to, days, today);
    const rows: Flow[] = await this.em.query(
      `WITH numbered AS (
         SELECT x.*, ROW_NUMBER() OVER (PARTITION BY x.dealerId, x.skuId ORDER BY x.day) AS nth, ROW_NUMBER() OVER (PARTITION BY x.dealerId, x.skuId ORDER BY x.day DESC) AS age
         FROM dealer_stock x WHERE x.marketId = ? AND x.day BETWEEN ? AND ?)
       SELECT d.code AS dealerCode, d.name AS dealerName, s.code AS skuCode, s.name AS skuName, SUM(CASE WHEN x.nth = 1 THEN x.opening ELSE 0 END) AS opening, SUM(x.received) AS received, SUM(x.shipped) AS shipped,
         SUM(CASE WHEN x.age = 1 THEN x.closing ELSE 0 END) AS closing, MIN(x.day) AS firstDay, MAX(x.day) AS lastDay, COUNT(*) AS counts
       FROM numbered x ${ofOurs} JOIN dealer d ON d.id = x.dealerId WHERE 1 = 1${dealer === undefined ? '' : ' AND d.code = ?'}${sku === undefined ? '' : ' AND s.code = ?'}
       GROUP BY d.code, d.name, s.code, s.name ORDER BY d.code, s.code LIMIT ${limit + 1} OFFSET ${after}`,
      [marketId, period.from, period.to, ...(dealer === undefined ? [] : [dealer]), ...(sku === undefined ? [] : [sku])]);
    return {
      period, next: rows.length > limit ? after + limit : null,
      rows: rows.slice(0, limit).map((row) => {
        const [opening, received, shipped, closing] = [count(row.opening), count(row.received), count(row.shipped), count(row.closing)];
        const { days: cover, flag } = stockDays({ closing, outflow: shipped, windowDays: days });
        return {
          dealer: { code: row.dealerCode, name: row.dealerName }, sku: { code: row.skuCode, name: row.skuName }, from: row.firstDay, to: row.lastDay, counts: count(row.counts), opening, received, closing, shipped,
          ...flowOf({ opening, received, closing }, safetyFactor), days: cover, flowThrough: flowThrough({ shippedOut: shipped, tookIn: received }), unexplained: closing - (opening + received - shipped), flag: closing === 0 ? 'out' as const : flag,
        };
      }),
    };
  }

  /** The last check of each terminal and SKU in the days. A terminal that does not handle us is not out of stock. */
  async terminalStock(marketId: string, query: TerminalStockQuery, today: string): Promise<TerminalStockView> {
    const period = await this.period(marketId, query.to, query.days, today);
    const asked: [string, string | number][] = [];
    if (query.terminal !== undefined) asked.push(['(t.code = ? OR t.externalId = ?)', query.terminal]);
    if (query.sku !== undefined) asked.push(['s.code = ?', query.sku]);
    if (query.dealer !== undefined) asked.push(['d.code = ?', query.dealer]);
    if (query.zone !== undefined) asked.push(['z.zoneNo = ?', query.zone]);
    const last = `WITH numbered AS (
         SELECT x.*, ROW_NUMBER() OVER (PARTITION BY x.terminalId, x.skuId ORDER BY x.day DESC, x.clientId DESC) AS age FROM stock_check x WHERE x.marketId = ? AND x.day BETWEEN ? AND ?),
       handler AS (SELECT DISTINCT x.terminalId AS id FROM numbered x ${ofOurs} WHERE x.age = 1 AND (x.handled = 1 OR x.stock > 0)),
       last AS (
         SELECT t.externalId, t.code, t.name, t.class, z.zoneNo, d.code AS dealer, s.code AS skuCode, s.name AS skuName, s.mustStock, x.day, x.opening, x.received, x.stock, x.handled,
           CASE WHEN x.stock > 0 THEN 'in' WHEN handler.id IS NOT NULL AND (x.handled = 1 OR s.mustStock = 1) THEN 'out' ELSE 'not-handled' END AS state
         FROM numbered x ${ofOurs} JOIN terminal t ON t.id = x.terminalId LEFT JOIN zone z ON z.id = t.zoneId LEFT JOIN dealer d ON d.id = t.dealerId LEFT JOIN handler ON handler.id = x.terminalId
         WHERE x.age = 1${asked.map(([sql]) => ` AND ${sql}`).join('')})`;
    const parameters = [marketId, period.from, period.to, ...asked.flatMap(([sql, value]) => (sql.includes(' OR ') ? [value, value] : [value]))];
    const [all]: { checks: unknown; gone: unknown }[] = await this.em.query(`${last} SELECT COUNT(*) AS checks, SUM(CASE WHEN state = 'out' THEN 1 ELSE 0 END) AS gone FROM last`, parameters);
    const rows: (Check & { state: 'in' | 'out' | 'not-handled' })[] = await this.em.query(
      `${last} SELECT last.* FROM last${query.state === undefined ? '' : ' WHERE state = ?'} ORDER BY CASE WHEN state = 'out' THEN 0 ELSE 1 END, zoneNo, externalId, skuCode LIMIT ${query.limit + 1} OFFSET ${query.after}`,
      [...parameters, ...(query.state === undefined ? [] : [query.state])]);
    return {
      period, checks: count(all?.checks), out: count(all?.gone), next: rows.length > query.limit ? query.after + query.limit : null,
      rows: rows.slice(0, query.limit).map((row) => {
        const [opening, received, closing] = [nullOr(row.opening), nullOr(row.received), Number(row.stock)];
        return {
          terminal: { externalId: row.externalId, code: row.code, name: row.name, class: row.class, zoneNo: row.zoneNo }, dealer: row.dealer, sku: { code: row.skuCode, name: row.skuName, mustStock: Number(row.mustStock) === 1 }, day: row.day,
          opening, received, closing, ...flowOf({ opening, received, closing }, query.safetyFactor), state: row.state,
        };
      }),
    };
  }

  private async period(marketId: string, to: string | undefined, days: number, today: string): Promise<{ from: string; to: string }> {
    const [market]: unknown[] = await this.em.query('SELECT m.id FROM market m WHERE m.id = ?', [marketId]);
    if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
    const last = to ?? weekEnd(lastWholeWeek(today));
    return { from: addDays(last, 1 - days), to: last };
  }
}

/** No data where a figure is missing, or where more is left than there ever was: then one of the counts is wrong. */
function flowOf({ opening, received, closing }: { opening: number | null; received: number | null; closing: number }, safetyFactor: number): { sellThrough: Ratio; orderHint: number | null } {
  if (opening === null || received === null || closing > opening + received) return { sellThrough: ratio(null, null), orderHint: null };
  return { sellThrough: sellThrough({ opening, received, closing }), orderHint: orderHint({ opening, received, closing, safetyFactor }) };
}
