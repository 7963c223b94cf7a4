import { problemOf } from '../../../libs/contracts/problem.js';
import { DatabaseUnavailable } from '../../../libs/persistence/database-errors.js';
import { openDatabase, type Database } from '../../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../../libs/persistence/unit-of-work.js';
import { readConfig, type Config } from '../../../libs/platform/config.js';
import { Refusal } from '../../../libs/rules/failures.js';
import { Ended, exitCodes, ofProblem } from '../exit-codes.js';

export type Opened = { readonly config: Config; readonly db: Database; readonly unitOfWork: UnitOfWork };

/** Opens the database that the environment names, for one piece of work. What goes wrong there ends the command as the doors would say it. */
export async function inDatabase<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfig();
  let db: Database | null = null;
  try {
    db = await openDatabase({ url: config.databaseUrl, file: config.databaseFile });
    return await work({ config, db, unitOfWork: new UnitOfWork(db) });
  } catch (error) {
    throw ended(error);
  } finally {
    await db?.close();
  }
}

function ended(error: unknown): unknown {
  if (error instanceof Refusal) return new Ended(ofProblem(problemOf(error, 'en', '')));
  if (error instanceof DatabaseUnavailable) return new Ended({ ...ofProblem(problemOf(new Refusal('database-away'), 'en', '')), exitCode: exitCodes.unreachable });
  return error;
}
