import type { KpiAnswer, KpiQuery } from '../../contracts/street.js';
import type { MarketReportView } from '../../contracts/market-report.js';
import { ratio } from '../../measures/ratio.js';
import { kpiDefaults } from '../../rules/kpi-defaults.js';
import { count } from '../field/question.js';
import { answerKpi } from '../figures/kpi.js';
import { within, type Frame } from '../figures/frame.js';
import { volumesBy } from '../figures/products.js';

type Measure = KpiQuery['measure'];
type Measured = Pick<KpiAnswer, 'numerator' | 'denominator' | 'value'>;
type Competitors = MarketReportView['competitors'];

/** The answer that the kpi door gives to the same question. */
export function kpiOf(frame: Frame, measure: Measure, by?: KpiQuery['by']): Promise<KpiAnswer> {
  return answerKpi(frame, { ...kpiDefaults, measure, ...(by !== undefined && { by }) });
}

export const onlyMeasured = ({ numerator, denominator, value }: Measured): Measured => ({ numerator, denominator, value });
export const noFigure: Measured = { numerator: null, denominator: null, value: null };

/** A measure part by part: key → figure. */
export async function partsOf(frame: Frame, measure: Measure, by: NonNullable<KpiQuery['by']>): Promise<Map<string, Measured>> {
  return new Map((await kpiOf(frame, measure, by)).rows.map((row) => [row.key, onlyMeasured(row)]));
}

/** Brands in a table of their own; more would fill pages. */
const mostBrands = 12;
const mostPrices = 30;

/** What each brand sells and where it is found: the largest, and ours in any case. */
export async function brandFigures(frame: Frame): Promise<Pick<Competitors, 'brands' | 'others'>> {
  const volumes = await volumesBy(frame, 'brand');
  const owned = new Set((await frame.em.query<{ name: string }[]>('SELECT b.name FROM brand b WHERE b.own = ?', [true])).map(({ name }) => name));
  const all = Math.max(0, volumes.reduce((sum, { volume }) => sum + volume, 0));
  const shown = volumes.filter(({ key }, rank) => rank < mostBrands || owned.has(key));
  const hidden = volumes.filter((brand) => !shown.includes(brand));
  const brands: Competitors['brands'] = [];
  for (const { key: name, volume } of shown) {
    const its = await within(frame, { brand: name });
    brands.push({
      name, own: owned.has(name), volume, share: ratio(volume, all),
      numericDistribution: onlyMeasured(await kpiOf(its, 'numericDistribution')), weightedDistribution: onlyMeasured(await kpiOf(its, 'weightedDistribution')),
    });
  }
  const volume = hidden.reduce((sum, one) => sum + one.volume, 0);
  return { brands, others: { brands: hidden.length, volume, share: ratio(volume, all) } };
}

type PriceRow = { readonly sku: string; readonly name: string; readonly brand: string; readonly own: unknown; readonly checks: unknown; readonly lowest: unknown; readonly highest: unknown; readonly judged: unknown; readonly inBand: unknown };

/** Prices seen on shelves in the period: of stock checks and price checks, per SKU. */
export async function priceFigures(frame: Frame): Promise<Competitors['prices']> {
  const { from, to } = frame.period;
  const seen = (table: string, more: string): string => `SELECT c.skuId, c.price, c.priceInBand FROM ${table} c WHERE c.marketId = ? AND c.day BETWEEN ? AND ? AND c.price IS NOT NULL${more}`;
  const rows: PriceRow[] = await frame.em.query(
    `SELECT s.code AS sku, s.name, b.name AS brand, b.own, COUNT(*) AS checks, MIN(p.price) AS lowest, MAX(p.price) AS highest,
       SUM(CASE WHEN p.priceInBand IS NULL THEN 0 ELSE 1 END) AS judged, SUM(CASE WHEN p.priceInBand = 'yes' THEN 1 ELSE 0 END) AS inBand
     FROM (${seen('stock_check', '')} UNION ALL ${seen('price_check', " AND c.tier = 'terminal'")}) p JOIN sku s ON s.id = p.skuId JOIN brand b ON b.id = s.brandId
     GROUP BY s.code, s.name, b.name, b.own ORDER BY checks DESC, s.code LIMIT ${mostPrices}`, [frame.market.id, from, to, frame.market.id, from, to]);
  return rows.map(({ sku, name, brand, own, ...figures }) => ({
    sku, name, brand, own: count(own) === 1, checks: count(figures.checks), lowest: count(figures.lowest), highest: count(figures.highest), judged: count(figures.judged), inBand: count(figures.inBand),
  }));
}
