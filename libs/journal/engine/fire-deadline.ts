import type { Role } from '../../playbook/roles.js';
import { missingVotes } from '../../rules/decision-rights.js';
import { lapse } from '../../rules/lapse.js';
import { TaskRun } from '../../persistence/entities/process/entry.js';
import { GatePacket, Obligation } from '../../persistence/entities/process/gate.js';
import { Deadline } from '../../persistence/entities/process/record.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { holdNow } from '../entry/steer.js';
import { votesOn } from '../gate/packet.js';

/** A clock has come: remind, escalate, or time out. Whoever committed first has happened; a decided gate or a done task is left alone. */
export const fireDeadline = entryCommand<{ readonly entryId: string; readonly deadlineId: string }>(async (tx, { deadlineId }) => {
  const deadline = await tx.em.findOneBy(Deadline, { id: deadlineId, entryId: tx.entry.id });
  if (!deadline || deadline.state !== 'open' || tx.entry.state !== 'running' || deadline.at > tx.now) return {};
  await tx.em.update(Deadline, { id: deadline.id }, { state: 'fired', firedAt: tx.now });
  const about = await fire[deadline.subject](tx, deadline);
  tx.record(deadline.step === 'time-out' ? 'timeOut' : deadline.step, { stage: tx.entry.stage, round: tx.entry.round, subject: deadline.subject, at: deadline.at, ...about });
  return {};
});

type About = Record<string, string>;

const fire: Readonly<Record<Deadline['subject'], (tx: EntryTransaction, deadline: Deadline) => Promise<About>>> = {
  task: onTask, gate: onGate, stage: onStage, obligation: onObligation,
};

async function onTask(tx: EntryTransaction, { subjectId, step }: Deadline): Promise<About> {
  const task = await tx.em.findOneByOrFail(TaskRun, { id: subjectId });
  const to = step === 'escalate' ? { role: 'rm' as const } : task.assigneeId ? { personId: task.assigneeId } : { role: task.role };
  tx.tell(to, step === 'escalate' ? 'task-late' : 'task-due', { task: task.taskKey, stage: tx.entry.stage, dueAt: task.dueAt });
  return { task: task.taskKey };
}

/** Silence never means yes: a gate that timed out closes its packet and holds the entry until somebody resumes it. */
async function onGate(tx: EntryTransaction, { step }: Deadline): Promise<About> {
  const run = await tx.stageRun();
  const packet = await tx.em.findOneByOrFail(GatePacket, { id: run.packetId as string });
  const { gate } = tx.stage;
  const silent = missingVotes(gate, await votesOn(tx.em, packet));
  if (step === 'time-out') {
    await tx.em.update(GatePacket, { id: packet.id }, { state: 'timed-out', lapsedBecause: lapse('timed-out') });
    holdNow(tx, `${gate.key} 决策超时,已自动挂起 · ${gate.key} timed out undecided: held`);
    tx.tell({ role: 'sponsor' }, 'gate-timed-out', { gate: gate.key, stage: tx.entry.stage });
    return { gate: gate.key, missing: silent.join(', ') };
  }
  const to: Role[] = step === 'escalate' ? [...new Set<Role>([gate.decider, 'sponsor'])] : silent.length > 0 ? silent : [gate.decider];
  for (const role of to) tx.tell({ role }, step === 'escalate' ? 'gate-late' : 'gate-due', { gate: gate.key, stage: tx.entry.stage, missing: silent.join(', ') });
  return { gate: gate.key, missing: silent.join(', ') };
}

/** The term of the stage has passed: shown beside the verdict, and head office hears of it. It decides nothing. */
async function onStage(tx: EntryTransaction): Promise<About> {
  tx.tell({ role: 'sponsor' }, 'stage-over-term', { stage: tx.entry.stage, gate: tx.stage.gate.key });
  return { gate: tx.stage.gate.key };
}

async function onObligation(tx: EntryTransaction, { subjectId, step }: Deadline): Promise<About> {
  const owed = await tx.em.findOneByOrFail(Obligation, { id: subjectId });
  tx.tell({ personId: owed.ownerId }, step === 'escalate' ? 'obligation-late' : 'obligation-due', { condition: owed.condition, text: owed.text, dueAt: owed.dueAt });
  if (step === 'escalate') tx.tell({ role: 'sponsor' }, 'obligation-late', { condition: owed.condition, text: owed.text, dueAt: owed.dueAt });
  return { obligation: owed.id, condition: owed.condition };
}
