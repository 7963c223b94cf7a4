import type { FieldRow, KindContext, KindDef, KindSession, Resolved } from '../define-kind.js';
import { fault } from '../faults.js';
import { priceTiers } from '../price-bands.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

/** Key: market, SKU, tier and first day. Prices that no file judged are judged again. */
export const priceBands: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    sku: { type: { is: 'text', max: 80 }, required: true },
    tier: { type: { is: 'word', of: priceTiers }, required: true },
    validFrom: { type: { is: 'day' }, required: true },
    lowest: { type: { is: 'amount', from: 0 }, required: true },
    highest: { type: { is: 'amount', from: 0 }, required: true },
  },
  touched: ({ skuId }) => [{ what: 'prices', id: String(skuId), week: '' }],
  open: (context) => new PriceBandSession(context),
};

class PriceBandSession implements KindSession {
  readonly target = { table: 'price_band', scope: ['marketId', 'tier', 'validFrom'], key: 'skuId' };
  private readonly known: References;

  constructor(private readonly context: KindContext) { this.known = new References(context.reader); }

  async load(rows: readonly FieldRow[]): Promise<void> { await this.known.load(rows); }

  resolve(fields: FieldRow): Resolved {
    const market = this.known.market(fields['market']);
    if (!market) return { faults: [unknown('market', fields['market'])] };
    const skuId = this.known.sku(fields['sku'])?.id;
    if (skuId === undefined) return this.context.onUnknown.sku === 'skip' ? { skipped: true } : { faults: [unknown('sku', fields['sku'])] };
    if (Number(fields['highest']) < Number(fields['lowest'])) return { faults: [{ column: 'highest', fault: fault('band-upside-down') }] };
    return { row: { marketId: market.id, skuId, ...present(fields, ['tier', 'validFrom', 'lowest', 'highest']) } };
  }
}
