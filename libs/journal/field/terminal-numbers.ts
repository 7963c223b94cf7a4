import type { EntityManager } from 'typeorm';

/** By which numbers of their sources the terminals of a market are known, present and former. */
export type TerminalNumbers = {
  /** Present or former number → terminal. A former number that is now somebody else's, or was several terminals', is not here for its old owner. */
  readonly idOf: ReadonlyMap<string, string>;
  readonly numberOf: ReadonlyMap<string, string>;
  /** Terminal → the one that it was merged into. */
  readonly merged: ReadonlyMap<string, string>;
};

export async function terminalNumbers(em: EntityManager, marketId: string): Promise<TerminalNumbers> {
  const terminals: { id: string; externalId: string; mergedInto: string | null }[] = await em.query('SELECT t.id, t.externalId, t.mergedInto FROM terminal t WHERE t.marketId = ?', [marketId]);
  const former: { terminalId: string; externalId: string }[] = await em.query('SELECT f.terminalId, f.externalId FROM former_external_id f WHERE f.marketId = ?', [marketId]);
  const idOf = new Map<string, string>();
  const owners = new Map<string, Set<string>>();
  for (const { terminalId, externalId } of former) owners.set(externalId, (owners.get(externalId) ?? new Set()).add(terminalId));
  for (const [externalId, ids] of owners) if (ids.size === 1) for (const id of ids) idOf.set(externalId, id);
  for (const { id, externalId } of terminals) idOf.set(externalId, id);
  return {
    idOf, numberOf: new Map(terminals.map(({ id, externalId }) => [id, externalId])),
    merged: new Map(terminals.flatMap(({ id, mergedInto }) => (mergedInto === null ? [] : [[id, mergedInto]]))),
  };
}

/** The terminal for which a terminal's rows count: itself, or at the end of its merges another. */
export function survivorOf(id: string, merged: ReadonlyMap<string, string>): string {
  let survivor = id;
  for (let into = merged.get(survivor); into !== undefined; into = merged.get(survivor)) survivor = into;
  return survivor;
}
