import type { EntityManager } from 'typeorm';
import { isValidVisit, metresBetween, minutesInShop, type Position } from '../../measures/visits.js';
import { toWgs84, type Datum } from '../../persistence/geography/datum.js';
import type { FieldRow, RowFault, TableRow, VisitLimits } from './define-kind.js';
import { fault } from './faults.js';

/** Where the customers of the markets in a file are, as far as somebody has measured it. */
export class Positions {
  private readonly known = new Map<string, Position>();

  async load(em: EntityManager, marketId: string): Promise<void> {
    for (const table of ['terminal', 'dealer']) {
      const rows: ({ id: string } & Position)[] = await em.query(
        `SELECT x.id, x.latitude, x.longitude FROM ${table} x WHERE x.marketId = ? AND x.latitude IS NOT NULL AND x.longitude IS NOT NULL`, [marketId]);
      for (const { id, latitude, longitude } of rows) this.known.set(id, { latitude: Number(latitude), longitude: Number(longitude) });
    }
  }

  /** Metres from where the device stood to the customer; null where one of the two is not known. */
  distance(customerId: unknown, { latitude, longitude }: TableRow): number | null {
    const customer = this.known.get(String(customerId));
    if (!customer || typeof latitude !== 'number' || typeof longitude !== 'number') return null;
    return Math.round(metresBetween(customer, { latitude, longitude }) * 10) / 10;
  }
}

/** Where the device stood, as WGS-84; nothing when the file says nothing of it. method.md §6.6 */
export function placeOf({ latitude, longitude, datum }: FieldRow): TableRow {
  if (latitude === undefined && longitude === undefined) return {};
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return { latitude: null, longitude: null };
  const place = toWgs84((datum ?? 'wgs84') as Datum, { latitude, longitude });
  return { latitude: place.latitude, longitude: place.longitude };
}

/** A position is two figures, an order is an order, and nobody leaves before he comes. */
export function faultsOfVisit(fields: FieldRow): readonly RowFault[] {
  const { inAt, outAt, latitude = null, longitude = null, ordered = null, outcome = null } = fields;
  if (typeof inAt === 'string' && typeof outAt === 'string' && outAt < inAt) return [{ column: 'outAt', fault: fault('out-before-in') }];
  if ((latitude === null) !== (longitude === null)) return [{ column: latitude === null ? 'latitude' : 'longitude', fault: fault('half-position') }];
  if (ordered !== null && outcome !== null && (ordered === 1) !== (outcome === 'order')) return [{ column: 'outcome', fault: fault('outcome-disagrees') }];
  return [];
}

/**
 * Why a visit would not count by itself, all reasons with commas; empty where it would. What the file says of its validity stands; a planned
 * visit that was not made has nothing to be valid. arithmetic.md §6
 */
export function faultsByItself(fields: FieldRow, distanceM: number | null, limits: VisitLimits): TableRow {
  if ((fields['made'] ?? 1) === 0) return { faults: '', judged: 0 };
  // What was exported from here comes back as it stood.
  if (fields['faults'] !== undefined) return { faults: fields['faults'] ?? '', judged: fields['judged'] ?? 0 };
  if (fields['valid'] !== undefined) return { faults: fields['valid'] === 1 ? '' : fields['invalidReason'] ?? 'stated', judged: 0 };
  const flag = (name: string) => fields[name] === 1;
  const { reasons } = isValidVisit({
    distanceM, distanceWaived: flag('distanceWaived'), minutes: minutesOf(fields), mockLocation: flag('mockLocation'), photos: Number(fields['photos'] ?? 0), overlapping: flag('overlapping'),
  }, limits);
  return { faults: reasons.join(','), judged: 1 };
}

function minutesOf({ minutes, inAt, outAt }: FieldRow): number | null {
  if (typeof minutes === 'number') return minutes;
  return typeof inAt === 'string' ? minutesInShop({ inAt, outAt: typeof outAt === 'string' ? outAt : null }) : null;
}
