import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { ask, record } from './activities.js';
import { attend, type Attention } from './attention.js';
import type { SurveyState } from '../libs/rules/survey/survey-state.js';

export type MarketSurveyInput = { readonly surveyId: string };

/** Wakes of a long survey make its run long: the next one begins with a look, so nothing is lost. */
const longestHistory = 300;

/**
 * The market survey of an entry in stage 2: preliminary → plan → implementation → review, then it stays open as visit data and this run ends.
 * Level-triggered: it looks where the survey stands, does what is next there, and sleeps until a wake or the next clock of a daily sheet.
 * Returns the phase in which it ended.
 */
export async function marketSurvey({ surveyId }: MarketSurveyInput): Promise<SurveyState['phase']> {
  const attention = attend(() => record.lookAtSurvey({ surveyId }));
  let at = await attention.look();
  while (at.state !== 'over') {
    at = await next(at, attention);
    if (at.state !== 'over' && workflowInfo().historyLength >= longestHistory) await continueAsNew<typeof marketSurvey>({ surveyId });
  }
  return at.phase;
}

function next(at: SurveyState, attention: Attention<SurveyState>): Promise<SurveyState> {
  if (at.state === 'held') return attention.rest('resume', at);
  if (at.moves) return attention.act('move survey', at, record.moveSurvey);
  if (at.draws) return attention.act('draw back-checks', at, ask.drawBackChecks);
  if (at.chases > 0) return attention.act('chase sheets', at, record.chaseSheets);
  return attention.rest(at.phase, at);
}
