import { isoWeek } from '../../../rules/iso-week.js';
import type { KindDef, Resolved } from '../define-kind.js';
import { References, unknown } from '../references.js';
import { customerOf } from './customer.js';
import { present } from './present.js';

/** Key: day and customer. Plans made by hand, or elsewhere; making the plan of a week in the system leaves them as they are. */
export const visitPlans: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    day: { type: { is: 'day' }, required: true },
    adviser: { type: { is: 'text', max: 80 }, required: true },
    terminal: { type: { is: 'text', max: 80 } },
    dealer: { type: { is: 'text', max: 80 } },
    seq: { type: { is: 'whole', from: 1, to: 9999 } },
    source: { type: { is: 'word', of: ['manual', 'recovery'] } },
  },
  touched: ({ marketId, week }) => [{ what: 'figures', id: String(marketId), week: String(week) }],
  open: (context) => {
    const known = new References(context.reader, ['terminal', 'dealer']);
    return {
      target: { table: 'visit_plan', scope: ['marketId', 'day'], key: 'customerId' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const customer = customerOf(fields, market.id, known, context);
        if (!('row' in customer)) return customer;
        const day = String(fields['day']);
        return {
          row: {
            marketId: market.id, day, week: isoWeek(day), ...customer.row, customerId: customer.row['terminalId'] ?? customer.row['dealerId'] ?? '', ...present(fields, ['adviser']),
            seq: fields['seq'] ?? 9999, source: fields['source'] ?? 'manual',
          },
        };
      },
    };
  },
};
