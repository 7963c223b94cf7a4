import type { EntityManager } from 'typeorm';
import type { FieldRow, KindDef, KindSession, Resolved } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';

/** Key: terminal. A stop is one of the route that the terminal is on; the route may be named to be sure of it. */
export const routeStops: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    terminal: { type: { is: 'text', max: 80 }, required: true },
    seq: { type: { is: 'whole', from: 1, to: 9999 }, required: true },
    weekdays: { type: { is: 'text', max: 13 } },
    route: { type: { is: 'text', max: 5 } },
  },
  open: ({ reader }) => new RouteStopSession(reader),
};

type OnRoute = { readonly routeId: string; readonly name: string };

class RouteStopSession implements KindSession {
  readonly target = { table: 'route_stop', scope: ['marketId'], key: 'terminalId' };
  private readonly known: References;
  private readonly routes = new Map<string, OnRoute>();

  constructor(private readonly reader: EntityManager) { this.known = new References(reader, ['terminal']); }

  async load(rows: readonly FieldRow[]): Promise<void> {
    for (const { id } of await this.known.load(rows)) {
      const found: { id: string; routeId: string; zoneNo: number; routeNo: number }[] = await this.reader.query(
        'SELECT t.id, r.id AS routeId, z.zoneNo, r.routeNo FROM terminal t JOIN route r ON r.id = t.routeId JOIN zone z ON z.id = r.zoneId WHERE t.marketId = ?', [id]);
      for (const { id: terminalId, routeId, zoneNo, routeNo } of found) this.routes.set(terminalId, { routeId, name: `${zoneNo}-${routeNo}` });
    }
  }

  resolve(fields: FieldRow): Resolved {
    const market = this.known.market(fields['market']);
    if (!market) return { faults: [unknown('market', fields['market'])] };
    const terminalId = this.known.idOf('terminal', market.id, fields['terminal']);
    if (terminalId === undefined) return { faults: [unknown('terminal', fields['terminal'])] };
    const on = this.routes.get(terminalId);
    if (!on) return { faults: [{ column: 'terminal', fault: fault('not-on-a-route', { value: String(fields['terminal']) }) }] };
    const named = fields['route'] ?? null;
    if (named !== null && named !== on.name) return { faults: [{ column: 'route', fault: fault('other-route', { value: String(named), route: on.name }) }] };
    const weekdays = weekdaysOf(fields['weekdays'] ?? '');
    if (weekdays === null) return { faults: [{ column: 'weekdays', fault: fault('not-weekdays', { value: String(fields['weekdays']) }) }] };
    return { row: { marketId: market.id, terminalId, routeId: on.routeId, seq: fields['seq'] ?? 1, ...(fields['weekdays'] !== undefined && { weekdays }) } };
  }
}

/** `1,3,5` or `135`: each day once, Monday = 1. */
function weekdaysOf(text: unknown): string | null {
  const digits = String(text).replaceAll(/[\s,;、]/g, '');
  return /^[1-7]*$/.test(digits) && new Set(digits).size === digits.length ? [...digits].sort().join('') : null;
}
