import { balance, workloadInMinutes, workloadUse } from '../../measures/workload.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import { requiredCalls } from '../../rules/readings/4-build-platform.js';
import { frequencyOf, frequencyOfClass } from '../../rules/visit-frequency.js';
import { fromRatio } from '../../rules/readings/measured.js';
import { from, saying, street } from '../../rules/readings/sources.js';
import type { FieldTotals } from '../../rules/field-totals.js';
import { isoWeek } from '../../rules/iso-week.js';
import { fieldTotals } from '../field-totals.js';
import { answered, rowOf, type Answered } from './answered.js';
import { askOf, sourceRows, within, type Frame } from './frame.js';
import { membersOf } from './members.js';

async function totalsOf({ em, question, period }: Frame): Promise<FieldTotals | null> {
  const totals = await fieldTotals(em, { markets: [question], week: isoWeek(period.to), asOf: period.to, parts: ['outlets'] });
  return totals.get(question.marketId) ?? null;
}

/** Calls that the terminals of the part need in four weeks, by class. */
async function callsOf(frame: Frame): Promise<number> {
  return requiredCalls({ field: await totalsOf(frame), parameters: frame.parameters }) ?? 0;
}

async function advisersOf(frame: Frame): Promise<string[]> {
  const outlets = frame.question.only?.outlets;
  const rows: { adviser: string }[] = await frame.em.query(
    `SELECT DISTINCT r.adviser FROM terminal t JOIN route r ON r.id = t.routeId WHERE t.marketId = ? AND r.adviser IS NOT NULL AND r.adviser <> ''${outlets ? ` AND ${outlets.sql}` : ''}`,
    [frame.market.id, ...(outlets?.parameters ?? [])]);
  return rows.map(({ adviser }) => adviser);
}

const ofAdvisers = (people: number): Text => saying(from(street.terminals, street.routes), text(`${people} 名顾问`, `${people} advisers`));

/** Required against available calls of the advisers whose routes lie in the part. arithmetic.md §8 */
export async function measureWorkload(frame: Frame, day: { readonly callsPerDay: number; readonly fieldDaysPer4Weeks: number }): Promise<Answered> {
  const [calls, people] = [await callsOf(frame), (await advisersOf(frame)).length];
  return answered(fromRatio(workloadUse({ calls, people, ...day }), ofAdvisers(people)), await sourceRows(await askOf(frame), 'terminals'), { calls, people, ...day });
}

/** The same in hours: calls by their minutes, against the hours that the advisers are in the field. arithmetic.md §8 */
export async function measureWorkloadHours(frame: Frame, day: { readonly fieldDaysPer4Weeks: number; readonly fieldHoursPerDay: number }): Promise<Answered> {
  const field = await totalsOf(frame);
  const people = (await advisersOf(frame)).length;
  const frequencies = frequencyOf(field?.frequency ?? null, frame.parameters);
  const each = { A: frequencies.A, B: frequencies.B, C: frequencies.C, none: frequencyOfClass(null, frequencies) };
  const { fieldDaysPer4Weeks, fieldHoursPerDay } = day;
  const { hoursNeeded, hoursAvailable, use } = workloadInMinutes({
    outlets: field?.terminals.byClass ?? { A: 0, B: 0, C: 0, none: 0 }, people, fieldDaysPer4Weeks, fieldHoursPerDay,
    visitsPer4Weeks: Object.fromEntries(Object.entries(each).map(([name, { visitsPer4Weeks }]) => [name, visitsPer4Weeks])),
    minutesPerCall: Object.fromEntries(Object.entries(each).map(([name, { minutes }]) => [name, minutes])),
  });
  return answered(fromRatio(use, ofAdvisers(people)), await sourceRows(await askOf(frame), 'terminals'), { hoursNeeded, hoursAvailable, people, fieldDaysPer4Weeks, fieldHoursPerDay });
}

/** The calls of the busiest adviser, or route, against the mean; its rows are all of them. */
export async function measureBalance(frame: Frame, of: 'person' | 'route'): Promise<Answered> {
  const inPart = new Set(of === 'person' ? await advisersOf(frame) : await routesOf(frame));
  const loads: { key: string; label: string; calls: number }[] = [];
  for (const { key, label, scope } of (await membersOf(frame, of)).filter((member) => inPart.has(member.key))) loads.push({ key, label, calls: await callsOf(await within(frame, scope)) });
  return answered(fromRatio(balance(loads.map(({ calls }) => calls)), of === 'person' ? text(`${loads.length} 名有终端的顾问`, `${loads.length} advisers with terminals`) : text(`${loads.length} 条有终端的线路`, `${loads.length} routes with terminals`)), await sourceRows(await askOf(frame), 'terminals'),
    of === 'person' ? { people: loads.length } : { routes: loads.length }, loads.map(({ key, label, calls }) => rowOf(key, label, { numerator: calls, denominator: null, value: calls })));
}

/** Routes with a terminal in the part, as their members are named. */
async function routesOf(frame: Frame): Promise<string[]> {
  const outlets = frame.question.only?.outlets;
  const rows: { zoneNo: number; routeNo: number }[] = await frame.em.query(
    `SELECT DISTINCT z.zoneNo, r.routeNo FROM terminal t JOIN route r ON r.id = t.routeId JOIN zone z ON z.id = r.zoneId WHERE t.marketId = ?${outlets ? ` AND ${outlets.sql}` : ''}`,
    [frame.market.id, ...(outlets?.parameters ?? [])]);
  return rows.map(({ zoneNo, routeNo }) => `${zoneNo}-${routeNo}`);
}
