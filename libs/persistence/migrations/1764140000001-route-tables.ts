import { TableColumn, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

const optional = { nullable: true };

/** Visit frequencies, stops and plans; what a visit is judged by, and who waived its distance; who calls on a dealer. */
export class RouteTables1764140000001 implements MigrationInterface {
  readonly name = 'RouteTables1764140000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, routeTables(runner));
    await runner.addColumns('visit', visitColumns(runner).map((column) => new TableColumn(column)));
    await runner.addColumns('dealer', dealerColumns(runner).map((column) => new TableColumn(column)));
    // Until now a visit was stored with its judgement alone.
    await runner.query("UPDATE visit SET faults = COALESCE(invalidReason, 'stated') WHERE made = 1 AND valid = 0");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('dealer', dealerColumns(runner).map(({ name }) => name));
    await runner.dropColumns('visit', visitColumns(runner).map(({ name }) => name));
    await dropTables(runner, routeTables(runner));
  }
}

function visitColumns(runner: QueryRunner): TableColumnOptions[] {
  const c = columnKinds(runner);
  return [
    c.decimal('latitude', optional), c.decimal('longitude', optional), c.decimal('distanceM', optional), c.int('photos', optional), c.key('outcome', 10, optional),
    c.line('nextStep', 400, optional), c.key('faults', 120, { default: '' }), c.flag('judged'), c.ref('waivedBy', optional), c.instant('waivedAt', optional), c.line('waiverReason', 400, optional),
  ];
}

function dealerColumns(runner: QueryRunner): TableColumnOptions[] {
  const c = columnKinds(runner);
  return [c.key('owner', 80, optional), c.day('firstSeen', optional), c.decimal('latitude', optional), c.decimal('longitude', optional)];
}

function routeTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'frequency_rule',
      columns: [c.id(), c.ref('marketId'), c.key('class', 6), c.day('validFrom'), c.decimal('visitsPer4Weeks'), c.int('minutes')],
      unique: [['marketId', 'class', 'validFrom']],
    },
    {
      name: 'route_stop',
      columns: [c.id(), c.ref('marketId'), c.ref('terminalId'), c.ref('routeId'), c.int('seq'), c.key('weekdays', 7, { default: '' })],
      unique: [['marketId', 'terminalId']],
    },
    {
      name: 'visit_plan',
      columns: [
        c.id(), c.ref('marketId'), c.day('day'), c.key('week', 8), c.key('adviser', 80), c.ref('routeId', optional), c.ref('customerId'), c.ref('terminalId', optional),
        c.ref('dealerId', optional), c.int('seq'), c.key('source', 10), c.instant('plannedAt', optional),
      ],
      unique: [['marketId', 'day', 'customerId']],
      index: [['marketId', 'week'], ['marketId', 'adviser', 'day']],
    },
  ];
}
