import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../../../libs/persistence/data-source.js';
import { Told } from '../told.js';

export type FreshDatabase = { readonly url: string; remove(): Promise<void> };

/**
 * A new database beside the named one, on the same server; the named one itself, which must then be empty, where the user may not make one.
 * Throws `Told` when it is not empty, `DatabaseUnavailable` when the server does not answer.
 */
export async function freshDatabase(url: string): Promise<FreshDatabase> {
  const db = await openDatabase({ url });
  try {
    const name = `beachhead_demo_${randomBytes(4).toString('hex')}`;
    if (await mayCreate(db, name)) return { url: named(url, name), remove: () => drop(url, name) };
    const [row] = await db.writer.query<{ tables: unknown }[]>('SELECT COUNT(*) AS tables FROM information_schema.tables WHERE table_schema = DATABASE()');
    if (Number(row?.tables) === 0) return { url, remove: async () => {} };
  } finally {
    await db.close();
  }
  throw new Told('DATABASE_URL 指定的库不是空的,而该用户也不能新建库。请给一个空库,或给该用户 CREATE 权限。',
    'The database that DATABASE_URL names is not empty, and its user may not make another. Name an empty one, or grant CREATE.');
}

/** Makes it; false when this user may not. */
async function mayCreate(db: Database, name: string): Promise<boolean> {
  try {
    await db.writer.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    return true;
  } catch (error) {
    if (/DENIED/.test(String((error as { code?: unknown }).code))) return false;
    throw error;
  }
}

function named(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

async function drop(url: string, name: string): Promise<void> {
  const db = await openDatabase({ url });
  await db.writer.query(`DROP DATABASE IF EXISTS ${name}`).finally(() => db.close());
}
