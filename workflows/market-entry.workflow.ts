import { ActivityFailure, continueAsNew, log, workflowInfo } from '@temporalio/workflow';
import type { Phase } from '../libs/rules/facts.js';
import { notify, record } from './activities.js';
import { payAttention, type Attention } from './attention.js';
import type { EntryState } from './entry-state.js';
import { doTasks } from './steps/do-tasks.js';
import { advance, passGate } from './steps/pass-gate.js';
import { replicate } from './steps/replicate.js';
import { watchKpis } from './steps/watch-kpis.js';

export type MarketEntryInput = { readonly entryId: string };
type Step = (at: EntryState, attention: Attention) => Promise<EntryState>;

/** A run that many wakes have made long goes on as a new one even inside a stage: every run begins with a look, so nothing is lost. */
const longestHistory = 300;

const steps: Readonly<Record<Phase, Step>> = {
  opening: openStage,
  working: doTasks,
  watching: watchKpis,
  gate: passGate,
  decided: advance,
  replicating: replicate,
  ended: (at, attention) => attention.rest('end', at),
};

/**
 * One market through its eight stages; a run is a stage. Level-triggered: it looks where the entry stands and does what is next there.
 * People's commands, votes and decisions are in the database before this workflow hears of them. Returns how the entry ended.
 */
export async function marketEntry({ entryId }: MarketEntryInput): Promise<EntryState['state']> {
  const attention = payAttention(entryId);
  const schedule = meetTheEngine(entryId);
  let at = await attention.look();
  while (at.state === 'running' || at.state === 'held') {
    const before = at.phase;
    at = await steps[at.phase](at, attention);
    const stageOver = before !== 'opening' && at.phase === 'opening';
    if (stageOver || workflowInfo().historyLength >= longestHistory) {
      await schedule;
      await continueAsNew<typeof marketEntry>({ entryId });
    }
  }
  await schedule;
  return at.state;
}

function openStage(at: EntryState, attention: Attention): Promise<EntryState> {
  if (at.state === 'held') return attention.rest('resume', at);
  return attention.act('open stage', at, record.openStage);
}

/**
 * A run that continues no other is the first that this engine sees of the entry: its cohort's weekly schedule may be missing too. The
 * entry does not wait for it: every worker that starts makes sure of the schedules as well.
 */
async function meetTheEngine(entryId: string): Promise<void> {
  if (workflowInfo().continuedFromExecutionRunId !== undefined) return;
  try {
    await notify.ensureReviewSchedule({ entryId });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    log.warn('the schedule of the weekly review could not be made', { cause: error.cause?.message });
  }
}
