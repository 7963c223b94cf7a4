import type { AbcQuery, AbcView } from '../../contracts/street.js';
import { classify, type AbcClass, type ClassifiedItem } from '../../measures/abc.js';
import { ratio } from '../../measures/ratio.js';
import { askOf, provenanceOf, sourceRows, type Frame } from './frame.js';
import { skuVolumes, terminalVolumes } from './unit-volumes.js';

type AbcRow = AbcView['rows'][number];

/** Terminals or SKUs with sale lines in the part and period, classed by cumulated volume. Where returns outweigh sales, a unit counts as selling nothing. arithmetic.md §2 */
export async function abcTable(frame: Frame, { units, boundary, products, limit, after }: AbcQuery): Promise<AbcView> {
  const ask = await askOf(frame);
  const volumes = await (units === 'terminals' ? terminalVolumes(ask, products) : skuVolumes(ask, products));
  const byCode = new Map(volumes.map((unit) => [unit.code, unit]));
  const classified = classify(volumes.map(({ code, volume }) => ({ code, volume: Math.max(0, volume) })), { ...frame.parameters.abc, boundary });
  const total = classified.reduce((sum, { volume }) => sum + (volume ?? 0), 0);
  let cumulated = 0;
  const rows = classified.map(({ code, class: given, volume }, i): AbcRow => {
    const unit = byCode.get(code);
    cumulated += volume ?? 0;
    return {
      rank: i + 1, code, name: unit?.name ?? '', zoneNo: unit?.zoneNo ?? null, type: unit?.type ?? null, class: given, volume: volume ?? 0,
      share: ratio(volume, total), cumulative: ratio(cumulated, total),
    };
  });
  const of = (wanted: AbcClass) => summaryOf(classified.filter((item) => item.class === wanted));
  return {
    units: classified.length, volume: total, classes: { A: of('A'), B: of('B'), C: of('C') }, ...provenanceOf(frame), settings: { ...provenanceOf(frame).settings, ...frame.parameters.abc, boundary, products, units },
    sourceRows: await sourceRows(ask, 'sales'), rows: rows.slice(after, after + limit), next: after + limit < rows.length ? after + limit : null,
  };
}

function summaryOf(items: readonly ClassifiedItem[]): { units: number; volume: number } {
  return { units: items.length, volume: items.reduce((sum, { volume }) => sum + (volume ?? 0), 0) };
}
