import { verifyChain } from '../../../libs/journal/chain.js';
import type { Database } from '../../../libs/persistence/data-source.js';

type Broken = { readonly chain: string; readonly brokenAt: number | null; readonly why: string | null };

/** Re-walks every chain: entries against the number of lines that they count themselves, so that a cut end is seen, and all others. */
export async function verifyEveryChain(db: Database): Promise<{ chains: number; lines: number; broken: Broken[] }> {
  const em = db.reader.manager;
  const chains = await em.query<{ chain: string; version: number | null }[]>(
    `select c.chain, e.version from (select distinct chain from journal_line union select id from entry) c left join entry e on e.id = c.chain order by c.chain`);
  const broken: Broken[] = [];
  let lines = 0;
  for (const { chain, version } of chains) {
    const check = await verifyChain(em, chain, version ?? undefined);
    lines += check.lines;
    if (!check.verified) broken.push({ chain, brokenAt: check.brokenAt, why: check.why });
  }
  return { chains: chains.length, lines, broken };
}
