/*
 * How the parts call each other across the engine. The one file that workflow code may take values from: it imports nothing.
 */
export const workflowNames = { entry: 'marketEntry', review: 'weeklyReview', survey: 'marketSurvey', import: 'dataImport' } as const;
export type WorkflowName = (typeof workflowNames)[keyof typeof workflowNames];

/** Signal: something changed, look again. Its only argument is the version that was committed. */
export const changedSignal = 'changed';
/** Query for operators: what a run waits for, and until when. */
export const whatItWaitsForQuery = 'whatItWaitsFor';

/** A worker killed in the middle of a workflow task costs its entry this long, not the default 10 seconds. */
export const workflowTaskTimeout = '2s';

export function entryWorkflowId(entryId: string): string {
  return `entry/${entryId}`;
}

export function sweepWorkflowId(sweepId: string): string {
  return `sweep/${sweepId}`;
}

export function surveyWorkflowId(surveyId: string): string {
  return `survey/${surveyId}`;
}

export function importWorkflowId(importId: string): string {
  return `import/${importId}`;
}

/** The schedule of a cohort's weekly review, and the prefix of the runs that it starts. */
export function reviewScheduleId(cohort: string): string {
  return `review/${cohort}`;
}
