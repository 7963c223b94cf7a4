import { count, type Ask } from '../field/question.js';
import { oursIn, soldIn, volumeOf } from '../field/sources.js';

export type UnitVolume = {
  readonly id: string; readonly code: string; readonly name: string; readonly type: string | null; readonly zoneNo: number | null;
  /** Net of returns, so it may be negative. */
  readonly volume: number;
};

type Rows = readonly (Omit<UnitVolume, 'volume'> & { readonly volume: unknown })[];
const numbers = (rows: Rows): UnitVolume[] => rows.map((row) => ({ ...row, volume: count(row.volume) }));

/** Terminals with a sale line in the asked part and period, with what they sold: of our products, or of all of the category. */
export async function terminalVolumes(ask: Ask, products: 'own' | 'all'): Promise<UnitVolume[]> {
  const ours = oursIn(ask);
  const sold = products === 'all' ? volumeOf(ask, ask.category)
    : { sql: `SELECT w.terminalId AS id, SUM(w.${ask.volumeBasis}) AS volume FROM (${ours.sql}) w GROUP BY w.terminalId`, parameters: ours.parameters };
  return numbers(await ask.em.query(
    `SELECT t.id, t.externalId AS code, t.name, t.type, z.zoneNo, sold.volume FROM (${sold.sql}) sold JOIN terminal t ON t.id = sold.id LEFT JOIN zone z ON z.id = t.zoneId`, [...sold.parameters]));
}

/** SKUs with a sale line in the asked part and period. */
export async function skuVolumes(ask: Ask, products: 'own' | 'all'): Promise<UnitVolume[]> {
  const sold = products === 'all' ? soldIn(ask) : oursIn(ask);
  const category = products === 'all' && ask.category !== null ? { sql: ' WHERE s.category = ?', parameters: [ask.category] } : { sql: '', parameters: [] };
  return numbers(await ask.em.query(
    `SELECT s.id, s.code, s.name, s.category AS type, NULL AS zoneNo, sold.volume
     FROM (SELECT w.skuId AS id, SUM(w.${ask.volumeBasis}) AS volume FROM (${sold.sql}) w GROUP BY w.skuId) sold JOIN sku s ON s.id = sold.id${category.sql}`, [...sold.parameters, ...category.parameters]));
}
