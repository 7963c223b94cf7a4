import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import gcoordModule from 'gcoord';
import { shiftArea } from './shift-area.js';

/** The package's types describe its ES module; Node is given the CommonJS one. */
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** What coordinates are: GPS, the shifted ones of mainland map services, or Baidu's, which are shifted once more. */
export const datums = ['wgs84', 'gcj02', 'bd09'] as const;
export type Datum = (typeof datums)[number];

/** Degrees. */
export type Position = { readonly latitude: number; readonly longitude: number };
/** `shifted`: the position was computed back from a shifted one; else the pair is as it was given. */
export type Placed = Position & { readonly shifted: boolean };

const [first] = shiftArea;
const shiftPolygon = { type: 'Polygon' as const, coordinates: [[...shiftArea, first].map((point) => [...(point ?? [])])] };

/** Whether a WGS-84 position lies where mainland map services shift coordinates: not in Hong Kong, Macau or Taiwan, nor abroad. */
export function isShiftedHere({ latitude, longitude }: Position): boolean {
  return booleanPointInPolygon([longitude, latitude], shiftPolygon);
}

/** To a ten-millionth of a degree, a centimetre: what a conversion gives beyond that is noise. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/**
 * WGS-84 of a pair in its source's datum. A shifted pair is computed back only when what it comes to lies where the shift applies; the
 * library's own test is a box that takes in Bangkok, Hanoi and Seoul. Elsewhere the pair stays as it is, and says so. method.md §6.6
 */
export function toWgs84(datum: Datum, given: Position): Placed {
  if (datum === 'wgs84') return { ...given, shifted: false };
  const back = shiftedBack(datum, given);
  return isShiftedHere(back) ? { ...back, shifted: true } : { ...given, shifted: false };
}

/** Computed back wherever it lies: for the points of a border, which must not be torn where it runs out to sea. */
export function shiftedBack(datum: Exclude<Datum, 'wgs84'>, given: Position): Position {
  const [longitude = 0, latitude = 0] = gcoord.transform<[number, number]>([given.longitude, given.latitude], datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09, gcoord.WGS84);
  return { latitude: rounded(latitude), longitude: rounded(longitude) };
}
