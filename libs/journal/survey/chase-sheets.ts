import { LessThanOrEqual } from 'typeorm';
import type { Role } from '../../playbook/roles.js';
import { stepAfter, type SheetStep } from '../../rules/survey/sheet-clock.js';
import { DailySheet, type SurveyTeam } from '../../persistence/entities/field/market-survey.js';
import { entryCommand } from '../define-command.js';
import { surveyOf, teamsOf, touchSurvey } from './survey-work.js';

const atOnce = 200;

/** The engine's: the clocks of sheets that nobody handed in have come. The team is reminded, then the lead and the regional manager hear of it. Silence never hands a sheet in. */
export const chaseSheets = entryCommand<{ readonly entryId: string; readonly surveyId: string }>(async (tx, { surveyId }) => {
  const survey = await surveyOf(tx);
  if (survey.id !== surveyId || survey.phase === 'open' || tx.entry.state !== 'running') return {};
  const due = await tx.em.find(DailySheet, { where: { surveyId, state: 'open', nextAt: LessThanOrEqual(tx.now) }, order: { nextAt: 'ASC', id: 'ASC' }, take: atOnce });
  if (due.length === 0) return {};
  const teams = new Map((await teamsOf(tx.em, surveyId)).map((team) => [team.code, team]));
  const chased: { step: SheetStep; team: string; zoneNo: number; day: string; dueAt: string }[] = [];
  for (const sheet of due) {
    const step = sheet.nextStep as SheetStep;
    const next = stepAfter(step, sheet.dueAt, survey.terms, tx.terms);
    await tx.em.update(DailySheet, { id: sheet.id }, { nextStep: next?.step ?? null, nextAt: next?.at ?? null });
    const about = { step, team: sheet.teamCode, zoneNo: sheet.zoneNo, day: sheet.day, dueAt: sheet.dueAt };
    tx.tell(whoHears(step, teams.get(sheet.teamCode)), step === 'remind' ? 'sheet-due' : 'sheet-missing', about);
    chased.push(about);
  }
  await touchSurvey(tx, survey);
  tx.record('chaseSheets', { survey: surveyId, sheets: chased });
  return {};
});

function whoHears(step: SheetStep, team: SurveyTeam | undefined): { role: Role } | { personId: string } {
  if (step === 'to-lead') return { role: 'lead' };
  if (step === 'to-manager') return { role: 'rm' };
  return team?.headId ? { personId: team.headId } : { role: team?.role ?? 'lead' };
}
