import type { EntityManager } from 'typeorm';
import type { PlannedStop } from '../../measures/visit-plan.js';
import type { VisitPlan } from '../../persistence/entities/field/routes.js';
import { isCustomer } from '../../persistence/field/question.js';
import { frequencyOfClass, type frequencyOf } from '../../rules/visit-frequency.js';

/** A customer with who calls there. */
export type Stop = {
  readonly id: string; readonly kind: 'terminal' | 'dealer'; readonly adviser: string | null; readonly routeId: string | null; readonly zoneNo: number | null; readonly class: 'A' | 'B' | 'C' | null;
  readonly weekdays: string;
};

/** The customers of a market on a day: terminals in the order in which their routes are walked, then dealers. */
export async function stopsOf(em: EntityManager, marketId: string, day: string): Promise<Stop[]> {
  const terminals: Omit<Stop, 'kind'>[] = await em.query(
    `SELECT t.id, r.adviser, t.routeId, z.zoneNo, t.class, COALESCE(s.weekdays, '') AS weekdays
     FROM terminal t LEFT JOIN zone z ON z.id = t.zoneId LEFT JOIN route r ON r.id = t.routeId LEFT JOIN route_stop s ON s.terminalId = t.id AND s.routeId = t.routeId
     WHERE t.marketId = ? AND ${isCustomer('t')} ORDER BY z.zoneNo, r.routeNo, COALESCE(s.seq, 10000), t.code, t.externalId`, [marketId, day]);
  const dealers: Pick<Stop, 'id' | 'adviser'>[] = await em.query(
    "SELECT d.id, d.owner AS adviser FROM dealer d WHERE d.marketId = ? AND d.status = 'active' AND (d.firstSeen IS NULL OR d.firstSeen <= ?) ORDER BY d.code", [marketId, day]);
  return [
    ...terminals.map((stop): Stop => ({ ...stop, adviser: stop.adviser === '' ? null : stop.adviser, kind: 'terminal' })),
    ...dealers.map((stop): Stop => ({ ...stop, adviser: stop.adviser === '' ? null : stop.adviser, kind: 'dealer', routeId: null, zoneNo: null, class: null, weekdays: '' })),
  ];
}

/** All stops of the asked adviser, or of the advisers of the asked zone: a day is balanced over everything that one person has to do. */
export function stopsAsked(stops: readonly Stop[], { person, zone }: { readonly person?: string | undefined; readonly zone?: number | undefined }): Stop[] {
  const owned = stops.filter(({ adviser }) => adviser !== null && (person === undefined || adviser === person));
  if (zone === undefined) return owned;
  const there = new Set(owned.filter(({ zoneNo }) => zoneNo === zone).map(({ adviser }) => adviser));
  return owned.filter(({ adviser }) => there.has(adviser));
}

/** How often the stop must be seen, as the planner wants it. */
export function plannedStop({ id, kind, class: name, weekdays }: Stop, frequencies: ReturnType<typeof frequencyOf>): PlannedStop {
  const { visitsPer4Weeks } = kind === 'dealer' ? frequencies.dealer : frequencyOfClass(name, frequencies);
  return { id, visitsPer4Weeks, weekdays: [...weekdays].map(Number) };
}

export type PlanRow = Pick<VisitPlan, 'day' | 'adviser' | 'routeId' | 'customerId' | 'terminalId' | 'dealerId' | 'seq' | 'source'>;

export function rowOf({ id, kind, routeId }: Stop, adviser: string, day: string, seq: number, source: PlanRow['source']): PlanRow {
  return { day, adviser, routeId, customerId: id, terminalId: kind === 'terminal' ? id : null, dealerId: kind === 'dealer' ? id : null, seq, source };
}
