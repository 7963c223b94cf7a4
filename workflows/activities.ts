import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/register.js';

/*
 * The policies: what kind of call an activity is, and how long it may take, per attempt and in total. When a total is used up the
 * workflow does not fail, it rests and tries again (patience.ts): a database may be away for longer than any retry.
 * A fourth policy, provision (irreversible: one attempt, then a person decides), comes with the first act that cannot be repeated.
 */

/** Reads and short idempotent transactions, in the workflow's own worker: half the latency of a queued activity, no state transition. */
export const record = proxyLocalActivities<Pick<Activities, 'look' | 'openStage' | 'fireDeadline' | 'advance' | 'requestSweep' | 'finishSweep' | 'lookAtSurvey' | 'moveSurvey' | 'chaseSheets' | 'lookAtImport'>>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '20s',
  localRetryThreshold: '1s',
  retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '2s', maximumAttempts: 4 },
});

/** Whatever measures, loops or may take over a second: queued, heartbeating, retried by the server; a killed worker is missed in seconds. */
export const ask = proxyActivities<Pick<Activities, 'freezePacket' | 'openNext' | 'reviewPage' | 'drawBackChecks'>>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '5s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 10 },
});

/** A long piece of work that goes on where its rows stand: hours for a file of two gigabytes, and a killed worker is missed in seconds. */
export const carry = proxyActivities<Pick<Activities, 'carryImport'>>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 10 },
});

/** Tells another system; hearing it twice does no harm there. */
export const notify = proxyActivities<Pick<Activities, 'ensureReviewSchedule'>>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '2m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 10 },
});
