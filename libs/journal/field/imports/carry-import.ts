import type { DataImport } from '../../../persistence/entities/field/imports.js';
import { fault, Faults } from '../faults.js';
import { checkImport } from './check-import.js';
import { importPatience, readImport, Stopped, type ImportDeps } from './import-deps.js';
import { moveOn, Overtaken } from './move-on.js';
import { rollUpImport } from './roll-up-import.js';
import { beginUndo, takeBackImport } from './take-back-import.js';
import { dropUpload } from './uploads.js';
import { writeImport } from './write-import.js';

/** Where an import stands for whoever carries it. */
export type ImportState = {
  readonly importId: string;
  readonly version: number;
  readonly phase: DataImport['phase'];
  readonly over: boolean;
  /** It waits for an earlier one: imports are carried in the order in which they were asked for. */
  readonly waits: boolean;
};

export async function lookAtImport(deps: Pick<ImportDeps, 'db'>, importId: string): Promise<ImportState> {
  const at = await readImport(deps, importId);
  const [earlier] = at.phase === 'waiting' ? await deps.db.reader.query<unknown[]>('select 1 from data_import where turn < ? and finishedAt is null limit 1', [at.turn]) : [];
  return { importId, version: at.version, phase: at.phase, over: at.finishedAt !== null, waits: earlier !== undefined };
}

/**
 * Does what is next for an import, step after step, until it is over, waits for another, or the process is to end. Each step goes on where
 * the rows say that it stands: whoever calls this, and however often, brings every row in once.
 */
export async function carryImport(deps: ImportDeps, importId: string): Promise<ImportState> {
  for (;;) {
    const state = await lookAtImport(deps, importId);
    if (state.over) await letGo(deps, importId);
    if (state.over || state.waits) return state;
    try {
      await step(deps, await readImport(deps, importId));
    } catch (error) {
      // Whoever was faster has moved it on; whoever comes after the end of this process goes on.
      if (error instanceof Stopped) return state;
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

function step(deps: ImportDeps, at: DataImport): Promise<void> {
  switch (at.phase) {
    case 'waiting': return at.ending === 'undone' ? beginUndo(deps, at) : checkImport(deps, at);
    case 'checking': return checkImport(deps, at);
    case 'writing': return writeImport(deps, at);
    case 'rolling-up': return rollUpImport(deps, at);
    case 'taking-back': return takeBackImport(deps, at);
    default: return Promise.resolve();
  }
}

/** The file of an import that is over is needed no more: what it did can be taken back without it. */
async function letGo(deps: ImportDeps, importId: string): Promise<void> {
  const { uploadId } = await readImport(deps, importId);
  if (uploadId !== null) await dropUpload(deps.db, deps.uow, uploadId);
}

/** A step fails again and again for a reason of ours: what is written is taken back, so that the next in line does not wait for ever. */
export async function giveUp(deps: ImportDeps, importId: string): Promise<void> {
  const at = await readImport(deps, importId);
  if (!(['waiting', 'checking', 'writing'] as string[]).includes(at.phase) || at.ending !== 'done') return;
  const faults = new Faults();
  faults.add(1, null, fault('internal'));
  await deps.uow.run((em) => moveOn(em, at, { phase: 'taking-back', ending: 'refused', errors: faults.inOrder() }), importPatience);
}
