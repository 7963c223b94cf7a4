import type { UnvisitedQuery, UnvisitedView } from '../../contracts/street.js';
import type { Parameters } from '../../playbook/parameters.js';
import { addDays, daysFromTo } from '../../rules/iso-week.js';
import { customersSeen, missedCustomers, noCustomers, type CustomerKind } from '../field/visit-totals.js';
import type { Ask, Condition } from '../field/question.js';
import { askOf, type Frame } from './frame.js';

type Found = Pick<UnvisitedView['rows'][number], 'kind' | 'id' | 'externalId' | 'code' | 'name' | 'class' | 'zoneNo' | 'routeNo' | 'owner' | 'dealer' | 'state' | 'lastVisit'> & { readonly firstSeen: string | null };

/** 未访问客户: who has never been validly visited, and who not in time; never first, then the longest ago, terminals before dealers. In a market where nobody has visited anyone yet, all of them. */
export async function unvisitedList(frame: Frame, { limit, after }: UnvisitedQuery): Promise<UnvisitedView> {
  const ask = await askOf(frame);
  const { question, period, parameters, rule } = frame;
  const { customers, never, overdue } = (await missedCustomers(ask)).get(question.marketId) ?? noCustomers;
  const found = never + overdue === 0 ? [] : await pageOf(ask, limit, after);
  const next = after + limit < never + overdue ? after + limit : null;
  return { customers, never, overdue, asOf: period.to, rule, rows: found.map((row) => withDates(row, parameters, period.to)), next };
}

async function pageOf(ask: Ask, limit: number, after: number): Promise<Found[]> {
  const [terminals, dealers] = [keysOf(ask, 'terminal'), keysOf(ask, 'dealer')];
  // `never` sorts before `overdue`. First which rows, then what they are called: joined before, all of the market's names would be sorted for one page.
  const found: Found[] = await ask.em.query(
    `SELECT m.kind, m.id, COALESCE(t.externalId, d.code) AS externalId, t.code, COALESCE(t.name, d.name) AS name, t.class, z.zoneNo, r.routeNo, CASE WHEN m.kind = 'dealer' THEN d.owner ELSE r.adviser END AS owner, td.code AS dealer,
       m.state, m.lastVisit, COALESCE(t.firstSeen, d.firstSeen) AS firstSeen
     FROM (SELECT u.* FROM (${terminals.sql} UNION ALL ${dealers.sql}) u ORDER BY u.state, u.lastVisit, u.kind DESC, u.name LIMIT ${limit} OFFSET ${after}) m
       LEFT JOIN terminal t ON t.id = m.id AND m.kind = 'terminal' LEFT JOIN dealer d ON d.id = m.id AND m.kind = 'dealer'
       LEFT JOIN zone z ON z.id = t.zoneId LEFT JOIN route r ON r.id = t.routeId LEFT JOIN dealer td ON td.id = t.dealerId
     ORDER BY m.state, m.lastVisit, m.kind DESC, m.name`, [...terminals.parameters, ...dealers.parameters]);
  return found.map((row) => ({ ...row, owner: row.owner === '' ? null : row.owner }));
}

function keysOf(ask: Ask, kind: CustomerKind): Condition {
  const customers = customersSeen(ask, kind);
  return {
    sql: `SELECT '${kind}' AS kind, c.id, c.state, c.lastVisit, c.${kind === 'terminal' ? 'externalId' : 'code'} AS name FROM (${customers.sql}) c WHERE c.state <> 'seen'`,
    parameters: customers.parameters,
  };
}

/** When the visit was due at the latest: counted from the last one, or for who was never visited from the day the outlet was first seen. */
function withDates({ firstSeen, ...row }: Found, { visits: { periodDays } }: Parameters, asOf: string): UnvisitedView['rows'][number] {
  const period = row.kind === 'dealer' ? periodDays.dealer : periodDays[row.class as 'A' | 'B' | 'C'] ?? Math.min(periodDays.A, periodDays.B, periodDays.C);
  const since = row.lastVisit ?? firstSeen;
  const dueOn = since === null ? null : addDays(since, period);
  return { ...row, dueOn, daysOverdue: dueOn === null ? null : Math.max(0, daysFromTo(dueOn, asOf)) };
}
