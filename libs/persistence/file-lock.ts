import { DataSource } from 'typeorm';
import { databaseTrouble } from './database-errors.js';

export type FileLock = { release(): Promise<void> };

/**
 * Holds `file` (made when missing) until released or until this process is gone, however it ends: the operating system lets go of it. An
 * SQLite file, because its driver is the one thing here that locks files. Null when somebody else holds it.
 */
export async function lockFile(file: string): Promise<FileLock | null> {
  const source = new DataSource({ type: 'better-sqlite3', database: file, timeout: 0, entities: [], logging: false });
  try {
    await source.initialize();
    await source.query('BEGIN EXCLUSIVE');
    return { release: () => source.destroy() };
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    if (databaseTrouble(error) === 'busy') return null;
    throw error;
  }
}
