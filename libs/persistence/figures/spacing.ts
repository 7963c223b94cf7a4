import type { Place } from '../../measures/geo-distance.js';
import { text } from '../../playbook/forms/fields.js';
import { noData, plain } from '../../rules/readings/measured.js';
import { named, saying } from '../../rules/readings/sources.js';
import { PlaceGrid } from '../geography/place-grid.js';
import { answered, type Answered } from './answered.js';
import type { Frame } from './frame.js';
import { inPart, openOn } from './open-terminals.js';

type Placed = Place & { readonly id: string };

/** How far from each open terminal of the part the next one is: the median, in metres, and how many are nearer and further than asked. */
export async function measureSpacing(frame: Frame, underM: number, overM: number): Promise<Answered> {
  const { sql, parameters } = inPart(frame, openOn(frame.period.to));
  const places: Placed[] = await frame.em.query(`SELECT t.id, t.latitude, t.longitude FROM terminal t WHERE ${sql} AND t.latitude IS NOT NULL AND t.longitude IS NOT NULL`, [...parameters]);
  const grid = new PlaceGrid(places);
  const distances = places.flatMap((place) => grid.nearest(place, ({ id }) => id !== place.id)?.distanceM ?? []).sort((a, b) => a - b);
  const details = { underM, overM, under: distances.filter((metres) => metres < underM).length, over: distances.filter((metres) => metres > overM).length, terminals: places.length };
  return answered(distances.length === 0 ? noData(text('不足两个坐标', 'No two positions')) : plain(medianOf(distances), saying(text('终端坐标', 'positions of terminals'), named(frame.period.to))), places.length, details);
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? 0, sorted[middle] ?? 0];
  return (low + high) / 2;
}
