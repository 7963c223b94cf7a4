import { Visit } from '../../persistence/entities/field/street.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import type { Role } from '../../playbook/roles.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { companyCommand } from '../define-command.js';
import { distanceFaults, judgeVisits } from '../field/judge-visits.js';

export type WaiverAnswer = { readonly id: string; readonly valid: boolean; readonly invalidReason: string | null };

const waivers: readonly Role[] = ['sup', 'rm'];

/** A supervisor lets a visit count although the device was too far off, or nobody knows where; whatever else is wrong with it stays. arithmetic.md §6 */
export const waiveVisit = companyCommand<{ readonly visitId: string; readonly reason: string }, WaiverAnswer>(async (tx, { visitId, reason }) => {
  const visit = await lockRow(tx.em, Visit, { id: visitId });
  if (!visit) throw new Refusal('not-found', { what: `visit ${visitId}` });
  if (!tx.actor.admin) mustHold(tx.actor, waivers, [visit.marketId]);
  if (visit.adviser === tx.actor.login) throw new Refusal('own-work', { about: `visit ${visit.clientId}` });
  if (visit.waivedAt !== null) throw new Refusal('wrong-state', { why: `waived at ${visit.waivedAt}` });
  if (!visit.faults.split(',').some((fault) => distanceFaults.includes(fault))) throw new Refusal('wrong-state', { why: `distance is not what is wrong: ${visit.faults || 'valid'}` });
  await tx.em.update(Visit, { id: visitId }, { waivedBy: tx.actor.personId, waivedAt: tx.now, waiverReason: reason });
  await judgeVisits(tx.em, [visit]);
  await tx.record(`visit/${visitId}`, 'waiveVisit', { marketId: visit.marketId, clientId: visit.clientId, faults: visit.faults, reason });
  const { valid, invalidReason } = await tx.em.findOneByOrFail(Visit, { id: visitId });
  return { id: visitId, valid: Number(valid) === 1, invalidReason };
});
