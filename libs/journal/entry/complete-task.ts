import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { missingOf, openPredecessors, unlocked } from '../../rules/work.js';
import type { Role } from '../../playbook/roles.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { deliverablesOf, tasksOf, type TaskRow } from '../../persistence/work-rows.js';
import { settleWork } from '../work.js';
import { marks } from '../../persistence/marks.js';

type CompleteTask = { readonly entryId: string; readonly taskKey: string; readonly note?: string | undefined };

/** A task is done by its role, its assignee or the regional manager, once its predecessors are done and what it leaves behind is in. */
export const completeTask = entryCommand<CompleteTask>(async (tx, { taskKey, note }) => {
  const { em, entry } = tx;
  tx.mustBeIn(entry.stage, ['working', 'watching', 'gate']);
  const run = entry.stageRunId as string;
  const tasks = await tasksOf(em, run);
  const task = tasks.find((t) => t.taskKey === taskKey);
  if (!task) throw new Refusal('not-found', { what: `task ${taskKey}` });
  if (task.assigneeId !== tx.actor.personId) mustHold(tx.actor, [task.role as Role, 'rm'], await tx.markets());
  if (task.state === 'done') throw new Refusal('task-done', { task: taskKey });
  if (task.state === 'locked') throw new Refusal('task-locked', { after: openPredecessors(tx.stage, taskKey, tasks).join(', ') });
  const deliverables = await deliverablesOf(em, run);
  const missing = missingOf(tx.stage, taskKey, deliverables);
  if (missing.length > 0) throw new Refusal('deliverable-missing', { deliverables: missing.join(', ') });

  await em.query("update task_run set state = 'done', completedAt = ?, completedBy = ?, note = ? where id = ?", [tx.now, tx.actor.personId, note ?? null, task.id]);
  await tx.cancelClocks({ subjectId: task.id });
  const after = tasks.map((t): TaskRow => (t.id === task.id ? { ...t, state: 'done' } : t));
  await unlock(tx, after, unlocked(tx.stage, after));
  await settleWork(tx, after, deliverables);
  tx.record('completeTask', { stage: entry.stage, round: entry.round, task: taskKey, ...(note && { note }) });
  return {};
});

async function unlock(tx: EntryTransaction, tasks: readonly TaskRow[], keys: readonly string[]): Promise<void> {
  const ready = tasks.filter((t) => keys.includes(t.taskKey));
  if (ready.length === 0) return;
  const ids = ready.map((task) => task.id);
  await tx.em.query(`update task_run set state = 'ready' where id in (${marks(ids)})`, ids);
  for (const task of ready) {
    tx.tell(task.assigneeId ? { personId: task.assigneeId } : { role: task.role as Role }, 'task-ready', { task: task.taskKey, stage: tx.entry.stage });
  }
}
