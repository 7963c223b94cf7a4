import type { EntityManager } from 'typeorm';
import { askFor } from '../../persistence/field/question.js';
import { customersSeen } from '../../persistence/field/visit-totals.js';
import type { Parameters } from '../../playbook/parameters.js';
import { isWorkingDay } from '../../rules/calendar.js';
import { addDays, isoWeek, weekEnd, weekStart } from '../../rules/iso-week.js';
import { rowOf, type PlanRow, type Stop } from './stops.js';

type Asked = {
  readonly marketId: string; readonly from: string; readonly today: string; readonly callsPerDay: number; readonly ruling: Parameters; readonly owned: readonly Stop[];
  /** What is planned already. */
  readonly taken: readonly { readonly day: string; readonly adviser: string; readonly customerId: string }[];
};

/**
 * Customers never visited or overdue on the eve of the plan that it does not hold: on the emptiest day of its first week that is still to come,
 * as long as an adviser's day has room. Never visited first, then the longest ago.
 */
export async function recoveryStops(em: EntityManager, { marketId, from, today, callsPerDay, ruling, owned, taken }: Asked): Promise<{ rows: PlanRow[]; leftOver: number }> {
  const begin = weekStart(from);
  const eve = addDays(begin > today ? begin : today, -1);
  const planned = new Set(taken.map(({ customerId }) => customerId));
  const stops = new Map(owned.map((stop) => [stop.id, stop]));
  const missed = (await missedOn(em, marketId, eve, ruling)).flatMap((id) => stops.get(id) ?? []).filter(({ id }) => !planned.has(id));
  const days = Array.from({ length: 7 }, (_, i) => addDays(begin, i)).filter((day) => day >= today && day <= weekEnd(from) && isWorkingDay(day, { ...ruling.calendar, timeZone: 'UTC' }));
  const load = new Map<string, number>();
  for (const { adviser, day } of taken) load.set(`${adviser} ${day}`, (load.get(`${adviser} ${day}`) ?? 0) + 1);
  const rows: PlanRow[] = [];
  for (const stop of missed) {
    const adviser = String(stop.adviser);
    const on = (day: string): number => load.get(`${adviser} ${day}`) ?? 0;
    const day = days.filter((one) => on(one) < callsPerDay).reduce<string | null>((least, one) => (least === null || on(one) < on(least) ? one : least), null);
    if (day === null) continue;
    load.set(`${adviser} ${day}`, on(day) + 1);
    rows.push(rowOf(stop, adviser, day, on(day), 'recovery'));
  }
  return { rows, leftOver: missed.length - rows.length };
}

async function missedOn(em: EntityManager, marketId: string, day: string, { windowWeeks, volumeBasis, categoryVolume, category, visits }: Parameters): Promise<string[]> {
  const how = { windowWeeks, volumeBasis, categoryVolume, category, visitPeriods: visits.periodDays };
  const ask = { ...askFor(em, how, [marketId], isoWeek(day), day), ours: [] };
  const found: { id: string; lastVisit: string | null }[] = [];
  for (const kind of ['terminal', 'dealer'] as const) {
    const customers = customersSeen(ask, kind);
    found.push(...await em.query<{ id: string; lastVisit: string | null }[]>(`SELECT c.id, c.lastVisit FROM (${customers.sql}) c WHERE c.state <> 'seen'`, [...customers.parameters]));
  }
  return found.sort((a, b) => ((a.lastVisit ?? '') < (b.lastVisit ?? '') ? -1 : (a.lastVisit ?? '') > (b.lastVisit ?? '') ? 1 : a.id < b.id ? -1 : 1)).map(({ id }) => id);
}
