import type { EntityManager } from 'typeorm';
import { fault } from './faults.js';
import type { FieldRow, RowFault } from './define-kind.js';
import { chunksOf } from './upsert.js';

export type MarketRow = { readonly id: string; readonly code: string; readonly marketNo: number | null; readonly routeDigits: 1 | 2 };

/** Codes of the markets that the rows name → the markets that exist. */
export async function marketsOf(em: EntityManager, rows: readonly FieldRow[]): Promise<Map<string, MarketRow>> {
  const codes = distinct(rows, 'market');
  const found = await inChunks(codes, (some) => em.query<MarketRow[]>(
    `SELECT m.id, m.code, m.marketNo, m.routeDigits FROM market m WHERE m.code IN (${some.map(() => '?').join(', ')})`, some));
  return new Map(found.map((market) => [market.code, market]));
}

/** Market id → the source's own number → id, for one table of things that belong to a market. */
export async function idsByMarket(em: EntityManager, table: 'terminal' | 'dealer', markets: Iterable<MarketRow>): Promise<Map<string, Map<string, string>>> {
  const key = table === 'terminal' ? 'externalId' : 'code';
  const ids = new Map<string, Map<string, string>>();
  for (const { id: marketId } of markets) {
    const rows: { id: string; key: string }[] = await em.query(`SELECT x.id, x.${key} AS \`key\` FROM ${table} x WHERE x.marketId = ?`, [marketId]);
    ids.set(marketId, new Map(rows.map((row) => [row.key, row.id])));
  }
  return ids;
}

export type SkuRow = { readonly id: string; readonly code: string; readonly own: boolean };

/** Codes of the SKUs that the rows name → the SKUs that exist, and whether they are ours. */
export async function skusOf(em: EntityManager, rows: readonly FieldRow[]): Promise<Map<string, SkuRow>> {
  const found = await inChunks(distinct(rows, 'sku'), (some) => em.query<{ id: string; code: string; own: number }[]>(
    `SELECT s.id, s.code, b.own FROM sku s JOIN brand b ON b.id = s.brandId WHERE s.code IN (${some.map(() => '?').join(', ')})`, some));
  return new Map(found.map(({ id, code, own }) => [code, { id, code, own: Number(own) === 1 }]));
}

const unknownRules = { market: 'unknown-market', terminal: 'unknown-terminal', dealer: 'unknown-dealer', sku: 'unknown-sku' } as const;

export const unknown = (column: keyof typeof unknownRules, value: unknown): RowFault => ({ column, fault: fault(unknownRules[column], { value: String(value) }) });

export function distinct(rows: readonly FieldRow[], field: string): string[] {
  const values = new Set<string>();
  for (const row of rows) {
    const value = row[field];
    if (value !== undefined && value !== null) values.add(String(value));
  }
  return [...values];
}

const idsPerQuery = 500;

export async function inChunks<In, Out>(items: readonly In[], ask: (some: In[]) => Promise<Out[]>): Promise<Out[]> {
  const answers: Out[] = [];
  for (const some of chunksOf(items, idsPerQuery)) answers.push(...await ask(some));
  return answers;
}
