import { boxAround, distanceM, type Place } from '../../measures/geo-distance.js';

/** Cells as high as this in degrees: about 111 m. */
const cell = 0.001;
/** No two places are further apart. */
const halfRoundM = 20_100_000;

export type Neighbour<T> = { readonly item: T; readonly distanceM: number };

/** Many places in memory, asked for those near to one without looking at all of them. */
export class PlaceGrid<T extends Place> {
  private readonly rows = new Map<number, Map<number, T[]>>();

  constructor(items: Iterable<T>) { for (const item of items) this.add(item); }

  add(item: T): void {
    const [row, column] = [Math.floor(item.latitude / cell), Math.floor(item.longitude / cell)];
    let cells = this.rows.get(row);
    if (!cells) this.rows.set(row, (cells = new Map()));
    const there = cells.get(column);
    if (there) there.push(item);
    else cells.set(column, [item]);
  }

  /** Those at most so many metres away, the nearest first. */
  near(centre: Place, radiusM: number): Neighbour<T>[] {
    const box = boxAround(centre, radiusM);
    const found: Neighbour<T>[] = [];
    for (const items of this.cellsIn(Math.floor(box.south / cell), Math.floor(box.north / cell), Math.floor(box.west / cell), Math.floor(box.east / cell))) {
      for (const item of items) {
        const away = distanceM(centre, item);
        if (away <= radiusM) found.push({ item, distanceM: away });
      }
    }
    return found.sort((a, b) => a.distanceM - b.distanceM);
  }

  /** The nearest of those that are asked for; null when there is none. */
  nearest(centre: Place, wanted: (item: T) => boolean): Neighbour<T> | null {
    for (let radiusM = 200; radiusM < halfRoundM * 4; radiusM *= 4) {
      const [first] = this.near(centre, Math.min(radiusM, halfRoundM)).filter(({ item }) => wanted(item));
      if (first) return first;
    }
    return null;
  }

  /** Asked for more cells than there are, it looks through those that there are. */
  private * cellsIn(south: number, north: number, west: number, east: number): Generator<readonly T[]> {
    for (const [row, cells] of keysBetween(this.rows, south, north)) {
      if (row < south || row > north) continue;
      for (const [column, items] of keysBetween(cells, west, east)) if (column >= west && column <= east) yield items;
    }
  }
}

function* keysBetween<V>(map: ReadonlyMap<number, V>, from: number, to: number): Generator<readonly [number, V]> {
  if (to - from > map.size) { yield* map; return; }
  for (let key = from; key <= to; key += 1) {
    const value = map.get(key);
    if (value !== undefined) yield [key, value];
  }
}
