import { balance, workloadUse } from '../../measures/workload.js';
import { requiredCalls } from '../../rules/readings/4-build-platform.js';
import { fromRatio } from '../../rules/readings/measured.js';
import { isoWeek } from '../../rules/iso-week.js';
import { fieldTotals } from '../field-totals.js';
import { answered, rowOf, type Answered } from './answered.js';
import { askOf, sourceRows, within, type Frame } from './frame.js';
import { membersOf } from './members.js';

/** Calls that the terminals of the part need in four weeks, by class. */
async function callsOf({ em, question, parameters, period }: Frame): Promise<number> {
  const totals = await fieldTotals(em, { markets: [question], week: isoWeek(period.to), asOf: period.to, parts: ['outlets'] });
  return requiredCalls({ field: totals.get(question.marketId) ?? null, parameters }) ?? 0;
}

async function advisersOf(frame: Frame): Promise<string[]> {
  const outlets = frame.question.only?.outlets;
  const rows: { adviser: string }[] = await frame.em.query(
    `SELECT DISTINCT r.adviser FROM terminal t JOIN route r ON r.id = t.routeId WHERE t.marketId = ? AND r.adviser IS NOT NULL AND r.adviser <> ''${outlets ? ` AND ${outlets.sql}` : ''}`,
    [frame.market.id, ...(outlets?.parameters ?? [])]);
  return rows.map(({ adviser }) => adviser);
}

/** Required against available calls of the advisers whose routes lie in the part. arithmetic.md §8 */
export async function measureWorkload(frame: Frame, day: { readonly callsPerDay: number; readonly fieldDaysPer4Weeks: number }): Promise<Answered> {
  const [calls, people] = [await callsOf(frame), (await advisersOf(frame)).length];
  return answered(fromRatio(workloadUse({ calls, people, ...day }), `terminals, routes: ${people} advisers`), await sourceRows(await askOf(frame), 'terminals'), { calls, people, ...day });
}

/** The calls of the busiest adviser against the mean; its rows are the advisers. */
export async function measureBalance(frame: Frame): Promise<Answered> {
  const inPart = new Set(await advisersOf(frame));
  const loads: { key: string; calls: number }[] = [];
  for (const { key, scope } of (await membersOf(frame, 'person')).filter((member) => inPart.has(member.key))) loads.push({ key, calls: await callsOf(await within(frame, scope)) });
  return answered(fromRatio(balance(loads.map(({ calls }) => calls)), `routes of ${loads.length} advisers`), await sourceRows(await askOf(frame), 'terminals'), { people: loads.length },
    loads.map(({ key, calls }) => rowOf(key, key, { numerator: calls, denominator: null, value: calls })));
}
