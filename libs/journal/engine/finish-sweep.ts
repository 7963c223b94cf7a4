import { Refusal } from '../../rules/failures.js';
import { Sweep } from '../../persistence/entities/process/gate.js';
import { companyCommand } from '../define-command.js';

/** All pages of a requested review are through. */
export const finishSweep = companyCommand<{ readonly sweepId: string }, { reviewed: number; skipped: number }>(async (tx, { sweepId }) => {
  const sweep = await tx.em.findOneBy(Sweep, { id: sweepId });
  if (!sweep) throw new Refusal('not-found', { what: `sweep ${sweepId}` });
  if (sweep.finishedAt === null) {
    await tx.em.update(Sweep, { id: sweepId }, { finishedAt: tx.now });
    await tx.record(`sweep/${sweepId}`, 'finishSweep', { reviewed: sweep.reviewed, skipped: sweep.skipped });
  }
  return { reviewed: sweep.reviewed, skipped: sweep.skipped };
});
