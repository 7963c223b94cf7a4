import { isoWeek } from '../../../rules/iso-week.js';
import type { FieldRow, KindDef, Resolved, RowFault, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

export const incidentKinds = ['price_cut', 'dumping', 'complaint', 'counterfeit'] as const;

/** Key: market and the source's own number. What a person reports in the system has its id there. */
export const incidents: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    clientId: { type: { is: 'text', max: 80 }, required: true },
    kind: { type: { is: 'word', of: incidentKinds }, required: true },
    foundOn: { type: { is: 'day' }, required: true },
    text: { type: { is: 'text', max: 1000 }, required: true },
    owner: { type: { is: 'text', max: 80 }, required: true },
    due: { type: { is: 'day' }, required: true },
    terminal: { type: { is: 'text', max: 80 } },
    sku: { type: { is: 'text', max: 80 } },
    sourceDealer: { type: { is: 'text', max: 80 } },
    batchCode: { type: { is: 'text', max: 80 } },
    state: { type: { is: 'word', of: ['open', 'investigating', 'closed'] } },
    finding: { type: { is: 'word', of: ['confirmed', 'unfounded'] } },
    result: { type: { is: 'text', max: 1000 } },
    closedOn: { type: { is: 'day' } },
  },
  touched: ({ marketId, foundOn }) => [{ what: 'figures', id: String(marketId), week: isoWeek(String(foundOn)) }],
  checkMapping: (named) => (named.has('state') || !(named.has('finding') || named.has('closedOn')) ? null : fault('missing-field', { name: 'state' })),
  open: ({ reader }) => {
    const known = new References(reader, ['terminal', 'dealer']);
    return {
      target: { table: 'incident', scope: ['marketId'], key: 'clientId' },
      load: async (rows) => { await known.load(rows); },
      resolve: (fields): Resolved => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const places = placesOf(fields, market.id, known);
        if ('faults' in places) return places;
        const ended = endOf(fields);
        if ('faults' in ended) return ended;
        return { row: { marketId: market.id, ...present(fields, ['clientId', 'kind', 'foundOn', 'text', 'owner', 'due', 'batchCode']), ...places.row, ...ended.row } };
      },
    };
  },
};

type Part = { readonly row: TableRow } | { readonly faults: readonly RowFault[] };

function placesOf(fields: FieldRow, marketId: string, known: References): Part {
  const faults: RowFault[] = [];
  const idOf = (column: 'terminal' | 'sku' | 'sourceDealer', find: (code: unknown) => string | undefined): TableRow => {
    const code = fields[column];
    if (code === undefined) return {};
    const id = code === null ? null : find(code);
    if (id === undefined) faults.push({ ...unknown(column === 'sourceDealer' ? 'dealer' : column, code), column });
    return { [`${column}Id`]: id ?? null };
  };
  const row = {
    ...idOf('terminal', (code) => known.idOf('terminal', marketId, code)), ...idOf('sku', (code) => known.sku(code)?.id),
    ...idOf('sourceDealer', (code) => known.idOf('dealer', marketId, code)),
  };
  return faults.length > 0 ? { faults } : { row };
}

/** A closed one says what was found, and when; an open one cannot. A file without states says nothing of them. */
function endOf({ state, finding = null, result = null, closedOn = null, foundOn }: FieldRow): Part {
  if (state === undefined) return { row: {} };
  const closed = state === 'closed';
  if (closed && (finding === null || closedOn === null)) return { faults: [{ column: finding === null ? 'finding' : 'closedOn', fault: fault('closed-says-what') }] };
  if (!closed && (finding !== null || closedOn !== null)) return { faults: [{ column: finding !== null ? 'finding' : 'closedOn', fault: fault('open-says-nothing') }] };
  if (closed && String(closedOn) < String(foundOn)) return { faults: [{ column: 'closedOn', fault: fault('ends-before-it-begins') }] };
  return { row: { state: state ?? 'open', finding, result, closedOn } };
}
