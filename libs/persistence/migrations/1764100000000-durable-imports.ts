import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** Imports that survive a kill and can be taken back. The batches of before become imports that are done and cannot be undone. */
export class DurableImports1764100000000 implements MigrationInterface {
  readonly name = 'DurableImports1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, durableTables(runner));
    const rows = runner.connection.driver.escape('rows');
    await runner.query(`INSERT INTO data_import (id, turn, kind, fileName, fileHash, size, mapping, phase, ending, position, seen, inserted, updated, unchanged, marketIds, builtOn, errors, requestedBy, requestedAt, startedAt, finishedAt)
      SELECT b.id, ROW_NUMBER() OVER (ORDER BY b.at, b.id), b.kind, b.fileName, b.fileHash, 0, b.mapping, 'done', 'done', b.${rows}, b.${rows}, b.inserted, b.updated, b.unchanged, '[]', '[]', '[]', b.importedBy, b.at, b.at, b.at
      FROM import_batch b`);
    await dropTables(runner, [batchTable(runner)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await createTables(runner, [batchTable(runner)]);
    const rows = runner.connection.driver.escape('rows');
    await runner.query(`INSERT INTO import_batch (id, kind, fileName, fileHash, mapping, ${rows}, inserted, updated, unchanged, importedBy, at)
      SELECT i.id, i.kind, i.fileName, i.fileHash, i.mapping, i.seen, i.inserted, i.updated, i.unchanged, i.requestedBy, i.finishedAt
      FROM data_import i WHERE i.phase = 'done' AND i.dryRun = 0 AND i.inserted + i.updated > 0`);
    await dropTables(runner, durableTables(runner));
  }
}

const optional = { nullable: true };
const zero = { default: '0' };

function durableTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'data_import',
      columns: [
        c.id(), c.int('turn'), c.key('kind', 20), c.line('fileName', 200), c.hash('fileHash'), c.amount('size'), c.json('mapping'), c.flag('dryRun'), c.ref('uploadId', optional), c.flag('packed'),
        c.key('phase', 12), c.key('ending', 10), c.int('version', zero), c.int('position', zero), c.int('changes', zero), c.key('encoding', 10, optional), c.int('seen', zero), c.int('skipped', zero),
        c.int('repeated', zero), c.int('inserted', zero), c.int('updated', zero), c.int('unchanged', zero), c.json('marketIds'), c.json('builtOn'), c.json('errors'), c.int('moreErrors', zero),
        c.ref('requestedBy'), c.instant('requestedAt'), c.instant('startedAt', optional), c.instant('finishedAt', optional), c.ref('takenBackBy', optional), c.line('takenBackBecause', 1000, optional),
      ],
      unique: [['turn']],
      index: [['fileHash'], ['phase', 'turn']],
    },
    { name: 'import_part', columns: [c.primary(c.ref('uploadId')), c.primary(c.int('n')), c.instant('storedAt'), c.bytes('bytes')] },
    { name: 'import_change', columns: [c.primary(c.ref('importId')), c.primary(c.int('n')), c.key('tableName', 40), c.ref('rowId'), c.json('was', optional)] },
    { name: 'import_touched', columns: [c.primary(c.ref('importId')), c.primary(c.key('what', 20)), c.primary(c.ref('id')), c.primary(c.key('week', 8))] },
    {
      name: 'figures_changed',
      columns: [c.primary(c.ref('marketId')), c.primary(c.key('week', 8)), c.primary(c.ref('importId')), c.primary(c.instant('at'))],
      index: [['marketId', 'at']],
    },
  ];
}

/** As the first migration made it. */
function batchTable(runner: QueryRunner): TableSpec {
  const c = columnKinds(runner);
  return {
    name: 'import_batch',
    columns: [
      c.id(), c.key('kind', 20), c.line('fileName', 200), c.hash('fileHash'), c.json('mapping'), c.int('rows'), c.int('inserted'), c.int('updated'),
      c.int('unchanged'), c.ref('importedBy'), c.instant('at'),
    ],
    index: [['fileHash']],
  };
}
