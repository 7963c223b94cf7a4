import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { isShiftedHere, toWgs84 } from '../../libs/persistence/geography/datum.js';
import { describeWithData, realData } from '../support/real-data.js';

const metresBetween = (a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number =>
  Math.hypot((a.latitude - b.latitude) * 111_195, (a.longitude - b.longitude) * 111_195 * Math.cos((a.latitude * Math.PI) / 180));

describe('where the shift applies', () => {
  it.each([
    ['Shanghai', 31.2304, 121.4737], ['Beijing', 39.9042, 116.4074], ['Shenzhen, Luohu port', 22.5335, 114.1165], ['Shenzhen, Futian', 22.5431, 114.0579], ['Shekou', 22.4815, 113.9155],
    ['Yantian', 22.557, 114.24], ['Zhuhai, Gongbei', 22.2195, 113.5495], ['Zhuhai, bridge port', 22.2075, 113.5745], ['Zhuhai, Hengqin', 22.135, 113.53], ['Xiamen', 24.4798, 118.0894], ['Fuzhou', 26.0745, 119.2965], ['Sanya', 18.2528, 109.5119],
    ['Haikou', 20.044, 110.1999], ['Hotan', 37.1108, 79.9225], ['Kashgar', 39.4704, 75.9898], ['Yining', 43.9168, 81.3241], ['Urumqi', 43.8256, 87.6168], ['Lhasa', 29.652, 91.1721], ['Heihe', 50.2401, 127.5018],
    ['Mohe', 52.972, 122.5386], ['Manzhouli', 49.5978, 117.3787], ['Erenhot', 43.6532, 111.9771], ['Hunchun', 42.8625, 130.366], ['Dandong', 40.1291, 124.3835], ['Weihai', 37.513, 122.1204],
    ['Dongxing', 21.5479, 107.9714], ['Pingxiang', 22.0975, 106.7665], ['Hekou', 22.5293, 103.9395], ['Jinghong', 22.0076, 100.7974], ['Ruili', 24.0129, 97.8559], ['Zhoushan', 29.985, 122.2072],
  ])('%s', (_, latitude, longitude) => {
    expect(isShiftedHere({ latitude, longitude })).toBe(true);
    expect(toWgs84('gcj02', { latitude, longitude }).shifted).toBe(true);
  });

  it.each([
    ['Hong Kong, Central', 22.2819, 114.1582], ['Hong Kong, Sheung Shui', 22.5014, 114.1282], ['Hong Kong, Lok Ma Chau', 22.505, 114.073], ['Hong Kong, Tuen Mun', 22.3908, 113.9725], ['Hong Kong, Sai Kung', 22.3827, 114.2708],
    ['Macau', 22.1987, 113.5439], ['Macau, Cotai', 22.147, 113.562], ['Taipei', 25.033, 121.5654], ['Kaohsiung', 22.6273, 120.3014], ['Kinmen', 24.4327, 118.3186], ['Matsu', 26.1608, 119.9517],
    ['Bangkok', 13.7563, 100.5018], ['Hanoi', 21.0278, 105.8342], ['Lao Cai', 22.4856, 103.9707], ['Seoul', 37.5665, 126.978], ['Pyongyang', 39.0392, 125.7625], ['Ulaanbaatar', 47.8864, 106.9057],
    ['Vladivostok', 43.1155, 131.8855], ['Blagoveshchensk', 50.2907, 127.5272], ['Khabarovsk', 48.4802, 135.0719], ['Almaty', 43.222, 76.8512], ['Bishkek', 42.8746, 74.5698], ['Kathmandu', 27.7172, 85.324],
    ['Thimphu', 27.4712, 89.6339], ['Delhi', 28.6139, 77.209], ['Mandalay', 21.9588, 96.0891], ['Vientiane', 17.9757, 102.6331], ['Tokyo', 35.6762, 139.6503], ['Jeju', 33.4996, 126.5312], ['Manila', 14.5995, 120.9842],
  ])('not %s', (_, latitude, longitude) => {
    expect(isShiftedHere({ latitude, longitude })).toBe(false);
    for (const datum of ['gcj02', 'bd09'] as const) expect(toWgs84(datum, { latitude, longitude })).toEqual({ latitude, longitude, shifted: false });
  });

  it('the shift is some hundred metres, and Baidu\'s is another', () => {
    const given = { latitude: 31.2304, longitude: 121.4737 };
    const [gcj, bd] = [toWgs84('gcj02', given), toWgs84('bd09', given)];
    expect(metresBetween(given, gcj)).toBeGreaterThan(300);
    expect(metresBetween(given, gcj)).toBeLessThan(700);
    // BD-09 lies about +0.0065, +0.0060 degrees from GCJ-02.
    expect(Math.abs(gcj.longitude - bd.longitude - 0.0065)).toBeLessThan(0.0005);
    expect(Math.abs(gcj.latitude - bd.latitude - 0.006)).toBeLessThan(0.0005);
    expect(toWgs84('wgs84', given)).toEqual({ ...given, shifted: false });
  });
});

describeWithData('cn-starbucks', 'the shift over real shops', () => {
  it('is taken back for every shop of 242 mainland cities', () => {
    const shops: { store_id: string; city: string; lat_gcj02: string; lon_gcj02: string }[] = parse(readFileSync(realData('cn-starbucks', 'stores_panel_2021-03-05_2022-12-31.csv')), { columns: true });
    const outside = shops.filter((shop) => !toWgs84('gcj02', { latitude: Number(shop.lat_gcj02), longitude: Number(shop.lon_gcj02) }).shifted);
    expect(new Set(shops.map(({ city }) => city)).size).toBe(242);
    // One row says Shanghai, has an address in Xinjiang and coordinates in Macau.
    expect(outside.map((shop) => shop.store_id)).toEqual(['99999']);
  });
});

describeWithData('us-counties', 'no shift over real counties', () => {
  it('is taken back for no county of the United States', () => {
    const atlas = JSON.parse(readFileSync(realData('us-counties', 'counties-10m.json'), 'utf8')) as {
      transform: { scale: [number, number]; translate: [number, number] }; arcs: [number, number][][]; objects: { counties: { geometries: { arcs: unknown[] }[] } };
    };
    const { scale, translate } = atlas.transform;
    // A county's first arc begins on its border: 3,000 places all over the country do as well as centroids.
    const places = atlas.objects.counties.geometries.flatMap(({ arcs }) => {
      const [arc] = (arcs as unknown[]).flat(3) as number[];
      const [start] = arc === undefined ? [] : atlas.arcs[arc < 0 ? ~arc : arc] ?? [];
      return start === undefined ? [] : [{ longitude: start[0] * scale[0] + translate[0], latitude: start[1] * scale[1] + translate[1] }];
    });
    expect(places.length).toBeGreaterThan(3000);
    expect(places.filter((place) => toWgs84('gcj02', place).shifted)).toEqual([]);
  });
});
