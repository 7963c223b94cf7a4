import { randomUUID } from 'node:crypto';
import { engine } from '../../libs/journal/actor.js';
import { Bundles } from '../../libs/journal/bundles.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { seedAdministrator, type OneTimePassword } from '../../libs/journal/seed-administrator.js';
import { requestWakeOfAll } from '../../libs/journal/wake.js';
import { DatabaseUnavailable } from '../../libs/persistence/database-errors.js';
import { migrate, openDatabase, type Database, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { Told } from './told.js';

export type Prepared = { readonly migrations: readonly string[]; readonly administrator: OneTimePassword | null };

/** Brings the database up to date and, when nobody is there yet, makes the administrator and seals the standard bundle. */
export function prepareDatabase(place: DatabasePlace): Promise<Prepared> {
  return withDatabase(place, async (db) => {
    const migrations = await migrate(db);
    const unitOfWork = new UnitOfWork(db);
    const administrator = await seedAdministrator(unitOfWork, new Date());
    if (administrator) await sealStandard(unitOfWork);
    return { migrations, administrator };
  });
}

/** Leaves a wake for everything that is under way; returns how many wait. */
export function reconcile(place: DatabasePlace): Promise<number> {
  return withDatabase(place, (db) => new UnitOfWork(db).run((em) => requestWakeOfAll(em)));
}

async function sealStandard(unitOfWork: UnitOfWork): Promise<void> {
  const handsNothingIn = (): never => { throw new Error('the first run hands nothing in'); };
  const door = new DecisionDoor(unitOfWork, new Bundles(), { now: () => new Date(), dayMs: null, checkContent: handsNothingIn });
  await door.commit('sealBundle', { commandId: randomUUID(), actor: { ...engine, admin: true }, input: { alias: '标准 Standard', settings: {} } });
}

async function withDatabase<T>(place: DatabasePlace, work: (db: Database) => Promise<T>): Promise<T> {
  let db: Database | null = null;
  try {
    db = await openDatabase(place);
    return await work(db);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    throw new Told(`数据库不可用:${error.message}`, `The database is not available: ${error.message}`);
  } finally {
    await db?.close();
  }
}
