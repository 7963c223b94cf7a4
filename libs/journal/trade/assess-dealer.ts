import { randomUUID } from 'node:crypto';
import { dealerTotal } from '../../measures/targets.js';
import { DealerAssessment, type AssessedCriterion } from '../../persistence/entities/field/dealers.js';
import { Dealer } from '../../persistence/entities/field/master.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import type { Role } from '../../playbook/roles.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { companyCommand } from '../define-command.js';

type Limits = DealerAssessment['limits'];
type AssessDealer = {
  readonly dealerId: string; readonly day: string; readonly criteria: readonly AssessedCriterion[]; readonly limits: Limits; readonly core?: boolean | undefined; readonly note?: string | undefined;
};

const assessing: readonly Role[] = ['rm', 'sup', 'dealer_team', 'sponsor'];

/** An assessment card: Σ weight × score, and the grade that the total makes. A score that is missing leaves it without a total. arithmetic.md §11 */
export const assessDealer = companyCommand<AssessDealer, { id: string; total: number | null; grade: DealerAssessment['grade'] }>(async (tx, { dealerId, day, criteria, limits, core, note }) => {
  const dealer = await lockRow(tx.em, Dealer, { id: dealerId });
  if (!dealer) throw new Refusal('not-found', { what: `dealer ${dealerId}` });
  if (!tx.actor.admin) mustHold(tx.actor, assessing, [dealer.marketId]);
  const total = totalOf(criteria);
  const grade = gradeOf(total, limits);
  const id = randomUUID();
  await tx.em.insert(DealerAssessment, {
    id, marketId: dealer.marketId, dealerId, day, criteria: criteria.map((one) => ({ ...one })), total, grade, limits: { ...limits }, note: note ?? null, assessedBy: tx.actor.personId, assessedAt: tx.now,
  });
  if (core !== undefined) await tx.em.update(Dealer, { id: dealerId }, { core });
  await tx.record(`dealer/${dealerId}`, 'assessDealer', { day, criteria: criteria.map((one) => ({ ...one })), total, grade, limits: { ...limits }, ...(core !== undefined && { core }), ...(note !== undefined && { note }) });
  return { id, total, grade };
});

function totalOf(criteria: readonly AssessedCriterion[]): number | null {
  try {
    return dealerTotal({ weights: criteria.map(({ weight }) => weight), scores: criteria.map(({ score }) => score) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal('invalid-input', {}, [{ field: 'criteria', rule: 'weights-sum:1', zh: '权重合计须为 1', en: 'The weights must sum to 1' }]);
  }
}

function gradeOf(total: number | null, { A, B, C }: Limits): DealerAssessment['grade'] {
  if (total === null) return null;
  if (total >= A) return 'A';
  if (total >= B) return 'B';
  return total >= C ? 'C' : 'D';
}
