import { type EntityManager } from 'typeorm';
import type { IncidentQuery, IncidentView, PricesQuery, PricesView, ReceivablesView } from '../../contracts/trade-views.js';
import { ratio } from '../../measures/ratio.js';
import { addDays, weekEnd } from '../../rules/iso-week.js';
import { lastWholeWeek } from '../../rules/street-period.js';
import { Refusal } from '../../rules/failures.js';
import type { Database } from '../data-source.js';
import { count } from '../field/question.js';
import { namesFor } from './names.js';

type Named = { readonly code: string; readonly name: string };
type IncidentRow = Omit<IncidentView, 'terminal' | 'sku' | 'sourceDealer' | 'fileIds' | 'overdue' | 'reportedBy'> & {
  readonly fileIds: string | null; readonly reportedBy: string | null; readonly externalId: string | null; readonly terminalCode: string | null; readonly terminalName: string | null;
  readonly skuCode: string | null; readonly skuName: string | null; readonly dealerCode: string | null; readonly dealerName: string | null;
};
type PriceRow = {
  readonly source: 'stock-check' | 'price-check'; readonly day: string; readonly tier: 'dealer' | 'terminal'; readonly kind: 'terminal' | 'dealer'; readonly placeCode: string; readonly placeName: string;
  readonly skuCode: string; readonly skuName: string; readonly price: number | null; readonly lowest: number | null; readonly highest: number | null; readonly inBand: 'yes' | 'no';
};

const priceWindowDays = 28;
const nullOr = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
const named = (code: string | null, name: string | null): Named | null => (code === null ? null : { code, name: name ?? '' });

/** Incidents, receivables and prices of one market. */
export class TradeBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager { return this.db.reader.manager; }

  /** Those not closed first, by the day they are due. */
  async incidents(marketId: string, { state, kind, owner, dealer, overdue, limit, after }: IncidentQuery, today: string): Promise<IncidentView[]> {
    await this.mustBeMarket(marketId);
    const asked: [string, unknown[]][] = [
      ['i.marketId = ?', [marketId]], ...(state === undefined ? [] : [['i.state = ?', [state]] as [string, unknown[]]]), ...(kind === undefined ? [] : [['i.kind = ?', [kind]] as [string, unknown[]]]),
      ...(owner === undefined ? [] : [['i.owner = ?', [owner]] as [string, unknown[]]]), ...(dealer === undefined ? [] : [['d.code = ?', [dealer]] as [string, unknown[]]]),
      ...(overdue === 'true' ? [["i.state <> 'closed' AND i.due < ?", [today]] as [string, unknown[]]] : []),
    ];
    const rows: IncidentRow[] = await this.em.query(
      `SELECT i.id, i.clientId, i.kind, i.foundOn, i.text, i.batchCode, i.fileIds, i.owner, i.due, i.state, i.finding, i.result, i.reportedBy, i.reportedAt, i.closedOn,
         t.externalId, t.code AS terminalCode, t.name AS terminalName, s.code AS skuCode, s.name AS skuName, d.code AS dealerCode, d.name AS dealerName
       FROM incident i LEFT JOIN terminal t ON t.id = i.terminalId LEFT JOIN sku s ON s.id = i.skuId LEFT JOIN dealer d ON d.id = i.sourceDealerId
       WHERE ${asked.map(([sql]) => sql).join(' AND ')} ORDER BY CASE WHEN i.state = 'closed' THEN 1 ELSE 0 END, i.due, i.foundOn, i.clientId LIMIT ${limit} OFFSET ${after}`,
      asked.flatMap(([, parameters]) => parameters));
    const names = await namesFor(this.em, rows.map(({ reportedBy }) => reportedBy));
    return rows.map(({ externalId, terminalCode, terminalName, skuCode, skuName, dealerCode, dealerName, fileIds, reportedBy, ...row }) => ({
      ...row, fileIds: JSON.parse(fileIds ?? '[]') as string[], reportedBy: names.orNull(reportedBy), overdue: row.state !== 'closed' && row.due < today,
      terminal: externalId === null ? null : { externalId, code: terminalCode, name: terminalName ?? '' }, sku: named(skuCode, skuName), sourceDealer: named(dealerCode, dealerName),
    }));
  }

  /** By the latest list of each dealer up to the day. */
  async receivables(marketId: string, { asOf, dealer }: { readonly asOf?: string | undefined; readonly dealer?: string | undefined }, today: string): Promise<ReceivablesView> {
    await this.mustBeMarket(marketId);
    const until = asOf ?? today;
    const rows: { code: string; name: string; day: string; invoices: unknown; receivable: unknown; overdue: unknown }[] = await this.em.query(
      `SELECT d.code, d.name, r.day, COUNT(*) AS invoices, SUM(CASE WHEN r.amount > r.paid THEN r.amount - r.paid ELSE 0 END) AS receivable, SUM(r.overdue) AS overdue
       FROM dealer d JOIN receivable r ON r.dealerId = d.id AND r.day = (SELECT MAX(l.day) FROM receivable l WHERE l.dealerId = d.id AND l.day <= ?)
       WHERE d.marketId = ?${dealer === undefined ? '' : ' AND d.code = ?'} GROUP BY d.code, d.name, r.day ORDER BY d.code`, [until, marketId, ...(dealer === undefined ? [] : [dealer])]);
    const owed = rows.map((row) => ({ dealer: { code: row.code, name: row.name }, day: row.day, invoices: count(row.invoices), receivable: count(row.receivable), overdue: count(row.overdue) }));
    const limits = await this.creditLimits(marketId, until);
    const sum = (of: 'receivable' | 'overdue'): number => owed.reduce((all, row) => all + row[of], 0);
    return {
      asOf: until, receivable: sum('receivable'), overdue: sum('overdue'), overdueRatio: ratio(sum('overdue'), sum('receivable')),
      rows: owed.map((row) => {
        const creditLimit = limits.get(row.dealer.code) ?? null;
        return { ...row, overdueRatio: ratio(row.overdue, row.receivable), creditLimit, creditUse: ratio(row.receivable, creditLimit) };
      }),
    };
  }

  /** The last judged price of each place, SKU and tier in the period, those outside their band first. */
  async prices(marketId: string, { from, to, sku, dealer, outside, limit, after }: PricesQuery, today: string): Promise<PricesView> {
    await this.mustBeMarket(marketId);
    const last = weekEnd(lastWholeWeek(today));
    const period = from === undefined || to === undefined ? { from: addDays(last, 1 - priceWindowDays), to: last } : { from, to };
    const rows: PriceRow[] = await this.em.query(`${judgedPrices}
      SELECT p.source, p.day, p.tier, CASE WHEN p.terminalId IS NULL THEN 'dealer' ELSE 'terminal' END AS kind, COALESCE(t.code, t.externalId, d.code) AS placeCode, COALESCE(t.name, d.name) AS placeName,
        s.code AS skuCode, s.name AS skuName, p.price, b.lowest, b.highest, p.priceInBand AS inBand
      FROM price p JOIN sku s ON s.id = p.skuId LEFT JOIN terminal t ON t.id = p.terminalId LEFT JOIN dealer d ON d.id = p.dealerId LEFT JOIN dealer td ON td.id = t.dealerId
        LEFT JOIN price_band b ON b.marketId = p.marketId AND b.skuId = p.skuId AND b.tier = p.tier AND b.validFrom =
          (SELECT MAX(x.validFrom) FROM price_band x WHERE x.marketId = p.marketId AND x.skuId = p.skuId AND x.tier = p.tier AND x.validFrom <= p.day)
      WHERE p.age = 1${sku === undefined ? '' : ' AND s.code = ?'}${dealer === undefined ? '' : ' AND (d.code = ? OR td.code = ?)'}
      ORDER BY CASE WHEN p.priceInBand = 'no' THEN 0 ELSE 1 END, p.day DESC, placeCode, s.code`,
    [marketId, period.from, period.to, marketId, period.from, period.to, ...(sku === undefined ? [] : [sku]), ...(dealer === undefined ? [] : [dealer, dealer])]);
    const inBand = rows.filter((row) => row.inBand === 'yes').length;
    const listed = outside === 'true' ? rows.filter((row) => row.inBand === 'no') : rows;
    return {
      period, checks: rows.length, inBand, compliance: ratio(inBand, rows.length), next: after + limit < listed.length ? after + limit : null,
      rows: listed.slice(after, after + limit).map((row) => ({
        source: row.source, day: row.day, tier: row.tier, place: { kind: row.kind, code: row.placeCode, name: row.placeName }, sku: { code: row.skuCode, name: row.skuName },
        price: nullOr(row.price), lowest: nullOr(row.lowest), highest: nullOr(row.highest), inBand: row.inBand === 'yes',
      })),
    };
  }

  /** Agreed in the contracts that stand on the day, by dealer code. */
  private async creditLimits(marketId: string, day: string): Promise<Map<string, number>> {
    const rows: { code: string; creditLimit: unknown }[] = await this.em.query(
      `SELECT d.code, SUM(c.creditLimit) AS creditLimit FROM dealer_contract c JOIN dealer d ON d.id = c.dealerId
       WHERE c.marketId = ? AND c.creditLimit IS NOT NULL AND c.signedOn <= ? AND c.fromDay <= ? AND c.toDay >= ? AND (c.endedOn IS NULL OR c.endedOn >= ?) GROUP BY d.code`, [marketId, day, day, day, day]);
    return new Map(rows.map((row) => [row.code, count(row.creditLimit)]));
  }

  private async mustBeMarket(marketId: string): Promise<void> {
    const [market]: unknown[] = await this.em.query('SELECT m.id FROM market m WHERE m.id = ?', [marketId]);
    if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
  }
}

/** As the readings count them: our products only; what is asked of a shelf and what was checked for itself are two looks at it. */
const ours = 'JOIN sku o ON o.id = c.skuId JOIN brand b ON b.id = o.brandId AND b.own = 1';
const judgedPrices = `WITH seen AS (
    SELECT 'stock-check' AS source, c.marketId, c.clientId, c.terminalId, NULL AS dealerId, c.skuId, 'terminal' AS tier, c.day, c.price, c.priceInBand
    FROM stock_check c ${ours} WHERE c.marketId = ? AND c.day BETWEEN ? AND ?
    UNION ALL
    SELECT 'price-check' AS source, c.marketId, c.clientId, c.terminalId, c.dealerId, c.skuId, c.tier, c.day, c.price, c.priceInBand
    FROM price_check c ${ours} WHERE c.marketId = ? AND c.day BETWEEN ? AND ?),
  aged AS (SELECT seen.*, ROW_NUMBER() OVER (PARTITION BY seen.source, seen.terminalId, seen.dealerId, seen.skuId, seen.tier ORDER BY seen.day DESC, seen.clientId DESC) AS age FROM seen),
  price AS (SELECT aged.* FROM aged WHERE aged.priceInBand IS NOT NULL)`;
