import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { ask, record } from './activities.js';
import { changed, whatItWaitsFor } from './messages.js';
import { patiently } from './patience.js';

export type WeeklyReviewInput =
  /** From the cohort's Schedule: request the review of the last full week. */
  | { readonly cohort: string }
  /** From the wake of a requested sweep: review its entries, page by page, after the one last reviewed. */
  | { readonly sweepId: string; readonly after?: string };

/** A page is about ten events; a run stays far below the hard stop. */
const pagesPerRun = 20;
const never = (): boolean => false;

/** The weekly look at every entry of a cohort, exactly once per entry and ISO week whoever asks for it and however often. */
export async function weeklyReview(input: WeeklyReviewInput): Promise<void> {
  let at = 'cohort' in input ? 'request' : input.after ?? 'first page';
  setHandler(changed, () => { /* a sweep goes on by itself */ });
  setHandler(whatItWaitsFor, () => ({ for: at, until: null, version: null }));
  if ('cohort' in input) {
    const { cohort } = input;
    await patiently(() => record.requestSweep({ cohort, at: scheduledAt() }), never);
    return;
  }
  const { sweepId } = input;
  let after = input.after ?? null;
  for (let page = 0; page < pagesPerRun; page += 1) {
    const { lastEntryId } = await patiently(() => ask.reviewPage({ sweepId, after }), never);
    if (lastEntryId === null) {
      await patiently(() => record.finishSweep({ sweepId }), never);
      return;
    }
    after = at = lastEntryId;
  }
  await continueAsNew<typeof weeklyReview>({ sweepId, after: after as string });
}

/** When this run was due: after an outage that is earlier than now, and it is that week which is owed. */
function scheduledAt(): string {
  const key = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);
  const { typedSearchAttributes, startTime } = workflowInfo();
  return (typedSearchAttributes.get(key) ?? startTime).toISOString();
}
