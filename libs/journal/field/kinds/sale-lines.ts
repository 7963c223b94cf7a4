import { isoWeek } from '../../../rules/iso-week.js';
import type { FieldRow, KindContext, KindDef, KindSession, Resolved, RowFault } from '../define-kind.js';
import { References, unknown } from '../references.js';

/** Key: market and the source's own line number. Returns are negative. */
export const saleLines: KindDef = {
  fields: {
    market: { type: { is: 'text', max: 40 }, required: true },
    lineKey: { type: { is: 'text', max: 80 }, required: true },
    terminal: { type: { is: 'text', max: 80 }, required: true },
    sku: { type: { is: 'text', max: 80 }, required: true },
    day: { type: { is: 'day' }, required: true },
    quantity: { type: { is: 'amount' }, required: true },
    amount: { type: { is: 'amount' }, required: true },
  },
  touched: ({ terminalId, marketId, week }) => {
    const [terminal, market, of] = [String(terminalId), String(marketId), String(week)];
    return [
      { what: 'sales', id: terminal, week: of }, { what: 'market', id: market, week: of }, { what: 'orders', id: terminal, week: '' }, { what: 'figures', id: market, week: of },
    ];
  },
  open: (context) => new SaleLineSession(context),
};

class SaleLineSession implements KindSession {
  readonly target = { table: 'sale_line', scope: ['marketId'], key: 'lineKey' };
  private readonly known: References;
  private readonly weeks = new Map<string, string>();

  constructor(private readonly context: KindContext) { this.known = new References(context.reader, ['terminal']); }

  async load(rows: readonly FieldRow[]): Promise<void> { await this.known.load(rows); }

  resolve(fields: FieldRow): Resolved {
    const market = this.known.market(fields['market']);
    if (!market) return { faults: [unknown('market', fields['market'])] };
    const terminalId = this.known.idOf('terminal', market.id, fields['terminal']);
    const sku = this.known.sku(fields['sku']);
    if (terminalId === undefined || sku === undefined) return this.unresolved(fields, terminalId, sku?.id);
    const day = String(fields['day']);
    return {
      row: {
        marketId: market.id, lineKey: fields['lineKey'] ?? '', terminalId, skuId: sku.id, day, week: this.weekOf(day),
        quantity: fields['quantity'] ?? 0, amount: fields['amount'] ?? 0,
      },
    };
  }

  private unresolved(fields: FieldRow, terminalId: string | undefined, skuId: string | undefined): Resolved {
    const { onUnknown } = this.context;
    if (terminalId === undefined && onUnknown.terminal === 'skip') return { skipped: true };
    if (skuId === undefined && onUnknown.sku === 'skip') return { skipped: true };
    const faults: RowFault[] = [];
    if (terminalId === undefined) faults.push(unknown('terminal', fields['terminal']));
    if (skuId === undefined) faults.push(unknown('sku', fields['sku']));
    return { faults };
  }

  private weekOf(day: string): string {
    let week = this.weeks.get(day);
    if (week === undefined) this.weeks.set(day, (week = isoWeek(day)));
    return week;
  }
}
