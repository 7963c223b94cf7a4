import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { Obligation } from '../../persistence/entities/process/gate.js';
import { entryCommand } from '../define-command.js';

type Clear = { readonly entryId: string; readonly obligationId: string; readonly note: string };

/** What a conditional go owed has been done; its owner reports it, head office or the regional manager confirms by clearing it. */
export const clearObligation = entryCommand<Clear>(async (tx, { obligationId, note }) => {
  const owed = await tx.em.findOneBy(Obligation, { id: obligationId, entryId: tx.entry.id });
  if (!owed) throw new Refusal('not-found', { what: `obligation ${obligationId}` });
  if (owed.clearedAt !== null) throw new Refusal('wrong-state', { why: `cleared at ${owed.clearedAt}` });
  mustHold(tx.actor, ['sponsor', 'rm'], await tx.markets());
  if (owed.ownerId === tx.actor.personId) throw new Refusal('own-work', { about: owed.condition });
  await tx.em.update(Obligation, { id: obligationId }, { clearedAt: tx.now, clearedBy: tx.actor.personId, clearedNote: note });
  await tx.cancelClocks({ subjectId: obligationId });
  tx.record('clearObligation', { obligation: obligationId, condition: owed.condition, note });
  return {};
});
