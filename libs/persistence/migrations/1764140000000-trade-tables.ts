import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** Price bands and checks against them, receivables, incidents. */
export class TradeTables1764140000000 implements MigrationInterface {
  readonly name = 'TradeTables1764140000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tradeTables(runner));
    await runner.addColumn('stock_check', new TableColumn(columnKinds(runner).flag('bandStated')));
    // Until now only files judged prices.
    await runner.query('UPDATE stock_check SET bandStated = 1 WHERE priceInBand IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('stock_check', 'bandStated');
    await dropTables(runner, tradeTables(runner));
  }
}

const optional = { nullable: true };

function tradeTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'price_band',
      columns: [c.id(), c.ref('marketId'), c.ref('skuId'), c.key('tier', 10), c.day('validFrom'), c.amount('lowest'), c.amount('highest')],
      unique: [['marketId', 'skuId', 'tier', 'validFrom']],
    },
    {
      name: 'price_check',
      columns: [
        c.id(), c.ref('marketId'), c.key('clientId', 80), c.ref('terminalId', optional), c.ref('dealerId', optional), c.ref('skuId'), c.key('tier', 10), c.day('day'),
        c.key('week', 8), c.amount('price'), c.key('priceInBand', 4, optional), c.flag('bandStated'),
      ],
      unique: [['marketId', 'clientId']],
      index: [['marketId', 'week']],
    },
    {
      name: 'receivable',
      columns: [c.id(), c.ref('marketId'), c.ref('dealerId'), c.day('day'), c.key('invoice', 80), c.day('due', optional), c.amount('amount'), c.amount('paid'), c.amount('overdue')],
      unique: [['dealerId', 'day', 'invoice']],
      index: [['marketId', 'day']],
    },
    {
      name: 'incident',
      columns: [
        c.id(), c.ref('marketId'), c.key('clientId', 80), c.key('kind', 12), c.day('foundOn'), c.ref('terminalId', optional), c.ref('skuId', optional), c.ref('sourceDealerId', optional),
        c.key('batchCode', 80, optional), c.line('text', 1000), c.json('fileIds', optional), c.key('owner', 80), c.day('due'), c.key('state', 14, { default: 'open' }), c.key('finding', 10, optional),
        c.line('result', 1000, optional), c.ref('reportedBy', optional), c.instant('reportedAt', optional), c.day('closedOn', optional),
      ],
      unique: [['marketId', 'clientId']],
      index: [['marketId', 'foundOn']],
    },
  ];
}
