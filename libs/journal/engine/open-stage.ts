import { randomUUID } from 'node:crypto';
import { stageClocks, taskClocks } from '../../rules/deadlines.js';
import { StageRun, TaskRun } from '../../persistence/entities/process/entry.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';

/** Opens the stage that the entry has come to: its run, its tasks with due instants in the market's calendar, its clocks. Once per stage and round. */
export const openStage = entryCommand<{ readonly entryId: string }>(async (tx) => {
  const { em, entry, stage, now } = tx;
  if (entry.state !== 'running' || entry.phase !== 'opening') return {};
  const stageRunId = randomUUID();
  entry.stageRunId = stageRunId;
  await em.insert(StageRun, {
    id: stageRunId, entryId: entry.id, stage: entry.stage, round: entry.round, state: 'open', openedAt: now, closedAt: null, packetNumber: 0, packetId: null, staleAt: null,
  });
  for (const taskKey of Object.keys(stage.tasks)) await openTask(tx, taskKey);
  await tx.setClocks(stageRunId, stageClocks(stage.gate, new Date(now), tx.calendar, tx.terms));
  entry.phase = 'working';
  tx.record('openStage', { stage: entry.stage, round: entry.round, tasks: Object.keys(stage.tasks), bundle: entry.bundleHash });
  return {};
});

async function openTask(tx: EntryTransaction, taskKey: string): Promise<void> {
  const task = tx.stage.tasks[taskKey];
  if (!task) return;
  const { dueAt, clocks } = taskClocks(task, new Date(tx.now), tx.bundle.parameters, tx.calendar, tx.terms);
  const id = randomUUID();
  const ready = (task.after ?? []).length === 0;
  await tx.em.insert(TaskRun, {
    id, entryId: tx.entry.id, stageRunId: tx.entry.stageRunId as string, taskKey, role: task.role, assigneeId: null, state: ready ? 'ready' : 'locked', dueAt,
    completedAt: null, completedBy: null, note: null,
  });
  await tx.setClocks(id, clocks);
  if (ready) await tx.tell({ role: task.role }, 'task-ready', { task: taskKey, stage: tx.entry.stage });
}
