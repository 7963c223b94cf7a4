import type { WakeRequest } from '../wake.js';

/** The wake of a survey's workflow. */
export function surveyWorkflow(surveyId: string): Omit<WakeRequest, 'at'> {
  return { workflow: 'marketSurvey', workflowId: `survey/${surveyId}`, args: { surveyId } };
}
