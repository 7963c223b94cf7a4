import type { EntityManager } from 'typeorm';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Place } from '../../measures/geo-distance.js';

/** GeoJSON, in WGS-84: longitude first. */
export type Border = { readonly type: 'Polygon'; readonly coordinates: number[][][] } | { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] };
export type BorderedArea = {
  readonly code: string; readonly name: string; readonly border: Border; readonly sourceBorder: Border | null; readonly datum: string | null;
  readonly south: number; readonly north: number; readonly west: number; readonly east: number;
};
/** A terminal's place, and the pair of its source. */
export type SourcedPlace = Place & { readonly datum: string | null; readonly sourceLatitude: number | null; readonly sourceLongitude: number | null };

/** The areas of a layer that have a border, in its order. */
export async function borderedAreas(em: EntityManager, layer: string): Promise<BorderedArea[]> {
  const rows: (Omit<BorderedArea, 'border' | 'sourceBorder'> & { border: string; sourceBorder: string | null })[] = await em.query(
    'SELECT a.code, a.name, a.border, a.sourceBorder, a.datum, a.south, a.north, a.west, a.east FROM area a WHERE a.layer = ? AND a.border IS NOT NULL ORDER BY a.position', [layer]);
  return rows.map(({ border, sourceBorder, ...area }) => ({ ...area, border: JSON.parse(border) as Border, sourceBorder: sourceBorder === null ? null : JSON.parse(sourceBorder) as Border }));
}

/** A straight line of one datum is not quite one of another: so much further than its box an area is looked for. */
const slack = 0.001;

/**
 * The areas that a place lies in; a border belongs to both sides. Place and border of one datum are compared in it: their lines are straight
 * there, and slivers between neighbours neither open nor close.
 */
export function areasAt(areas: readonly BorderedArea[], place: SourcedPlace): BorderedArea[] {
  const { latitude, longitude, datum, sourceLatitude, sourceLongitude } = place;
  return areas.filter((area) => {
    if (latitude < area.south - slack || latitude > area.north + slack || longitude < area.west - slack || longitude > area.east + slack) return false;
    const shared = area.sourceBorder !== null && area.datum === datum && sourceLatitude !== null && sourceLongitude !== null;
    return shared && area.sourceBorder ? booleanPointInPolygon([sourceLongitude, sourceLatitude], area.sourceBorder) : booleanPointInPolygon([longitude, latitude], area.border);
  });
}
