import type { EntityManager } from 'typeorm';
import { datums } from '../../../persistence/geography/datum.js';
import { nameKeyOf, phoneKeyOf } from '../../../rules/same-terminal.js';
import type { FieldRow, KindContext, KindDef, KindSession, Resolved, RowFault, SideChanges, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown, type MarketRow } from '../references.js';
import { Geography, type Route, type Zone } from './geography.js';
import { present, presentOr } from './present.js';
import { codeOf, isCodeFault, readCode, TerminalCodes, type CodedTerminal } from './terminal-codes.js';
import { positionColumns } from './terminal-position.js';
import { terminalWarnings } from './terminal-warnings.js';

const statuses = ['active', 'closed', 'merged', 'refused', 'unreachable'];

/** Key: market and the source's own number, present or former. Zones and routes are made as they are named; a customer code also names them. */
export const terminals: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    externalId: { type: { is: 'text', max: 80 }, required: true },
    name: { type: { is: 'text', max: 200 }, required: true },
    type: { type: { is: 'text', max: 40 } },
    address: { type: { is: 'text', max: 300 } },
    latitude: { type: { is: 'decimal', from: -90, to: 90 } },
    longitude: { type: { is: 'decimal', from: -180, to: 180 } },
    datum: { type: { is: 'word', of: datums } },
    contactRole: { type: { is: 'text', max: 40 } },
    contactName: { type: { is: 'text', max: 120 } },
    phone: { type: { is: 'text', max: 40 } },
    status: { type: { is: 'word', of: statuses } },
    class: { type: { is: 'word', of: ['A', 'B', 'C'] } },
    classAsOf: { type: { is: 'day' } },
    zone: { type: { is: 'whole', from: 1, to: 99 } },
    zoneName: { type: { is: 'text', max: 160 } },
    zonePriority: { type: { is: 'word', of: ['key', 'normal'] } },
    route: { type: { is: 'whole', from: 1, to: 99 } },
    adviser: { type: { is: 'text', max: 80 } },
    dealer: { type: { is: 'text', max: 80 } },
    code: { type: { is: 'text', max: 12 }, assignable: true },
    monthlyCategoryVolume: { type: { is: 'amount', from: 0 } },
    firstSeen: { type: { is: 'day' } },
    lastSeen: { type: { is: 'day' } },
    closedOn: { type: { is: 'day' } },
  },
  open: (context) => new TerminalSession(context),
};

type Place = { readonly zone: Zone | null; readonly route: Route | null; readonly code: string | null };
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const whole = (value: unknown): number | null => (typeof value === 'number' ? value : null);

class TerminalSession implements KindSession {
  readonly target = { table: 'terminal', scope: ['marketId'], key: 'externalId' };
  private readonly staged = new Map<string, CodedTerminal>();

  private readonly known: References;
  private readonly geography = new Geography();
  private readonly codes = new TerminalCodes();

  constructor(private readonly context: KindContext) { this.known = new References(context.reader, ['dealer', 'terminal']); }

  async load(rows: readonly FieldRow[]): Promise<void> {
    for (const { id } of await this.known.load(rows)) {
      await this.geography.load(this.context.reader, id);
      await this.codes.load(this.context.reader, id);
    }
  }

  resolve(fields: FieldRow, line: number): Resolved {
    const market = this.known.market(fields['market']);
    if (!market) return { faults: [unknown('market', fields['market'])] };
    const externalId = this.known.numberNow(market.id, String(fields['externalId']));
    // What the file says of a terminal that was merged is said of one that is no more.
    if (externalId === 'merged') return { skipped: true };
    const [place, dealer, position] = [this.placeOf(fields, market), this.dealerOf(fields, market.id), positionColumns(fields)];
    if ('faults' in place || 'faults' in dealer || 'faults' in position) {
      return { faults: [place, dealer, position].flatMap((part) => ('faults' in part ? part.faults : [])) };
    }
    const row: TableRow = {
      marketId: market.id, externalId: externalId.present,
      ...present(fields, ['name', 'type', 'address', 'class', 'classAsOf', 'monthlyCategoryVolume', 'firstSeen', 'lastSeen', 'closedOn', 'contactRole', 'contactName', 'phone']),
      nameKey: nameKeyOf(text(fields['name'])), ...(fields['phone'] !== undefined && { phoneKey: phoneKeyOf(text(fields['phone'])) }),
      ...presentOr(fields, 'status', 'active'), ...position.columns, ...dealer.columns, ...this.placeColumns(place),
    };
    const key = `${market.id}/${row['externalId']}`;
    if (!this.staged.has(key)) this.staged.set(key, { line, row, market, route: place.route });
    return { row };
  }

  private dealerOf(fields: FieldRow, marketId: string): { columns: TableRow } | { faults: RowFault[] } {
    const code = fields['dealer'];
    if (code === undefined) return { columns: {} };
    const dealerId = code === null ? null : this.known.idOf('dealer', marketId, code);
    return dealerId === undefined ? { faults: [unknown('dealer', code)] } : { columns: { dealerId } };
  }

  private placeOf(fields: FieldRow, market: MarketRow): Place | { faults: RowFault[] } {
    const refuse = (column: string, why: ReturnType<typeof fault>) => ({ faults: [{ column, fault: why }] });
    const [code, zoneName, adviser] = [text(fields['code']), text(fields['zoneName']), text(fields['adviser'])];
    let written: string | null = null;
    let [zoneNo, routeNo] = [whole(fields['zone']), whole(fields['route'])];
    if (code !== null) {
      const parts = readCode(code, market);
      if (isCodeFault(parts)) return refuse('code', parts);
      if ((zoneNo ?? parts.zone) !== parts.zone || (routeNo ?? parts.route) !== parts.route) return refuse('code', fault('code-disagrees', { value: code }));
      [zoneNo, routeNo, written] = [parts.zone, parts.route, codeOf(parts, market)];
    }
    const mostRoutes = market.routeDigits === 1 ? 9 : 99;
    if (routeNo !== null && routeNo > mostRoutes) return refuse('route', fault('out-of-range', { value: routeNo, from: 1, to: mostRoutes }));
    const zone = zoneNo === null && zoneName === null ? null : this.geography.zone(market.id, zoneNo, zoneName);
    if (zone) this.geography.describeZone(zone, zoneName, text(fields['zonePriority']));
    if (routeNo !== null && zone === null) return refuse('route', fault('needs-zone'));
    const route = zone === null || routeNo === null ? null : this.geography.route(zone, routeNo);
    if (adviser !== null && route === null) return refuse('adviser', fault('needs-route'));
    const conflict = route !== null && adviser !== null ? this.geography.giveAdviser(route, adviser) : null;
    return conflict ? refuse('adviser', conflict) : { zone, route, code: written };
  }

  /** Only what the mapping speaks of: a file without zones does not take the terminals out of theirs. */
  private placeColumns({ zone, route, code }: Place): TableRow {
    const { mapped, assigned } = this.context;
    const coded = mapped.has('code');
    return {
      ...(coded || mapped.has('zone') || mapped.has('zoneName') ? { zoneId: zone?.id ?? null } : {}),
      ...(coded || mapped.has('route') ? { routeId: route?.id ?? null } : {}),
      ...(coded || assigned.has('code') ? { code } : {}),
    };
  }

  check(): readonly (RowFault & { readonly row: number })[] {
    const zones = this.geography.numberZones();
    if (zones) return [{ row: 1, column: 'zoneName', fault: zones }];
    const staged = [...this.staged.values()];
    if (this.context.assigned.has('code')) return this.codes.assign(staged);
    return this.context.mapped.has('code') ? this.codes.conflicts(staged) : [];
  }

  async warnings(): Promise<readonly (RowFault & { readonly row: number })[]> {
    const staged = [...this.staged.values()];
    return terminalWarnings(this.context.reader, [...new Set(staged.map(({ market }) => market.id))], staged);
  }

  async before(em: EntityManager, side: SideChanges): Promise<number> {
    if (this.context.mapped.has('code') || this.context.assigned.has('code')) await this.codes.keep(em, [...this.staged.values()]);
    return this.geography.write(em, side);
  }
}
