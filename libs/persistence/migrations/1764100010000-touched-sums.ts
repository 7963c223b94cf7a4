import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** What an import has touched in the order in which it is summed up again: week by week, as the roll-ups lie. */
export class TouchedSums1764100010000 implements MigrationInterface {
  readonly name = 'TouchedSums1764100010000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [touched(runner, 'touched_sum', true)]);
    await runner.query('INSERT INTO touched_sum (importId, what, week, id) SELECT importId, what, week, id FROM import_touched');
    await dropTables(runner, [touched(runner, 'import_touched', false)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await createTables(runner, [touched(runner, 'import_touched', false)]);
    await runner.query('INSERT INTO import_touched (importId, what, id, week) SELECT importId, what, id, week FROM touched_sum');
    await dropTables(runner, [touched(runner, 'touched_sum', true)]);
  }
}

function touched(runner: QueryRunner, name: string, byWeek: boolean): TableSpec {
  const c = columnKinds(runner);
  const [id, week] = [c.primary(c.ref('id')), c.primary(c.key('week', 8))];
  return { name, columns: [c.primary(c.ref('importId')), c.primary(c.key('what', 20)), ...(byWeek ? [week, id] : [id, week])] };
}
