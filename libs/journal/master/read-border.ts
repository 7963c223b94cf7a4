import type { Border } from '../../persistence/geography/area-index.js';
import { isShiftedHere, shiftedBack, type Datum } from '../../persistence/geography/datum.js';
import { fault, type Fault } from '../field/faults.js';

type Box = { readonly south: number | null; readonly north: number | null; readonly west: number | null; readonly east: number | null };
type ReadBorder = { readonly border: Border | null; readonly sourceBorder: Border | null; readonly datum: Datum | null } & Box;

const none: ReadBorder = { border: null, sourceBorder: null, datum: null, south: null, north: null, west: null, east: null };
const refuse = (why: string): Fault => fault('not-a-border', { why });

/** A GeoJSON Polygon or MultiPolygon in its file's datum, as WGS-84 with the box around it. No geometry: no border. */
export function readBorder(geometry: unknown, datum: Datum): ReadBorder | Fault {
  if (geometry === undefined || geometry === null) return none;
  const { type, coordinates } = geometry as { readonly type?: unknown; readonly coordinates?: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') return refuse(`type ${String(type)}`);
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(polygons) || polygons.length === 0) return refuse('coordinates');
  const read: number[][][][] = [];
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0) return refuse('coordinates');
    const rings: number[][][] = [];
    for (const ring of polygon as unknown[]) {
      const points = readRing(ring);
      if ('rule' in points) return points;
      rings.push(points);
    }
    read.push(rings);
  }
  return placed(read, datum);
}

function readRing(ring: unknown): number[][] | Fault {
  if (!Array.isArray(ring)) return refuse('ring');
  const points: number[][] = [];
  for (const point of ring as unknown[]) {
    const [longitude, latitude] = Array.isArray(point) ? (point as unknown[]) : [];
    if (typeof longitude !== 'number' || typeof latitude !== 'number' || Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return refuse(JSON.stringify(point)?.slice(0, 60) ?? '');
    points.push([longitude, latitude]);
  }
  const [first, last] = [points[0], points[points.length - 1]];
  // Some draw a ring without coming back to where it began.
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) points.push([...first]);
  return points.length < 4 ? refuse('a ring of fewer than three points') : points;
}

/** A border that lies for the most part where the shift applies is computed back as a whole, else it stays as it is: it must not tear. */
function placed(polygons: number[][][][], datum: Datum): ReadBorder {
  const all = polygons.flat(2);
  const placeOf = ([longitude = 0, latitude = 0]: number[]) => ({ longitude, latitude });
  const back = datum === 'wgs84' || all.filter((point) => isShiftedHere(shiftedBack(datum, placeOf(point)))).length * 2 < all.length ? null : datum;
  const moved = back === null ? polygons : polygons.map((rings) => rings.map((points) => points.map((point) => {
    const { longitude, latitude } = shiftedBack(back, placeOf(point));
    return [longitude, latitude];
  })));
  const box = { south: 90, north: -90, west: 180, east: -180 };
  for (const [longitude = 0, latitude = 0] of moved.flat(2)) {
    box.south = Math.min(box.south, latitude);
    box.north = Math.max(box.north, latitude);
    box.west = Math.min(box.west, longitude);
    box.east = Math.max(box.east, longitude);
  }
  return { border: borderOf(moved), sourceBorder: back === null ? null : borderOf(polygons), datum, ...box };
}

function borderOf(polygons: number[][][][]): Border {
  const [only, second] = polygons;
  return only && !second ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: polygons };
}
