import type { EntityManager } from 'typeorm';
import type { Touch, TouchKind } from './define-kind.js';
import { restateVisits } from './customer-visits.js';
import { judgeVisitsOfWeeks } from './judge-visits.js';
import { restatePrices } from './price-bands.js';
import { inChunks } from './references.js';
import { chunksOf } from './upsert.js';
import { marks } from '../../persistence/marks.js';

/*
 * The sums that are kept beside the rows, made again for what an import has touched and for nothing else. Each restates from the rows that
 * stand, so making one twice does no harm.
 */
type Restated = readonly Omit<Touch, 'what'>[];
type RollUp = {
  /** How many at once: one transaction, short enough for a person's command to wait behind it. */
  readonly atOnce: number;
  readonly restate: (em: EntityManager, touched: Restated, touch: (touches: readonly Touch[]) => Promise<void>) => Promise<void>;
};

const idsPerStatement = 200;
const idsOf = (touched: Restated): string[] => touched.map(({ id }) => id);

/** In the order in which they follow from each other. */
export const rollUps: readonly (readonly [TouchKind, RollUp])[] = [
  ['sales', { atOnce: 200, restate: (em, touched) => restateSales(em, byWeek(touched)) }],
  ['market', { atOnce: 30, restate: (em, touched) => restateMarkets(em, byWeek(touched)) }],
  ['brand', { atOnce: 20, restate: async (em, touched, touch) => touch(await skusOf(em, idsOf(touched))) }],
  ['sku', { atOnce: 200, restate: async (em, touched, touch) => touch(await buyersOf(em, idsOf(touched))) }],
  ['orders', { atOnce: 25, restate: (em, touched) => restateOrders(em, idsOf(touched)) }],
  ['visit-week', { atOnce: 2, restate: (em, touched) => judgeVisitsOfWeeks(em, touched.map(({ id, week }) => ({ marketId: id, week }))) }],
  ['visits', { atOnce: 200, restate: (em, touched) => restateVisits(em, 'terminal', idsOf(touched)) }],
  ['prices', { atOnce: 100, restate: (em, touched) => restatePrices(em, idsOf(touched)) }],
  ['dealer-visits', { atOnce: 200, restate: (em, touched) => restateVisits(em, 'dealer', idsOf(touched)) }],
];

type IdsOf = ReadonlyMap<string, readonly string[]>;

function byWeek(touched: Restated): IdsOf {
  const ids = new Map<string, string[]>();
  for (const { id, week } of touched) {
    const known = ids.get(week);
    if (known) known.push(id);
    else ids.set(week, [id]);
  }
  return ids;
}

/** `(week = ? AND id IN (…)) OR …`: each part some stretches of an index on both databases, which a list of pairs is not. */
function where(ids: IdsOf, week: string, id: string): { readonly sql: string; readonly parameters: string[] } {
  const parts = [...ids].map(([, some]) => `(${week} = ? AND ${id} IN (${marks(some)}))`);
  return { sql: `(${parts.join(' OR ')})`, parameters: [...ids].flatMap(([key, some]) => [key, ...some]) };
}

async function restateSales(em: EntityManager, ids: IdsOf): Promise<void> {
  const lines = em.connection.driver.escape('lines');
  const stored = where(ids, 'week', 'terminalId');
  await em.query(`DELETE FROM sale_week WHERE ${stored.sql}`, stored.parameters);
  const line = where(ids, 'l.week', 'l.terminalId');
  await em.query(
    `INSERT INTO sale_week (terminalId, week, skuId, marketId, quantity, amount, ${lines})
     SELECT l.terminalId, l.week, l.skuId, l.marketId, SUM(l.quantity), SUM(l.amount), COUNT(*)
     FROM sale_line l WHERE ${line.sql} GROUP BY l.terminalId, l.week, l.skuId, l.marketId`, line.parameters);
  await em.query(`DELETE FROM terminal_week WHERE ${stored.sql}`, stored.parameters);
  const week = where(ids, 'w.week', 'w.terminalId');
  await em.query(
    `INSERT INTO terminal_week (terminalId, week, marketId, quantity, amount, ${lines})
     SELECT w.terminalId, w.week, w.marketId, SUM(w.quantity), SUM(w.amount), SUM(w.${lines})
     FROM sale_week w WHERE ${week.sql} GROUP BY w.terminalId, w.week, w.marketId`, week.parameters);
}

/** From the terminals' weeks: a thirtieth of the rows. */
async function restateMarkets(em: EntityManager, ids: IdsOf): Promise<void> {
  const lines = em.connection.driver.escape('lines');
  const stored = where(ids, 'week', 'marketId');
  await em.query(`DELETE FROM market_week WHERE ${stored.sql}`, stored.parameters);
  const week = where(ids, 'w.week', 'w.marketId');
  await em.query(
    `INSERT INTO market_week (marketId, week, ${lines}) SELECT w.marketId, w.week, SUM(w.${lines}) FROM terminal_week w WHERE ${week.sql} GROUP BY w.marketId, w.week`, week.parameters);
}

async function skusOf(em: EntityManager, brandIds: readonly string[]): Promise<Touch[]> {
  const skus = await em.query<{ id: string }[]>(`SELECT s.id FROM sku s WHERE s.brandId IN (${marks(brandIds)})`, [...brandIds]);
  return skus.map(({ id }) => ({ what: 'sku', id, week: '' }));
}

async function buyersOf(em: EntityManager, skuIds: readonly string[]): Promise<Touch[]> {
  const terminals = await inChunks(skuIds, (some) => em.query<{ id: string }[]>(`SELECT DISTINCT w.terminalId AS id FROM sale_week w WHERE w.skuId IN (${marks(some)})`, some));
  return terminals.map(({ id }) => ({ what: 'orders', id, week: '' }));
}

/**
 * The first two days on which each terminal bought something of ours. Days follow their weeks, so the lines are sought in the weeks of ours
 * alone, the earliest first, and the search ends at the first that counts.
 */
export async function restateOrders(em: EntityManager, terminalIds: readonly string[]): Promise<void> {
  const ownWeeks = 'SELECT w.week FROM sale_week w JOIN sku k ON k.id = w.skuId JOIN brand o ON o.id = k.brandId AND o.own = 1 WHERE w.terminalId = terminal.id';
  const ownDay = (after: string): string => `(SELECT l.day FROM sale_line l JOIN sku s ON s.id = l.skuId JOIN brand b ON b.id = s.brandId AND b.own = 1
    WHERE l.terminalId = terminal.id AND l.week IN (${ownWeeks}) AND l.quantity > 0${after} ORDER BY l.week, l.day LIMIT 1)`;
  for (const some of chunksOf(terminalIds, idsPerStatement)) {
    await em.query(`UPDATE terminal SET firstOrder = ${ownDay('')} WHERE id IN (${marks(some)})`, some);
    await em.query(`UPDATE terminal SET secondOrder = ${ownDay(' AND l.day > terminal.firstOrder')} WHERE id IN (${marks(some)})`, some);
  }
}
