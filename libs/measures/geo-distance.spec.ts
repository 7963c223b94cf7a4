import fc from 'fast-check';
import { boxAround, distanceM } from './geo-distance.js';

const place = fc.record({ latitude: fc.double({ min: -89, max: 89, noNaN: true }), longitude: fc.double({ min: -180, max: 180, noNaN: true }) });

describe('distance', () => {
  it.each([
    ['a degree along the equator', [0, 0], [0, 1], 111_195], ['a degree along a meridian', [31, 121], [32, 121], 111_195], ['Shanghai to Beijing', [31.2304, 121.4737], [39.9042, 116.4074], 1_067_000],
    ['half way round', [0, 0], [0, 180], 20_015_115], ['nowhere', [31, 121], [31, 121], 0], ['across the date line', [0, 179.5], [0, -179.5], 111_195],
  ] as const)('%s', (_, [lat1, lon1], [lat2, lon2], metres) => {
    const d = distanceM({ latitude: lat1, longitude: lon1 }, { latitude: lat2, longitude: lon2 });
    expect(Math.abs(d - metres)).toBeLessThanOrEqual(metres * 0.001);
  });

  it('is the same both ways', () => {
    fc.assert(fc.property(place, place, (a, b) => Math.abs(distanceM(a, b) - distanceM(b, a)) < 1e-6));
  });
});

describe('the box around a place', () => {
  it('holds everything within the distance', () => {
    fc.assert(fc.property(place, fc.double({ min: 1, max: 50_000, noNaN: true }), fc.double({ min: 0, max: 6.28, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (centre, radiusM, angle, part) => {
      const degrees = (radiusM * part) / 111_195.08;
      const other = { latitude: centre.latitude + degrees * Math.sin(angle), longitude: centre.longitude + (degrees * Math.cos(angle)) / Math.cos((centre.latitude * Math.PI) / 180) };
      if (Math.abs(other.latitude) > 90 || Math.abs(other.longitude) > 180 || distanceM(centre, other) > radiusM) return true;
      const box = boxAround(centre, radiusM);
      return other.latitude >= box.south && other.latitude <= box.north && other.longitude >= box.west && other.longitude <= box.east;
    }), { numRuns: 2000 });
  });

  it('needs a distance', () => { expect(() => boxAround({ latitude: 0, longitude: 0 }, 0)).toThrow(RangeError); });
});
