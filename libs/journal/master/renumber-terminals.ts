import type { EntityManager } from 'typeorm';
import { Market } from '../../persistence/entities/field/master.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import { mustKeepMaster } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { companyCommand } from '../define-command.js';
import { chunksOf } from '../field/upsert.js';
import { marks } from '../../persistence/marks.js';

export type Renumbering = { readonly terminalId: string; readonly from: string; readonly to: string };
type RenumberTerminals = { readonly marketId: string; readonly fileName: string; readonly fileHash: string; readonly pairs: readonly Renumbering[] };

const pairsPerStatement = 200;

/**
 * The source has given its terminals new numbers: all of them at once, or none. The numbers that they had still find them, their codes and
 * everything that hangs on them stay. Throws `not-found`, `not-allowed`, and `proposal-outdated` when the master has changed since the pairs were seen.
 */
export const renumberTerminals = companyCommand<RenumberTerminals, { renumbered: number }>(async (tx, { marketId, fileName, fileHash, pairs }) => {
  const market = await lockRow(tx.em, Market, { id: marketId });
  if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
  mustKeepMaster(tx.actor, marketId);
  await mustStillStand(tx.em, marketId, pairs);
  // By way of a number that nobody has: what one terminal gives up another may get.
  const meanwhile = pairs.map(({ terminalId }) => `~${terminalId}`);
  for (const table of ['terminal', 'terminal_code'] as const) {
    await rename(tx.em, table, marketId, pairs.map(({ from }, i) => [from, meanwhile[i] ?? '']));
    await rename(tx.em, table, marketId, pairs.map(({ to }, i) => [meanwhile[i] ?? '', to]));
  }
  for (const some of chunksOf(pairs, pairsPerStatement)) await keepFormer(tx.em, marketId, some, tx.now);
  await tx.record(`market/${marketId}`, 'renumberTerminals', { fileName, fileHash, terminals: pairs.length });
  return { renumbered: pairs.length };
});

async function mustStillStand(em: EntityManager, marketId: string, pairs: readonly Renumbering[]): Promise<void> {
  const rows: { id: string; externalId: string }[] = await em.query('SELECT t.id, t.externalId FROM terminal t WHERE t.marketId = ?', [marketId]);
  const numberOf = new Map(rows.map(({ id, externalId }) => [id, externalId]));
  const moving = new Set(pairs.map(({ from }) => from));
  const taken = new Set(rows.map(({ externalId }) => externalId).filter((externalId) => !moving.has(externalId)));
  const sound = pairs.every(({ terminalId, from, to }) => numberOf.get(terminalId) === from && !taken.has(to)) && new Set(pairs.map(({ to }) => to)).size === pairs.length;
  if (!sound) throw new Refusal('proposal-outdated');
}

async function rename(em: EntityManager, table: 'terminal' | 'terminal_code', marketId: string, names: readonly (readonly [from: string, to: string])[]): Promise<void> {
  for (const some of chunksOf(names, pairsPerStatement)) {
    await em.query(
      `UPDATE ${table} SET externalId = CASE externalId ${some.map(() => 'WHEN ? THEN ?').join(' ')} ELSE externalId END WHERE marketId = ? AND externalId IN (${marks(some)})`,
      [...some.flat(), marketId, ...some.map(([from]) => from)]);
  }
}

/** One that had the number before, and has it again now, had it twice. */
async function keepFormer(em: EntityManager, marketId: string, pairs: readonly Renumbering[], now: string): Promise<void> {
  const known: { terminalId: string; externalId: string }[] = await em.query(
    `SELECT f.terminalId, f.externalId FROM former_external_id f WHERE f.terminalId IN (${marks(pairs)})`, pairs.map(({ terminalId }) => terminalId));
  const had = new Set(known.map(({ terminalId, externalId }) => `${terminalId}/${externalId}`));
  const fresh = pairs.filter(({ terminalId, from }) => !had.has(`${terminalId}/${from}`));
  if (fresh.length === 0) return;
  await em.query(`INSERT INTO former_external_id (terminalId, externalId, marketId, replacedAt) VALUES ${fresh.map(() => '(?, ?, ?, ?)').join(', ')}`,
    fresh.flatMap(({ terminalId, from }) => [terminalId, from, marketId, now]));
}
