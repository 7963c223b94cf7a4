import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Terminal } from '../../persistence/entities/field/master.js';
import { TerminalMerge, terminalRowsIn } from '../../persistence/entities/field/master-history.js';
import { companyCommand } from '../define-command.js';
import { restateTerminals } from './restate-terminals.js';
import { mustStand, recordOf, refuse, setTerminal, terminalInHand } from './terminal-in-hand.js';

type MergeTerminals = { readonly terminalId: string; readonly mergedId: string; readonly reason: string };

/**
 * Two rows of the master are one shop: the survivor keeps its own, and the sales, visits, checks and records of the merged one are its from
 * then on, and so are those that still arrive under the merged one's number. Codes and numbers of the merged one find the survivor.
 * Throws `not-found`, `not-allowed`, `wrong-state`, `invalid-input`. method.md §4.1
 */
export const mergeTerminals = companyCommand<MergeTerminals, { mergeId: string }>(async (tx, { terminalId, mergedId, reason }) => {
  if (terminalId === mergedId) refuse({ field: 'mergedId', rule: 'another', zh: '不能与自身合并', en: 'A terminal is not merged into itself' });
  const { terminal: survivor } = await terminalInHand(tx, terminalId);
  const { terminal: merged } = await terminalInHand(tx, mergedId);
  if (survivor.marketId !== merged.marketId) refuse({ field: 'mergedId', rule: 'same-market', zh: '两个终端须属于同一市场', en: 'Both terminals must be of one market' });
  mustStand(survivor, 'active', 'closed', 'refused', 'unreachable');
  mustStand(merged, 'active', 'closed', 'refused', 'unreachable');
  const merge: TerminalMerge = {
    id: randomUUID(), marketId: survivor.marketId, mergedId, survivorId: terminalId, reason, before: { status: merged.status, survivorFirstSeen: survivor.firstSeen },
    mergedBy: tx.actor.personId, mergedAt: tx.now, undoneAt: null,
  };
  await tx.em.insert(TerminalMerge, merge);
  const rows = await giveRows(tx.em, merge);
  await setTerminal(tx.em, mergedId, { status: 'merged', mergedInto: terminalId });
  await setTerminal(tx.em, terminalId, { firstSeen: earlier(survivor, merged) });
  await restateTerminals(tx.em, [terminalId, mergedId]);
  await recordOf(tx, terminalId, 'mergeTerminals', { mergeId: merge.id, merged: mergedId, rows, reason });
  await recordOf(tx, mergedId, 'mergeTerminals', { mergeId: merge.id, survivor: terminalId, rows, reason });
  return { mergeId: merge.id };
});

/** The shop is there since the first of its two rows is. */
export function earlier(survivor: Pick<Terminal, 'firstSeen'>, merged: Pick<Terminal, 'firstSeen'>): string | null {
  if (survivor.firstSeen === null || merged.firstSeen === null) return survivor.firstSeen;
  return survivor.firstSeen < merged.firstSeen ? survivor.firstSeen : merged.firstSeen;
}

/** Each row is noted before it changes hands, so that an undo gives back these and no others. Returns how many there were, by table. */
async function giveRows(em: EntityManager, merge: TerminalMerge): Promise<Record<string, number>> {
  const { id, marketId, mergedId, survivorId } = merge;
  const given: Record<string, number> = {};
  for (const { table, column, within } of terminalRowsIn) {
    // Asked for the market as well, SQLite would walk through all of it where the terminal has an index of its own.
    const [of, parameters] = within === 'market' ? [`marketId = ? AND ${column} = ?`, [marketId, mergedId]] : [`${column} = ?`, [mergedId]];
    await em.query(`INSERT INTO merged_row (mergeId, ofTable, rowId) SELECT ?, ?, id FROM ${table} WHERE ${of}`, [id, table, ...parameters]);
    await em.query(`UPDATE ${table} SET ${column} = ? WHERE ${of}`, [survivorId, ...parameters]);
    const [counted]: { n: unknown }[] = await em.query('SELECT COUNT(*) AS n FROM merged_row WHERE mergeId = ? AND ofTable = ?', [id, table]);
    given[table] = Number(counted?.n ?? 0);
  }
  await givePlans(em, merge);
  return given;
}

/** Its planned visits too, but for days on which the survivor is planned itself: one shop is visited once a day. */
async function givePlans(em: EntityManager, { id, marketId, mergedId, survivorId }: TerminalMerge): Promise<void> {
  // Over a table of its own: MySQL does not read from the table that it writes.
  const free = 'marketId = ? AND terminalId = ? AND day NOT IN (SELECT own.day FROM (SELECT p.day FROM visit_plan p WHERE p.marketId = ? AND p.customerId = ?) own)';
  const parameters = [marketId, mergedId, marketId, survivorId];
  await em.query(`INSERT INTO merged_row (mergeId, ofTable, rowId) SELECT ?, 'visit_plan', id FROM visit_plan WHERE ${free}`, [id, ...parameters]);
  await em.query(`UPDATE visit_plan SET customerId = ?, terminalId = ? WHERE ${free}`, [survivorId, survivorId, ...parameters]);
}
