import { isoWeek } from '../../../rules/iso-week.js';
import type { FieldRow, KindDef, Resolved } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';

/**
 * Key: dealer, day and invoice; without invoices one sum per dealer and day. What is overdue is said, or follows from the due day:
 * an invoice due on the day of the list is not overdue yet.
 */
export const receivables: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    dealer: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    invoice: { type: { is: 'text', max: 80 } },
    amount: { type: { is: 'amount', from: 0 }, required: true },
    paid: { type: { is: 'amount', from: 0 } },
    due: { type: { is: 'day' } },
    overdue: { type: { is: 'amount', from: 0 } },
  },
  touched: ({ marketId, day }) => [{ what: 'figures', id: String(marketId), week: isoWeek(String(day)) }],
  checkMapping: (named) => (named.has('due') || named.has('overdue') ? null : fault('overdue-missing')),
  open: ({ reader }) => {
    const known = new References(reader, ['dealer']);
    return {
      target: { table: 'receivable', scope: ['dealerId', 'day'], key: 'invoice' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const dealerId = known.idOf('dealer', market.id, fields['dealer']);
        if (dealerId === undefined) return { faults: [unknown('dealer', fields['dealer'])] };
        const overdue = overdueOf(fields);
        if (typeof overdue !== 'number') return { faults: [overdue] };
        return {
          row: {
            marketId: market.id, dealerId, day: String(fields['day']), invoice: fields['invoice'] ?? '', due: fields['due'] ?? null, amount: fields['amount'] ?? 0, paid: fields['paid'] ?? 0, overdue,
          },
        };
      },
    };
  },
};

function overdueOf({ day, due, amount, paid, overdue }: FieldRow) {
  const left = Math.max(0, Number(amount) - Number(paid ?? 0));
  if (typeof overdue === 'number') return overdue > left ? { column: 'overdue', fault: fault('overdue-above-rest', { value: overdue, rest: left }) } : overdue;
  if (typeof due !== 'string') return { column: null, fault: fault('overdue-missing') };
  return due < String(day) ? left : 0;
}
