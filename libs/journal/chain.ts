import type { EntityManager } from 'typeorm';
import { canonical } from '../playbook/canonical.js';
import { JournalLine } from '../persistence/entities/process/record.js';
import { sha256 } from '../persistence/sha256.js';

/** The hash that a chain starts from. */
export const genesis = '0'.repeat(64);

type Content = Pick<JournalLine, 'chain' | 'seq' | 'at' | 'actorId' | 'kind' | 'data' | 'previousHash'>;

/** The hash of a line: SHA-256 over the canonical JSON of everything in it, the previous line's hash included. */
export function lineHash({ chain, seq, at, actorId, kind, data, previousHash }: Content): string {
  return sha256(canonical({ chain, seq, at, actorId, kind, data, previousHash }));
}

export type Happening = { readonly actorId: string; readonly kind: string; readonly data: Record<string, unknown>; readonly at: string };

/** Adds one line at the end of a chain and returns its number. The caller holds the lock that keeps a chain's writers apart. */
export async function appendJournal(em: EntityManager, chain: string, happening: Happening): Promise<number> {
  const [last] = await em.query<{ seq: number; hash: string }[]>('select seq, hash from journal_line where chain = ? order by seq desc limit 1', [chain]);
  const content = { chain, seq: (last?.seq ?? 0) + 1, previousHash: last?.hash ?? genesis, ...happening };
  await em.query('insert into journal_line (chain, seq, at, actorId, kind, data, previousHash, hash) values (?, ?, ?, ?, ?, ?, ?, ?)',
    [chain, content.seq, content.at, content.actorId, content.kind, JSON.stringify(content.data), content.previousHash, lineHash(content)]);
  return content.seq;
}

export type ChainCheck = { readonly lines: number; readonly verified: boolean; readonly brokenAt: number | null; readonly why: string | null };

/** Re-walks lines in order: numbers without a gap, each bound to the one before, each hash right. Needs no database: a dossier verifies offline. */
export function checkChain(lines: readonly JournalLine[]): ChainCheck {
  let previousHash = genesis;
  for (const [index, line] of lines.entries()) {
    const why = line.seq !== index + 1 ? 'a line is missing'
      : line.previousHash !== previousHash ? 'not bound to the line before'
      : line.hash !== lineHash(line) ? 'the content does not match its hash' : null;
    if (why !== null) return { lines: lines.length, verified: false, brokenAt: index + 1, why };
    previousHash = line.hash;
  }
  return { lines: lines.length, verified: true, brokenAt: null, why: null };
}

/** Checks a stored chain; with `length`, also that no line was cut off its end. */
export async function verifyChain(em: EntityManager, chain: string, length?: number): Promise<ChainCheck> {
  const lines = await em.find(JournalLine, { where: { chain }, order: { seq: 'ASC' } });
  const check = checkChain(lines);
  if (check.verified && length !== undefined && lines.length !== length) {
    return { ...check, verified: false, brokenAt: lines.length + 1, why: `${length} lines were written, ${lines.length} are there` };
  }
  return check;
}
