import type { KindDef } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';
import { present } from './present.js';

/** Key: market, zone (none: the whole market), name and year. The zones are there already: a fact makes none. */
export const macroFacts: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    name: { type: { is: 'text', max: 80 }, required: true },
    zone: { type: { is: 'whole', from: 1, to: 99 } },
    zoneName: { type: { is: 'text', max: 160 } },
    year: { type: { is: 'whole', from: 1900, to: 2200 }, required: true },
    value: { type: { is: 'decimal', from: -1e15, to: 1e15 }, required: true },
    unit: { type: { is: 'text', max: 40 }, required: true },
    source: { type: { is: 'text', max: 300 }, required: true },
  },
  open: ({ reader }) => {
    const known = new References(reader);
    const zones = new Map<string, number>();
    return {
      target: { table: 'macro_fact', scope: ['marketId', 'zoneNo'], key: 'name', rest: 'year' },
      load: async (rows) => {
        for (const { id } of await known.load(rows)) {
          const found: { zoneNo: number; name: string }[] = await reader.query('SELECT z.zoneNo, z.name FROM zone z WHERE z.marketId = ?', [id]);
          for (const { zoneNo, name } of found) zones.set(`${id}/zone/${zoneNo}`, zoneNo).set(`${id}/zoneName/${name}`, zoneNo);
        }
      },
      resolve: (fields) => {
        const market = known.market(fields['market']);
        if (!market) return { faults: [unknown('market', fields['market'])] };
        const named = (['zone', 'zoneName'] as const).find((field) => (fields[field] ?? null) !== null);
        const zoneNo = named === undefined ? 0 : zones.get(`${market.id}/${named}/${fields[named]}`);
        if (zoneNo === undefined) return { faults: [{ column: named ?? null, fault: fault('unknown-zone', { value: String(fields[named ?? 'zone']) }) }] };
        return { row: { marketId: market.id, zoneNo, ...present(fields, ['name', 'year', 'value', 'unit', 'source']) } };
      },
    };
  },
};
