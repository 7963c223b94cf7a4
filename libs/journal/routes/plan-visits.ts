import { randomUUID } from 'node:crypto';
import { Market } from '../../persistence/entities/field/master.js';
import { VisitPlan } from '../../persistence/entities/field/routes.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { frequencyRules } from '../../persistence/field/frequency.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import { planWeek } from '../../measures/visit-plan.js';
import { parameters, type Parameters } from '../../playbook/parameters.js';
import type { Role } from '../../playbook/roles.js';
import { isWorkingDay, localDay } from '../../rules/calendar.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { addDays, addWeeks, daysFromTo, isoWeek, weekStart } from '../../rules/iso-week.js';
import { frequencyOf } from '../../rules/visit-frequency.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import { clearPlan, type Standing } from './standing-plan.js';
import { recoveryStops } from './recovery.js';
import { plannedStop, rowOf, stopsAsked, stopsOf, type PlanRow, type Stop } from './stops.js';

type PlanVisits = {
  readonly marketId: string; readonly from: string; readonly weeks: number; readonly person?: string | undefined; readonly zone?: number | undefined; readonly recover: boolean;
  readonly callsPerDay: number; readonly bundleHash?: string | undefined;
};
export type PlanAnswer = {
  readonly from: string; readonly to: string; readonly advisers: number; readonly planned: number; readonly kept: number; readonly recovered: number; readonly leftOver: number;
  readonly unowned: number; readonly short: number; readonly dropped: number;
};

const planners: readonly Role[] = ['sup', 'rm', 'clerk'];
/** More in one command would let others wait. */
const mostStops = 60_000;

/**
 * Makes the visit plan of some weeks from the frequency rules in force (method.md §8.3, §8.6): the same market gives the same plan. What was
 * planned by hand stays, and so does the plan of a day that is over. With `recover`, customers never visited or overdue that no week of the plan
 * holds come on top, where the days have room.
 */
export const planVisits = companyCommand<PlanVisits, PlanAnswer>(async (tx, input) => {
  const { marketId, from, weeks, recover } = input;
  if (!(await lockRow(tx.em, Market, { id: marketId }))) throw new Refusal('not-found', { what: `market ${marketId}` });
  if (!tx.actor.admin) mustHold(tx.actor, planners, [marketId]);
  const ruling = input.bundleHash === undefined ? parameters : (await tx.bundles.content(tx.em, input.bundleHash)).parameters;
  const to = addWeeks(from, weeks - 1);
  const stops = await stopsOf(tx.em, marketId, weekStart(from));
  const owned = stopsAsked(stops, input);
  const unowned = stops.filter(({ adviser, zoneNo }) => adviser === null && input.person === undefined && (input.zone === undefined || zoneNo === input.zone)).length;
  const today = localDay(new Date(tx.now), 'UTC');
  const standing = await clearPlan(tx.em, { marketId, from, to, today, advisers: new Set(owned.map(({ adviser }) => String(adviser))) });
  const made = await weeksOf(tx, input, ruling, owned, standing);
  const missed = recover ? await recoveryStops(tx.em, { ...input, today, ruling, owned, taken: [...standing.rows, ...made.rows] }) : { rows: [], leftOver: 0 };
  const rows = [...made.rows, ...missed.rows].map((row): VisitPlan => ({ ...row, id: randomUUID(), marketId, week: isoWeek(row.day), plannedAt: tx.now }));
  await insertRows(tx.em, VisitPlan, rows);
  const answer = {
    from, to, advisers: new Set(owned.map(({ adviser }) => adviser)).size, planned: made.rows.length, kept: standing.rows.length, recovered: missed.rows.length, leftOver: missed.leftOver,
    unowned, short: made.short, dropped: made.dropped,
  };
  const { person, zone } = input;
  await tx.record(`market/${marketId}`, 'planVisits', { ...answer, ...(person !== undefined && { person }), ...(zone !== undefined && { zone }) });
  return answer;
});

type Made = { readonly rows: PlanRow[]; readonly short: number; readonly dropped: number };

async function weeksOf(tx: CompanyTransaction, { marketId, from, weeks }: PlanVisits, ruling: Parameters, owned: readonly Stop[], standing: Standing): Promise<Made> {
  const made = { rows: [] as PlanRow[], short: 0, dropped: 0 };
  const advisers = new Map<string, Stop[]>();
  for (const stop of owned) advisers.set(String(stop.adviser), [...(advisers.get(String(stop.adviser)) ?? []), stop]);
  for (let week = from, i = 0; i < weeks; i += 1, week = addWeeks(week, 1)) {
    const frequencies = frequencyOf((await frequencyRules(tx.em, [marketId], weekStart(week))).get(marketId) ?? null, ruling);
    for (const [adviser, stops] of advisers) {
      const plan = planWeek({ weekNumber: weekNumber(week), workweek: ruling.calendar.workweek, stops: stops.map((stop) => plannedStop(stop, frequencies)) });
      made.short += plan.short.length;
      made.dropped += addWeek(made.rows, adviser, new Map(stops.map((stop) => [stop.id, stop])), onWorkingDays(plan.days, week, ruling), standing);
      if (made.rows.length > mostStops) throw new Refusal('invalid-input', {}, [{ field: 'weeks', rule: `max:${mostStops}`, zh: `超过 ${mostStops} 次拜访:请减少周数或只选一个区域`, en: `More than ${mostStops} visits: ask for fewer weeks, or one zone` }]);
    }
  }
  return made;
}

const weekNumber = (week: string): number => daysFromTo('1970-01-05', weekStart(week)) / 7;

type DayOfPlan = { readonly day: string | null; readonly ids: readonly string[] };

/** A day off gives its visits to the next working day of its week, or to the one before; a week without any loses them. */
function onWorkingDays(days: readonly { readonly weekday: number; readonly ids: readonly string[] }[], week: string, { calendar }: Parameters): DayOfPlan[] {
  const monday = weekStart(week);
  const working = Array.from({ length: 7 }, (_, i) => addDays(monday, i)).filter((day) => isWorkingDay(day, { ...calendar, timeZone: 'UTC' }));
  return days.map(({ weekday, ids }) => {
    const day = addDays(monday, weekday - 1);
    return { day: working.find((one) => one >= day) ?? working.findLast((one) => one < day) ?? null, ids };
  });
}

/** Returns how many visits found no day. */
function addWeek(rows: PlanRow[], adviser: string, stops: ReadonlyMap<string, Stop>, days: readonly DayOfPlan[], standing: Standing): number {
  let dropped = 0;
  const onDay = new Map<string, Set<string>>();
  for (const { day, ids } of days) {
    if (day === null) { dropped += ids.length; continue; }
    if (standing.isOver(adviser, day)) continue;
    const seen = onDay.get(day) ?? new Set<string>();
    onDay.set(day, seen);
    for (const id of ids) {
      const stop = stops.get(id);
      if (!stop || seen.has(id) || standing.has(day, id)) continue;
      seen.add(id);
      rows.push(rowOf(stop, adviser, day, seen.size, 'frequency'));
    }
  }
  return dropped;
}
