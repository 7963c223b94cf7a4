import { Table, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { isServer } from '../columns.js';

export type TableSpec = {
  readonly name: string;
  readonly columns: readonly TableColumnOptions[];
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
};

/** Keys are left unnamed: TypeORM's naming strategy then gives them the names that the entities expect. */
export async function createTables(runner: QueryRunner, specs: readonly TableSpec[]): Promise<void> {
  // To MySQL a unique key is an index, to SQLite a constraint; TypeORM compares them accordingly.
  const server = isServer(runner.connection.driver);
  for (const { name, columns, unique = [], index = [] } of specs) {
    const uniques = unique.map((columnNames) => ({ columnNames: [...columnNames] }));
    const indices = index.map((columnNames) => ({ columnNames: [...columnNames] }));
    await runner.createTable(new Table({
      name, columns: [...columns],
      uniques: server ? [] : uniques,
      indices: server ? [...indices, ...uniques.map((key) => ({ ...key, isUnique: true }))] : indices,
    }));
  }
}

export async function dropTables(runner: QueryRunner, specs: readonly TableSpec[]): Promise<void> {
  for (const { name } of [...specs].reverse()) await runner.dropTable(name, true);
}

/** So that 'A' and 'a' are two keys on a server as they are on SQLite. Stays when the tables go: it belongs to the database. */
export async function setDatabaseCollation(runner: QueryRunner): Promise<void> {
  if (isServer(runner.connection.driver)) await runner.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
}
