import type { AreaCounts } from '../../contracts/geography-views.js';
import { areasAt, borderedAreas, type SourcedPlace } from '../geography/area-index.js';
import type { Frame } from './frame.js';
import { inPart, openOn } from './open-terminals.js';
import { questionFault } from './question-fault.js';

/** How many of the part's terminals, open on the last day of the period, stand in each area. Throws `invalid-input` for a layer without borders. */
export async function areaCounts(frame: Frame, layer: string): Promise<AreaCounts> {
  const areas = await borderedAreas(frame.em, layer);
  if (areas.length === 0) throw questionFault('layer', 'unknown-layer', `没有带边界的图层“${layer}”`, `There is no layer "${layer}" with borders`);
  const { sql, parameters } = inPart(frame, openOn(frame.period.to));
  const terminals: (SourcedPlace | { latitude: null; longitude: null })[] = await frame.em.query(`SELECT t.latitude, t.longitude, t.datum, t.sourceLatitude, t.sourceLongitude FROM terminal t WHERE ${sql}`, [...parameters]);
  const counts = new Map(areas.map(({ code }) => [code, 0]));
  const apart = { withoutPosition: 0, outside: 0, inSeveral: 0 };
  for (const terminal of terminals) {
    if (terminal.latitude === null || terminal.longitude === null) { apart.withoutPosition += 1; continue; }
    const [first, second] = areasAt(areas, terminal);
    if (first) counts.set(first.code, (counts.get(first.code) ?? 0) + 1);
    else apart.outside += 1;
    if (second) apart.inSeveral += 1;
  }
  return { layer, on: frame.period.to, terminals: terminals.length, ...apart, rows: areas.map(({ code, name }) => ({ code, name, terminals: counts.get(code) ?? 0 })) };
}
