import { isoWeek, weekEnd, weekStart } from '../../../../libs/rules/iso-week.js';
import { ownVendor } from './county-measures.js';
import { cents, rowsOf, sum, type Row } from './tables.js';

export const story = '19169';
/** Story is entered in this category: Canadian whisky, where the rival sells more than we do. */
export const category = 'CANADIAN WHISKIES';
export const firstWeek = '2021-W27';
export const lastWeek = '2021-W52';

export type Shop = {
  readonly id: string; readonly name: string; readonly address: string; readonly city: string; readonly latitude: string; readonly longitude: string;
  readonly zone: number; readonly route: number;
  /** Cents a month in the category, over the half-year before the launch. */
  readonly monthly: number;
  readonly class: 'A' | 'B' | 'C';
};
export type Line = { readonly row: Row; readonly week: string; readonly day: string; readonly shop: string; readonly own: boolean; readonly vendor: string; readonly inCategory: boolean; readonly cents: number };

/** Ames is the key zone; the small towns form the other, in three routes. */
const routes: Readonly<Record<string, number>> = { NEVADA: 1, COLO: 1, MAXWELL: 1, HUXLEY: 2, SLATER: 2, 'STORY CITY': 3, ROLAND: 3 };

/** The shops, products and invoice lines of Story county around the launch. */
export class StoryCounty {
  readonly lines: readonly Line[];
  /** Shops that bought in the quarter before the launch: the census. */
  readonly shops: readonly Shop[];
  private readonly stores: ReadonlyMap<string, Row>;

  constructor(folder: string, products: readonly Row[]) {
    const items = new Map(products.map((row) => [row['item'] ?? '', row]));
    const end = weekEnd(lastWeek);
    this.lines = rowsOf(folder, 'storySales', undefined, (line) => line.slice(0, 10) <= end).map((row) => lineOf(row, items.get(row['item'] ?? '')));
    this.stores = new Map(rowsOf(folder, 'stores', (row) => row['county_fips'] === story).map((row) => [row['store'] ?? '', row]));
    this.shops = this.census();
  }

  /** Lines of one week, all products. */
  ofWeek(week: string): Line[] {
    return this.lines.filter((line) => line.week === week);
  }

  /** Lines of the category from the launch on, up to the end of a week. */
  sinceLaunch(week: string): Line[] {
    return this.lines.filter((line) => line.inCategory && line.week >= firstWeek && line.week <= week);
  }

  /** A shop that opened after the census, with its place. */
  shop(id: string): Omit<Shop, 'monthly' | 'class'> {
    const row = this.stores.get(id);
    if (!row) throw new RangeError(`shop ${id} is not in the state’s list of Story county`);
    const city = row['city'] ?? '';
    const zone = city === 'AMES' ? 1 : 2;
    return {
      id, name: row['name'] ?? '', address: row['address'] ?? '', city, latitude: row['lat'] ?? '', longitude: row['lon'] ?? '', zone, route: zone === 1 ? 1 : routes[city] ?? 1,
    };
  }

  private census(): Shop[] {
    const launch = weekStart(firstWeek);
    const seen = new Set(this.lines.filter((line) => line.day < launch && line.day >= '2021-04-05').map((line) => line.shop));
    const half = this.lines.filter((line) => line.inCategory && line.day < launch);
    const monthly = new Map([...seen].map((id) => [id, Math.max(0, Math.round(sum(half.filter((line) => line.shop === id), (line) => line.cents) / 6))]));
    const classes = abc(monthly);
    return [...seen].sort().map((id) => ({ ...this.shop(id), monthly: monthly.get(id) ?? 0, class: classes.get(id) ?? 'C' }));
  }
}

function lineOf(row: Row, product: Row | undefined): Line {
  const day = row['date'] ?? '';
  const vendor = product?.['vendor_name'] ?? '';
  return { row, day, week: isoWeek(day), shop: row['store'] ?? '', vendor, own: vendor === ownVendor, inCategory: product?.['category'] === category, cents: cents(row['dollars'] ?? '0') };
}

/** A until four fifths of the volume, B until nineteen twentieths; nothing sold is C (arithmetic.md §2). */
export function abc(volumes: ReadonlyMap<string, number>): Map<string, 'A' | 'B' | 'C'> {
  const total = sum([...volumes.values()], (volume) => volume);
  let before = 0;
  return new Map([...volumes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id, volume]) => {
    const share = before / total;
    before += volume;
    return [id, volume <= 0 ? 'C' : share < 0.8 ? 'A' : share < 0.95 ? 'B' : 'C'];
  }));
}
