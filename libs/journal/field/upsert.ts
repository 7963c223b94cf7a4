import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Value } from './cells.js';
import type { TableRow } from './define-kind.js';
import { marks } from '../../persistence/marks.js';

/** A table and its natural key: `scope` columns and `key` together are unique, with `rest` where the key has a third part. */
export type Target = {
  readonly table: string;
  readonly scope: readonly string[];
  readonly key: string;
  readonly rest?: string;
};

/** A row with the id that it gets where its key is new. */
export type NewRow = { readonly id: string; readonly row: TableRow };
/** What happened to a row. `was`: the columns that differed, as they stood; null for a row that is new. */
export type Change = { readonly id: string; readonly was: TableRow | null; readonly before: TableRow | null; readonly after: TableRow };
export type Counts = { readonly inserted: number; readonly updated: number; readonly unchanged: number };

/** SQLite's expressions end at depth 1,000, and a statement blocks the event loop as long as it runs. */
const rowsPerStatement = 400;

const partSeparator = '\u0000';
const textOf = (row: TableRow, columns: readonly string[]): string => columns.map((column) => row[column]).join(partSeparator);
export const scopeOf = (row: TableRow, { scope }: Target): string => textOf(row, scope);
const keyOf = (row: TableRow, { key, rest }: Target): string => (rest === undefined ? String(row[key]) : `${row[key]}${partSeparator}${row[rest]}`);
/** The natural key as one text, and everything in the row as another. */
export const naturalKeyOf = (row: TableRow, target: Target): string => `${scopeOf(row, target)}${partSeparator}${keyOf(row, target)}`;
export const contentOf = (row: TableRow): string => Object.values(row).join(partSeparator);

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

/** The rows of a piece, scope by scope and without repetitions of a key within it. */
function byScope(rows: readonly NewRow[], target: Target): { readonly scopes: readonly (readonly NewRow[])[]; readonly repeated: number } {
  const scopes = new Map<string, Map<string, NewRow>>();
  let repeated = 0;
  for (const given of rows) {
    const name = scopeOf(given.row, target);
    let scope = scopes.get(name);
    if (!scope) scopes.set(name, (scope = new Map()));
    const key = keyOf(given.row, target);
    if (scope.has(key)) repeated += 1;
    else scope.set(key, given);
  }
  return { scopes: [...scopes.values()].map((scope) => [...scope.values()]), repeated };
}

export type Visitor = {
  changed(change: Change): void;
  /** Stands as the row states it. */
  same(id: string): void;
};

/**
 * Writes pieces of a table with one set of columns: inserts the rows whose key is new, updates those that differ and leaves the others
 * alone. Only the columns that the rows have are compared and written. `isNew` knows the scopes of which nothing is stored yet.
 */
export class Upsert {
  private readonly table: string;
  private readonly inScope: string;
  private readonly inserts = new Map<number, string>();

  constructor(private readonly escape: (name: string) => string, readonly target: Target, private readonly columns: readonly string[]) {
    this.table = escape(target.table);
    this.inScope = target.scope.map((column) => `${escape(column)} = ?`).join(' AND ') || '1 = 1';
  }

  async write(em: EntityManager, rows: readonly NewRow[], isNew: (scope: string) => boolean, visitor: Visitor): Promise<Counts> {
    const { scopes, repeated } = byScope(rows, this.target);
    const counts = { inserted: 0, updated: 0, unchanged: repeated };
    for (const scope of scopes) {
      const fresh = scope[0] !== undefined && isNew(scopeOf(scope[0].row, this.target));
      for (const some of chunksOf(scope, rowsPerStatement)) {
        await this.writeSome(em, some, fresh, visitor, counts);
        await letOthersRun();
      }
    }
    return counts;
  }

  private async writeSome(em: EntityManager, some: readonly NewRow[], allNew: boolean, visitor: Visitor, counts: { inserted: number; updated: number; unchanged: number }): Promise<void> {
    const existing = allNew ? new Map<string, TableRow>() : await this.existing(em, some.map(({ row }) => row));
    const fresh = existing.size === 0 ? some : some.filter(({ row }) => !existing.has(keyOf(row, this.target)));
    await this.insert(em, fresh);
    for (const { id, row } of fresh) visitor.changed({ id, was: null, before: null, after: row });
    counts.inserted += fresh.length;
    for (const { row } of existing.size === 0 ? [] : some) {
      const before = existing.get(keyOf(row, this.target));
      if (!before) continue;
      const id = String(before['id']);
      const different = this.differences(before, row);
      if (different.length === 0) {
        visitor.same(id);
        counts.unchanged += 1;
        continue;
      }
      await this.update(em, id, different, row);
      visitor.changed({ id, was: Object.fromEntries(different.map((column) => [column, before[column] ?? null])), before, after: row });
      counts.updated += 1;
    }
  }

  /** What writing these rows, which are of any scopes, would do to each. */
  async compare(em: EntityManager, rows: readonly TableRow[]): Promise<('inserted' | 'updated' | 'unchanged')[]> {
    const found = new Map<string, TableRow>();
    const { scopes } = byScope(rows.map((row) => ({ id: '', row })), this.target);
    for (const some of scopes.flatMap((scope) => [...chunksOf(scope, rowsPerStatement)])) {
      const scope = some[0] ? scopeOf(some[0].row, this.target) : '';
      for (const [key, row] of await this.existing(em, some.map(({ row: given }) => given))) found.set(`${scope}${partSeparator}${key}`, row);
    }
    return rows.map((row) => {
      const before = found.get(naturalKeyOf(row, this.target));
      return before === undefined ? 'inserted' : this.differences(before, row).length > 0 ? 'updated' : 'unchanged';
    });
  }

  /** Whether anything is stored in the scope of this row. */
  async hasAny(em: EntityManager, row: TableRow): Promise<boolean> {
    const found: unknown[] = await em.query(`SELECT 1 AS found FROM ${this.table} WHERE ${this.inScope} LIMIT 1`, this.scopeValues(row));
    return found.length > 0;
  }

  private scopeValues(row: TableRow): Value[] { return this.target.scope.map((column) => row[column] ?? null); }

  private differences(before: TableRow, after: TableRow): string[] {
    return this.columns.filter((column) => !isSame(before[column] ?? null, after[column] ?? null));
  }

  /** Stored rows with the keys of these rows, which are all of one scope. */
  private async existing(em: EntityManager, rows: readonly TableRow[]): Promise<Map<string, TableRow>> {
    const { key } = this.target;
    const [first] = rows;
    if (!first) return new Map();
    const keys = [...new Set(rows.map((row) => row[key] ?? null))];
    const found: TableRow[] = await em.query(
      `SELECT id, ${this.columns.map((column) => this.escape(column)).join(', ')} FROM ${this.table} WHERE ${this.inScope} AND ${this.escape(key)} IN (${marks(keys)})`,
      [...this.scopeValues(first), ...keys]);
    return new Map(found.map((row) => [keyOf(row, this.target), row]));
  }

  private async insert(em: EntityManager, rows: readonly NewRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values: Value[] = [];
    for (const { id, row } of rows) {
      values.push(id);
      for (const column of this.columns) values.push(row[column] ?? null);
    }
    await em.query(this.insertOf(rows.length), values);
  }

  private insertOf(rows: number): string {
    let sql = this.inserts.get(rows);
    if (sql === undefined) {
      const columns = ['id', ...this.columns];
      const one = `(${marks(columns)})`;
      sql = `INSERT INTO ${this.table} (${columns.map((column) => this.escape(column)).join(', ')}) VALUES ${Array.from({ length: rows }, () => one).join(', ')}`;
      this.inserts.set(rows, sql);
    }
    return sql;
  }

  private async update(em: EntityManager, id: string, different: readonly string[], after: TableRow): Promise<void> {
    await em.query(`UPDATE ${this.table} SET ${different.map((column) => `${this.escape(column)} = ?`).join(', ')} WHERE id = ?`, [...different.map((column) => after[column] ?? null), id]);
  }
}

/** MySQL returns 64-bit integers as texts. */
function isSame(stored: Value, given: Value): boolean {
  if (stored === null || given === null) return stored === given;
  return typeof given === 'number' ? Number(stored) === given : String(stored) === given;
}
