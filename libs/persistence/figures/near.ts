import type { NearQuery, NearView } from '../../contracts/geography-views.js';
import { boxAround, distanceM, type Place } from '../../measures/geo-distance.js';
import { terminalRows, terminalView, type MayCall } from '../board/terminal-view.js';
import type { Condition } from '../field/question.js';
import { toWgs84 } from '../geography/datum.js';
import type { Frame } from './frame.js';
import { inPart, openOn } from './open-terminals.js';
import { marks } from '../marks.js';

type Placed = Place & { readonly id: string };
type Found = { readonly id: string; readonly distanceM: number };

/** No two places are further apart. */
const everywhereM = 20_100_000;

/** The part's terminals within a distance of a place, all counted and the nearest listed; without a distance, the nearest there are. */
export async function terminalsNear(frame: Frame, { latitude, longitude, datum, radiusM, on, limit }: NearQuery, mayCall: MayCall): Promise<NearView> {
  const place = toWgs84(datum, { latitude, longitude });
  const standing = on === undefined ? { sql: "t.status <> 'merged'", parameters: [] } : openOn(on);
  const found = radiusM === undefined ? await nearest(frame, standing, place, limit) : await within(frame, standing, place, radiusM);
  const listed = found.slice(0, limit);
  const rows = listed.length === 0 ? [] : await terminalRows(frame.em, `t.id IN (${marks(listed)})`, listed.map(({ id }) => id));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    place, count: radiusM === undefined ? null : found.length,
    rows: listed.flatMap((one) => {
      const row = byId.get(one.id);
      return row ? [{ distanceM: Math.round(one.distanceM * 10) / 10, terminal: terminalView(row, mayCall) }] : [];
    }),
  };
}

/** By the index over positions: the box first, the circle in it after. */
async function within(frame: Frame, standing: Condition, place: Place, radiusM: number): Promise<Found[]> {
  const { south, north, west, east } = boxAround(place, radiusM);
  const { sql, parameters } = inPart(frame, standing);
  const rows: Placed[] = await frame.em.query(
    `SELECT t.id, t.latitude, t.longitude FROM terminal t WHERE ${sql} AND t.latitude BETWEEN ? AND ? AND t.longitude BETWEEN ? AND ?`, [...parameters, south, north, west, east]);
  return rows.map((row) => ({ id: row.id, distanceM: distanceM(place, row) })).filter((one) => one.distanceM <= radiusM).sort((a, b) => a.distanceM - b.distanceM || (a.id < b.id ? -1 : 1));
}

/** Looks further and further until there are enough. */
async function nearest(frame: Frame, standing: Condition, place: Place, wanted: number): Promise<Found[]> {
  for (let radiusM = 1000; ; radiusM *= 8) {
    const found = await within(frame, standing, place, Math.min(radiusM, everywhereM));
    if (found.length >= wanted || radiusM >= everywhereM) return found;
  }
}
