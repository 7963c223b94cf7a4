import { datums } from '../../../persistence/geography/datum.js';
import { isoWeek } from '../../../rules/iso-week.js';
import type { FieldRow, KindContext, KindDef, KindSession, Resolved, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';
import { faultsByItself, faultsOfVisit, placeOf, Positions } from '../visit-facts.js';
import { customerOf } from './customer.js';
import { present, presentOr } from './present.js';

/** Key: market and the client's own id. A visit is valid when `valid` says so, or else when the facts of it do (arithmetic.md §6). */
export const visits: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    clientId: { type: { is: 'text', max: 80 }, required: true },
    terminal: { type: { is: 'text', max: 80 } },
    dealer: { type: { is: 'text', max: 80 } },
    adviser: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    planned: { type: { is: 'flag' } },
    made: { type: { is: 'flag' } },
    ordered: { type: { is: 'flag' } },
    inAt: { type: { is: 'instant' } },
    outAt: { type: { is: 'instant' } },
    valid: { type: { is: 'flag' } },
    invalidReason: { type: { is: 'text', max: 20 } },
    distanceM: { type: { is: 'decimal', from: 0, to: 1e8 } },
    distanceWaived: { type: { is: 'flag' } },
    minutes: { type: { is: 'decimal', from: 0, to: 100_000 } },
    mockLocation: { type: { is: 'flag' } },
    photos: { type: { is: 'whole', from: 0, to: 10_000 } },
    overlapping: { type: { is: 'flag' } },
    latitude: { type: { is: 'decimal', from: -90, to: 90 } },
    longitude: { type: { is: 'decimal', from: -180, to: 180 } },
    datum: { type: { is: 'word', of: datums } },
    faults: { type: { is: 'text', max: 120 } },
    judged: { type: { is: 'flag' } },
    outcome: { type: { is: 'word', of: ['order', 'no_order', 'closed', 'refused', 'no_owner'] } },
    nextStep: { type: { is: 'text', max: 400 } },
  },
  checkMapping: (named) => (named.has('valid') || named.has('distanceM') || named.has('latitude') || named.has('faults') ? null : fault('validity-missing')),
  // A visit that moved to another customer or day judges as before and still changes who was last seen when.
  touched: ({ terminalId, dealerId, marketId, week }) => [
    ...(terminalId ? [{ what: 'visits' as const, id: String(terminalId), week: '' }] : []), ...(dealerId ? [{ what: 'dealer-visits' as const, id: String(dealerId), week: '' }] : []),
    { what: 'visit-week', id: String(marketId), week: String(week) }, { what: 'figures', id: String(marketId), week: String(week) },
  ],
  open: (context) => new VisitSession(context),
};

class VisitSession implements KindSession {
  readonly target = { table: 'visit', scope: ['marketId'], key: 'clientId' };
  private readonly known: References;
  private readonly positions = new Positions();

  constructor(private readonly context: KindContext) { this.known = new References(context.reader, ['terminal', 'dealer']); }

  async load(rows: readonly FieldRow[]): Promise<void> {
    for (const { id } of await this.known.load(rows)) if (this.context.mapped.has('latitude')) await this.positions.load(this.context.reader, id);
  }

  resolve(fields: FieldRow): Resolved {
    const market = this.known.market(fields['market']);
    if (!market) return { faults: [unknown('market', fields['market'])] };
    const customer = customerOf(fields, market.id, this.known, this.context);
    if (!('row' in customer)) return customer;
    const faults = faultsOfVisit(fields);
    if (faults.length > 0) return { faults };
    const day = String(fields['day']);
    const place = placeOf(fields);
    const distanceM = typeof fields['distanceM'] === 'number' ? fields['distanceM'] : this.positions.distance(customer.row['terminalId'] ?? customer.row['dealerId'], place);
    const located = fields['distanceM'] !== undefined || fields['latitude'] !== undefined;
    return {
      row: {
        marketId: market.id, ...present(fields, ['clientId', 'adviser', 'inAt', 'outAt', 'photos', 'outcome', 'nextStep']), ...place, ...customer.row, day, week: isoWeek(day),
        ...presentOr(fields, 'planned', 0), ...orderedOf(fields), made: fields['made'] ?? 1, ...(located && { distanceM }), ...faultsByItself(fields, distanceM, this.context.visitLimits),
      },
    };
  }
}

/** An outcome says it as well. */
function orderedOf(fields: FieldRow): TableRow {
  if (fields['ordered'] === undefined && fields['outcome'] === undefined) return {};
  return { ordered: fields['ordered'] ?? (fields['outcome'] === 'order' ? 1 : 0) };
}
