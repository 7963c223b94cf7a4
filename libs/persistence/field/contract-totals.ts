import type { FieldTotals } from '../../rules/field-totals.js';
import { byMarket, type Ask } from './question.js';
import { and, dealersOf } from './sources.js';
import { marks } from '../marks.js';

type Row = {
  readonly marketId: string; readonly id: string; readonly dealer: string; readonly core: unknown; readonly fromDay: string; readonly toDay: string; readonly signedOn: string | null; readonly recordedOn: string | null;
  readonly endedOn: string | null; readonly zoneNo: number; readonly monthlyCapacity: unknown;
};
type Contracts = NonNullable<FieldTotals['contracts']>;

/** Every contract with a dealer of the markets, whatever its days; no key where none was ever recorded. A contract belongs to a dealer, and to no zone or class alone. */
export async function contractTotals(ask: Ask): Promise<Map<string, Contracts>> {
  const dealers = and(dealersOf(ask, 'c.dealerId'));
  const rows: Row[] = await ask.em.query(
    `SELECT c.marketId, c.id, d.code AS dealer, d.core, c.fromDay, c.toDay, c.signedOn, c.recordedOn, c.endedOn, z.zoneNo, t.monthlyCapacity
     FROM dealer_contract c JOIN dealer d ON d.id = c.dealerId JOIN dealer_territory t ON t.contractId = c.id JOIN zone z ON z.id = t.zoneId
     WHERE c.marketId IN (${marks(ask.marketIds)})${dealers.sql} ORDER BY c.number, z.zoneNo`, [...ask.marketIds, ...dealers.parameters]);
  return new Map([...byMarket(rows)].map(([marketId, its]) => [marketId, contractsOf(its)]));
}

function contractsOf(rows: readonly Row[]): Contracts {
  const contracts = new Map<string, Contracts[number]>();
  for (const { id, dealer, core, fromDay, toDay, signedOn, recordedOn, endedOn, zoneNo, monthlyCapacity } of rows) {
    const known = contracts.get(id) ?? { dealer, core: Number(core) === 1, fromDay, toDay, signedOn, recordedOn, endedOn, zones: [] };
    contracts.set(id, { ...known, zones: [...known.zones, { zoneNo, monthlyCapacity: Number(monthlyCapacity) }] });
  }
  return [...contracts.values()];
}
