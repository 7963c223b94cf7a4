import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Value } from './cells.js';
import type { TableRow } from './define-kind.js';
import { rowId } from './row-id.js';

/** A table and its natural key: `scope` columns and `key` together are unique, with `rest` where the key has a third part. */
export type Target = {
  readonly table: string;
  readonly scope: readonly string[];
  readonly key: string;
  readonly rest?: string;
};

export type Change = { readonly before: TableRow | null; readonly after: TableRow };
export type Counts = { readonly inserted: number; readonly updated: number; readonly unchanged: number };

/** SQLite's expressions end at depth 1,000, and a statement blocks the event loop as long as it runs. */
const rowsPerStatement = 400;

const partSeparator = '\u0000';
const textOf = (row: TableRow, columns: readonly string[]): string => columns.map((column) => row[column]).join(partSeparator);

/** The rows of one import by their natural key: scope → key → row. */
export class StagedRows {
  private readonly scopes = new Map<string, Map<string, TableRow>>();

  constructor(private readonly target: Target) {}

  /** Keeps the row, or returns the row that has its key already. */
  add(row: TableRow): TableRow | null {
    const scope = textOf(row, this.target.scope);
    let rows = this.scopes.get(scope);
    if (!rows) this.scopes.set(scope, (rows = new Map()));
    const key = keyOf(row, this.target);
    const known = rows.get(key);
    if (known) return known;
    rows.set(key, row);
    return null;
  }

  * byScope(): Generator<ReadonlyMap<string, TableRow>> { yield* this.scopes.values(); }
}

const keyOf = (row: TableRow, { key, rest }: Target): string => (rest === undefined ? String(row[key]) : `${row[key]}${partSeparator}${row[rest]}`);

/**
 * Inserts the rows whose key is new, updates those that differ and leaves the others alone; `changed` hears of each insert and update.
 * Only the columns that the rows have are compared and written.
 */
export async function upsert(em: EntityManager, target: Target, staged: StagedRows, changed: (change: Change) => void = () => undefined): Promise<Counts> {
  const counts = { inserted: 0, updated: 0, unchanged: 0 };
  for (const rows of staged.byScope()) {
    const [first] = rows.values();
    if (!first) continue;
    const statements = new Statements(em, target, Object.keys(first));
    const isNew = !(await statements.hasAny(first));
    for (const chunk of chunksOf(rows.values(), rowsPerStatement)) {
      const existing = isNew ? new Map<string, TableRow>() : await statements.existing(chunk);
      const fresh = chunk.filter((row) => !existing.has(keyOf(row, target)));
      await statements.insert(fresh);
      for (const row of fresh) changed({ before: null, after: row });
      counts.inserted += fresh.length;
      for (const row of chunk) {
        const before = existing.get(keyOf(row, target));
        if (!before) continue;
        if (!(await statements.updateIfDifferent(before, row))) { counts.unchanged += 1; continue; }
        counts.updated += 1;
        changed({ before, after: row });
      }
      await letOthersRun();
    }
  }
  return counts;
}

export function* chunksOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The SQL of one table with one set of columns. */
class Statements {
  private readonly table: string;
  private readonly inScope: string;

  constructor(private readonly em: EntityManager, private readonly target: Target, private readonly columns: readonly string[]) {
    this.table = this.name(target.table);
    this.inScope = target.scope.map((column) => `${this.name(column)} = ?`).join(' AND ') || '1 = 1';
  }

  private name(column: string): string { return this.em.connection.driver.escape(column); }
  private scopeOf(row: TableRow): Value[] { return this.target.scope.map((column) => row[column] ?? null); }

  async hasAny(row: TableRow): Promise<boolean> {
    const found: unknown[] = await this.em.query(`SELECT 1 AS found FROM ${this.table} WHERE ${this.inScope} LIMIT 1`, this.scopeOf(row));
    return found.length > 0;
  }

  /** Stored rows with the keys of these rows, which are all of one scope. */
  async existing(rows: readonly TableRow[]): Promise<Map<string, TableRow>> {
    const { key } = this.target;
    const [first] = rows;
    if (!first) return new Map();
    const keys = [...new Set(rows.map((row) => row[key] ?? null))];
    const found: TableRow[] = await this.em.query(
      `SELECT id, ${this.columns.map((column) => this.name(column)).join(', ')} FROM ${this.table} WHERE ${this.inScope} AND ${this.name(key)} IN (${keys.map(() => '?').join(', ')})`,
      [...this.scopeOf(first), ...keys]);
    return new Map(found.map((row) => [keyOf(row, this.target), row]));
  }

  async insert(rows: readonly TableRow[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = ['id', ...this.columns];
    const one = `(${columns.map(() => '?').join(', ')})`;
    await this.em.query(
      `INSERT INTO ${this.table} (${columns.map((column) => this.name(column)).join(', ')}) VALUES ${rows.map(() => one).join(', ')}`,
      rows.flatMap((row) => [rowId(), ...this.columns.map((column) => row[column] ?? null)]));
  }

  async updateIfDifferent(before: TableRow, after: TableRow): Promise<boolean> {
    const different = this.columns.filter((column) => !isSame(before[column] ?? null, after[column] ?? null));
    if (different.length === 0) return false;
    await this.em.query(
      `UPDATE ${this.table} SET ${different.map((column) => `${this.name(column)} = ?`).join(', ')} WHERE id = ?`,
      [...different.map((column) => after[column] ?? null), before['id'] ?? null]);
    return true;
  }
}

/** MySQL returns 64-bit integers as texts. */
function isSame(stored: Value, given: Value): boolean {
  if (stored === null || given === null) return stored === given;
  return typeof given === 'number' ? Number(stored) === given : String(stored) === given;
}
