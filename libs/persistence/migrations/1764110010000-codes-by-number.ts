import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';

const byTerminal = ['terminalId'];
const byNumber = ['marketId', 'externalId'];
const byMarket = ['marketId'];

/** A code is given to a number of the source, a market number to a market's code: both are known before their rows are, and outlive them. */
export class CodesByNumber1764110010000 implements MigrationInterface {
  readonly name = 'CodesByNumber1764110010000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnKinds(runner);
    await runner.dropIndex('terminal_code', indexOf(runner, 'terminal_code', byTerminal).name ?? '');
    await runner.dropColumn('terminal_code', 'terminalId');
    await runner.createIndex('terminal_code', indexOf(runner, 'terminal_code', byNumber));
    await runner.addColumn('market_number', new TableColumn(c.key('marketCode', 40, { default: '' })));
    await runner.query('UPDATE market_number SET marketCode = (SELECT m.code FROM market m WHERE m.id = market_number.marketId)');
    await runner.changeColumn('market_number', 'marketCode', new TableColumn(c.key('marketCode', 40)));
    await runner.dropIndex('market_number', indexOf(runner, 'market_number', byMarket).name ?? '');
    await runner.dropColumn('market_number', 'marketId');
  }

  async down(runner: QueryRunner): Promise<void> {
    const c = columnKinds(runner);
    await runner.addColumn('market_number', new TableColumn(c.ref('marketId', { nullable: true })));
    await runner.query('UPDATE market_number SET marketId = (SELECT m.id FROM market m WHERE m.code = market_number.marketCode)');
    await runner.query('DELETE FROM market_number WHERE marketId IS NULL');
    await runner.changeColumn('market_number', 'marketId', new TableColumn(c.ref('marketId')));
    await runner.createIndex('market_number', indexOf(runner, 'market_number', byMarket));
    await runner.dropColumn('market_number', 'marketCode');
    await runner.dropIndex('terminal_code', indexOf(runner, 'terminal_code', byNumber).name ?? '');
    await runner.addColumn('terminal_code', new TableColumn(c.ref('terminalId', { nullable: true })));
    await runner.query('UPDATE terminal_code SET terminalId = (SELECT t.id FROM terminal t WHERE t.marketId = terminal_code.marketId AND t.externalId = terminal_code.externalId)');
    await runner.query("UPDATE terminal_code SET terminalId = '' WHERE terminalId IS NULL");
    await runner.changeColumn('terminal_code', 'terminalId', new TableColumn(c.ref('terminalId')));
    await runner.createIndex('terminal_code', indexOf(runner, 'terminal_code', byTerminal));
  }
}

function indexOf(runner: QueryRunner, table: string, columnNames: string[]): TableIndex {
  return new TableIndex({ columnNames, name: runner.connection.namingStrategy.indexName(table, columnNames) });
}
