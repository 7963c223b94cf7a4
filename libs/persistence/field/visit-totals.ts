import type { FieldTotals } from '../../rules/field-totals.js';
import { addDays } from '../../rules/iso-week.js';
import { byMarket, count, isCustomer, marks, type Ask } from './question.js';

type Week = { readonly marketId: string; readonly planned: unknown; readonly plannedVisited: unknown; readonly valid: unknown; readonly ordered: unknown };
type Missed = { readonly marketId: string; readonly customers: unknown; readonly never: unknown; readonly overdue: unknown };

/** The week's visits and the zero-unvisited rule as of its last day; no key for a market that has never had a visit. */
export async function visitTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['visits']>>> {
  const measured = await marketsWithVisits(ask);
  const [weeks, missed] = [byMarket(await weekOfVisits(ask)), byMarket([...(await missedTerminals(ask)), ...(await missedDealers(ask))])];
  return new Map(measured.map((marketId) => {
    const [week] = weeks.get(marketId) ?? [];
    const rows = missed.get(marketId) ?? [];
    const add = (field: 'customers' | 'never' | 'overdue') => rows.reduce((total, row) => total + count(row[field]), 0);
    return [marketId, {
      planned: count(week?.planned), plannedVisited: count(week?.plannedVisited), valid: count(week?.valid), ordered: count(week?.ordered),
      neverVisited: add('never'), overdue: add('overdue'), customers: add('customers'),
    }];
  }));
}

async function marketsWithVisits(ask: Ask): Promise<string[]> {
  const rows: { id: string }[] = await ask.em.query(
    `SELECT m.id FROM market m WHERE m.id IN (${marks(ask.marketIds)}) AND EXISTS (SELECT 1 FROM visit v WHERE v.marketId = m.id AND v.week <= ?)`,
    [...ask.marketIds, ask.week]);
  return rows.map((row) => row.id);
}

/** Only valid visits count as made; a planned one that was not made, or not validly, stays planned. arithmetic.md §6 */
async function weekOfVisits(ask: Ask): Promise<Week[]> {
  return ask.em.query(
    `SELECT v.marketId, SUM(v.planned) AS planned, SUM(CASE WHEN v.planned = 1 AND v.made = 1 AND v.valid = 1 THEN 1 ELSE 0 END) AS plannedVisited,
       SUM(CASE WHEN v.made = 1 AND v.valid = 1 THEN 1 ELSE 0 END) AS valid, SUM(CASE WHEN v.made = 1 AND v.valid = 1 AND v.ordered = 1 THEN 1 ELSE 0 END) AS ordered
     FROM visit v WHERE v.marketId IN (${marks(ask.marketIds)}) AND v.week = ? AND v.day <= ? GROUP BY v.marketId`,
    [...ask.marketIds, ask.week, ask.asOf]);
}

/** Last valid visits within the longest period: older ones make a customer overdue whatever their day. */
const recentVisits = (ask: Ask, customer: 'terminalId' | 'dealerId') => ({
  sql: `SELECT v.${customer} AS id, MAX(v.day) AS day FROM visit v
    WHERE v.marketId IN (${marks(ask.marketIds)}) AND v.week >= ? AND v.day <= ? AND v.made = 1 AND v.valid = 1 AND v.${customer} IS NOT NULL GROUP BY v.${customer}`,
  parameters: [...ask.marketIds, ask.earliest, ask.asOf],
});

/** arithmetic.md §7. A terminal without a class is judged by the shortest period: a missing class must not hide it. */
async function missedTerminals(ask: Ask): Promise<Missed[]> {
  const { A, B, C } = ask.visitPeriods;
  const recent = recentVisits(ask, 'terminalId');
  const due = (days: number) => addDays(ask.asOf, -days);
  return ask.em.query(
    `WITH recent AS (${recent.sql})
     SELECT t.marketId, COUNT(*) AS customers, SUM(CASE WHEN ${neverSeen('t')} THEN 1 ELSE 0 END) AS never,
       SUM(CASE WHEN ${neverSeen('t')} THEN 0 WHEN recent.day >= CASE t.class WHEN 'A' THEN ? WHEN 'B' THEN ? WHEN 'C' THEN ? ELSE ? END THEN 0 ELSE 1 END) AS overdue
     FROM terminal t LEFT JOIN recent ON recent.id = t.id WHERE t.marketId IN (${marks(ask.marketIds)}) AND ${isCustomer('t')} GROUP BY t.marketId`,
    [...recent.parameters, ask.asOf, ask.asOf, due(A), due(B), due(C), due(Math.min(A, B, C)), ...ask.marketIds, ask.asOf]);
}

async function missedDealers(ask: Ask): Promise<Missed[]> {
  const recent = recentVisits(ask, 'dealerId');
  return ask.em.query(
    `WITH recent AS (${recent.sql})
     SELECT d.marketId, COUNT(*) AS customers, SUM(CASE WHEN ${neverSeen('d')} THEN 1 ELSE 0 END) AS never,
       SUM(CASE WHEN ${neverSeen('d')} THEN 0 WHEN recent.day >= ? THEN 0 ELSE 1 END) AS overdue
     FROM dealer d LEFT JOIN recent ON recent.id = d.id WHERE d.marketId IN (${marks(ask.marketIds)}) AND d.status = 'active' GROUP BY d.marketId`,
    [...recent.parameters, ask.asOf, ask.asOf, addDays(ask.asOf, -ask.visitPeriods.dealer), ...ask.marketIds]);
}

const neverSeen = (alias: string): string => `${alias}.firstValidVisit IS NULL OR ${alias}.firstValidVisit > ?`;
