import type { ImportMapping } from '../../../contracts/field.js';
import type { Database } from '../../../persistence/data-source.js';
import { Command } from '../../../persistence/entities/process/record.js';
import type { UnitOfWork } from '../../../persistence/unit-of-work.js';
import { mustImportSomewhere, type Actor } from '../../../rules/decision-rights.js';
import { Refusal } from '../../../rules/failures.js';
import type { DecisionDoor } from '../../commit.js';
import type { ImportKind } from '../define-kind.js';
import { dropUpload, fileOf, storeUpload } from './uploads.js';

type Ways = { readonly db: Database; readonly unitOfWork: UnitOfWork; readonly door: DecisionDoor };
type Given = { readonly kind: ImportKind; readonly fileName: string; readonly path: string; readonly mapping: ImportMapping; readonly dryRun: boolean };

/**
 * Stores a file piece by piece and then, in one transaction, the import that waits for it with its wake. The upload bears the command's id:
 * the same command again finds the first import and stores nothing. Throws `Refusal`.
 */
export async function takeFileIn({ db, unitOfWork, door }: Ways, by: { readonly commandId: string; readonly actor: Actor }, { path, ...given }: Given): Promise<{ importId: string }> {
  mustImportSomewhere(by.actor);
  const uploadId = by.commandId;
  const known = await db.reader.manager.existsBy(Command, { id: by.commandId });
  const stored = known ? await fileOf(path) : await storeUpload(unitOfWork, uploadId, path, new Date());
  try {
    return await door.commit('requestImport', { ...by, input: { ...given, fileHash: stored.hash, size: stored.size, packed: stored.packed, uploadId } });
  } catch (error) {
    // Only when it certainly did not happen: after a lost connection the import may stand and wait for its file.
    if (!known && error instanceof Refusal) await dropUpload(db, unitOfWork, uploadId);
    throw error;
  }
}
