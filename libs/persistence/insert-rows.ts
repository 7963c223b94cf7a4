import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { marks } from './marks.js';

/** Rows of one statement: SQLite bounds its depth and its parameters. */
const rowsAtOnce = 200;

/**
 * Inserts whole rows in as few statements as can be. Written out from the entity's columns: the query builder costs more than the insert
 * itself, and reads every column with a default back.
 */
export async function insertRows<Row extends ObjectLiteral>(em: EntityManager, entity: EntityTarget<Row>, rows: readonly Row[]): Promise<void> {
  const { driver } = em.connection;
  const { tableName, columns } = em.connection.getMetadata(entity);
  const given = columns.filter((column) => rows.some((row) => row[column.propertyName] !== undefined));
  const head = `insert into ${driver.escape(tableName)} (${given.map((column) => driver.escape(column.databaseName)).join(', ')}) values `;
  const one = `(${marks(given)})`;
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const batch = rows.slice(from, from + rowsAtOnce);
    const values = batch.flatMap((row) => given.map((column): unknown => driver.preparePersistentValue(row[column.propertyName], column)));
    await em.query(head + batch.map(() => one).join(', '), values);
  }
}
