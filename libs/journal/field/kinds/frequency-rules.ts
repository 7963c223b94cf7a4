import type { KindDef } from '../define-kind.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

/** Key: market, class and first day. */
export const frequencyRules: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    class: { type: { is: 'word', of: ['A', 'B', 'C', 'dealer'] }, required: true },
    validFrom: { type: { is: 'day' }, required: true },
    visitsPer4Weeks: { type: { is: 'decimal', from: 0, to: 28 }, required: true },
    minutes: { type: { is: 'whole', from: 1, to: 480 }, required: true },
  },
  open: ({ reader }) => {
    const known = new References(reader);
    return {
      target: { table: 'frequency_rule', scope: ['marketId', 'class'], key: 'validFrom' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields) => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        return { row: { marketId: market.id, ...present(fields, ['class', 'validFrom', 'visitsPer4Weeks', 'minutes']) } };
      },
    };
  },
};
