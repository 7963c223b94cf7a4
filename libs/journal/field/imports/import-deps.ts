import type { Database } from '../../../persistence/data-source.js';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import type { UnitOfWork } from '../../../persistence/unit-of-work.js';
import type { VisitLimits } from '../define-kind.js';

/** What the steps of an import work with. */
export type ImportDeps = {
  readonly db: Database;
  readonly uow: UnitOfWork;
  now(): Date;
  /** Aborted when the process is to end: a step stops after the piece it is at. */
  readonly signal?: AbortSignal;
  readonly visitLimits?: VisitLimits;
};

/** arithmetic.md §6 [O] */
export const defaultVisitLimits: VisitLimits = { maxDistanceM: 150, minMinutes: 3, minPhotos: 1 };

/** A piece of an import may wait for the pieces of others; a person's command would not. */
export const importPatience = { patienceMs: 120_000 } as const;

/** The process is to end: nothing is wrong, another one goes on. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export function mustGoOn({ signal }: ImportDeps): void {
  if (signal?.aborted) throw new Stopped('the process is to end');
}

export async function readImport({ db }: Pick<ImportDeps, 'db'>, importId: string): Promise<DataImport> {
  return db.reader.manager.getRepository<DataImport>('data_import').findOneByOrFail({ id: importId });
}
