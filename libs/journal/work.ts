import type { DeliverableFact, TaskFact } from '../rules/work.js';
import { workIsDone } from '../rules/work.js';
import { deliverablesOf, tasksOf } from '../persistence/work-rows.js';
import type { EntryTransaction } from './entry-transaction.js';

/**
 * Evidence changed (`because`: a `lapse`): the packet before the deciders no longer says what is so. Its votes lapse with it, and the engine freezes a new one,
 * or the entry goes back to work when something has become open again.
 */
export async function evidenceChanged(tx: EntryTransaction, because: string): Promise<void> {
  const { entry, em } = tx;
  if (entry.phase !== 'watching' && entry.phase !== 'gate') return;
  const run = await tx.stageRun();
  if (run.packetId !== null) {
    await em.query("update gate_packet set state = 'lapsed', lapsedBecause = ? where id = ? and state in ('current', 'timed-out')", [because, run.packetId]);
  }
  await em.query('update stage_run set staleAt = ? where id = ?', [tx.now, run.id]);
  await tx.cancelClocks({ subject: 'gate' });
  entry.phase = 'watching';
  tx.wake();
}

/** Moves between `working` and `watching` as the work of the stage is, or is no longer, complete. */
export async function settleWork(tx: EntryTransaction, tasks?: readonly TaskFact[], deliverables?: readonly DeliverableFact[]): Promise<void> {
  const { entry, em } = tx;
  const run = entry.stageRunId as string;
  const done = workIsDone(tx.stage, tasks ?? await tasksOf(em, run), deliverables ?? await deliverablesOf(em, run));
  if (done && entry.phase === 'working') {
    await em.query('update stage_run set staleAt = ? where id = ?', [tx.now, run]);
    entry.phase = 'watching';
  } else if (!done && entry.phase === 'watching') {
    entry.phase = 'working';
  }
}
