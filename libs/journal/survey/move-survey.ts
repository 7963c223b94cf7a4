import { surveyPhase } from '../../rules/survey/phase.js';
import { SurveyProject } from '../../persistence/entities/field/market-survey.js';
import { readProgress } from '../../persistence/survey/survey-state.js';
import { entryCommand } from '../define-command.js';
import { settleOwedSheets } from './owed-sheets.js';
import { surveyOf, touchSurvey } from './survey-work.js';

/** The engine's: the facts have reached another phase. With the implementation the daily sheets begin to be owed; when it is over nobody is chased any more. */
export const moveSurvey = entryCommand<{ readonly entryId: string; readonly surveyId: string }>(async (tx, { surveyId }) => {
  const survey = await surveyOf(tx);
  if (survey.id !== surveyId || tx.entry.state !== 'running') return {};
  const { phase: from } = survey;
  const to = surveyPhase(await readProgress(tx.em, survey, tx.entry));
  if (to === from) return {};
  survey.phase = to;
  await tx.em.update(SurveyProject, { id: survey.id }, { phase: to });
  await settleOwedSheets({ em: tx.em, now: tx.now, calendar: tx.calendar, pace: tx.terms }, survey);
  if (to === 'open') await tx.em.query("update daily_sheet set nextStep = null, nextAt = null where surveyId = ? and state = 'open'", [survey.id]);
  if (to === 'review') tx.tell({ role: 'aud' }, 'survey-to-review', { phase: to });
  tx.tell({ role: 'lead' }, 'survey-phase', { phase: to });
  await touchSurvey(tx, survey);
  tx.record('moveSurvey', { survey: survey.id, from, to });
  return {};
});
