import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Calendar, Pace } from '../../rules/calendar.js';
import { firstStep, sheetDueAt } from '../../rules/survey/sheet-clock.js';
import { workingDays } from '../../rules/survey/survey-days.js';
import { DailySheet, SurveyAssignment, type SurveyProject } from '../../persistence/entities/field/market-survey.js';
import { insertRows } from '../../persistence/insert-rows.js';

type Owed = { readonly teamCode: string; readonly zoneNo: number; readonly day: string };
type World = { readonly em: EntityManager; readonly now: string; readonly calendar: Calendar; readonly pace: Pace };

const keyOf = ({ teamCode, zoneNo, day }: Owed): string => `${teamCode}/${zoneNo}/${day}`;

/**
 * Makes the daily sheets that the assignments owe: one per team, zone and field day. Those that are owed no longer and not yet due are
 * cancelled; what is handed in, or late, stays.
 */
export async function settleOwedSheets(world: World, survey: SurveyProject): Promise<void> {
  if (survey.phase !== 'implementation' && survey.phase !== 'review') return;
  const { em, now, calendar } = world;
  const assignments = await em.find(SurveyAssignment, { where: { surveyId: survey.id } });
  const owed = new Map(assignments.filter((a) => a.state !== 'cancelled' && a.zoneNo !== null)
    .flatMap((a) => workingDays(a.fromDay, a.dueDay, calendar).map((day): Owed => ({ teamCode: a.teamCode, zoneNo: a.zoneNo as number, day })))
    .map((sheet) => [keyOf(sheet), sheet]));
  const sheets = await em.find(DailySheet, { where: { surveyId: survey.id } });
  const there = new Map(sheets.map((sheet) => [keyOf(sheet), sheet]));
  for (const sheet of sheets) {
    if (owed.has(keyOf(sheet)) && sheet.state === 'cancelled' && sheet.dueAt > now) await reopen(world, survey, sheet);
    if (!owed.has(keyOf(sheet)) && sheet.state === 'open' && sheet.dueAt > now && !(await hasRecords(em, survey, sheet))) await close(em, sheet);
  }
  await makeSheets(world, survey, [...owed.values()].filter((sheet) => !there.has(keyOf(sheet))));
}

/** A day on which records were made owes a sheet, planned or not. */
export async function owesSheet(world: World, survey: SurveyProject, sheet: Owed): Promise<void> {
  if (survey.phase !== 'implementation' && survey.phase !== 'review') return;
  const there = await world.em.findOneBy(DailySheet, { surveyId: survey.id, ...sheet });
  if (there === null) await makeSheets(world, survey, [sheet]);
  else if (there.state === 'cancelled') await reopen(world, survey, there);
}

async function makeSheets({ em, now, calendar, pace }: World, survey: SurveyProject, sheets: readonly Owed[]): Promise<void> {
  await insertRows(em, DailySheet, sheets.map((sheet) => {
    const dueAt = sheetDueAt(sheet.day, survey.terms.dailySheetBy, survey, calendar, pace);
    const clock = firstStep(dueAt, now, survey.terms, pace);
    return {
      id: randomUUID(), surveyId: survey.id, ...sheet, dueAt, state: 'open' as const, nextStep: clock.step, nextAt: clock.at, counts: null, surveyors: null, problems: null, competitorNews: null,
      fees: null, signedBy: null, signedAt: null,
    };
  }));
}

async function reopen({ em, now, pace }: World, survey: SurveyProject, sheet: DailySheet): Promise<void> {
  const clock = firstStep(sheet.dueAt, now, survey.terms, pace);
  await em.update(DailySheet, { id: sheet.id }, { state: 'open', nextStep: clock.step, nextAt: clock.at });
}

async function close(em: EntityManager, sheet: DailySheet): Promise<void> {
  await em.update(DailySheet, { id: sheet.id }, { state: 'cancelled', nextStep: null, nextAt: null });
}

async function hasRecords(em: EntityManager, survey: SurveyProject, { teamCode, zoneNo, day }: Owed): Promise<boolean> {
  const rows = await em.query<unknown[]>('select 1 from survey_record where surveyId = ? and teamCode = ? and zoneNo = ? and day = ? limit 1', [survey.id, teamCode, zoneNo, day]);
  return rows.length > 0;
}
