import { effectId } from '../effect-id.js';
import { engine } from '../actor.js';
import { holdsOneOf } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { Sweep } from '../../persistence/entities/process/gate.js';
import { companyCommand } from '../define-command.js';

type RequestReviews = { readonly cohort: string; readonly week: string };
export type SweepAnswer = { readonly id: string; readonly cohort: string; readonly week: string; readonly at: string; readonly finishedAt: string | null; readonly reviewed: number; readonly skipped: number };

/** Asks for the weekly review of a cohort; the engine sweeps its entries. Reviewing a week twice changes nothing that stands. */
export const requestReviews = companyCommand<RequestReviews, SweepAnswer>(async (tx, { cohort, week }) => {
  const somewhere = tx.actor.roles.map((held) => held.marketId);
  const may = tx.actor.admin || tx.actor.personId === engine.personId || holdsOneOf(tx.actor, ['sponsor', 'rm', 'sup', 'clerk'], somewhere);
  if (!may) throw new Refusal('not-allowed', { role: 'sponsor / rm / sup / clerk' });
  const count = await tx.em.countBy(Sweep, { cohort, week });
  const sweep: Sweep = { id: effectId('sweep', cohort, week, count), cohort, week, requestedBy: tx.actor.personId, at: tx.now, finishedAt: null, reviewed: 0, skipped: 0 };
  await tx.em.insert(Sweep, sweep);
  await tx.record(`sweep/${sweep.id}`, 'requestReviews', { cohort, week });
  await tx.wake({ workflow: 'weeklyReview', workflowId: `sweep/${sweep.id}`, args: { sweepId: sweep.id } });
  const { requestedBy: _by, ...answer } = sweep;
  return answer;
});
