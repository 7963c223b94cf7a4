import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkContent } from '../../libs/contracts/deliverable-content.js';
import type { ImportMapping } from '../../libs/contracts/field.js';
import { loadActor, type Actor } from '../../libs/journal/actor.js';
import { Bundles } from '../../libs/journal/bundles.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import type { ImportKind } from '../../libs/journal/field/define-kind.js';
import type { ImportError } from '../../libs/journal/field/faults.js';
import { carryImport } from '../../libs/journal/field/imports/carry-import.js';
import { takeFileIn } from '../../libs/journal/field/imports/take-file-in.js';
import { DatabaseUnavailable } from '../../libs/persistence/database-errors.js';
import type { Database } from '../../libs/persistence/data-source.js';
import { DataImport } from '../../libs/persistence/entities/field/imports.js';
import { Person } from '../../libs/persistence/entities/process/people.js';
import type { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { until } from './until.js';

/*
 * Imports without an engine: the steps that a worker would take, taken here.
 */
export type ImportPlace = { readonly db: Database; readonly uow: UnitOfWork };
export type Import = {
  readonly mapping?: ImportMapping;
  readonly dryRun?: boolean;
  readonly now?: string;
};
export type ImportResult = Omit<DataImport, 'errors'> & { readonly rows: number; readonly errors: ImportError[] };

const longestImportMs = 300_000;
const importers = new WeakMap<Database, Promise<Actor>>();

/** An administrator of this database who imports. */
export function importer({ db, uow }: ImportPlace): Promise<Actor> {
  const made = importers.get(db) ?? (async () => {
    const id = randomUUID();
    await uow.run((em) => em.insert(Person, { id, login: `importer-${id.slice(0, 8)}`, name: '导入员', passwordHash: null, admin: true, active: true, language: 'zh', createdAt: '2026-01-01T00:00:00.000Z' }));
    const actor = await loadActor(db.reader.manager, id);
    if (!actor) throw new Error('no importer');
    return actor;
  })();
  importers.set(db, made);
  return made;
}

export function importDoor({ uow }: ImportPlace, now: () => Date = () => new Date()): DecisionDoor {
  return new DecisionDoor(uow, new Bundles(), { now, dayMs: null, checkContent });
}

type Asked = { readonly kind: ImportKind; readonly fileName: string; readonly path: string; readonly mapping: ImportMapping; readonly dryRun?: boolean };

/** Stores the file and asks for its import, as the API does. Returns the import's id. */
export async function requestFile(place: ImportPlace, asked: Asked, now?: () => Date): Promise<string> {
  const by = { commandId: randomUUID(), actor: await importer(place) };
  const { importId } = await takeFileIn({ db: place.db, unitOfWork: place.uow, door: importDoor(place, now) }, by, { dryRun: false, ...asked });
  return importId;
}

/** The same for a text or bytes that are in no file. */
export async function requestContent(place: ImportPlace, kind: ImportKind, content: string | Buffer, { mapping = {}, dryRun = false, now = '2026-01-05T08:00:00.000Z' }: Import = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'beachhead-test-import-'));
  try {
    const path = join(folder, `${kind}.csv`);
    await writeFile(path, content);
    return await requestFile(place, { kind, fileName: `${kind}.csv`, path, mapping, dryRun }, () => new Date(now));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes the steps of an import until it is over. */
export async function carryThrough({ db, uow }: ImportPlace, importId: string, now: () => Date = () => new Date()): Promise<ImportResult> {
  // As the engine does: a worker that found the database busy, with another one's piece, is sent again.
  const carry = () => carryImport({ db, uow, now }, importId).catch((error: unknown) => { if (error instanceof DatabaseUnavailable) return { over: false }; throw error; });
  await until(`import ${importId} is over`, carry, ({ over }) => over, longestImportMs);
  const { errors, ...row } = await db.reader.manager.findOneByOrFail(DataImport, { id: importId });
  return { ...row, rows: row.seen, errors: errors as ImportError[] };
}

/** Imports a text or bytes whose columns bear our names, unless a mapping says otherwise. */
export async function importInto(place: ImportPlace, kind: ImportKind, content: string | Buffer, options: Import = {}): Promise<ImportResult> {
  const now = (): Date => new Date(options.now ?? '2026-01-05T08:00:00.000Z');
  return carryThrough(place, await requestContent(place, kind, content, options), now);
}

/** The same, for files that a test only needs to be in. */
export async function mustImport(place: ImportPlace, kind: ImportKind, content: string | Buffer, options: Import = {}): Promise<ImportResult> {
  const result = await importInto(place, kind, content, options);
  if (result.phase !== 'done') throw new Error(`${kind}: ${result.phase} ${JSON.stringify(result.errors.slice(0, 3))}`);
  return result;
}

/** Imports a file that is there. Throws with the first errors when it is refused. */
export async function mustImportFile(place: ImportPlace, asked: Asked): Promise<ImportResult> {
  const result = await carryThrough(place, await requestFile(place, asked));
  if (result.phase !== 'done') throw new Error(`${asked.fileName}: ${result.phase} ${JSON.stringify(result.errors.slice(0, 3))}`);
  return result;
}

/** Carries whatever is asked for as a worker would, for tests of doors that have no engine. Returns how to stop it. */
export function carryEverything({ db, uow }: ImportPlace): () => Promise<void> {
  const leaving = new AbortController();
  const life = (async () => {
    while (!leaving.signal.aborted) {
      const [next] = await db.reader.query<{ id: string }[]>('select id from data_import where finishedAt is null order by turn limit 1');
      if (next) await carryImport({ db, uow, now: () => new Date() }, next.id);
      else await pause(20);
    }
  })();
  return async () => {
    leaving.abort();
    await life;
  };
}
