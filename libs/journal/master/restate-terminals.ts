import type { EntityManager } from 'typeorm';
import { restateVisits } from '../field/customer-visits.js';
import { restateOrders } from '../field/roll-up.js';
import { marks } from '../../persistence/marks.js';

/** Roll-ups, first orders and first and last visits of these terminals, from the rows that stand. Their market's weeks add up to the same as before. */
export async function restateTerminals(em: EntityManager, ids: readonly string[]): Promise<void> {
  const these = marks(ids);
  const lines = em.connection.driver.escape('lines');
  await em.query(`DELETE FROM sale_week WHERE terminalId IN (${these})`, [...ids]);
  await em.query(
    `INSERT INTO sale_week (terminalId, week, skuId, marketId, quantity, amount, ${lines})
     SELECT l.terminalId, l.week, l.skuId, l.marketId, SUM(l.quantity), SUM(l.amount), COUNT(*) FROM sale_line l
     WHERE l.terminalId IN (${these}) GROUP BY l.terminalId, l.week, l.skuId, l.marketId`, [...ids]);
  await em.query(`DELETE FROM terminal_week WHERE terminalId IN (${these})`, [...ids]);
  await em.query(
    `INSERT INTO terminal_week (terminalId, week, marketId, quantity, amount, ${lines})
     SELECT w.terminalId, w.week, w.marketId, SUM(w.quantity), SUM(w.amount), SUM(w.${lines}) FROM sale_week w
     WHERE w.terminalId IN (${these}) GROUP BY w.terminalId, w.week, w.marketId`, [...ids]);
  await restateOrders(em, ids);
  await restateVisits(em, 'terminal', ids);
}
