import type { ImportMapping } from '../../contracts/field.js';
import type { FieldRow, KindDef, KindSession, TableRow } from './define-kind.js';
import { fault, type Faults } from './faults.js';
import { mapColumns } from './map-columns.js';
import type { OpenedFile } from './open-file.js';
import { readSheet } from './read-rows.js';
import { StagedRows } from './upsert.js';

/** A whole file, checked and ready to be written. */
export type Staged = {
  readonly session: KindSession;
  readonly rows: StagedRows;
  readonly marketIds: readonly string[];
  /** Rows that `where` let through. */
  readonly read: number;
  readonly skipped: number;
  /** Rows that stand in the file more than once. */
  readonly repeated: number;
};

/** References are looked up for so many rows at once; more would only hold more of the file in memory. */
const rowsPerBlock = 4000;

type Context = Parameters<KindDef['open']>[0];

/**
 * Reads and checks every row, and keeps those that are sound by their natural key. Everything wrong is added to the faults; null when the
 * mapping does not fit the file, so that no row could be read.
 */
export async function stageRows(
  file: OpenedFile, kind: KindDef, mapping: ImportMapping, context: Omit<Context, 'mapped' | 'assigned'>, faults: Faults,
): Promise<Staged | null> {
  const sheet = await readSheet(file, mapping);
  const columns = mapColumns(kind, mapping, sheet, faults);
  if (faults.any) return null;
  const stage = new Stage(kind.open({ ...context, mapped: columns.mapped, assigned: columns.assigned }), faults);
  for await (const row of sheet.rows(faults)) {
    const fields = columns.read(row);
    if (fields !== null) await stage.take(fields, row.row);
  }
  return stage.finish();
}

class Stage {
  private block: { fields: FieldRow; line: number }[] = [];
  private readonly staged: StagedRows;
  /** The file's line of every row that was kept, in the order in which they were. */
  private readonly kept: { readonly rows: TableRow[]; readonly lines: number[] } = { rows: [], lines: [] };
  private readonly marketIds = new Set<string>();
  private read = 0;
  private skipped = 0;
  private repeated = 0;

  constructor(private readonly session: KindSession, private readonly faults: Faults) { this.staged = new StagedRows(session.target); }

  async take(fields: FieldRow, line: number): Promise<void> {
    this.block.push({ fields, line });
    if (this.block.length >= rowsPerBlock) await this.resolveBlock();
  }

  async finish(): Promise<Staged> {
    await this.resolveBlock();
    if (!this.faults.any) for (const { row, column, fault: why } of this.session.check?.() ?? []) this.faults.add(row, column, why);
    const { session, staged: rows, read, skipped, repeated } = this;
    return { session, rows, marketIds: [...this.marketIds].sort(), read, skipped, repeated };
  }

  private async resolveBlock(): Promise<void> {
    const block = this.block;
    this.block = [];
    this.read += block.length;
    await this.session.load(block.map(({ fields }) => fields));
    for (const { fields, line } of block) this.resolve(fields, line);
  }

  private resolve(fields: FieldRow, line: number): void {
    const resolved = this.session.resolve(fields, line);
    if ('skipped' in resolved) this.skipped += 1;
    else if ('faults' in resolved) for (const { column, fault: why } of resolved.faults) this.faults.add(line, column, why);
    else this.keep(resolved.row, line);
  }

  /** A row that stands in the file twice counts once; two that disagree are refused. */
  private keep(row: TableRow, line: number): void {
    const known = this.staged.add(row);
    if (known === null) {
      this.kept.rows.push(row);
      this.kept.lines.push(line);
      if (typeof row['marketId'] === 'string') this.marketIds.add(row['marketId']);
    } else if (isEqual(known, row)) this.repeated += 1;
    else this.faults.add(line, null, fault('conflicting-rows', { row: this.faults.full ? 0 : this.kept.lines[this.kept.rows.indexOf(known)] ?? 0 }));
  }
}

const isEqual = (a: TableRow, b: TableRow): boolean => Object.keys(a).every((column) => a[column] === b[column]);
