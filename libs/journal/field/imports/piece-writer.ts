import type { EntityManager } from 'typeorm';
import { isUniqueViolation } from '../../../persistence/database-errors.js';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import type { KindDef, TableRow } from '../define-kind.js';
import { importedRowId, isImported, originOf } from '../row-id.js';
import { scopeOf, Upsert, type Change, type NewRow } from '../upsert.js';
import { ChangeLog } from './change-log.js';
import { importPatience, mustGoOn, type ImportDeps } from './import-deps.js';
import { moveOn } from './move-on.js';
import type { RowReader } from './resolve-rows.js';
import { TouchedSums } from './touched.js';

/** Some rows of a file, and the number of the first. */
export type Piece = { readonly from: number; readonly rows: readonly TableRow[] };

type Progress = Pick<DataImport, 'position' | 'changes' | 'inserted' | 'updated' | 'unchanged' | 'builtOn'>;

/** Writes pieces, and in the same transactions how to take them back and which sums follow from them. */
export class PieceWriter {
  private upsert: Upsert | null = null;
  /** Whether nothing is stored in a scope, and so nothing has to be looked up there. */
  private readonly newScopes = new Map<string, boolean>();
  private readonly touched: TouchedSums;
  private done: Progress;
  private begun = false;

  constructor(private readonly deps: ImportDeps, private readonly at: DataImport, private readonly kind: KindDef, private readonly reader: RowReader) {
    this.touched = new TouchedSums(at.id);
    this.done = at;
  }

  /** Throws `Overtaken` when the import was moved on or cancelled meanwhile, and has then written nothing. */
  async write(piece: Piece): Promise<void> {
    mustGoOn(this.deps);
    for (const row of piece.rows) await this.learnScope(row);
    this.done = await this.tryTwice(piece);
    this.touched.keep();
    this.begun = true;
  }

  private async tryTwice(piece: Piece): Promise<Progress> {
    const once = (): Promise<Progress> => this.deps.uow.run((em) => this.writeOnce(em, piece), importPatience);
    try {
      return await once();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // Somebody else made such a row between our look and our write: looking again finds it.
      for (const scope of this.newScopes.keys()) this.newScopes.set(scope, false);
      return once();
    }
  }

  /** A key that stands twice in the file makes its scope known while it is written. */
  private async learnScope(row: TableRow): Promise<void> {
    const { manager, driver } = this.deps.db.reader;
    const { target } = this.reader.session;
    this.upsert ??= new Upsert((name) => driver.escape(name), target, Object.keys(row));
    const scope = scopeOf(row, target);
    if (!this.newScopes.has(scope)) this.newScopes.set(scope, this.at.repeated === 0 && !(await this.upsert.hasAny(manager, row)));
  }

  private async writeOnce(em: EntityManager, { from, rows }: Piece): Promise<Progress> {
    const { id } = this.at;
    const position = from + rows.length;
    // The fence first: whoever comes second waits here instead of writing what it will have to roll back.
    await moveOn(em, { id, phase: 'writing', position: this.done.position }, { position });
    const log = new ChangeLog(id, this.done.changes);
    const origins = new Set(this.done.builtOn);
    this.touched.begin();
    if (!this.begun) {
      await this.reader.session.before?.(em, {
        inserted: (table, rowId) => log.inserted(table, rowId), changed: (table, rowId, was) => log.changed(table, rowId, was), touched: (touch) => this.touched.add([touch]),
      });
    }
    const seen = (rowId: string): void => { if (isImported(rowId) && originOf(rowId) !== originOf(id)) origins.add(originOf(rowId)); };
    const counts = await this.upsert?.write(em, rows.map((row, index): NewRow => ({ id: importedRowId(id, from + index), row })), (scope) => this.newScopes.get(scope) === true, {
      same: seen,
      changed: (change) => {
        this.noteTouched(change);
        if (change.was === null) return;
        log.changed(this.reader.session.target.table, change.id, change.was);
        seen(change.id);
      },
    }) ?? { inserted: 0, updated: 0, unchanged: 0 };
    await log.write(em);
    await this.touched.write(em);
    const progress = {
      position, changes: log.next, builtOn: [...origins],
      inserted: this.done.inserted + counts.inserted, updated: this.done.updated + counts.updated, unchanged: this.done.unchanged + counts.unchanged,
    };
    await moveOn(em, { id, phase: 'writing', position }, progress);
    return progress;
  }

  private noteTouched({ id, before, after }: Change): void {
    if (!this.kind.touched) return;
    if (before === null) {
      this.touched.add(this.kind.touched(after, null));
      return;
    }
    // A field that the file does not speak of stands as it stood.
    const now = { ...before, ...after, id };
    this.touched.add(this.kind.touched(before, now));
    this.touched.add(this.kind.touched(now, before));
  }
}
