import type { KindDef } from '../define-kind.js';
import { References, unknown } from '../references.js';
import { present, presentOr } from './present.js';

/** Key: market and code. */
export const dealers: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    code: { type: { is: 'text', max: 80 }, required: true },
    name: { type: { is: 'text', max: 160 }, required: true },
    core: { type: { is: 'flag' } },
    status: { type: { is: 'word', of: ['active', 'closed'] } },
    monthlyCapacity: { type: { is: 'amount', from: 0 } },
    owner: { type: { is: 'text', max: 80 } },
    firstSeen: { type: { is: 'day' } },
    latitude: { type: { is: 'decimal', from: -90, to: 90 } },
    longitude: { type: { is: 'decimal', from: -180, to: 180 } },
  },
  open: ({ reader }) => {
    const known = new References(reader);
    return {
      target: { table: 'dealer', scope: ['marketId'], key: 'code' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields) => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        return { row: { marketId: market.id, ...present(fields, ['code', 'name', 'monthlyCapacity', 'owner', 'firstSeen', 'latitude', 'longitude']), ...presentOr(fields, 'core', 0), ...presentOr(fields, 'status', 'active') } };
      },
    };
  },
};
