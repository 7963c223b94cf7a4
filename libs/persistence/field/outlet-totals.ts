import type { FieldTotals, SalesTotals } from '../../rules/field-totals.js';
import { byMarket, count, isCustomer, type Ask, type Condition } from './question.js';
import { and, checkedIn, isOurs, oursIn, ourProducts, soldIn, volumeOf } from './sources.js';
import { marks } from '../marks.js';

/** Customers of one market, zone and class, with what they sold in the window. */
type Group = {
  readonly marketId: string; readonly zoneId: string | null; readonly class: 'A' | 'B' | 'C' | null; readonly isActive: unknown;
  readonly outlets: unknown; readonly handlers: unknown; readonly owned: unknown; readonly coded: unknown;
  readonly census: unknown; readonly censusOfHandlers: unknown; readonly own: unknown; readonly soldAll: unknown;
  readonly weight: unknown; readonly weightOfHandlers: unknown;
};

type Rival = { readonly marketId: string; readonly brand: string; readonly volume: unknown };
type Zone = { readonly id: string; readonly marketId: string; readonly zoneNo: number };

export type OutletTotals = Pick<FieldTotals, 'terminals' | 'zones'> & { readonly sales: SalesTotals };

/**
 * Outlets, handlers and volumes per market. A handler has an own sale or own stock in the window (arithmetic.md §3). Volumes are net of
 * returns; where returns outweigh an outlet's sales of ours, or of the others, they count as 0 there, so that no part exceeds its whole.
 */
export async function outletTotals(ask: Ask, withRival: boolean): Promise<Map<string, OutletTotals>> {
  const [groups, rivals, zones] = [byMarket(await outletGroups(ask)), byMarket(withRival ? await rivalVolumes(ask) : []), byMarket(await zonesOf(ask))];
  return new Map(ask.marketIds.map((marketId) => {
    const all = groups.get(marketId) ?? [];
    return [marketId, {
      terminals: terminalCounts(all.filter(isActive)),
      zones: zoneCounts(all.filter(isActive), zones.get(marketId) ?? []),
      sales: salesTotals(all, strongest(rivals.get(marketId) ?? []), ask),
    }];
  }));
}

async function outletGroups(ask: Ask): Promise<Group[]> {
  const outlets = outletRows(ask);
  return ask.em.query(`${outlets.sql}
    SELECT o.marketId, o.zoneId, o.class, o.isActive, COUNT(*) AS outlets, SUM(o.handles) AS handlers, SUM(o.owned) AS owned, SUM(o.coded) AS coded,
      SUM(o.census) AS census, SUM(o.handles * o.census) AS censusOfHandlers, SUM(o.own) AS own, SUM(o.own + o.others) AS soldAll, SUM(COALESCE(o.weighed, o.own + o.others)) AS weight,
      SUM(o.handles * COALESCE(o.weighed, o.own + o.others)) AS weightOfHandlers
    FROM outlet o GROUP BY o.marketId, o.zoneId, o.class, o.isActive`, [...outlets.parameters]);
}

/** One row per outlet, as the CTE `outlet`: whether it is a customer and handles us, what it sold of ours and of the others, what it weighs. */
export function outletRows(ask: Ask): Condition {
  const { marketIds, asOf, volumeBasis, category, only } = ask;
  const [all, ours, product, checked, part] = [volumeOf(ask, category), oursIn(ask), ourProducts(ask), checkedIn(ask), and(only?.outlets)];
  const weighing = only?.weighedBy ? volumeOf(ask, only.weighedBy.category) : null;
  const isActive: Condition = only?.universe === 'traded' ? { sql: 'sold.id IS NOT NULL', parameters: [] } : { sql: isCustomer('t'), parameters: [asOf] };
  return {
    sql: `WITH sold AS (${all.sql}),
    ours AS (
      SELECT w.terminalId AS id, SUM(w.${volumeBasis}) AS volume, MAX(CASE WHEN w.quantity > 0 THEN 1 ELSE 0 END) AS handles FROM (${ours.sql}) w GROUP BY w.terminalId),
    seen AS (SELECT DISTINCT c.terminalId AS id FROM (${checked.sql}) c JOIN (${product.sql}) p ON p.id = c.skuId WHERE c.stock > 0),
    ${weighing ? `weighing AS (${weighing.sql}),` : ''}
    outlet AS (
      SELECT t.id, t.marketId, t.zoneId, t.class, t.type, CASE WHEN ${isActive.sql} THEN 1 ELSE 0 END AS isActive,
        CASE WHEN t.code IS NULL THEN 0 ELSE 1 END AS coded, CASE WHEN r.id IS NULL OR d.id IS NULL THEN 0 ELSE 1 END AS owned,
        CASE WHEN ours.handles = 1 OR seen.id IS NOT NULL THEN 1 ELSE 0 END AS handles, COALESCE(t.monthlyCategoryVolume, 0) AS census,
        CASE WHEN ours.volume > 0 THEN ours.volume ELSE 0 END AS own,
        CASE WHEN sold.volume > COALESCE(ours.volume, 0) THEN sold.volume - COALESCE(ours.volume, 0) ELSE 0 END AS others,
        ${weighing ? 'CASE WHEN weighing.volume > 0 THEN weighing.volume ELSE 0 END' : 'NULL'} AS weighed
      FROM terminal t LEFT JOIN sold ON sold.id = t.id LEFT JOIN ours ON ours.id = t.id LEFT JOIN seen ON seen.id = t.id${weighing ? ' LEFT JOIN weighing ON weighing.id = t.id' : ''}
        LEFT JOIN route r ON r.id = t.routeId AND r.adviser IS NOT NULL AND r.adviser <> ''
        LEFT JOIN dealer d ON d.id = t.dealerId AND d.status = 'active'
      WHERE t.marketId IN (${marks(marketIds)})${part.sql})`,
    parameters: [
      ...all.parameters, ...ours.parameters, ...checked.parameters, ...product.parameters, ...(weighing?.parameters ?? []), ...isActive.parameters, ...marketIds, ...part.parameters,
    ],
  };
}

async function rivalVolumes(ask: Ask): Promise<Rival[]> {
  const [sold, ours] = [soldIn(ask), isOurs(ask)];
  const counts = and(ask.category === null ? undefined : { sql: 's.category = ?', parameters: [ask.category] });
  // Summed by SKU before brands are looked up: once per SKU instead of once per row.
  return ask.em.query(`
    SELECT w.marketId, b.name AS brand, SUM(w.volume) AS volume
    FROM (SELECT w.marketId, w.skuId, SUM(w.${ask.volumeBasis}) AS volume FROM (${sold.sql}) w GROUP BY w.marketId, w.skuId) w
      JOIN sku s ON s.id = w.skuId JOIN brand b ON b.id = s.brandId
    WHERE NOT (${ours.sql})${counts.sql} GROUP BY w.marketId, b.id, b.name`, [...sold.parameters, ...ours.parameters, ...counts.parameters]);
}

async function zonesOf(ask: Ask): Promise<Zone[]> {
  return ask.em.query(`SELECT z.id, z.marketId, z.zoneNo FROM zone z WHERE z.marketId IN (${marks(ask.marketIds)}) ORDER BY z.zoneNo`, [...ask.marketIds]);
}

const isActive = (group: Group): boolean => count(group.isActive) === 1;
const add = (groups: readonly Group[], field: keyof Group): number => groups.reduce((total, group) => total + count(group[field]), 0);
const ofClass = (groups: readonly Group[], wanted: Group['class']): Group[] => groups.filter((group) => group.class === wanted);

function terminalCounts(active: readonly Group[]): FieldTotals['terminals'] {
  const inClass = (wanted: Group['class']) => add(ofClass(active, wanted), 'outlets');
  return {
    active: add(active, 'outlets'), owned: add(active, 'owned'), validCode: add(active, 'coded'),
    byClass: { A: inClass('A'), B: inClass('B'), C: inClass('C'), none: inClass(null) },
  };
}

function zoneCounts(active: readonly Group[], zones: readonly Zone[]): FieldTotals['zones'] {
  return zones.map(({ id, zoneNo }) => {
    const here = active.filter((group) => group.zoneId === id);
    const a = ofClass(here, 'A');
    return { zoneNo, universe: add(here, 'outlets'), handlers: add(here, 'handlers'), universeA: add(a, 'outlets'), handlersA: add(a, 'handlers') };
  });
}

/** Distribution counts customers only; the market's volume includes what outlets sold that have closed since. */
function salesTotals(all: readonly Group[], rival: SalesTotals['rival'], { categoryVolume }: Ask): SalesTotals {
  const active = all.filter(isActive);
  const activeA = ofClass(active, 'A');
  const allA = ofClass(all, 'A');
  return {
    universe: add(active, 'outlets'), handlers: add(active, 'handlers'), universeA: add(activeA, 'outlets'), handlersA: add(activeA, 'handlers'),
    categoryVolume: add(active, categoryVolume === 'census' ? 'census' : 'weight'),
    categoryVolumeOfHandlers: add(active, categoryVolume === 'census' ? 'censusOfHandlers' : 'weightOfHandlers'),
    ownVolume: add(all, 'own'), ownVolumeA: add(allA, 'own'), marketVolume: add(all, 'soldAll'), marketVolumeA: add(allA, 'soldAll'), rival,
  };
}

function strongest(rivals: readonly Rival[]): SalesTotals['rival'] {
  const [first] = rivals.map(({ brand, volume }) => ({ brand, volume: count(volume) })).filter(({ volume }) => volume > 0)
    .sort((a, b) => b.volume - a.volume || (a.brand < b.brand ? -1 : 1));
  return first ?? null;
}
