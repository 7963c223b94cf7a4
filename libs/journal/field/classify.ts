import type { EntityManager } from 'typeorm';
import { classify, type AbcClass, type AbcLimits } from '../../measures/abc.js';
import { parameters } from '../../playbook/parameters.js';
import { addWeeks, weekEnd } from '../../rules/iso-week.js';
import { chunksOf } from './upsert.js';
import { marks } from '../../persistence/marks.js';

export type Classes = { readonly A: number; readonly B: number; readonly C: number; readonly unclassified: number };

export type ClassifyHow = {
  /** The census figure of each terminal, or what it sold of all brands in the weeks up to `until`. */
  readonly basis: 'census' | 'sales';
  /** ISO week; its Sunday becomes the day of the class. */
  readonly until: string;
  readonly weeks: number;
  readonly limits?: AbcLimits;
  readonly volumeBasis?: 'amount' | 'quantity';
  readonly category?: string | null;
};

/**
 * Gives every terminal that has not left the market its class by cumulative category volume (arithmetic.md §2, limits [O]). One without a
 * figure (no census, or not a single sale line in the weeks) is unclassified; one whose returns outweigh its sales counts as selling nothing.
 * Throws RangeError on a week that does not exist.
 */
export async function classifyTerminals(em: EntityManager, marketId: string, how: ClassifyHow): Promise<Classes> {
  const volumes = await (how.basis === 'census' ? censusVolumes(em, marketId) : soldVolumes(em, marketId, how));
  const classified = classify(volumes, how.limits ?? parameters.abc);
  const ids: Record<AbcClass | 'unclassified', string[]> = { A: [], B: [], C: [], unclassified: [] };
  for (const { code, class: given } of classified) ids[given ?? 'unclassified'].push(code.slice(code.lastIndexOf('\u0000') + 1));
  for (const [given, terminals] of Object.entries(ids)) {
    const known = given === 'unclassified' ? null : given;
    for (const some of chunksOf(terminals, 500)) {
      await em.query(`UPDATE terminal SET class = ?, classAsOf = ? WHERE id IN (${marks(some)})`, [known, known && weekEnd(how.until), ...some]);
    }
  }
  return { A: ids.A.length, B: ids.B.length, C: ids.C.length, unclassified: ids.unclassified.length };
}

type Row = { readonly id: string; readonly externalId: string; readonly volume: unknown };

/** Ties are broken by the source's own number; the id rides along behind it. */
const items = (rows: readonly Row[]) => rows.map(({ id, externalId, volume }) => ({
  code: `${externalId}\u0000${id}`, volume: volume === null ? null : Math.max(0, Number(volume)),
}));

async function censusVolumes(em: EntityManager, marketId: string): Promise<ReturnType<typeof items>> {
  return items(await em.query(
    "SELECT t.id, t.externalId, t.monthlyCategoryVolume AS volume FROM terminal t WHERE t.marketId = ? AND t.status NOT IN ('closed', 'merged')", [marketId]));
}

async function soldVolumes(em: EntityManager, marketId: string, how: ClassifyHow): Promise<ReturnType<typeof items>> {
  const { until, weeks, volumeBasis = parameters.volumeBasis, category = parameters.category } = how;
  const ofCategory = category === null ? '' : ' JOIN sku s ON s.id = w.skuId AND s.category = ?';
  return items(await em.query(
    `WITH sold AS (SELECT w.terminalId, SUM(w.${volumeBasis}) AS volume FROM sale_week w${ofCategory}
       WHERE w.marketId = ? AND w.week BETWEEN ? AND ? GROUP BY w.terminalId)
     SELECT t.id, t.externalId, sold.volume FROM terminal t LEFT JOIN sold ON sold.terminalId = t.id
     WHERE t.marketId = ? AND t.status NOT IN ('closed', 'merged')`,
    [...(category === null ? [] : [category]), marketId, addWeeks(until, 1 - weeks), until, marketId]));
}
