import { randomUUID } from 'node:crypto';
import type { StageKey } from '../../playbook/define-stage.js';
import { mustHold, waiving } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { addWorkingDays } from '../../rules/calendar.js';
import { lapse } from '../../rules/lapse.js';
import { Waiver } from '../../persistence/entities/process/gate.js';
import { entryCommand } from '../define-command.js';
import { evidenceChanged } from '../work.js';

type GrantWaiver = { readonly entryId: string; readonly stage: StageKey; readonly condition: string; readonly reason: string; readonly days: number };

/** One condition of one gate does not count until the waiver expires. Votes cast before it lapse: they were cast on other facts. */
export const waive = entryCommand<GrantWaiver>(async (tx, { stage, condition, reason, days }) => {
  tx.mustBeIn(stage, ['working', 'watching', 'gate']);
  mustHold(tx.actor, waiving, await tx.markets());
  if (!(condition in tx.stage.gate.conditions)) throw new Refusal('not-found', { what: `condition ${condition}` });
  const expiresAt = addWorkingDays(new Date(tx.now), days, tx.calendar, tx.terms).toISOString();
  await tx.em.insert(Waiver, {
    id: randomUUID(), entryId: tx.entry.id, stageRunId: tx.entry.stageRunId as string, condition, reason, grantedBy: tx.actor.personId, at: tx.now, expiresAt,
  });
  await evidenceChanged(tx, lapse('waived', condition));
  tx.record('waive', { stage, round: tx.entry.round, condition, reason, expiresAt });
  return {};
});
