/** WGS-84 degrees. */
export type Place = { readonly latitude: number; readonly longitude: number };

/** Mean radius of the earth in metres (IUGG). */
const earthRadiusM = 6_371_008.8;
/** Metres of one degree along a meridian. */
const degreeM = (earthRadiusM * Math.PI) / 180;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine): within half a per cent of the true one, which is less than a phone's error. method.md §4.3 */
export const distanceM = (a: Place, b: Place): number => {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const h = half(a.latitude, b.latitude) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * earthRadiusM * Math.asin(Math.sqrt(Math.min(1, h)));
};

export type Box = { readonly south: number; readonly north: number; readonly west: number; readonly east: number };

/**
 * The degrees within which everything lies that is at most so many metres away: what an index can look for. Near the poles and across the
 * date line it is the whole round, never less than asked for. Throws RangeError for a distance that is not positive.
 */
export const boxAround = ({ latitude, longitude }: Place, radiusM: number): Box => {
  if (!(radiusM > 0)) throw new RangeError(`radiusM must be positive, not ${radiusM}`);
  const up = radiusM / degreeM;
  const [south, north] = [latitude - up, latitude + up];
  const narrowest = Math.cos(radians(Math.min(90, Math.max(Math.abs(south), Math.abs(north)))));
  const aside = narrowest > 0 ? up / narrowest : 360;
  const [west, east] = [longitude - aside, longitude + aside];
  return { south, north, ...(west < -180 || east > 180 ? { west: -180, east: 180 } : { west, east }) };
};
