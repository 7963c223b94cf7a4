import type { EntityManager } from 'typeorm';
import { Market, Terminal } from '../../persistence/entities/field/master.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import { mustKeepMaster } from '../../rules/decision-rights.js';
import { Refusal, type FieldFault } from '../../rules/failures.js';
import type { CompanyTransaction } from '../company-transaction.js';

/** A terminal of a market whose master the actor keeps, both locked: the market first, as imports do. Throws `not-found`, `not-allowed`. */
export async function terminalInHand(tx: CompanyTransaction, terminalId: string): Promise<{ readonly terminal: Terminal; readonly market: Market }> {
  const found = await tx.em.findOne(Terminal, { where: { id: terminalId }, select: { id: true, marketId: true } });
  if (!found) throw new Refusal('not-found', { what: `terminal ${terminalId}` });
  mustKeepMaster(tx.actor, found.marketId);
  const market = await lockRow(tx.em, Market, { id: found.marketId });
  const terminal = await lockRow(tx.em, Terminal, { id: terminalId });
  if (!market || !terminal) throw new Refusal('not-found', { what: `terminal ${terminalId}` });
  return { terminal, market };
}

/** Throws `wrong-state` unless the terminal stands in one of these. */
export function mustStand(terminal: Terminal, ...states: readonly Terminal['status'][]): void {
  if (!states.includes(terminal.status)) throw new Refusal('wrong-state', { why: `terminal ${terminal.externalId}: ${terminal.status}` });
}

export function refuse(fault: FieldFault): never {
  throw new Refusal('invalid-input', {}, [fault]);
}

/** A line in the chain of the terminal, whose row is locked. */
export async function recordOf(tx: CompanyTransaction, terminalId: string, kind: string, data: Record<string, unknown>): Promise<void> {
  await tx.record(`terminal/${terminalId}`, kind, data);
}

export async function setTerminal(em: EntityManager, id: string, columns: Partial<Terminal>): Promise<void> {
  await em.update(Terminal, { id }, columns);
}
