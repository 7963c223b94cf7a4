import type { EntityManager } from 'typeorm';
import type { DuplicatesView, FindDuplicates } from '../../contracts/terminal-views.js';
import { boxAround, distanceM, type Place } from '../../measures/geo-distance.js';
import { Refusal } from '../../rules/failures.js';
import { nameKeyOf, phoneKeyOf } from '../../rules/same-terminal.js';
import { toWgs84 } from '../geography/datum.js';
import { terminalRows, terminalView, type MayCall, type TerminalRow } from './terminal-view.js';

type Reason = DuplicatesView['rows'][number]['reasons'][number];
/** What is compared: of a terminal that is, or of one that somebody is about to enter. */
type Traits = { readonly id: string; readonly nameKey: string | null; readonly phoneKey: string | null; readonly place: Place | null };
type Candidate = { readonly row: TerminalRow; readonly reasons: Reason[]; distanceM: number | null };

/**
 * Terminals that may be the asked one: of the same name, the same phone, or near to it. Each is looked up by its own index; merged ones are
 * gone. Phones are compared for those only who may see them. method.md §4.3
 */
export async function duplicatesOf(em: EntityManager, marketId: string, asked: FindDuplicates, mayCall: MayCall): Promise<DuplicatesView> {
  const traits = asked.terminalId === undefined ? traitsIn(asked) : await traitsOf(em, marketId, asked.terminalId);
  const found = new Map<string, Candidate>();
  const add = async (reason: Reason, condition: string, parameters: readonly (string | number)[]): Promise<void> => {
    for (const row of await terminalRows(em, `t.marketId = ? AND ${condition} AND t.status <> 'merged' AND t.id <> ? LIMIT ${asked.limit}`, [marketId, ...parameters, traits.id])) {
      const away = traits.place === null || row.latitude === null || row.longitude === null ? null : distanceM(traits.place, { latitude: row.latitude, longitude: row.longitude });
      if (reason === 'near' && (away ?? Infinity) > asked.radiusM) continue;
      const known = found.get(row.id) ?? { row, reasons: [], distanceM: away };
      known.reasons.push(reason);
      found.set(row.id, known);
    }
  };
  if (traits.nameKey !== null) await add('name', 't.nameKey = ?', [traits.nameKey]);
  if (traits.phoneKey !== null && mayCall(marketId)) await add('phone', 't.phoneKey = ?', [traits.phoneKey]);
  if (traits.place !== null) {
    const { south, north, west, east } = boxAround(traits.place, asked.radiusM);
    await add('near', 't.latitude BETWEEN ? AND ? AND t.longitude BETWEEN ? AND ?', [south, north, west, east]);
  }
  const candidates = [...found.values()].sort((a, b) => b.reasons.length - a.reasons.length || (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity) || (a.row.externalId < b.row.externalId ? -1 : 1));
  return { rows: candidates.slice(0, asked.limit).map(({ row, reasons, distanceM: away }) => ({ terminal: terminalView(row, mayCall), reasons, distanceM: away === null ? null : Math.round(away * 10) / 10 })) };
}

function traitsIn({ name, phone, latitude, longitude, datum }: FindDuplicates): Traits {
  const place = latitude === undefined || longitude === undefined ? null : toWgs84(datum, { latitude, longitude });
  return { id: '', nameKey: nameKeyOf(name ?? null), phoneKey: phoneKeyOf(phone ?? null), place };
}

async function traitsOf(em: EntityManager, marketId: string, terminalId: string): Promise<Traits> {
  type Row = { nameKey: string | null; phoneKey: string | null; latitude: number | null; longitude: number | null };
  const [row]: Row[] = await em.query('SELECT t.nameKey, t.phoneKey, t.latitude, t.longitude FROM terminal t WHERE t.id = ? AND t.marketId = ?', [terminalId, marketId]);
  if (!row) throw new Refusal('not-found', { what: `terminal ${terminalId}` });
  const { latitude, longitude, ...keys } = row;
  return { id: terminalId, ...keys, place: latitude === null || longitude === null ? null : { latitude, longitude } };
}
