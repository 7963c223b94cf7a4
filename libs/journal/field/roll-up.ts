import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { TableRow } from './define-kind.js';
import { inChunks } from './references.js';
import { chunksOf, type Change } from './upsert.js';

const weeksPerStatement = 200;
const marks = (items: readonly unknown[]): string => items.map(() => '?').join(', ');

/** Which terminals and weeks an import of sale lines has touched, and the roll-ups that follow from it. */
export class TouchedSales {
  private readonly weeksOfTerminal = new Map<string, Set<string>>();
  private readonly weeksOfMarket = new Map<string, Set<string>>();
  /** Terminal → earliest touched day with an own SKU. */
  private readonly ownSince = new Map<string, string>();

  constructor(private readonly ownSkus: ReadonlySet<string>) {}

  note({ before, after }: Change): void {
    this.noteRow(after);
    if (before) this.noteRow({ ...before, marketId: after['marketId'] ?? null }, true);
  }

  private noteRow(row: TableRow, maybeOwn = false): void {
    const [terminalId, week, day] = [String(row['terminalId']), String(row['week']), String(row['day'])];
    addTo(this.weeksOfTerminal, terminalId, week);
    addTo(this.weeksOfMarket, String(row['marketId']), week);
    // Whether the SKU that a changed line used to have is ours is not known here: better restated once too often.
    if (!maybeOwn && !this.ownSkus.has(String(row['skuId']))) return;
    const known = this.ownSince.get(terminalId);
    if (known === undefined || day < known) this.ownSince.set(terminalId, day);
  }

  /** Rebuilds `sale_week`, `terminal_week`, `market_week` and the terminals' first orders for what was touched, and for nothing else. */
  async rollUp(em: EntityManager): Promise<void> {
    for (const [terminalId, weeks] of this.weeksOfTerminal) {
      for (const some of chunksOf(weeks, weeksPerStatement)) await rollUpTerminal(em, terminalId, some);
      await letOthersRun();
    }
    for (const [marketId, weeks] of this.weeksOfMarket) {
      for (const some of chunksOf(weeks, weeksPerStatement)) await rollUpMarket(em, marketId, some);
    }
    await restateOrders(em, await this.terminalsToRestate(em));
  }

  /** A later order than the second changes nothing. */
  private async terminalsToRestate(em: EntityManager): Promise<string[]> {
    const rows = await inChunks([...this.ownSince.keys()], (some) => em.query<{ id: string; secondOrder: string | null }[]>(
      `SELECT t.id, t.secondOrder FROM terminal t WHERE t.id IN (${marks(some)})`, some));
    return rows.filter(({ id, secondOrder }) => secondOrder === null || (this.ownSince.get(id) ?? '') <= secondOrder).map(({ id }) => id);
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

async function rollUpTerminal(em: EntityManager, terminalId: string, weeks: readonly string[]): Promise<void> {
  const lines = em.connection.driver.escape('lines');
  await em.query(`DELETE FROM sale_week WHERE terminalId = ? AND week IN (${marks(weeks)})`, [terminalId, ...weeks]);
  await em.query(
    `INSERT INTO sale_week (terminalId, week, skuId, marketId, quantity, amount, ${lines})
     SELECT l.terminalId, l.week, l.skuId, l.marketId, SUM(l.quantity), SUM(l.amount), COUNT(*)
     FROM sale_line l WHERE l.terminalId = ? AND l.week IN (${marks(weeks)}) GROUP BY l.terminalId, l.week, l.skuId, l.marketId`, [terminalId, ...weeks]);
  await em.query(`DELETE FROM terminal_week WHERE terminalId = ? AND week IN (${marks(weeks)})`, [terminalId, ...weeks]);
  await em.query(
    `INSERT INTO terminal_week (terminalId, week, marketId, quantity, amount, ${lines})
     SELECT w.terminalId, w.week, w.marketId, SUM(w.quantity), SUM(w.amount), SUM(w.${lines})
     FROM sale_week w WHERE w.terminalId = ? AND w.week IN (${marks(weeks)}) GROUP BY w.terminalId, w.week, w.marketId`, [terminalId, ...weeks]);
}

async function rollUpMarket(em: EntityManager, marketId: string, weeks: readonly string[]): Promise<void> {
  const lines = em.connection.driver.escape('lines');
  await em.query(`DELETE FROM market_week WHERE marketId = ? AND week IN (${marks(weeks)})`, [marketId, ...weeks]);
  await em.query(
    `INSERT INTO market_week (marketId, week, ${lines})
     SELECT w.marketId, w.week, SUM(w.${lines}) FROM sale_week w WHERE w.marketId = ? AND w.week IN (${marks(weeks)}) GROUP BY w.marketId, w.week`, [marketId, ...weeks]);
}

/** The first two days on which each terminal bought something of ours. */
export async function restateOrders(em: EntityManager, terminalIds: readonly string[]): Promise<void> {
  const ownDay = (after: string) => `(SELECT MIN(l.day) FROM sale_line l JOIN sku s ON s.id = l.skuId JOIN brand b ON b.id = s.brandId
    WHERE l.terminalId = terminal.id AND b.own = 1 AND l.quantity > 0${after})`;
  for (const some of chunksOf(terminalIds, weeksPerStatement)) {
    await em.query(`UPDATE terminal SET firstOrder = ${ownDay('')} WHERE id IN (${marks(some)})`, some);
    await em.query(`UPDATE terminal SET secondOrder = ${ownDay(' AND l.day > terminal.firstOrder')} WHERE id IN (${marks(some)})`, some);
    await letOthersRun();
  }
}

/** After SKUs have become ours or ceased to be. */
export async function restateOrdersOfSkus(em: EntityManager, skuIds: readonly string[]): Promise<void> {
  const terminals = await inChunks(skuIds, (some) => em.query<{ id: string }[]>(`SELECT DISTINCT w.terminalId AS id FROM sale_week w WHERE w.skuId IN (${marks(some)})`, some));
  await restateOrders(em, [...new Set(terminals.map(({ id }) => id))]);
}

/** First and last valid visit of the customers whose visits were touched. */
export async function restateVisits(em: EntityManager, table: 'terminal' | 'dealer', ids: Iterable<string>): Promise<void> {
  const day = (pick: 'MIN' | 'MAX') => `(SELECT ${pick}(v.day) FROM visit v WHERE v.${table}Id = ${table}.id AND v.made = 1 AND v.valid = 1)`;
  for (const some of chunksOf(ids, weeksPerStatement)) {
    await em.query(`UPDATE ${table} SET firstValidVisit = ${day('MIN')}, lastValidVisit = ${day('MAX')} WHERE id IN (${marks(some)})`, some);
  }
}
