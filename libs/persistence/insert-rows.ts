import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** Rows of one statement: SQLite bounds its depth and its parameters. */
const rowsAtOnce = 200;

/** Inserts rows in as few statements as can be, and reads nothing back (TypeORM would, for every column that has a default). */
export async function insertRows<Row extends ObjectLiteral>(em: EntityManager, entity: EntityTarget<Row>, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await em.createQueryBuilder().insert().into(entity).values(rows.slice(from, from + rowsAtOnce) as never).updateEntity(false).execute();
  }
}
