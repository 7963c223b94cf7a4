import { randomUUID } from 'node:crypto';
import { stageClocks, taskClocks } from '../../rules/deadlines.js';
import { StageRun, TaskRun } from '../../persistence/entities/process/entry.js';
import { entryCommand } from '../define-command.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { openSurvey } from '../survey/open-survey.js';
import type { EntryTransaction, SetClock } from '../entry-transaction.js';

/** Opens the stage that the entry has come to: its run, its tasks with due instants in the market's calendar, its clocks. Once per stage and round. */
export const openStage = entryCommand<{ readonly entryId: string }>(async (tx) => {
  const { em, entry, stage, now } = tx;
  if (entry.state !== 'running' || entry.phase !== 'opening') return {};
  const stageRunId = randomUUID();
  entry.stageRunId = stageRunId;
  await insertRows(em, StageRun, [{
    id: stageRunId, entryId: entry.id, stage: entry.stage, round: entry.round, state: 'open', openedAt: now, closedAt: null, packetNumber: 0, packetId: null, staleAt: null,
  }]);
  const opened = stage.order.tasks.flatMap((taskKey) => openTask(tx, taskKey));
  await insertRows(em, TaskRun, opened.map(({ task }) => task));
  const term = stageClocks(stage.gate, new Date(now), tx.calendar, tx.terms).map((clock) => ({ ...clock, subjectId: stageRunId }));
  await tx.setClocks([...opened.flatMap(({ clocks }) => clocks), ...term]);
  for (const { task } of opened) if (task.state === 'ready') tx.tell({ role: task.role }, 'task-ready', { task: task.taskKey, stage: entry.stage });
  entry.phase = 'working';
  if (entry.stage === 'survey') await openSurvey(tx);
  tx.record('openStage', { stage: entry.stage, round: entry.round, tasks: [...stage.order.tasks], bundle: entry.bundleHash });
  return {};
});

function openTask(tx: EntryTransaction, taskKey: string): { task: TaskRun; clocks: SetClock[] }[] {
  const def = tx.stage.tasks[taskKey];
  if (!def) return [];
  const { dueAt, clocks } = taskClocks(def, new Date(tx.now), tx.bundle.parameters, tx.calendar, tx.terms);
  const id = randomUUID();
  const state = (def.after ?? []).length === 0 ? 'ready' : 'locked';
  const task: TaskRun = {
    id, entryId: tx.entry.id, stageRunId: tx.entry.stageRunId as string, taskKey, role: def.role, assigneeId: null, state, dueAt, completedAt: null, completedBy: null, note: null,
  };
  return [{ task, clocks: clocks.map((clock) => ({ ...clock, subjectId: id })) }];
}
