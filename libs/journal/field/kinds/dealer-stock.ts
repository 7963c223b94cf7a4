import { isoWeek } from '../../../rules/iso-week.js';
import type { KindDef, Resolved } from '../define-kind.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

/** Key: dealer, SKU and day. */
export const dealerStock: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    dealer: { type: { is: 'text', max: 80 }, required: true },
    sku: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    opening: { type: { is: 'amount', from: 0 }, required: true },
    received: { type: { is: 'amount', from: 0 }, required: true },
    shipped: { type: { is: 'amount', from: 0 }, required: true },
    closing: { type: { is: 'amount', from: 0 }, required: true },
  },
  touched: ({ marketId, week }) => [{ what: 'figures', id: String(marketId), week: String(week) }],
  open: ({ reader, onUnknown }) => {
    const known = new References(reader, ['dealer']);
    return {
      target: { table: 'dealer_stock', scope: ['dealerId', 'day'], key: 'skuId' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const dealerId = known.idOf('dealer', market.id, fields['dealer']);
        if (dealerId === undefined) return { faults: [unknown('dealer', fields['dealer'])] };
        const skuId = known.sku(fields['sku'])?.id;
        if (skuId === undefined) return onUnknown.sku === 'skip' ? { skipped: true } : { faults: [unknown('sku', fields['sku'])] };
        const day = String(fields['day']);
        return { row: { marketId: market.id, dealerId, skuId, day, week: isoWeek(day), ...present(fields, ['opening', 'received', 'shipped', 'closing']) } };
      },
    };
  },
};
