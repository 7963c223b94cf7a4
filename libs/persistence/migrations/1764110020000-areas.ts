import { TableColumn, TableIndex, TableUnique, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnKinds, isServer } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

const oldKey = ['marketId', 'name', 'year'];
const newKey = ['marketId', 'zoneNo', 'name', 'year'];

/** Areas with their borders; facts of a zone beside those of its market. */
export class Areas1764110020000 implements MigrationInterface {
  readonly name = 'Areas1764110020000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnKinds(runner);
    await createTables(runner, areaTables(runner));
    await runner.addColumn('macro_fact', new TableColumn(c.int('zoneNo', { default: '0' })));
    await replaceKey(runner, 'macro_fact', oldKey, newKey);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM macro_fact WHERE zoneNo <> 0');
    await replaceKey(runner, 'macro_fact', newKey, oldKey);
    await runner.dropColumn('macro_fact', 'zoneNo');
    await dropTables(runner, areaTables(runner));
  }
}

/** To MySQL a unique key is an index, to SQLite a constraint. */
async function replaceKey(runner: QueryRunner, tableName: string, from: readonly string[], to: readonly string[]): Promise<void> {
  const table = await runner.getTable(tableName);
  if (!table) throw new Error(`There is no table ${tableName}`);
  const isIt = ({ columnNames }: { readonly columnNames: readonly string[] }): boolean => [...columnNames].sort().join() === [...from].sort().join();
  const names = runner.connection.namingStrategy;
  if (isServer(runner.connection.driver)) {
    await runner.createIndex(tableName, new TableIndex({ columnNames: [...to], isUnique: true, name: names.indexName(tableName, [...to]) }));
    await runner.dropIndex(tableName, table.indices.find(isIt)?.name ?? '');
  } else {
    const unique = table.uniques.find(isIt);
    if (unique) await runner.dropUniqueConstraint(tableName, unique);
    await runner.createUniqueConstraint(tableName, new TableUnique({ columnNames: [...to], name: names.uniqueConstraintName(tableName, [...to]) }));
  }
}

function areaTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  const optional = { nullable: true };
  return [{
    name: 'area',
    columns: [
      c.id(), c.key('layer', 40), c.key('code', 40), c.line('name', 160), c.key('parentCode', 40, optional), c.int('position'), c.json('border', optional), c.json('sourceBorder', optional), c.key('datum', 6, optional),
      c.decimal('south', optional), c.decimal('north', optional), c.decimal('west', optional), c.decimal('east', optional),
    ],
    unique: [['layer', 'code']], index: [['layer', 'position']],
  }];
}
