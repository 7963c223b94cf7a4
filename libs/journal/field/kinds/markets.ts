import type { KindDef } from '../define-kind.js';
import { present, presentOr } from './present.js';

/** Key: code. */
export const markets: KindDef = {
  fields: {
    code: { type: { is: 'text', max: 40 }, required: true },
    name: { type: { is: 'text', max: 160 }, required: true },
    adminRegion: { type: { is: 'text', max: 160 } },
    marketNo: { type: { is: 'whole', from: 1, to: 99 } },
    routeDigits: { type: { is: 'whole', from: 1, to: 2 } },
    validFrom: { type: { is: 'day' } },
    validTo: { type: { is: 'day' } },
  },
  open: () => ({
    target: { table: 'market', scope: [], key: 'code' },
    load: async () => undefined,
    resolve: (fields) => ({ row: { ...present(fields, ['code', 'name', 'adminRegion', 'marketNo', 'validFrom', 'validTo']), ...presentOr(fields, 'routeDigits', 1) } }),
  }),
};
