import { mustHold, steering } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { lapse } from '../../rules/lapse.js';
import { TaskRun } from '../../persistence/entities/process/entry.js';
import { Deadline } from '../../persistence/entities/process/record.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { forgiveHeldDays, wakeSurvey } from '../survey/survey-work.js';
import { evidenceChanged } from '../work.js';

type WithReason = { readonly entryId: string; readonly reason: string };

/** All clocks of the entry stop. */
export function holdNow(tx: EntryTransaction, reason: string): void {
  tx.entry.state = 'held';
  tx.entry.heldAt = tx.now;
  tx.entry.heldReason = reason.slice(0, 1000);
}

/** The entry ends without going further; its record stays. */
export async function stopNow(tx: EntryTransaction, reason: string): Promise<void> {
  Object.assign(tx.entry, { state: 'stopped', phase: 'ended', endedAt: tx.now, endReason: reason.slice(0, 1000), heldAt: null, heldReason: null });
  await tx.cancelClocks({ entryId: tx.entry.id });
  await wakeSurvey(tx);
}

export const hold = entryCommand<WithReason>(async (tx, { reason }) => {
  tx.mustRun();
  mustHold(tx.actor, steering, await tx.markets());
  holdNow(tx, reason);
  tx.record('hold', { stage: tx.entry.stage, reason });
  return {};
});

/** The clocks go on where they stood: every open deadline and due date moves by the time held. */
export const resume = entryCommand<WithReason>(async (tx, { reason }) => {
  if (tx.entry.state !== 'held') throw new Refusal('wrong-state', { why: `state ${tx.entry.state}` });
  mustHold(tx.actor, steering, await tx.markets());
  const heldAt = tx.entry.heldAt as string;
  const heldMs = Date.parse(tx.now) - Date.parse(heldAt);
  const later = (instant: string): string => new Date(Date.parse(instant) + heldMs).toISOString();
  for (const d of await tx.em.findBy(Deadline, { entryId: tx.entry.id, state: 'open' })) await tx.em.update(Deadline, { id: d.id }, { at: later(d.at) });
  for (const t of await tx.em.findBy(TaskRun, { entryId: tx.entry.id, stageRunId: tx.entry.stageRunId ?? '' })) {
    if (t.state !== 'done') await tx.em.update(TaskRun, { id: t.id }, { dueAt: later(t.dueAt) });
  }
  Object.assign(tx.entry, { state: 'running', heldAt: null, heldReason: null });
  await forgiveHeldDays(tx, heldAt);
  // A gate that timed out gets a new packet, new votes and a new term.
  if (await timedOut(tx)) await evidenceChanged(tx, lapse('resumed'));
  tx.record('resume', { stage: tx.entry.stage, reason, heldMs });
  return {};
});

export const stop = entryCommand<WithReason>(async (tx, { reason }) => {
  if (tx.entry.state !== 'running' && tx.entry.state !== 'held') throw new Refusal('entry-not-running', { state: tx.entry.state });
  mustHold(tx.actor, ['sponsor'], await tx.markets());
  await stopNow(tx, reason);
  tx.record('stop', { stage: tx.entry.stage, reason });
  return {};
});

async function timedOut(tx: EntryTransaction): Promise<boolean> {
  if (tx.entry.phase !== 'gate') return false;
  const run = await tx.stageRun();
  const [packet] = await tx.em.query<{ state: string }[]>('select state from gate_packet where id = ?', [run.packetId]);
  return packet?.state === 'timed-out';
}
