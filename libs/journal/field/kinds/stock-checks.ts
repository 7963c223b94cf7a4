import { isoWeek } from '../../../rules/iso-week.js';
import type { FieldRow, KindContext, KindDef, Resolved, RowFault, TableRow } from '../define-kind.js';
import { PriceBands } from '../price-bands.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

/** Key: market and the client's own id. Where nobody said whether the outlet handles the SKU, stock says it; whether a price lies in its band, the band of the day. */
export const stockChecks: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    clientId: { type: { is: 'text', max: 80 }, required: true },
    terminal: { type: { is: 'text', max: 80 }, required: true },
    sku: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    stock: { type: { is: 'amount', from: 0 }, required: true },
    handled: { type: { is: 'flag' } },
    opening: { type: { is: 'amount', from: 0 } },
    received: { type: { is: 'amount', from: 0 } },
    price: { type: { is: 'amount', from: 0 } },
    priceInBand: { type: { is: 'word', of: ['yes', 'no'] } },
  },
  touched: ({ marketId, week }) => [{ what: 'figures', id: String(marketId), week: String(week) }],
  open: (context) => {
    const known = new References(context.reader, ['terminal']);
    const bands = new PriceBands();
    return {
      target: { table: 'stock_check', scope: ['marketId'], key: 'clientId' },
      load: async (rows) => { for (const market of await known.load(rows)) await bands.load(context.reader, market.id); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const terminalId = known.idOf('terminal', market.id, fields['terminal']);
        const skuId = known.sku(fields['sku'])?.id;
        if (terminalId === undefined || skuId === undefined) return unresolved(fields, context, terminalId, skuId);
        const day = String(fields['day']);
        const handled = fields['handled'] ?? (Number(fields['stock']) > 0 ? 1 : 0);
        return {
          row: {
            marketId: market.id, terminalId, skuId, day, week: isoWeek(day), handled,
            ...present(fields, ['clientId', 'stock', 'opening', 'received', 'price']),
            ...judged(fields, (price) => bands.judge(market.id, skuId, 'terminal', day, price)),
          },
        };
      },
    };
  },
};

/** A file that says nothing of prices and bands leaves what is known of them. */
function judged(fields: FieldRow, judge: (price: number) => 'yes' | 'no' | null): TableRow {
  if (fields['price'] === undefined && fields['priceInBand'] === undefined) return {};
  const stated = fields['priceInBand'] ?? null;
  const price = fields['price'] ?? null;
  return { priceInBand: stated ?? (price === null ? null : judge(Number(price))), bandStated: stated === null ? 0 : 1 };
}

function unresolved(fields: FieldRow, { onUnknown }: KindContext, terminalId: string | undefined, skuId: string | undefined): Resolved {
  if (terminalId === undefined && onUnknown.terminal === 'skip') return { skipped: true };
  if (skuId === undefined && onUnknown.sku === 'skip') return { skipped: true };
  const faults: RowFault[] = [];
  if (terminalId === undefined) faults.push(unknown('terminal', fields['terminal']));
  if (skuId === undefined) faults.push(unknown('sku', fields['sku']));
  return { faults };
}
