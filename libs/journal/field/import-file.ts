import type { EntityManager } from 'typeorm';
import type { ImportMapping } from '../../contracts/field.js';
import { canonical } from '../../playbook/canonical.js';
import type { Database } from '../../persistence/data-source.js';
import { isUniqueViolation } from '../../persistence/database-errors.js';
import { Market } from '../../persistence/entities/field/master.js';
import { ImportBatch } from '../../persistence/entities/field/street.js';
import { lockRow, type UnitOfWork } from '../../persistence/unit-of-work.js';
import type { appendJournal } from '../chain.js';
import type { ImportKind, VisitLimits } from './define-kind.js';
import { Faults, UnreadableFile, type ImportError } from './faults.js';
import { kinds } from './kinds/kinds.js';
import { openFile, type FileSource } from './open-file.js';
import { rowId } from './row-id.js';
import { stageRows, type Staged } from './stage-rows.js';
import { upsert, type Counts } from './upsert.js';

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
  /** Throws when the actor may not import into these markets; called before anything is written. */
  readonly authorize?: (marketIds: readonly string[]) => void;
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
  try {
    return await attempt(deps, request);
  } catch (error) {
    // Another import made the same rows between our look and our write: looking again finds them.
    if (isUniqueViolation(error)) return attempt(deps, request);
    throw error;
  }
}

async function attempt(deps: ImportDeps, request: ImportRequest): Promise<ImportResult> {
  const faults = new Faults();
  let encoding = '';
  const answer = (staged: Staged | null, written: Written): ImportResult => ({
    kind: request.kind, dryRun: request.dryRun, encoding, rows: staged?.read ?? 0, skipped: staged?.skipped ?? 0, ...written,
    unchanged: written.unchanged + (faults.any ? 0 : staged?.repeated ?? 0), errors: faults.inOrder(), moreErrors: faults.more,
  });
  try {
    const file = await openFile(request.source, request.mapping.encoding);
    encoding = file.encoding;
    const { sku = 'reject', terminal = 'reject' } = request.mapping.onUnknown ?? {};
    const context = { reader: deps.db.reader.manager, onUnknown: { sku, terminal }, visitLimits: request.visitLimits ?? defaultVisitLimits };
    const staged = await stageRows(file, kinds[request.kind], request.mapping, context, faults);
    if (staged !== null && !faults.any) request.authorize?.(staged.marketIds);
    return answer(staged, staged === null || faults.any ? nothing : await writeOnce(deps, request, file.hash, staged));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.add(error.row, null, error.fault, error.cell);
    return answer(null, nothing);
  }
}

type Written = Counts & { readonly batchId: string | null };
const nothing: Written = { batchId: null, inserted: 0, updated: 0, unchanged: 0 };

/** An import may wait for another one; a person's command would not. */
const importPatienceMs = 120_000;

/** Rolls a dry run back. */
class DryRun extends Error {
  constructor(readonly written: Written) { super('dry run'); }
}

async function writeOnce({ uow, appendJournal: journal }: ImportDeps, request: ImportRequest, fileHash: string, staged: Staged): Promise<Written> {
  try {
    return await uow.run(async (em) => {
      // Two imports of one market must not roll up the same week side by side. In one order, so that they cannot wait for each other.
      for (const id of staged.marketIds) await lockRow(em, Market, { id });
      const { session } = staged;
      const besides = (await session.before?.(em)) ?? 0;
      const counts = await upsert(em, session.target, staged.rows, (change) => session.changed?.(change));
      await session.after?.(em);
      if (request.dryRun) throw new DryRun({ ...counts, batchId: null });
      if (besides + counts.inserted + counts.updated === 0) return { ...counts, batchId: await earlierBatch(em, request, fileHash) };
      return { ...counts, batchId: await record(em, journal, request, fileHash, staged, counts) };
    }, { patienceMs: importPatienceMs });
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
  await em.insert(ImportBatch, { id, kind, fileName, fileHash, mapping, rows: staged.read, inserted, updated, unchanged, importedBy: actorId, at: now });
  await journal(em, `import/${id}`, {
    actorId, at: now, kind: 'import', data: { batch: id, kind, fileName, fileHash, mapping, rows: staged.read, inserted, updated, unchanged, skipped: staged.skipped },
  });
  return id;
}
