import { toWgs84, type Datum } from '../../../persistence/geography/datum.js';
import type { FieldRow, RowFault, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';

type Columns = { readonly columns: TableRow } | { readonly faults: readonly RowFault[] };

const nowhere: TableRow = { latitude: null, longitude: null, datum: null, sourceLatitude: null, sourceLongitude: null, shifted: 0 };

/**
 * A terminal's place: WGS-84 for us, and the pair as the source gave it with its datum (wgs84 unless the mapping says otherwise), so that
 * nothing is lost when an outline or a library changes. method.md §6.6
 */
export function positionColumns(fields: FieldRow): Columns {
  const { latitude, longitude, datum } = fields;
  if (latitude === undefined && longitude === undefined) return { columns: {} };
  if (typeof latitude !== 'number' && typeof longitude !== 'number') return { columns: nowhere };
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return { faults: [{ column: typeof latitude === 'number' ? 'longitude' : 'latitude', fault: fault('half-position') }] };
  const source = (datum ?? 'wgs84') as Datum;
  const { shifted, ...place } = toWgs84(source, { latitude, longitude });
  return { columns: { ...place, datum: source, sourceLatitude: latitude, sourceLongitude: longitude, shifted: shifted ? 1 : 0 } };
}
