import type { ImportMapping } from '../../libs/contracts/field.js';
import { appendJournal } from '../../libs/journal/chain.js';
import type { ImportKind } from '../../libs/journal/field/define-kind.js';
import { importFile, type ImportResult } from '../../libs/journal/field/import-file.js';
import type { DatabaseUnderTest } from './databases.js';

export type Import = {
  readonly mapping?: ImportMapping;
  readonly dryRun?: boolean;
  readonly now?: string;
};

/** Imports a text or bytes whose columns bear our names, unless a mapping says otherwise. */
export function importInto(ctx: DatabaseUnderTest, kind: ImportKind, content: string | Buffer, { mapping = {}, dryRun = false, now = '2026-01-05T08:00:00.000Z' }: Import = {}): Promise<ImportResult> {
  return importFile(
    { db: ctx.db, uow: ctx.uow, appendJournal },
    { kind, fileName: `${kind}.csv`, source: { bytes: Buffer.from(content) }, mapping, dryRun, actorId: 'somebody', now });
}

/** The same, for files that a test only needs to be in. */
export async function mustImport(ctx: DatabaseUnderTest, kind: ImportKind, content: string, options: Import = {}): Promise<ImportResult> {
  const result = await importInto(ctx, kind, content, options);
  if (result.errors.length > 0) throw new Error(`${kind}: ${JSON.stringify(result.errors.slice(0, 3))}`);
  return result;
}
