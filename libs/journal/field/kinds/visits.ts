import type { EntityManager } from 'typeorm';
import { isValidVisit, minutesInShop } from '../../../measures/visits.js';
import { isoWeek } from '../../../rules/iso-week.js';
import type { FieldRow, KindContext, KindDef, KindSession, Resolved, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';
import { References, unknown } from '../references.js';
import { restateVisits } from '../roll-up.js';
import type { Change } from '../upsert.js';
import { customerOf } from './customer.js';
import { present, presentOr } from './present.js';

/** Key: market and the client's own id. A visit is valid when `valid` says so, or else when the facts of it do (arithmetic.md §6). */
export const visits: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true, repeats: true },
    clientId: { type: { is: 'text', max: 80 }, required: true },
    terminal: { type: { is: 'text', max: 80 }, repeats: true },
    dealer: { type: { is: 'text', max: 80 }, repeats: true },
    adviser: { type: { is: 'text', max: 80 }, required: true, repeats: true },
    day: { type: { is: 'day' }, required: true, repeats: true },
    planned: { type: { is: 'flag' } },
    made: { type: { is: 'flag' } },
    ordered: { type: { is: 'flag' } },
    inAt: { type: { is: 'instant' } },
    outAt: { type: { is: 'instant' } },
    valid: { type: { is: 'flag' } },
    invalidReason: { type: { is: 'text', max: 20 }, repeats: true },
    distanceM: { type: { is: 'decimal', from: 0, to: 1e8 } },
    distanceWaived: { type: { is: 'flag' } },
    minutes: { type: { is: 'decimal', from: 0, to: 100_000 } },
    mockLocation: { type: { is: 'flag' } },
    photos: { type: { is: 'whole', from: 0, to: 10_000 } },
    overlapping: { type: { is: 'flag' } },
  },
  checkMapping: (named) => (named.has('valid') || named.has('distanceM') ? null : fault('validity-missing')),
  open: (context) => new VisitSession(context),
};

class VisitSession implements KindSession {
  readonly target = { table: 'visit', scope: ['marketId'], key: 'clientId' };
  private readonly touched = { terminal: new Set<string>(), dealer: new Set<string>() };

  private readonly known: References;

  constructor(private readonly context: KindContext) { this.known = new References(context.reader, ['terminal', 'dealer']); }

  async load(rows: readonly FieldRow[]): Promise<void> { await this.known.load(rows); }

  resolve(fields: FieldRow): Resolved {
    const market = this.known.market(fields['market']);
    if (!market) return { faults: [unknown('market', fields['market'])] };
    const customer = customerOf(fields, market.id, this.known, this.context);
    if ('faults' in customer || 'skipped' in customer) return customer;
    const minutes = minutesOf(fields);
    if (minutes === 'backwards') return { faults: [{ column: 'outAt', fault: fault('out-before-in') }] };
    const day = String(fields['day']);
    return {
      row: {
        marketId: market.id, ...present(fields, ['clientId', 'adviser', 'inAt', 'outAt']), ...customer.row, day, week: isoWeek(day),
        ...presentOr(fields, 'planned', 0), ...presentOr(fields, 'ordered', 0), made: fields['made'] ?? 1, ...this.validity(fields, minutes),
      },
    };
  }

  /** An invalid visit stays stored with its first reason; a planned one that was not made has nothing to be valid. */
  private validity(fields: FieldRow, minutes: number | null): TableRow {
    if ((fields['made'] ?? 1) === 0) return { valid: 0, invalidReason: null };
    if (fields['valid'] !== undefined) return { valid: fields['valid'] ?? 0, invalidReason: fields['valid'] === 1 ? null : fields['invalidReason'] ?? null };
    const flag = (name: string) => fields[name] === 1;
    const distance = fields['distanceM'];
    const { valid, reasons } = isValidVisit({
      distanceM: typeof distance === 'number' ? distance : null, distanceWaived: flag('distanceWaived'), minutes,
      mockLocation: flag('mockLocation'), photos: Number(fields['photos'] ?? 0), overlapping: flag('overlapping'),
    }, this.context.visitLimits);
    return { valid: valid ? 1 : 0, invalidReason: reasons[0] ?? null };
  }

  changed({ before, after }: Change): void {
    for (const row of [before, after]) {
      if (row?.['terminalId']) this.touched.terminal.add(String(row['terminalId']));
      if (row?.['dealerId']) this.touched.dealer.add(String(row['dealerId']));
    }
  }

  async after(em: EntityManager): Promise<void> {
    await restateVisits(em, 'terminal', this.touched.terminal);
    await restateVisits(em, 'dealer', this.touched.dealer);
  }
}

function minutesOf(fields: FieldRow): number | null | 'backwards' {
  const { minutes, inAt, outAt } = fields;
  if (typeof inAt === 'string' && typeof outAt === 'string' && outAt < inAt) return 'backwards';
  if (typeof minutes === 'number') return minutes;
  return typeof inAt === 'string' ? minutesInShop({ inAt, outAt: typeof outAt === 'string' ? outAt : null }) : null;
}
