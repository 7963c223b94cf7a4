import { brandSharesIn } from '../../../rules/brand-shares.js';
import type { KindDef, Resolved } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

const whole = (to: number) => ({ type: { is: 'whole', from: 0, to } }) as const;
const facts = ['nature', 'historyYears', 'staff', 'vehicles', 'warehouseM2', 'capital', 'creditGrade', 'brandShares', 'profitState', 'termsDays', 'upstreamRelation', 'networkOutlets'] as const;

/** Key: dealer and day. An empty cell is a question that was not answered, never a zero. method.md §6.9 `dealer_survey` */
export const dealerSurveys: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    dealer: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    nature: { type: { is: 'text', max: 80 } },
    historyYears: whole(200), staff: whole(1_000_000), vehicles: whole(1_000_000), warehouseM2: whole(10_000_000),
    capital: { type: { is: 'amount', from: 0 } },
    creditGrade: { type: { is: 'word', of: ['A', 'B', 'C', 'D'] } },
    brandShares: { type: { is: 'text', max: 1000 } },
    profitState: { type: { is: 'word', of: ['profit', 'even', 'loss'] } },
    termsDays: whole(3650),
    upstreamRelation: { type: { is: 'whole', from: 1, to: 5 } },
    networkOutlets: whole(1_000_000),
  },
  open: ({ reader }) => {
    const known = new References(reader, ['dealer']);
    return {
      target: { table: 'dealer_survey', scope: ['dealerId'], key: 'day' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const dealerId = known.idOf('dealer', market.id, fields['dealer']);
        if (dealerId === undefined) return { faults: [unknown('dealer', fields['dealer'])] };
        const shares = fields['brandShares'] ?? null;
        if (shares !== null && brandSharesIn(String(shares)) === null) return { faults: [{ column: 'brandShares', fault: fault('not-shares', { value: String(shares) }) }] };
        return { row: { marketId: market.id, dealerId, day: String(fields['day']), ...present(fields, facts) } };
      },
    };
  },
};
