import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { temporal } from '@temporalio/proto';
import { pino } from 'pino';
import { installRuntime } from '../../libs/temporal/runtime.js';
import { workflowBundle } from './workflow-bundle.js';

export type History = temporal.api.history.v1.IHistory;

/** A wake that arrives while a run decides to go on as a new one: the server asks the same question again. Nothing is wrong. */
const harmless: readonly number[] = [/* UNHANDLED_COMMAND */ 1];

/** All runs of a workflow, the newest first. */
export async function historiesOf(client: Client, workflowId: string): Promise<History[]> {
  const histories: History[] = [];
  for (let runId: string | undefined; ;) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    if (runId === undefined) return histories;
  }
}

/** Runs every history through the workflow code of now; returns them. Throws on any difference, and on a workflow task that failed for a reason of ours. */
export async function replayEverything(client: Client, workflowIds: readonly string[]): Promise<History[]> {
  const all: History[] = [];
  for (const workflowId of workflowIds) {
    for (const history of await historiesOf(client, workflowId)) {
      mustBeSound(workflowId, history);
      await replay(history, workflowId);
      all.push(history);
    }
  }
  return all;
}

export async function replay(history: History, workflowId: string): Promise<void> {
  installRuntime(pino({ level: 'silent' }));
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, workflowId);
}

function mustBeSound(workflowId: string, history: History): void {
  for (const event of history.events ?? []) {
    const failed = event.workflowTaskFailedEventAttributes;
    if (failed && !harmless.includes(Number(failed.cause))) throw new Error(`${workflowId}: a workflow task failed: ${failed.cause} ${failed.failure?.message ?? ''}`);
  }
}
