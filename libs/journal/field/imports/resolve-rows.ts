import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { ImportMapping } from '../../../contracts/field.js';
import type { FieldRow, KindContext, KindDef, KindSession, TableRow } from '../define-kind.js';
import type { Faults } from '../faults.js';
import { mapColumns, type ColumnMap } from '../map-columns.js';
import type { OpenedFile } from '../open-file.js';
import { readSheet, type FileRow, type Sheet } from '../read-rows.js';

/** A row of the file as its table will store it, and the line on which it begins. */
export type ResolvedRow = { readonly row: TableRow; readonly line: number };

/** References are looked up for so many rows at once, and then others may have a turn of the event loop: about ten milliseconds. */
const rowsPerBlock = 1000;

type Context = Omit<KindContext, 'mapped' | 'assigned'>;

/** The sound rows of a file, in its order, block by block. The same file over the same references gives the same rows. */
export class RowReader {
  /** Rows that `where` let through, so far. */
  seen = 0;
  skipped = 0;

  private constructor(private readonly sheet: Sheet, private readonly columns: ColumnMap, readonly session: KindSession, private readonly faults: Faults) {}

  /** Null, with faults, when the mapping does not fit the file. Throws `UnreadableFile`. */
  static async open(file: OpenedFile, kind: KindDef, mapping: ImportMapping, context: Context, faults: Faults): Promise<RowReader | null> {
    const sheet = await readSheet(file, mapping);
    const columns = mapColumns(kind, mapping, sheet, faults);
    if (faults.any) return null;
    return new RowReader(sheet, columns, kind.open({ ...context, mapped: columns.mapped, assigned: columns.assigned }), faults);
  }

  async* blocks(): AsyncGenerator<ResolvedRow[]> {
    let block: { fields: FieldRow; line: number }[] = [];
    for await (const rows of this.sheet.blocks?.(this.faults) ?? this.oneByOne()) {
      for (const row of rows) {
        const fields = this.columns.read(row);
        if (fields !== null) block.push({ fields, line: row.row });
      }
      if (block.length < rowsPerBlock) continue;
      yield await this.resolve(block);
      block = [];
      await letOthersRun();
    }
    yield await this.resolve(block);
  }

  private async* oneByOne(): AsyncGenerator<FileRow[]> {
    for await (const row of this.sheet.rows(this.faults)) yield [row];
  }

  private async resolve(block: readonly { readonly fields: FieldRow; readonly line: number }[]): Promise<ResolvedRow[]> {
    await this.session.load(block.map(({ fields }) => fields));
    this.seen += block.length;
    const rows: ResolvedRow[] = [];
    for (const { fields, line } of block) {
      const resolved = this.session.resolve(fields, line);
      if ('skipped' in resolved) this.skipped += 1;
      else if ('faults' in resolved) for (const { column, fault: why } of resolved.faults) this.faults.add(line, column, why);
      else rows.push({ row: resolved.row, line });
    }
    return rows;
  }
}
