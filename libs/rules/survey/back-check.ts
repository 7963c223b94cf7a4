/** An accepted record, and the block it stands in: what one surveyor did in one zone on one day. */
export type Checkable = { readonly recordId: string; readonly block: string };
export type DrawnCheck = Checkable & {
  /** The first of its block: whoever checks it walks the block and counts what was missed. */
  readonly walksBlock: boolean;
};

/** How many of `accepted` records must be back-checked in all: the share, rounded up, and at least one per block (method.md §6.10). */
export function backChecksOwed(accepted: number, blocks: number, share: number): number {
  // Four decimals of the share are exact; a product such as 0.05 × 20 must not round up to 2.
  return Math.max(blocks, Math.ceil((accepted * Math.round(share * 10_000)) / 10_000));
}

/**
 * Draws what is still owed. `rank` orders the records by chance that nobody chose: the same ranks give the same draw. Every block without a
 * check gets one, then the rest is filled up over all blocks.
 */
export function drawBackChecks(accepted: readonly Checkable[], drawn: readonly Checkable[], share: number, rank: (recordId: string) => string): DrawnCheck[] {
  const taken = new Set(drawn.map((check) => check.recordId));
  const walked = new Set(drawn.map((check) => check.block));
  const free = accepted.filter((record) => !taken.has(record.recordId)).map((record) => ({ ...record, rank: rank(record.recordId) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const picked: DrawnCheck[] = [];
  for (const { recordId, block } of free) {
    if (walked.has(block)) continue;
    walked.add(block);
    picked.push({ recordId, block, walksBlock: true });
  }
  const owed = backChecksOwed(accepted.length, new Set(accepted.map((record) => record.block)).size, share);
  const chosen = new Set(picked.map((check) => check.recordId));
  for (const { recordId, block } of free) {
    if (taken.size + picked.length >= owed) break;
    if (!chosen.has(recordId)) picked.push({ recordId, block, walksBlock: false });
  }
  return picked;
}

/**
 * Whom a check goes to: the one with the fewest, of the independent checkers first, never one who surveyed or reviewed the record. Null when
 * everybody had a part in it.
 */
export function checkerFor(candidates: readonly { readonly personId: string; readonly independent: boolean; readonly load: number }[], hadAPart: ReadonlySet<string>): string | null {
  const free = candidates.filter((person) => !hadAPart.has(person.personId));
  const [first] = [...free].sort((a, b) => Number(b.independent) - Number(a.independent) || a.load - b.load || (a.personId < b.personId ? -1 : 1));
  return first?.personId ?? null;
}
