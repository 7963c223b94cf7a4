import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Database } from '../../../libs/persistence/data-source.js';
import { UsageFault } from '../usage-fault.js';

/**
 * Writes one consistent copy while others go on writing; returns its size in bytes. Nothing of the engine has to be kept: `reconcile`
 * rebuilds it.
 */
export async function backUp(db: Database, out: string): Promise<number> {
  if (db.kind !== 'sqlite') {
    throw new UsageFault('MySQL/MariaDB 请用其自带工具备份:mysqldump --single-transaction 或 mariadb-dump', 'Back MySQL or MariaDB up with their own tools: mysqldump --single-transaction, or mariadb-dump');
  }
  const file = resolve(out);
  if (existsSync(file)) throw new UsageFault(`${out} 已存在,不会覆盖`, `${out} exists and is not overwritten`);
  await db.writer.query('vacuum into ?', [file]);
  return statSync(file).size;
}
