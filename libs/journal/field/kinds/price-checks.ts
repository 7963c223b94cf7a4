import { isoWeek } from '../../../rules/iso-week.js';
import type { KindContext, KindDef, Resolved } from '../define-kind.js';
import type { PriceTier } from '../../../persistence/entities/field/trade.js';
import { PriceBands, priceTiers } from '../price-bands.js';
import { References, unknown } from '../references.js';
import { customerOf } from './customer.js';
import { present } from './present.js';

/** Key: market and the client's own id. The band of the day judges where the file does not. */
export const priceChecks: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    clientId: { type: { is: 'text', max: 80 }, required: true },
    terminal: { type: { is: 'text', max: 80 } },
    dealer: { type: { is: 'text', max: 80 } },
    sku: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    price: { type: { is: 'amount', from: 0 }, required: true },
    tier: { type: { is: 'word', of: priceTiers } },
    priceInBand: { type: { is: 'word', of: ['yes', 'no'] } },
  },
  touched: ({ marketId, week }) => [{ what: 'figures', id: String(marketId), week: String(week) }],
  open: (context) => {
    const known = new References(context.reader, ['terminal', 'dealer']);
    const bands = new PriceBands();
    return {
      target: { table: 'price_check', scope: ['marketId'], key: 'clientId' },
      load: async (rows) => { for (const market of await known.load(rows)) await bands.load(context.reader, market.id); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const customer = customerOf(fields, market.id, known, context);
        if (!('row' in customer)) return customer;
        const skuId = known.sku(fields['sku'])?.id;
        if (skuId === undefined) return unknownSku(fields['sku'], context);
        const day = String(fields['day']);
        const tier = (fields['tier'] ?? (customer.row['dealerId'] === null ? 'terminal' : 'dealer')) as PriceTier;
        const stated = fields['priceInBand'] ?? null;
        return {
          row: {
            marketId: market.id, ...customer.row, skuId, day, week: isoWeek(day), tier, ...present(fields, ['clientId', 'price']),
            priceInBand: stated ?? bands.judge(market.id, skuId, tier, day, Number(fields['price'])), bandStated: stated === null ? 0 : 1,
          },
        };
      },
    };
  },
};

const unknownSku = (code: unknown, { onUnknown }: KindContext): Resolved => (onUnknown.sku === 'skip' ? { skipped: true } : { faults: [unknown('sku', code)] });
