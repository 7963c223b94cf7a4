import type { EntityManager } from 'typeorm';
import type { ImportMapping } from '../../contracts/field.js';
import { canonical } from '../../playbook/canonical.js';
import { sha256 } from '../../persistence/sha256.js';
import { nameKeyOf } from '../../rules/same-terminal.js';
import type { ImportError } from '../field/faults.js';
import type { FileSource } from '../field/open-file.js';
import { matchTerminals, type KnownTerminal, type Matching } from './match-terminals.js';
import { readMaster } from './read-master.js';
import type { Renumbering } from './renumber-terminals.js';

export type Proposal = Matching & {
  readonly rows: number; readonly fileHash: string; readonly errors: readonly ImportError[]; readonly moreErrors: number;
  readonly pairs: readonly Renumbering[];
  /** Of the pairs: what is confirmed is what was seen. */
  readonly hash: string;
};

/** What a source's new list of a market's terminals would change of their numbers. Changes nothing. */
export async function proposeMatches(em: EntityManager, marketId: string, source: FileSource, mapping: ImportMapping): Promise<Proposal> {
  const { rows, hash: fileHash, errors, moreErrors } = await readMaster(source, mapping);
  const matching = matchTerminals(errors.length > 0 ? [] : await knownTerminals(em, marketId), rows);
  const pairs = matching.matched.map(({ known, listed }): Renumbering => ({ terminalId: known.id, from: known.externalId, to: listed.externalId }));
  return { ...matching, rows: rows.length, fileHash, errors, moreErrors, pairs, hash: sha256(canonical(pairs)) };
}

async function knownTerminals(em: EntityManager, marketId: string): Promise<KnownTerminal[]> {
  type Row = { id: string; externalId: string; name: string; status: string; code: string | null; nameKey: string | null; address: string | null; latitude: number | null; longitude: number | null };
  const rows: Row[] = await em.query(
    "SELECT t.id, t.externalId, t.name, t.status, t.code, t.nameKey, t.address, t.latitude, t.longitude FROM terminal t WHERE t.marketId = ? AND t.status <> 'merged' ORDER BY t.externalId", [marketId]);
  const codes = new Map<string, string[]>();
  const given: { code: string; externalId: string }[] = await em.query('SELECT c.code, c.externalId FROM terminal_code c WHERE c.marketId = ?', [marketId]);
  for (const { code, externalId } of given) codes.set(externalId, [...(codes.get(externalId) ?? []), code]);
  return rows.map(({ address, latitude, longitude, code, ...row }) => ({
    ...row, codes: [...new Set([...(code === null ? [] : [code]), ...(codes.get(row.externalId) ?? [])])], addressKey: nameKeyOf(address),
    place: latitude === null || longitude === null ? null : { latitude, longitude },
  }));
}
