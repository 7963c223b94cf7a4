import { randomUUID } from 'node:crypto';
import { surveyTermsOf } from '../../playbook/survey-terms.js';
import { startDay, surveyDay } from '../../rules/survey/survey-days.js';
import { SurveyProject, SurveyTeam } from '../../persistence/entities/field/market-survey.js';
import { insertRows } from '../../persistence/insert-rows.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { surveyWorkflow } from './survey-wake.js';

/** Stage 2 opens: its survey is a row with teams and a schedule on the market's calendar, and a wake that starts its workflow. */
export async function openSurvey(tx: EntryTransaction): Promise<void> {
  const { em, entry, now } = tx;
  const { teams, schedule, respondentTypes, ...terms } = surveyTermsOf(tx.bundle.parameters);
  const id = randomUUID();
  const first = startDay(now, tx.calendar);
  await insertRows(em, SurveyProject, [{
    id, entryId: entry.id, stageRunId: entry.stageRunId as string, marketId: entry.marketId as string, round: entry.round, phase: 'preliminary', version: 1, openedAt: now, startDay: first,
    schedule: schedule.map(({ fromDay, toDay, ...work }) => ({ ...work, from: surveyDay(first, fromDay, tx.calendar), to: surveyDay(first, toDay, tx.calendar) })),
    respondentTypes: [...respondentTypes], terms: { ...terms, dailySheetBy: tx.bundle.parameters.dailySheetBy }, wrapUp: null, wrappedUpBy: null, wrappedUpAt: null,
  }]);
  await insertRows(em, SurveyTeam, teams.map(({ code, name, does, role, respondentTypes: asks, sweeps }, position) => ({
    id: randomUUID(), surveyId: id, code, position, name, does, role, headId: null, memberIds: [], zoneNos: [], sweeps, respondentTypes: [...asks],
  })));
  tx.wakeOther(surveyWorkflow(id));
}
