import type { EntityManager } from 'typeorm';
import type { DayView, FrequencyView, PlanQuery, PlanView, VisitQuery, VisitView } from '../../contracts/route-views.js';
import { ratio, type Ratio } from '../../measures/ratio.js';
import { balance } from '../../measures/workload.js';
import type { Parameters } from '../../playbook/parameters.js';
import { Refusal } from '../../rules/failures.js';
import { daysFromTo, weekStart } from '../../rules/iso-week.js';
import { frequencyOf, frequencyOfClass, visitedClasses, type VisitedClass } from '../../rules/visit-frequency.js';
import type { Database } from '../data-source.js';
import { frequencyRules } from '../field/frequency.js';
import { count, isCustomer } from '../field/question.js';
import { namesFor } from './names.js';

type Customer = Pick<VisitView, 'kind' | 'customerId' | 'externalId' | 'code' | 'name' | 'class' | 'zoneNo' | 'routeNo'>;
type Seen = { readonly valid: unknown; readonly invalidReason: string | null; readonly ordered: unknown };

/** Over `v`, a visit or a planned one: the customer. */
const customerColumns = `CASE WHEN v.terminalId IS NULL THEN 'dealer' ELSE 'terminal' END AS kind, COALESCE(v.terminalId, v.dealerId) AS customerId, COALESCE(t.externalId, d.code) AS externalId, t.code,
  COALESCE(t.name, d.name) AS name, t.class, z.zoneNo, r.routeNo`;
const customerJoins = `LEFT JOIN terminal t ON t.id = v.terminalId LEFT JOIN dealer d ON d.id = v.dealerId LEFT JOIN zone z ON z.id = t.zoneId LEFT JOIN route r ON r.id = t.routeId`;

const flag = (value: unknown): boolean => Number(value) === 1;

/** Visit plans, an adviser's day, and visits. */
export class RouteBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager { return this.db.reader.manager; }

  /** By adviser and day. A stop is visited when somebody visited it validly on its day. */
  async plan(marketId: string, { from, to = from, person, zone }: PlanQuery, ruling: Parameters): Promise<PlanView> {
    await this.mustBeMarket(marketId);
    const stops: { day: string; adviser: string; class: 'A' | 'B' | 'C' | null; kind: 'terminal' | 'dealer'; source: 'frequency' | 'manual' | 'recovery'; zoneNo: number | null; routeNo: number | null; visited: unknown; ordered: unknown }[] =
      await this.em.query(
        `SELECT v.day, v.adviser, v.source, ${customerColumns}, CASE WHEN seen.customerId IS NULL THEN 0 ELSE 1 END AS visited, COALESCE(seen.ordered, 0) AS ordered
         FROM visit_plan v ${customerJoins} LEFT JOIN (
           SELECT COALESCE(x.terminalId, x.dealerId) AS customerId, x.day, MAX(x.ordered) AS ordered FROM visit x
           WHERE x.marketId = ? AND x.week BETWEEN ? AND ? AND x.made = 1 AND x.valid = 1 GROUP BY COALESCE(x.terminalId, x.dealerId), x.day) seen ON seen.customerId = COALESCE(v.terminalId, v.dealerId) AND seen.day = v.day
         WHERE v.marketId = ? AND v.week BETWEEN ? AND ?${person === undefined ? '' : ' AND v.adviser = ?'}${zone === undefined ? '' : ' AND z.zoneNo = ?'} ORDER BY v.day, v.adviser, v.seq`,
        [marketId, from, to, marketId, from, to, ...(person === undefined ? [] : [person]), ...(zone === undefined ? [] : [zone])]);
    const frequencies = frequencyOf((await frequencyRules(this.em, [marketId], weekStart(from))).get(marketId) ?? null, ruling);
    const days = new Map<string, PlanView['rows'][number]>();
    for (const stop of stops) {
      const row = days.get(`${stop.day} ${stop.adviser}`) ?? {
        day: stop.day, weekday: weekdayOf(stop.day), adviser: stop.adviser, stops: 0, minutes: 0, visited: 0, ordered: 0, bySource: { frequency: 0, manual: 0, recovery: 0 }, routes: [],
      };
      const route = stop.zoneNo === null || stop.routeNo === null ? null : `${stop.zoneNo}-${stop.routeNo}`;
      days.set(`${stop.day} ${stop.adviser}`, {
        ...row, stops: row.stops + 1, minutes: row.minutes + (stop.kind === 'dealer' ? frequencies.dealer : frequencyOfClass(stop.class, frequencies)).minutes,
        visited: row.visited + (flag(stop.visited) ? 1 : 0), ordered: row.ordered + (flag(stop.ordered) ? 1 : 0), bySource: { ...row.bySource, [stop.source]: row.bySource[stop.source] + 1 },
        routes: route === null || row.routes.includes(route) ? row.routes : [...row.routes, route],
      });
    }
    const rows = [...days.values()];
    const visited = rows.reduce((all, row) => all + row.visited, 0);
    return { from, to, planned: stops.length, visited, completion: ratio(visited, stops.length), balance: worstBalance(rows), rows };
  }

  /** In the order of the route; what was visited beside it at the end. */
  async adviserDay(marketId: string, adviser: string, day: string): Promise<DayView> {
    await this.mustBeMarket(marketId);
    const planned: (Customer & { seq: number; source: 'frequency' | 'manual' | 'recovery'; address: string | null; latitude: number | null; longitude: number | null; lastVisit: string | null })[] = await this.em.query(
      `SELECT v.seq, v.source, ${customerColumns}, t.address, COALESCE(t.latitude, d.latitude) AS latitude, COALESCE(t.longitude, d.longitude) AS longitude,
         COALESCE((SELECT MAX(x.day) FROM visit x WHERE x.terminalId = v.terminalId AND x.day < v.day AND x.made = 1 AND x.valid = 1),
           (SELECT MAX(x.day) FROM visit x WHERE x.dealerId = v.dealerId AND x.day < v.day AND x.made = 1 AND x.valid = 1)) AS lastVisit
       FROM visit_plan v ${customerJoins} WHERE v.marketId = ? AND v.adviser = ? AND v.day = ? ORDER BY v.seq, name`, [marketId, adviser, day]);
    const made: (Customer & Seen & { adviser: string })[] = await this.em.query(
      `SELECT v.adviser, v.valid, v.invalidReason, v.ordered, ${customerColumns} FROM visit v ${customerJoins} WHERE v.marketId = ? AND v.day = ? AND v.made = 1 ORDER BY v.valid, v.inAt, v.clientId`, [marketId, day]);
    // A valid one comes last, and so it stands.
    const seen = new Map(made.map((visit) => [visit.customerId, visit]));
    const ids = new Set(planned.map(({ customerId }) => customerId));
    const stops = planned.map((stop) => {
      const visit = seen.get(stop.customerId);
      const state = !visit ? 'to-do' as const : flag(visit.valid) ? 'visited' as const : 'invalid' as const;
      return { ...stop, state, invalidReason: visit?.invalidReason ?? null, ordered: flag(visit?.ordered) && state === 'visited' };
    });
    const visited = stops.filter(({ state }) => state === 'visited').length;
    return {
      day, adviser, planned: stops.length, visited, completion: ratio(visited, stops.length), stops,
      unplanned: made.filter((visit) => visit.adviser === adviser && !ids.has(visit.customerId)).map(({ adviser: _, valid, ordered, ...visit }) => ({ ...visit, valid: flag(valid), ordered: flag(ordered) })),
    };
  }

  async visits(marketId: string, { from, to, person, terminal, state, limit, after }: VisitQuery, today: string): Promise<VisitView[]> {
    await this.mustBeMarket(marketId);
    const asked: [string, (string | number)[]][] = [['v.marketId = ?', [marketId]]];
    if (from !== undefined) asked.push(['v.day >= ?', [from]]);
    asked.push(['v.day <= ?', [to ?? today]]);
    if (person !== undefined) asked.push(['v.adviser = ?', [person]]);
    if (terminal !== undefined) asked.push(['(t.code = ? OR t.externalId = ?)', [terminal, terminal]]);
    if (state !== undefined) asked.push([stateConditions[state], []]);
    const rows: (Omit<VisitView, 'planned' | 'made' | 'valid' | 'ordered' | 'faults' | 'waiver'> & Seen & { planned: unknown; made: unknown; faults: string; waivedBy: string | null; waivedAt: string | null; waiverReason: string | null })[] =
      await this.em.query(
        `SELECT v.id, v.clientId, v.adviser, v.day, v.planned, v.made, v.valid, v.invalidReason, v.faults, v.ordered, v.outcome, v.inAt, v.outAt, v.distanceM, v.photos, v.nextStep, v.waivedBy, v.waivedAt, v.waiverReason, ${customerColumns}
         FROM visit v ${customerJoins} WHERE ${asked.map(([sql]) => sql).join(' AND ')} ORDER BY v.day DESC, v.inAt DESC, v.clientId LIMIT ${limit} OFFSET ${after}`, asked.flatMap(([, parameters]) => parameters));
    const names = await namesFor(this.em, rows.map(({ waivedBy }) => waivedBy));
    return rows.map(({ waivedBy, waivedAt, waiverReason, planned, made, valid, ordered, faults, ...row }) => ({
      ...row, planned: flag(planned), made: flag(made), valid: flag(valid), ordered: flag(ordered), faults: faults.split(',').filter((fault) => fault !== ''),
      waiver: waivedBy === null || waivedAt === null ? null : { by: names.of(waivedBy), at: waivedAt, reason: waiverReason ?? '' },
    }));
  }

  /** How often each class is visited on a day, and the calls and hours of four weeks. arithmetic.md §8 */
  async frequencies(marketId: string, on: string, ruling: Parameters): Promise<FrequencyView> {
    await this.mustBeMarket(marketId);
    const own = (await frequencyRules(this.em, [marketId], on)).get(marketId) ?? null;
    const frequencies = frequencyOf(own, ruling);
    const customers = await this.customers(marketId, on);
    return {
      on, rows: visitedClasses.map((name) => {
        const { visitsPer4Weeks, minutes } = frequencies[name];
        const calls = (customers.get(name) ?? 0) * visitsPer4Weeks;
        return { class: name, visitsPer4Weeks, minutes, from: own?.[name] ? 'market' as const : 'bundle' as const, customers: customers.get(name) ?? 0, callsPer4Weeks: calls, hoursPer4Weeks: ratio(calls * minutes, 60) };
      }),
    };
  }

  private async customers(marketId: string, on: string): Promise<Map<VisitedClass, number>> {
    const rows: { class: VisitedClass; customers: unknown }[] = await this.em.query(
      `SELECT t.class, COUNT(*) AS customers FROM terminal t WHERE t.marketId = ? AND t.class IS NOT NULL AND ${isCustomer('t')} GROUP BY t.class
       UNION ALL SELECT 'dealer' AS class, COUNT(*) AS customers FROM dealer d WHERE d.marketId = ? AND d.status = 'active'`, [marketId, on, marketId]);
    return new Map(rows.map((row) => [row.class, count(row.customers)]));
  }

  private async mustBeMarket(marketId: string): Promise<void> {
    const [market]: unknown[] = await this.em.query('SELECT m.id FROM market m WHERE m.id = ?', [marketId]);
    if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
  }
}

const ofDistance = "(v.faults LIKE '%too_far%' OR v.faults LIKE '%no_position%')";
const stateConditions = {
  valid: 'v.valid = 1', invalid: 'v.made = 1 AND v.valid = 0', waivable: `v.made = 1 AND v.waivedAt IS NULL AND ${ofDistance}`, waived: 'v.waivedAt IS NOT NULL',
} as const;

const weekdayOf = (day: string): number => (((daysFromTo('1970-01-05', day) % 7) + 7) % 7) + 1;

function worstBalance(rows: PlanView['rows']): Ratio {
  const advisers = new Map<string, number[]>();
  for (const { adviser, stops } of rows) advisers.set(adviser, [...(advisers.get(adviser) ?? []), stops]);
  return [...advisers.values()].map(balance).reduce<Ratio>((worst, one) => (worst.value === null || (one.value ?? 0) > worst.value ? one : worst), ratio(null, null));
}
