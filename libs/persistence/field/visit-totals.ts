import type { FieldTotals } from '../../rules/field-totals.js';
import { addDays, weekStart } from '../../rules/iso-week.js';
import { byMarket, count, isCustomer, type Ask, type Condition } from './question.js';
import { and, dealersOf } from './sources.js';
import { marks } from '../marks.js';

type Week = { readonly marketId: string; readonly planned: unknown; readonly plannedVisited: unknown; readonly plannedOrdered: unknown; readonly valid: unknown; readonly ordered: unknown };
type Missed = { readonly marketId: string; readonly customers: unknown; readonly never: unknown; readonly overdue: unknown };
export type CustomerKind = 'terminal' | 'dealer';

/** The week's visits and the zero-unvisited rule as of its last day; no key for a market that has never had a visit. */
export async function visitTotals(ask: Ask): Promise<Map<string, NonNullable<FieldTotals['visits']>>> {
  const measured = await marketsWithVisits(ask);
  const [weeks, plans, missed] = [byMarket(await weekOfVisits(ask)), byMarket(await weekOfPlans(ask)), await missedCustomers(ask)];
  return new Map(measured.map((marketId) => {
    const [[week] = [], [plan] = []] = [weeks.get(marketId), plans.get(marketId)];
    const both = (field: keyof Plan): number => count(week?.[field]) + count(plan?.[field]);
    const { customers, never, overdue } = missed.get(marketId) ?? noCustomers;
    return [marketId, {
      planned: both('planned'), plannedVisited: both('plannedVisited'), plannedOrdered: both('plannedOrdered'), valid: count(week?.valid), ordered: count(week?.ordered),
      neverVisited: never, overdue, customers,
    }];
  }));
}

async function marketsWithVisits(ask: Ask): Promise<string[]> {
  const rows: { id: string }[] = await ask.em.query(
    `SELECT m.id FROM market m WHERE m.id IN (${marks(ask.marketIds)}) AND EXISTS (SELECT 1 FROM visit v WHERE v.marketId = m.id AND v.week <= ?)
       OR m.id IN (${marks(ask.marketIds)}) AND EXISTS (SELECT 1 FROM visit_plan p WHERE p.marketId = m.id AND p.week <= ?)`,
    [...ask.marketIds, ask.week, ...ask.marketIds, ask.week]);
  return rows.map((row) => row.id);
}

/**
 * Only valid visits count as made; a planned one that was not made, or not validly, stays planned. arithmetic.md §6
 * What a visit says of having been planned counts in weeks for which the market has no visit plan.
 */
async function weekOfVisits(ask: Ask): Promise<Week[]> {
  const { only, week, from, asOf } = ask;
  const part = and(only?.visits);
  const firstWeek = only?.visitsOfPeriod ? from : week;
  const said = 'v.planned = 1 AND made.week IS NULL';
  return ask.em.query(
    `SELECT v.marketId, SUM(CASE WHEN ${said} THEN 1 ELSE 0 END) AS planned, SUM(CASE WHEN ${said} AND v.made = 1 AND v.valid = 1 THEN 1 ELSE 0 END) AS plannedVisited,
       SUM(CASE WHEN ${said} AND v.made = 1 AND v.valid = 1 AND v.ordered = 1 THEN 1 ELSE 0 END) AS plannedOrdered,
       SUM(CASE WHEN v.made = 1 AND v.valid = 1 THEN 1 ELSE 0 END) AS valid, SUM(CASE WHEN v.made = 1 AND v.valid = 1 AND v.ordered = 1 THEN 1 ELSE 0 END) AS ordered
     FROM visit v LEFT JOIN (SELECT DISTINCT p.marketId, p.week FROM visit_plan p WHERE p.marketId IN (${marks(ask.marketIds)}) AND p.week BETWEEN ? AND ?) made ON made.marketId = v.marketId AND made.week = v.week
     WHERE v.marketId IN (${marks(ask.marketIds)}) AND v.week BETWEEN ? AND ? AND v.day BETWEEN ? AND ?${part.sql} GROUP BY v.marketId`,
    [...ask.marketIds, firstWeek, week, ...ask.marketIds, firstWeek, week, only?.days?.from ?? weekStart(firstWeek), asOf, ...part.parameters]);
}

type Plan = Pick<Week, 'planned' | 'plannedVisited' | 'plannedOrdered'>;

/** Stops of the visit plans, and those of them that somebody visited validly on their day, whoever it was. */
async function weekOfPlans(ask: Ask): Promise<(Plan & { readonly marketId: string })[]> {
  const { only, week, from, asOf, marketIds } = ask;
  const part = and(only?.visits);
  const firstWeek = only?.visitsOfPeriod ? from : week;
  return ask.em.query(
    `SELECT v.marketId, COUNT(*) AS planned, SUM(CASE WHEN seen.customerId IS NULL THEN 0 ELSE 1 END) AS plannedVisited, SUM(COALESCE(seen.ordered, 0)) AS plannedOrdered
     FROM visit_plan v LEFT JOIN (
       SELECT x.marketId, COALESCE(x.terminalId, x.dealerId) AS customerId, x.day, MAX(x.ordered) AS ordered FROM visit x
       WHERE x.marketId IN (${marks(marketIds)}) AND x.week BETWEEN ? AND ? AND x.made = 1 AND x.valid = 1 GROUP BY x.marketId, COALESCE(x.terminalId, x.dealerId), x.day) seen
       ON seen.marketId = v.marketId AND seen.customerId = COALESCE(v.terminalId, v.dealerId) AND seen.day = v.day
     WHERE v.marketId IN (${marks(marketIds)}) AND v.week BETWEEN ? AND ? AND v.day BETWEEN ? AND ?${part.sql} GROUP BY v.marketId`,
    [...marketIds, firstWeek, week, ...marketIds, firstWeek, week, only?.days?.from ?? weekStart(firstWeek), asOf, ...part.parameters]);
}

export type MissedCustomers = { readonly customers: number; readonly never: number; readonly overdue: number };
export const noCustomers: MissedCustomers = { customers: 0, never: 0, overdue: 0 };

/** How many customers there are, terminals and dealers, and how many of them were never visited or are overdue. */
export async function missedCustomers(ask: Ask): Promise<Map<string, MissedCustomers>> {
  const rows = byMarket([...(await missedOf(ask, 'terminal')), ...(await missedOf(ask, 'dealer'))]);
  return new Map([...rows].map(([marketId, kinds]) => {
    const add = (field: keyof MissedCustomers): number => kinds.reduce((total, row) => total + count(row[field]), 0);
    return [marketId, { customers: add('customers'), never: add('never'), overdue: add('overdue') }];
  }));
}

async function missedOf(ask: Ask, kind: CustomerKind): Promise<Missed[]> {
  const customers = customersSeen(ask, kind);
  return ask.em.query(
    `SELECT c.marketId, COUNT(*) AS customers, SUM(CASE WHEN c.state = 'never' THEN 1 ELSE 0 END) AS never, SUM(CASE WHEN c.state = 'overdue' THEN 1 ELSE 0 END) AS overdue
     FROM (${customers.sql}) c GROUP BY c.marketId`, [...customers.parameters]);
}

/**
 * Every customer of a kind, with its last valid visit up to the asked day and the state that this makes: `seen`, `never`, or `overdue`.
 * arithmetic.md §7. A terminal without a class is judged by the shortest period: a missing class must not hide it.
 */
export function customersSeen(ask: Ask, kind: CustomerKind): Condition {
  const { asOf, marketIds, only } = ask;
  const c = kind === 'terminal' ? 't' : 'd';
  // The import keeps the last visit of all: only of whoever has been seen after the asked day the visits must be read.
  const last = `CASE WHEN ${c}.firstValidVisit IS NULL OR ${c}.firstValidVisit > ? THEN NULL WHEN ${c}.lastValidVisit <= ? THEN ${c}.lastValidVisit
    ELSE (SELECT MAX(v.day) FROM visit v WHERE v.${kind}Id = ${c}.id AND v.day <= ? AND v.made = 1 AND v.valid = 1) END`;
  const part = and(kind === 'terminal' ? only?.outlets : dealersOf(ask, 'd.id'));
  const [is, oldest] = kind === 'terminal' ? [isCustomer('t'), oldestOfTerminals(ask)] : ["d.status = 'active'", { sql: '?', parameters: [addDays(asOf, -ask.visitPeriods.dealer)] }];
  return {
    sql: `SELECT c.*, CASE WHEN c.lastVisit IS NULL THEN 'never' WHEN c.lastVisit >= ${oldest.sql} THEN 'seen' ELSE 'overdue' END AS state
      FROM (SELECT ${c}.*, ${last} AS lastVisit FROM ${kind} ${c} WHERE ${c}.marketId IN (${marks(marketIds)}) AND ${is}${part.sql}) c`,
    parameters: [...oldest.parameters, asOf, asOf, asOf, ...marketIds, ...(kind === 'terminal' ? [asOf] : []), ...part.parameters],
  };
}

/** In SQL: the day on which the last visit must have been, by class. */
function oldestOfTerminals({ asOf, visitPeriods: { A, B, C } }: Ask): Condition {
  const due = (days: number): string => addDays(asOf, -days);
  return { sql: "CASE c.class WHEN 'A' THEN ? WHEN 'B' THEN ? WHEN 'C' THEN ? ELSE ? END", parameters: [due(A), due(B), due(C), due(Math.min(A, B, C))] };
}
