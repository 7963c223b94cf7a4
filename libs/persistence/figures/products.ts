import { ratio } from '../../measures/ratio.js';
import { concentration, concentrationPoints } from '../../measures/share.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import { fromRatio } from '../../rules/readings/measured.js';
import { saying, street, upTo } from '../../rules/readings/sources.js';
import type { ProductDimension } from '../../rules/readings/street-questions.js';
import { count, type Condition } from '../field/question.js';
import { soldIn } from '../field/sources.js';
import { answered, ratioRow, type Answered, type Row } from './answered.js';
import { askOf, sourceRows, type Frame } from './frame.js';

export type ProductVolume = { readonly key: string; readonly label: string; readonly volume: number };

const columns: { readonly [D in ProductDimension]: { readonly key: string; readonly label: string } } = {
  brand: { key: 'b.name', label: 'b.name' }, category: { key: 's.category', label: 's.category' }, sku: { key: 's.code', label: 's.name' },
};

/** What each brand, category or SKU sold in the asked part and period, net of returns, largest first. */
export async function volumesBy(frame: Frame, dimension: ProductDimension, only?: Condition): Promise<ProductVolume[]> {
  const ask = await askOf(frame);
  const sold = soldIn(ask);
  const { key, label } = columns[dimension];
  const category: Condition = ask.category === null ? { sql: '1 = 1', parameters: [] } : { sql: 's.category = ?', parameters: [ask.category] };
  // Summed by SKU before brands are looked up: once per SKU instead of once per row.
  const rows: { key: string; label: string; volume: unknown }[] = await frame.em.query(
    `SELECT ${key} AS ${frame.em.connection.driver.escape('key')}, ${label} AS label, SUM(w.volume) AS volume
     FROM (SELECT w.skuId, SUM(w.${ask.volumeBasis}) AS volume FROM (${sold.sql}) w GROUP BY w.skuId) w JOIN sku s ON s.id = w.skuId JOIN brand b ON b.id = s.brandId
     WHERE ${category.sql}${only ? ` AND ${only.sql}` : ''} GROUP BY ${key}${label === key ? '' : `, ${label}`}`, [...sold.parameters, ...category.parameters, ...(only?.parameters ?? [])]);
  return rows.map((row) => ({ key: row.key, label: row.label, volume: count(row.volume) })).sort((a, b) => b.volume - a.volume || (a.key < b.key ? -1 : 1));
}

const total = (volumes: readonly ProductVolume[]): number => volumes.reduce((sum, { volume }) => sum + volume, 0);

/** The share of each in what they sold together. */
export function shareRows(volumes: readonly ProductVolume[]): Row[] {
  const all = Math.max(0, total(volumes));
  return volumes.map(({ key, label, volume }) => ratioRow(key, label, ratio(volume, all)));
}

const dimensionTitles = { brand: text('按品牌', 'by brand'), category: text('按品类', 'by category'), sku: text('按产品', 'by SKU') } as const satisfies Readonly<Record<ProductDimension, Text>>;

/** The concentration of the market over brands, unless other products are asked for; its rows are the shares. One that returned more than it sold counts as 0. */
export async function measureConcentration(frame: Frame, dimension: ProductDimension = 'brand'): Promise<Answered> {
  const volumes = await volumesBy(frame, dimension);
  const index = concentration(volumes.map(({ volume }) => Math.max(0, volume)));
  return answered(fromRatio(index, saying(dimensionTitles[dimension], upTo(frame.period.to, street.sales))), await sourceRows(await askOf(frame), 'sales'), { points: concentrationPoints(index), units: volumes.length }, shareRows(volumes));
}
