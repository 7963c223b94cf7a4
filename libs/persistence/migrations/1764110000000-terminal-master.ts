import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { nameKeyOf } from '../../rules/same-terminal.js';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

const indexes: readonly (readonly [table: string, columns: string[]])[] = [
  ['terminal', ['marketId', 'nameKey']], ['terminal', ['marketId', 'phoneKey']], ['terminal', ['marketId', 'latitude', 'longitude']],
  // A merge looks for the rows of one terminal.
  ['stock_check', ['terminalId']], ['survey_record', ['respondentId']],
];

/** What the master must never forget: numbers and codes once given, former numbers of the source, merges; positions with their datum. */
export class TerminalMaster1764110000000 implements MigrationInterface {
  readonly name = 'TerminalMaster1764110000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, historyTables(runner));
    for (const [table, columns] of newColumns(runner)) await runner.addColumns(table, columns.map((column) => new TableColumn(column)));
    await rememberWhatIs(runner);
    for (const [table, columns] of indexes) await runner.createIndex(table, indexOf(runner, table, columns));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of indexes) await runner.dropIndex(table, indexOf(runner, table, columns).name ?? '');
    for (const [table, columns] of newColumns(runner)) await runner.dropColumns(table, columns.map(({ name }) => name));
    await dropTables(runner, historyTables(runner));
  }
}

/** The numbers and codes that are there are the first that were given out. */
async function rememberWhatIs(runner: QueryRunner): Promise<void> {
  const at = new Date().toISOString();
  // Two markets with one number were possible before: the first by code keeps it.
  await runner.query(`INSERT INTO market_number (${runner.connection.driver.escape('number')}, marketId, validFrom, validTo)
    SELECT m.marketNo, m.id, m.validFrom, m.validTo FROM market m
    WHERE m.marketNo IS NOT NULL AND NOT EXISTS (SELECT 1 FROM market o WHERE o.marketNo = m.marketNo AND o.code < m.code)`);
  await runner.query('INSERT INTO terminal_code (marketId, code, terminalId, externalId, givenAt) SELECT t.marketId, t.code, t.id, t.externalId, ? FROM terminal t WHERE t.code IS NOT NULL', [at]);
  const named: { id: string; name: string }[] = await runner.query('SELECT t.id, t.name FROM terminal t');
  for (const { id, name } of named) await runner.query('UPDATE terminal SET nameKey = ? WHERE id = ?', [nameKeyOf(name), id]);
  await runner.query("UPDATE terminal SET datum = 'wgs84', sourceLatitude = latitude, sourceLongitude = longitude WHERE latitude IS NOT NULL AND longitude IS NOT NULL");
}

function indexOf(runner: QueryRunner, table: string, columnNames: string[]): TableIndex {
  return new TableIndex({ columnNames, name: runner.connection.namingStrategy.indexName(table, columnNames) });
}

const optional = { nullable: true };

function newColumns(runner: QueryRunner): [string, TableColumnOptions[]][] {
  const c = columnKinds(runner);
  return [
    ['market', [c.ref('successorId', optional)]],
    ['terminal', [
      c.key('datum', 6, optional), c.decimal('sourceLatitude', optional), c.decimal('sourceLongitude', optional), c.flag('shifted'),
      c.key('contactRole', 40, optional), c.line('contactName', 120, optional), c.key('phone', 40, optional), c.key('nameKey', 200, optional), c.key('phoneKey', 40, optional),
      c.ref('mergedInto', optional), c.day('lastSeen', optional), c.day('closedOn', optional),
    ]],
  ];
}

function historyTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    { name: 'market_number', columns: [c.primary(c.int('number')), c.ref('marketId'), c.day('validFrom', optional), c.day('validTo', optional)], index: [['marketId']] },
    { name: 'terminal_code', columns: [c.primary(c.ref('marketId')), c.primary(c.key('code', 12)), c.ref('terminalId'), c.key('externalId', 80), c.instant('givenAt')], index: [['terminalId']] },
    {
      name: 'former_external_id', columns: [c.primary(c.ref('terminalId')), c.primary(c.key('externalId', 80)), c.ref('marketId'), c.instant('replacedAt')],
      index: [['marketId', 'externalId']],
    },
    {
      name: 'terminal_merge',
      columns: [
        c.id(), c.ref('marketId'), c.ref('mergedId'), c.ref('survivorId'), c.line('reason', 1000), c.json('before'), c.ref('mergedBy'), c.instant('mergedAt'), c.instant('undoneAt', optional),
      ],
      index: [['mergedId'], ['survivorId']],
    },
    { name: 'merged_row', columns: [c.primary(c.ref('mergeId')), c.primary(c.key('ofTable', 20)), c.primary(c.ref('rowId'))] },
  ];
}
