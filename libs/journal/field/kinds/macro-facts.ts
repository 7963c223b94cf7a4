import type { KindDef } from '../define-kind.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

/** Key: market, name and year. */
export const macroFacts: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true, repeats: true },
    name: { type: { is: 'text', max: 80 }, required: true, repeats: true },
    year: { type: { is: 'whole', from: 1900, to: 2200 }, required: true },
    value: { type: { is: 'decimal', from: -1e15, to: 1e15 }, required: true },
    unit: { type: { is: 'text', max: 40 }, required: true, repeats: true },
    source: { type: { is: 'text', max: 300 }, required: true, repeats: true },
  },
  open: ({ reader }) => {
    const known = new References(reader);
    return {
      target: { table: 'macro_fact', scope: ['marketId'], key: 'name', rest: 'year' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields) => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        return { row: { marketId: market.id, ...present(fields, ['name', 'year', 'value', 'unit', 'source']) } };
      },
    };
  },
};
