import type { EntityManager } from 'typeorm';
import type { TerminalView } from '../../contracts/terminal-views.js';

/** Columns and joins of a terminal as people see it, over `t`. */
export const terminalColumns = `t.id, t.externalId, t.code, t.name, t.type, t.address, t.status, t.class, t.latitude, t.longitude, t.datum, t.sourceLatitude, t.sourceLongitude, t.shifted,
  t.contactRole, t.contactName, t.phone, t.firstSeen, t.lastSeen, t.closedOn, t.firstValidVisit, t.lastValidVisit, t.mergedInto,
  m.id AS marketId, m.code AS marketCode, m.name AS marketName, z.zoneNo, r.routeNo, r.adviser, d.code AS dealer`;
export const terminalJoins = `JOIN market m ON m.id = t.marketId LEFT JOIN zone z ON z.id = t.zoneId LEFT JOIN route r ON r.id = t.routeId LEFT JOIN dealer d ON d.id = t.dealerId`;

type Plain = Pick<TerminalView, 'id' | 'externalId' | 'code' | 'name' | 'type' | 'address' | 'status' | 'class' | 'zoneNo' | 'routeNo' | 'dealer' | 'contactRole' | 'contactName' | 'phone'
  | 'firstSeen' | 'lastSeen' | 'closedOn' | 'firstValidVisit' | 'lastValidVisit' | 'mergedInto'>;
export type TerminalRow = Plain & {
  readonly latitude: number | null; readonly longitude: number | null; readonly datum: 'wgs84' | 'gcj02' | 'bd09' | null;
  readonly sourceLatitude: number | null; readonly sourceLongitude: number | null; readonly shifted: unknown;
  readonly marketId: string; readonly marketCode: string; readonly marketName: string; readonly adviser: string | null;
};
/** Who may read whom to call, by market. */
export type MayCall = (marketId: string) => boolean;

export function terminalView(row: TerminalRow, mayCall: MayCall): TerminalView {
  const shown = mayCall(row.marketId);
  return {
    id: row.id, market: { id: row.marketId, code: row.marketCode, name: row.marketName }, externalId: row.externalId, code: row.code, name: row.name, type: row.type, address: row.address,
    status: row.status, class: row.class, zoneNo: row.zoneNo, routeNo: row.routeNo, owner: row.adviser === '' ? null : row.adviser, dealer: row.dealer, position: positionOf(row),
    contactRole: row.contactRole, contactName: shown ? row.contactName : null, phone: shown ? row.phone : null,
    firstSeen: row.firstSeen, lastSeen: row.lastSeen, closedOn: row.closedOn, firstValidVisit: row.firstValidVisit, lastValidVisit: row.lastValidVisit, mergedInto: row.mergedInto,
  };
}

function positionOf({ latitude, longitude, datum, sourceLatitude, sourceLongitude, shifted }: TerminalRow): TerminalView['position'] {
  if (latitude === null || longitude === null) return null;
  return {
    latitude, longitude, shifted: Number(shifted) === 1, source: { datum: datum ?? 'wgs84', latitude: sourceLatitude ?? latitude, longitude: sourceLongitude ?? longitude },
  };
}

/** The terminals of a condition over `t`, in the order that follows it. */
export async function terminalRows(em: EntityManager, where: string, parameters: readonly (string | number)[]): Promise<TerminalRow[]> {
  return em.query(`SELECT ${terminalColumns} FROM terminal t ${terminalJoins} WHERE ${where}`, [...parameters]);
}
