import type { EntityManager } from 'typeorm';
import { fault } from './faults.js';
import type { FieldRow, RowFault } from './define-kind.js';
import { survivorOf, terminalNumbers, type TerminalNumbers } from './terminal-numbers.js';
import { chunksOf } from './upsert.js';
import { marks } from '../../persistence/marks.js';

export type MarketRow = { readonly id: string; readonly code: string; readonly marketNo: number | null; readonly routeDigits: 1 | 2 };
export type SkuRow = { readonly id: string; readonly code: string; readonly own: boolean };
type Belonging = 'terminal' | 'dealer';

/** What the rows of an import refer to by their own codes, looked up once, block by block, as the file names it. */
export class References {
  private readonly asked = { market: new Set<string>(), sku: new Set<string>() };
  private readonly markets = new Map<string, MarketRow>();
  private readonly skus = new Map<string, SkuRow>();
  /** Market id → the source's own number → id. */
  private readonly belonging = { terminal: new Map<string, ReadonlyMap<string, string>>(), dealer: new Map<string, ReadonlyMap<string, string>>() };

  private readonly numbers = new Map<string, TerminalNumbers>();

  constructor(private readonly em: EntityManager, private readonly kinds: readonly Belonging[] = []) {}

  market(code: unknown): MarketRow | undefined { return this.markets.get(String(code)); }
  sku(code: unknown): SkuRow | undefined { return this.skus.get(String(code)); }
  idOf(kind: Belonging, marketId: string, key: unknown): string | undefined { return this.belonging[kind].get(marketId)?.get(String(key)); }

  /** The number under which the master has what the file calls by this one, which may be a former one; `merged`: it is another terminal now. */
  numberNow(marketId: string, externalId: string): { readonly present: string } | 'merged' {
    const known = this.numbers.get(marketId);
    const id = known?.idOf.get(externalId);
    if (id === undefined) return { present: externalId };
    return known?.merged.has(id) ? 'merged' : { present: known?.numberOf.get(id) ?? externalId };
  }

  /** Looks up what these rows name and no earlier ones did. Returns the markets that are new. */
  async load(rows: readonly FieldRow[]): Promise<MarketRow[]> {
    const markets = await this.newMarkets(unseen(rows, 'market', this.asked.market));
    for (const market of markets) {
      this.markets.set(market.code, market);
      for (const kind of this.kinds) this.belonging[kind].set(market.id, await this.idsOf(kind, market.id));
    }
    for (const sku of await this.newSkus(unseen(rows, 'sku', this.asked.sku))) this.skus.set(sku.code, sku);
    return markets;
  }

  private async newMarkets(codes: readonly string[]): Promise<MarketRow[]> {
    return inChunks(codes, (some) => this.em.query<MarketRow[]>(
      `SELECT m.id, m.code, m.marketNo, m.routeDigits FROM market m WHERE m.code IN (${marks(some)})`, some));
  }

  private async newSkus(codes: readonly string[]): Promise<SkuRow[]> {
    const found = await inChunks(codes, (some) => this.em.query<{ id: string; code: string; own: number }[]>(
      `SELECT s.id, s.code, b.own FROM sku s JOIN brand b ON b.id = s.brandId WHERE s.code IN (${marks(some)})`, some));
    return found.map(({ id, code, own }) => ({ id, code, own: Number(own) === 1 }));
  }

  private async idsOf(kind: Belonging, marketId: string): Promise<ReadonlyMap<string, string>> {
    if (kind === 'terminal') return this.terminalsOf(marketId);
    const rows: { id: string; name: string }[] = await this.em.query('SELECT d.id, d.code AS name FROM dealer d WHERE d.marketId = ?', [marketId]);
    return new Map(rows.map((row) => [row.name, row.id]));
  }

  private async terminalsOf(marketId: string): Promise<ReadonlyMap<string, string>> {
    const numbers = await terminalNumbers(this.em, marketId);
    this.numbers.set(marketId, numbers);
    return new Map([...numbers.idOf].map(([name, id]) => [name, survivorOf(id, numbers.merged)]));
  }
}

/** A text that keeps nothing else in memory: a cell is a window into the piece of the file that it was cut from. */
const copyOf = (text: string): string => Buffer.from(text).toString();

/** The values of a field that were not there before; they are now. */
export function unseen(rows: readonly FieldRow[], field: string, seen: Set<string>): string[] {
  const fresh: string[] = [];
  for (const row of rows) {
    const value = row[field];
    if (value === undefined || value === null || seen.has(String(value))) continue;
    const own = copyOf(String(value));
    seen.add(own);
    fresh.push(own);
  }
  return fresh;
}

const unknownRules = { market: 'unknown-market', terminal: 'unknown-terminal', dealer: 'unknown-dealer', sku: 'unknown-sku' } as const;

export const unknown = (column: keyof typeof unknownRules, value: unknown): RowFault => ({ column, fault: fault(unknownRules[column], { value: String(value) }) });

const idsPerQuery = 500;

export async function inChunks<In, Out>(items: readonly In[], ask: (some: In[]) => Promise<Out[]>): Promise<Out[]> {
  const answers: Out[] = [];
  for (const some of chunksOf(items, idsPerQuery)) answers.push(...await ask(some));
  return answers;
}
