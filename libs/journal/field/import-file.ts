import type { EntityManager } from 'typeorm';
import type { ImportMapping } from '../../contracts/field.js';
import { canonical } from '../../playbook/canonical.js';
import type { Database } from '../../persistence/data-source.js';
import { isUniqueViolation } from '../../persistence/database-errors.js';
import { Market } from '../../persistence/entities/field/master.js';
import { ImportBatch } from '../../persistence/entities/field/street.js';
import { lockRow, type UnitOfWork } from '../../persistence/unit-of-work.js';
import type { appendJournal } from '../chain.js';
import type { FieldRow, ImportKind, KindContext, KindSession, TableRow, VisitLimits } from './define-kind.js';
import { fault, Faults, UnreadableFile, type ImportError } from './faults.js';
import { kinds } from './kinds/kinds.js';
import { mapColumns, type ColumnMap } from './map-columns.js';
import { openFile, type FileSource, type OpenedFile } from './open-file.js';
import { readSheet } from './read-rows.js';
import { rowId } from './row-id.js';
import { StagedRows, upsert, type Counts } from './upsert.js';

export type ImportDeps = {
  readonly db: Database;
  readonly uow: UnitOfWork;
  /** Writes the journal line of an accepted import, in its transaction. */
  readonly appendJournal: typeof appendJournal;
};

export type ImportRequest = {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly source: FileSource;
  readonly mapping: ImportMapping;
  /** Does everything and keeps nothing. */
  readonly dryRun: boolean;
  readonly actorId: string;
  readonly now: string;
  readonly visitLimits?: VisitLimits;
};

export type ImportResult = Counts & {
  /** null: a dry run, a refused file, or one that changed nothing and was never imported before. */
  readonly batchId: string | null;
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  /** What the file was read as; empty when it could not be read. */
  readonly encoding: string;
  /** Rows that `where` let through. */
  readonly rows: number;
  /** Rows that `onUnknown` left out. */
  readonly skipped: number;
  readonly errors: readonly ImportError[];
  /** How many errors are not listed. */
  readonly moreErrors: number;
};

/** arithmetic.md §6 [O] */
export const defaultVisitLimits: VisitLimits = { maxDistanceM: 150, minMinutes: 3, minPhotos: 1 };

/**
 * Imports one CSV file: reads and checks all of it, and only then writes it, in one transaction with its roll-ups, its batch and its journal
 * line. A file with any error stores nothing. Rows are recognised by their natural key: the same file again, or the same rows in another
 * order, change nothing. Throws only what the database throws; everything wrong with the file or the mapping is in `errors`.
 */
export async function importFile(deps: ImportDeps, request: ImportRequest): Promise<ImportResult> {
  const faults = new Faults();
  const nothing = { batchId: null, kind: request.kind, dryRun: request.dryRun, encoding: '', rows: 0, skipped: 0, inserted: 0, updated: 0, unchanged: 0 };
  try {
    const file = await openFile(request.source, request.mapping.encoding);
    const read = await readAll(request, file, faults);
    const refused = () => ({ ...nothing, encoding: file.encoding, rows: read.rows.length, errors: faults.errors, moreErrors: faults.more });
    if (!read.columns) return refused();
    const staged = await stage(deps, request, { ...read, columns: read.columns }, faults);
    if (faults.any) return refused();
    const written = await writeOnce(deps, request, file, staged);
    return { ...nothing, encoding: file.encoding, rows: staged.rows, skipped: staged.skipped, ...written, unchanged: written.unchanged + staged.repeated, errors: [], moreErrors: 0 };
  } catch (error) {
    if (isUniqueViolation(error) && !retried.has(request)) return again(deps, request);
    if (!(error instanceof UnreadableFile)) throw error;
    faults.add(error.row, null, error.fault);
    return { ...nothing, errors: faults.errors, moreErrors: faults.more };
  }
}

/** Another import made the same rows between our look and our write: looking again finds them. */
const retried = new WeakSet<ImportRequest>();
const again = (deps: ImportDeps, request: ImportRequest): Promise<ImportResult> => {
  const second = { ...request };
  retried.add(second);
  return importFile(deps, second);
};

/** `lines[i]` is the file's line of `rows[i]`. */
type ReadRows = { readonly columns: ColumnMap | null; readonly rows: (FieldRow | TableRow)[]; readonly lines: number[] };

async function readAll({ kind, mapping }: ImportRequest, file: OpenedFile, faults: Faults): Promise<ReadRows> {
  const sheet = await readSheet(file, mapping.delimiter);
  const columns = mapColumns(kinds[kind], mapping, sheet, faults);
  if (faults.any) return { columns: null, rows: [], lines: [] };
  const [rows, lines]: [FieldRow[], number[]] = [[], []];
  for await (const row of sheet.rows(faults)) {
    const fields = columns.read(row);
    if (fields === null) continue;
    rows.push(fields);
    lines.push(row.row);
  }
  return { columns, rows, lines };
}

type Staged = { readonly session: KindSession; readonly target: StagedRows; readonly rows: number; readonly skipped: number; readonly repeated: number; readonly marketIds: readonly string[] };

/** References become ids, and every row finds its key. A row that stands in the file twice counts once; two that disagree are refused. */
async function stage({ db }: ImportDeps, request: ImportRequest, read: ReadRows & { columns: ColumnMap }, faults: Faults): Promise<Staged> {
  const { mapped, assigned } = read.columns;
  const { sku = 'reject', terminal = 'reject' } = request.mapping.onUnknown ?? {};
  const context: KindContext = { reader: db.reader.manager, mapped, assigned, onUnknown: { sku, terminal }, visitLimits: request.visitLimits ?? defaultVisitLimits };
  const session = await kinds[request.kind].open(context, read.rows);
  const target = new StagedRows(session.target);
  const marketIds = new Set<string>();
  let [skipped, repeated] = [0, 0];
  for (const [index, fields] of read.rows.entries()) {
    const line = read.lines[index] ?? 0;
    const resolved = session.resolve(fields, line);
    if ('skipped' in resolved) skipped += 1;
    else if ('faults' in resolved) for (const { column, fault: why } of resolved.faults) faults.add(line, column, why);
    else {
      // In its place, so that a large file is not held twice.
      read.rows[index] = resolved.row;
      const known = target.add(resolved.row);
      if (known !== null && isEqual(known, resolved.row)) repeated += 1;
      else if (known !== null) faults.add(line, null, fault('conflicting-rows', { row: faults.full ? 0 : read.lines[read.rows.indexOf(known)] ?? 0 }));
      if (typeof resolved.row['marketId'] === 'string') marketIds.add(resolved.row['marketId']);
    }
  }
  if (!faults.any) for (const { row, column, fault: why } of session.check?.() ?? []) faults.add(row, column, why);
  return { session, target, rows: read.rows.length, skipped, repeated, marketIds: [...marketIds].sort() };
}

const isEqual = (a: TableRow, b: TableRow): boolean => Object.keys(a).every((column) => a[column] === b[column]);

/** Rolls a dry run back. */
class DryRun extends Error {
  constructor(readonly written: Written) { super('dry run'); }
}

type Written = Counts & { readonly batchId: string | null };

async function writeOnce({ uow, appendJournal: journal }: ImportDeps, request: ImportRequest, file: OpenedFile, staged: Staged): Promise<Written> {
  try {
    return await uow.run(async (em) => {
      // Two imports of one market must not roll up the same week side by side. In one order, so that they cannot wait for each other.
      for (const id of staged.marketIds) await lockRow(em, Market, { id });
      const { session } = staged;
      const besides = (await session.before?.(em)) ?? 0;
      const counts = await upsert(em, session.target, staged.target, (change) => session.changed?.(change));
      await session.after?.(em);
      if (request.dryRun) throw new DryRun({ ...counts, batchId: null });
      if (besides + counts.inserted + counts.updated === 0) return { ...counts, batchId: await earlierBatch(em, request, file.hash) };
      return { ...counts, batchId: await record(em, journal, request, file.hash, staged, counts) };
    });
  } catch (error) {
    if (error instanceof DryRun) return error.written;
    throw error;
  }
}

async function earlierBatch(em: EntityManager, { kind, mapping }: ImportRequest, fileHash: string): Promise<string | null> {
  const batches = await em.find(ImportBatch, { where: { fileHash, kind }, order: { at: 'DESC' } });
  return batches.find((batch) => canonical(batch.mapping) === canonical(mapping))?.id ?? null;
}

async function record(em: EntityManager, journal: typeof appendJournal, request: ImportRequest, fileHash: string, staged: Staged, counts: Counts): Promise<string> {
  const { kind, fileName, mapping, actorId, now } = request;
  const id = rowId();
  const { inserted, updated } = counts;
  const unchanged = counts.unchanged + staged.repeated;
  await em.insert(ImportBatch, { id, kind, fileName, fileHash, mapping, rows: staged.rows, inserted, updated, unchanged, importedBy: actorId, at: now });
  await journal(em, `import/${id}`, {
    actorId, at: now, kind: 'import', data: { batch: id, kind, fileName, fileHash, mapping, rows: staged.rows, inserted, updated, unchanged, skipped: staged.skipped },
  });
  return id;
}
