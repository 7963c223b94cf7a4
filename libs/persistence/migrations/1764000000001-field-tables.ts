import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** What the KPIs read: master data, what the street reported, and the roll-ups. */
export class FieldTables1764000000001 implements MigrationInterface {
  readonly name = 'FieldTables1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [...masterTables(runner), ...streetTables(runner)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [...masterTables(runner), ...streetTables(runner)]);
  }
}

const optional = { nullable: true };

function masterTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'market',
      columns: [
        c.id(), c.key('code', 40), c.line('name', 160), c.line('adminRegion', 160, optional), c.int('marketNo', optional), c.int('routeDigits', { default: '1' }),
        c.day('validFrom', optional), c.day('validTo', optional),
      ],
      unique: [['code']],
    },
    {
      name: 'zone',
      columns: [c.id(), c.ref('marketId'), c.int('zoneNo'), c.line('name', 160), c.key('priority', 10, { default: 'normal' })],
      unique: [['marketId', 'zoneNo']],
    },
    {
      name: 'route',
      columns: [c.id(), c.ref('marketId'), c.ref('zoneId'), c.int('routeNo'), c.key('adviser', 80, optional)],
      unique: [['zoneId', 'routeNo']],
      index: [['marketId']],
    },
    {
      name: 'dealer',
      columns: [
        c.id(), c.ref('marketId'), c.key('code', 80), c.line('name', 160), c.flag('core'), c.key('status', 10, { default: 'active' }),
        c.amount('monthlyCapacity', optional), c.day('firstValidVisit', optional), c.day('lastValidVisit', optional),
      ],
      unique: [['marketId', 'code']],
    },
    {
      name: 'terminal',
      columns: [
        c.id(), c.ref('marketId'), c.key('externalId', 80), c.key('code', 12, optional), c.line('name', 200), c.key('type', 40, optional),
        c.line('address', 300, optional), c.decimal('latitude', optional), c.decimal('longitude', optional), c.key('status', 12, { default: 'active' }),
        c.key('class', 1, optional), c.day('classAsOf', optional), c.ref('zoneId', optional), c.ref('routeId', optional), c.ref('dealerId', optional),
        c.amount('monthlyCategoryVolume', optional), c.day('firstSeen', optional), c.day('firstValidVisit', optional), c.day('lastValidVisit', optional),
        c.day('firstOrder', optional), c.day('secondOrder', optional),
      ],
      unique: [['marketId', 'externalId'], ['marketId', 'code']],
      index: [['marketId', 'status']],
    },
    { name: 'brand', columns: [c.id(), c.key('name', 120), c.flag('own')], unique: [['name']] },
    {
      name: 'sku',
      columns: [
        c.id(), c.key('code', 80), c.line('name', 200), c.ref('brandId'), c.key('category', 80, { default: '' }), c.int('caseFactor', { default: '1' }),
        c.flag('focus'), c.flag('mustStock'),
      ],
      unique: [['code']],
      index: [['brandId']],
    },
    {
      name: 'macro_fact',
      columns: [c.id(), c.ref('marketId'), c.key('name', 80), c.int('year'), c.decimal('value'), c.key('unit', 40), c.line('source', 300)],
      unique: [['marketId', 'name', 'year']],
    },
    {
      name: 'scorecard',
      columns: [c.id(), c.ref('entryId'), c.ref('deliverableId'), c.ref('marketId'), c.ref('raterId'), c.flag('agreed'), c.json('scores')],
      index: [['entryId', 'marketId']],
    },
  ];
}

function streetTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'sale_line',
      columns: [
        c.id(), c.ref('marketId'), c.key('lineKey', 80), c.ref('terminalId'), c.ref('skuId'), c.day('day'), c.key('week', 8), c.amount('quantity'), c.amount('amount'),
      ],
      unique: [['marketId', 'lineKey']],
      index: [['terminalId', 'week']],
    },
    {
      name: 'sale_week',
      columns: [
        c.primary(c.ref('terminalId')), c.primary(c.key('week', 8)), c.primary(c.ref('skuId')), c.ref('marketId'), c.amount('quantity'), c.amount('amount'), c.int('lines'),
      ],
      index: [['marketId', 'week', 'skuId', 'terminalId', 'quantity', 'amount']],
    },
    { name: 'market_week', columns: [c.primary(c.ref('marketId')), c.primary(c.key('week', 8)), c.int('lines')] },
    {
      name: 'visit',
      columns: [
        c.id(), c.ref('marketId'), c.key('clientId', 80), c.ref('terminalId', optional), c.ref('dealerId', optional), c.key('adviser', 80), c.day('day'), c.key('week', 8),
        c.flag('planned'), c.flag('made'), c.flag('valid'), c.key('invalidReason', 20, optional), c.flag('ordered'), c.instant('inAt', optional),
        c.instant('outAt', optional),
      ],
      unique: [['marketId', 'clientId']],
      index: [['terminalId'], ['dealerId'], ['marketId', 'week']],
    },
    {
      name: 'stock_check',
      columns: [
        c.id(), c.ref('marketId'), c.key('clientId', 80), c.ref('terminalId'), c.ref('skuId'), c.day('day'), c.key('week', 8), c.flag('handled'), c.amount('stock'),
        c.amount('opening', optional), c.amount('received', optional), c.amount('price', optional), c.key('priceInBand', 4, optional),
      ],
      unique: [['marketId', 'clientId']],
      index: [['marketId', 'week']],
    },
    {
      name: 'dealer_stock',
      columns: [
        c.id(), c.ref('marketId'), c.ref('dealerId'), c.ref('skuId'), c.day('day'), c.key('week', 8), c.amount('opening'), c.amount('received'), c.amount('shipped'),
        c.amount('closing'),
      ],
      unique: [['dealerId', 'skuId', 'day']],
      index: [['marketId', 'week']],
    },
    {
      name: 'import_batch',
      columns: [
        c.id(), c.key('kind', 20), c.line('fileName', 200), c.hash('fileHash'), c.json('mapping'), c.int('rows'), c.int('inserted'), c.int('updated'),
        c.int('unchanged'), c.ref('importedBy'), c.instant('at'),
      ],
      index: [['fileHash']],
    },
  ];
}
