import type { EntityManager } from 'typeorm';
import type { Terminal } from '../../persistence/entities/field/master.js';
import { TerminalMerge, terminalRowsIn } from '../../persistence/entities/field/master-history.js';
import { Refusal } from '../../rules/failures.js';
import { companyCommand } from '../define-command.js';
import { earlier } from './merge-terminals.js';
import { restateTerminals } from './restate-terminals.js';
import { mustStand, recordOf, setTerminal, terminalInHand } from './terminal-in-hand.js';

type UndoMerge = { readonly mergeId: string; readonly reason: string };

/**
 * Two terminals after all: the merged one stands as before, with the rows that the merge took from it. Rows that have come in since under its
 * number stay with the survivor until their file is imported again. Throws `not-found`, `not-allowed`, `wrong-state` when the merge is undone
 * already or the survivor has been merged itself since.
 */
export const undoMerge = companyCommand<UndoMerge, { mergeId: string }>(async (tx, { mergeId, reason }) => {
  const merge = await tx.em.findOneBy(TerminalMerge, { id: mergeId });
  if (!merge) throw new Refusal('not-found', { what: `merge ${mergeId}` });
  const { terminal: survivor } = await terminalInHand(tx, merge.survivorId);
  const { terminal: merged } = await terminalInHand(tx, merge.mergedId);
  mustStand(survivor, 'active', 'closed', 'refused', 'unreachable');
  if (merged.mergedInto !== survivor.id || merge.undoneAt !== null) throw new Refusal('wrong-state', { why: `merge ${mergeId}: undone ${merge.undoneAt ?? ''}` });
  await takeRowsBack(tx.em, merge);
  await setTerminal(tx.em, merged.id, { status: merge.before.status as Terminal['status'], mergedInto: null });
  // Unless somebody has said something else of it since.
  const asMerged = earlier({ firstSeen: merge.before.survivorFirstSeen }, merged);
  if (survivor.firstSeen === asMerged) await setTerminal(tx.em, survivor.id, { firstSeen: merge.before.survivorFirstSeen });
  await restateTerminals(tx.em, [survivor.id, merged.id]);
  await tx.em.update(TerminalMerge, { id: mergeId }, { undoneAt: tx.now });
  await recordOf(tx, survivor.id, 'undoMerge', { mergeId, merged: merged.id, reason });
  await recordOf(tx, merged.id, 'undoMerge', { mergeId, survivor: survivor.id, reason });
  return { mergeId };
});

/** Those that the merge gave, where nobody has given them to another terminal since. */
async function takeRowsBack(em: EntityManager, { id, mergedId, survivorId }: TerminalMerge): Promise<void> {
  for (const { table, column } of terminalRowsIn) {
    await em.query(
      `UPDATE ${table} SET ${column} = ? WHERE ${column} = ? AND id IN (SELECT g.rowId FROM merged_row g WHERE g.mergeId = ? AND g.ofTable = ?)`, [mergedId, survivorId, id, table]);
  }
  await em.query("UPDATE visit_plan SET customerId = ?, terminalId = ? WHERE terminalId = ? AND id IN (SELECT g.rowId FROM merged_row g WHERE g.mergeId = ? AND g.ofTable = 'visit_plan')", [mergedId, mergedId, survivorId, id]);
}
