import type { EntityManager } from 'typeorm';
import { inBand } from '../../measures/price-chain.js';
import type { PriceBand, PriceTier } from '../../persistence/entities/field/trade.js';
import { chunksOf } from './upsert.js';
import { marks } from '../../persistence/marks.js';

export const priceTiers = ['dealer', 'terminal'] as const satisfies readonly PriceTier[];

type Band = Pick<PriceBand, 'skuId' | 'tier' | 'validFrom' | 'lowest' | 'highest'>;

/** The price bands of the markets in a file. */
export class PriceBands {
  /** Market, SKU and tier → bands, the newest first. */
  private readonly bands = new Map<string, Band[]>();

  async load(em: EntityManager, marketId: string): Promise<void> {
    const rows: Band[] = await em.query('SELECT b.skuId, b.tier, b.validFrom, b.lowest, b.highest FROM price_band b WHERE b.marketId = ? ORDER BY b.validFrom DESC', [marketId]);
    for (const row of rows) {
      const key = keyOf(marketId, row.skuId, row.tier);
      this.bands.set(key, [...(this.bands.get(key) ?? []), { ...row, lowest: Number(row.lowest), highest: Number(row.highest) }]);
    }
  }

  /** Whether a price lies in the band of its day; null where nobody has set one. */
  judge(marketId: string, skuId: string, tier: PriceTier, day: string, price: number): 'yes' | 'no' | null {
    const band = this.bands.get(keyOf(marketId, skuId, tier))?.find(({ validFrom }) => validFrom <= day);
    if (!band) return null;
    return inBand({ priceMinor: price, lowestMinor: band.lowest, highestMinor: band.highest }) ? 'yes' : 'no';
  }
}

const keyOf = (...parts: readonly string[]): string => parts.join(' ');
const skusPerStatement = 400;

/** Judges the prices of these SKUs once more that no file has judged: their bands have changed. */
export async function restatePrices(em: EntityManager, skuIds: Iterable<string>): Promise<void> {
  const judged = (table: string, tier: string): string => `(SELECT CASE WHEN ${table}.price BETWEEN b.lowest AND b.highest THEN 'yes' ELSE 'no' END FROM price_band b
    WHERE b.marketId = ${table}.marketId AND b.skuId = ${table}.skuId AND b.tier = ${tier} AND b.validFrom <= ${table}.day ORDER BY b.validFrom DESC LIMIT 1)`;
  for (const some of chunksOf(skuIds, skusPerStatement)) {
    for (const [table, tier] of [['stock_check', "'terminal'"], ['price_check', 'price_check.tier']] as const) {
      await em.query(
        `UPDATE ${table} SET priceInBand = ${judged(table, tier)} WHERE skuId IN (${marks(some)}) AND bandStated = 0 AND price IS NOT NULL`, some);
    }
  }
}
