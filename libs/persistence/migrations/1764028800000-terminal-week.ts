import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** All products of a terminal's week together, made from the roll-up that is there. */
export class TerminalWeek1764028800000 implements MigrationInterface {
  readonly name = 'TerminalWeek1764028800000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [terminalWeek(runner)]);
    const lines = runner.connection.driver.escape('lines');
    await runner.query(`INSERT INTO terminal_week (terminalId, week, marketId, quantity, amount, ${lines})
      SELECT w.terminalId, w.week, w.marketId, SUM(w.quantity), SUM(w.amount), SUM(w.${lines}) FROM sale_week w GROUP BY w.terminalId, w.week, w.marketId`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [terminalWeek(runner)]);
  }
}

function terminalWeek(runner: QueryRunner): TableSpec {
  const c = columnKinds(runner);
  return {
    name: 'terminal_week',
    columns: [c.primary(c.ref('terminalId')), c.primary(c.key('week', 8)), c.ref('marketId'), c.amount('quantity'), c.amount('amount'), c.int('lines')],
    index: [['marketId', 'week', 'terminalId', 'quantity', 'amount', 'lines']],
  };
}
