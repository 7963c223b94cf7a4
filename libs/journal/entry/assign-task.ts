import { holds, mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { TaskRun } from '../../persistence/entities/process/entry.js';
import { loadActor } from '../actor.js';
import { entryCommand } from '../define-command.js';

type AssignTask = { readonly entryId: string; readonly taskKey: string; readonly personId: string | null };

/** The regional manager or the supervisor gives a task to a person who holds its role, or back to the role. */
export const assignTask = entryCommand<AssignTask>(async (tx, { taskKey, personId }) => {
  tx.mustBeIn(tx.entry.stage, ['working', 'watching', 'gate']);
  const markets = await tx.markets();
  mustHold(tx.actor, ['rm', 'sup'], markets);
  const task = await tx.em.findOneBy(TaskRun, { stageRunId: tx.entry.stageRunId as string, taskKey });
  if (!task) throw new Refusal('not-found', { what: `task ${taskKey}` });
  if (task.state === 'done') throw new Refusal('task-done', { task: taskKey });
  if (personId !== null) {
    const person = await loadActor(tx.em, personId);
    if (!person) throw new Refusal('not-found', { what: `person ${personId}` });
    if (!holds(person, task.role, markets)) throw new Refusal('not-allowed', { role: task.role });
    tx.tell({ personId }, 'task-assigned', { task: taskKey, stage: tx.entry.stage });
  }
  await tx.em.update(TaskRun, { id: task.id }, { assigneeId: personId });
  tx.record('assignTask', { stage: tx.entry.stage, round: tx.entry.round, task: taskKey, personId });
  return {};
});
