import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** Contracts with their territories, assessment cards and survey facts of dealers. */
export class DealerTables1764140000002 implements MigrationInterface {
  readonly name = 'DealerTables1764140000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, dealerTables(runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, dealerTables(runner));
  }
}

const optional = { nullable: true };

function dealerTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'dealer_contract',
      columns: [
        c.id(), c.ref('marketId'), c.ref('dealerId'), c.key('number', 80), c.day('fromDay'), c.day('toDay'), c.flag('exclusive'), c.amount('monthlyTarget', optional),
        c.amount('creditLimit', optional), c.line('support', 1000, optional), c.json('fileIds', optional), c.day('signedOn', optional), c.day('recordedOn', optional), c.day('endedOn', optional),
        c.line('endReason', 400, optional),
      ],
      unique: [['marketId', 'number']],
      index: [['dealerId']],
    },
    { name: 'dealer_territory', columns: [c.id(), c.ref('contractId'), c.ref('zoneId'), c.amount('monthlyCapacity')], unique: [['contractId', 'zoneId']], index: [['zoneId']] },
    {
      name: 'dealer_assessment',
      columns: [
        c.id(), c.ref('marketId'), c.ref('dealerId'), c.day('day'), c.json('criteria'), c.decimal('total', optional), c.key('grade', 1, optional), c.json('limits'), c.line('note', 1000, optional),
        c.ref('assessedBy'), c.instant('assessedAt'),
      ],
      index: [['dealerId', 'day']],
    },
    {
      name: 'dealer_survey',
      columns: [
        c.id(), c.ref('marketId'), c.ref('dealerId'), c.day('day'), c.line('nature', 80, optional), c.int('historyYears', optional), c.int('staff', optional), c.int('vehicles', optional),
        c.int('warehouseM2', optional), c.amount('capital', optional), c.key('creditGrade', 1, optional), c.line('brandShares', 1000, optional), c.key('profitState', 10, optional),
        c.int('termsDays', optional), c.int('upstreamRelation', optional), c.int('networkOutlets', optional),
      ],
      unique: [['dealerId', 'day']],
    },
  ];
}
