import type { EntityManager } from 'typeorm';
import type { FieldRow, KindContext, KindDef, KindSession, Resolved, RowFault } from '../define-kind.js';
import { fault } from '../faults.js';
import { unknown } from '../references.js';
import { present, presentOr } from './present.js';

/** Key: code. A market's number is its own for good, also when another takes its place (method.md §2.1 no. 9). */
export const markets: KindDef = {
  fields: {
    code: { type: { is: 'text', max: 40 }, required: true },
    name: { type: { is: 'text', max: 160 }, required: true },
    adminRegion: { type: { is: 'text', max: 160 } },
    marketNo: { type: { is: 'whole', from: 1, to: 99 } },
    routeDigits: { type: { is: 'whole', from: 1, to: 2 } },
    validFrom: { type: { is: 'day' } },
    validTo: { type: { is: 'day' } },
    successor: { type: { is: 'text', max: 40 } },
  },
  open: (context) => new MarketSession(context),
};

type Numbered = { readonly line: number; readonly code: string; readonly number: number };

class MarketSession implements KindSession {
  readonly target = { table: 'market', scope: [], key: 'code' };
  /** Market number → code of the market that has or had it. */
  private readonly holders = new Map<number, string>();
  private readonly ids = new Map<string, string>();
  private readonly numbered: Numbered[] = [];

  constructor(private readonly context: KindContext) {}

  async load(): Promise<void> {
    const { reader } = this.context;
    if (this.ids.size > 0) return;
    const number = reader.connection.driver.escape('number');
    for (const { id, code } of await reader.query<{ id: string; code: string }[]>('SELECT m.id, m.code FROM market m')) this.ids.set(code, id);
    for (const { no, marketCode } of await reader.query<{ no: number; marketCode: string }[]>(`SELECT n.${number} AS no, n.marketCode FROM market_number n`)) this.holders.set(Number(no), marketCode);
  }

  resolve(fields: FieldRow, line: number): Resolved {
    const wrongDays = daysFault(fields);
    const { successor, marketNo } = fields;
    const successorId = typeof successor === 'string' ? this.ids.get(successor) : null;
    const faults = [...(wrongDays ? [wrongDays] : []), ...(successorId === undefined ? [{ ...unknown('market', successor), column: 'successor' }] : [])];
    if (faults.length > 0) return { faults };
    if (typeof marketNo === 'number') this.numbered.push({ line, code: String(fields['code']), number: marketNo });
    return {
      row: {
        ...present(fields, ['code', 'name', 'adminRegion', 'marketNo', 'validFrom', 'validTo']), ...presentOr(fields, 'routeDigits', 1),
        ...(successor !== undefined && { successorId: successorId ?? null }),
      },
    };
  }

  check(): readonly (RowFault & { readonly row: number })[] {
    const holders = new Map(this.holders);
    return this.numbered.flatMap(({ line, code, number }) => {
      const holder = holders.get(number) ?? code;
      holders.set(number, holder);
      return holder === code ? [] : [{ row: line, column: 'marketNo', fault: fault('market-number-taken', { value: number, other: holder }) }];
    });
  }

  /** A number keeps the days that it had with its market, before that one may take another; numbers that are new are kept from now on. */
  async before(em: EntityManager): Promise<number> {
    const number = em.connection.driver.escape('number');
    for (const day of ['validFrom', 'validTo']) {
      const ofMarket = `FROM market m WHERE m.code = market_number.marketCode AND m.marketNo = market_number.${number}`;
      await em.query(`UPDATE market_number SET ${day} = (SELECT m.${day} ${ofMarket}) WHERE EXISTS (SELECT 1 ${ofMarket})`);
    }
    const fresh = new Map(this.numbered.filter((one) => !this.holders.has(one.number)).map((one) => [one.number, one.code]));
    for (const [value, code] of fresh) {
      await em.query(`INSERT INTO market_number (${number}, marketCode) VALUES (?, ?)`, [value, code]);
    }
    return 0;
  }
}

function daysFault({ validFrom, validTo }: FieldRow): RowFault | null {
  return typeof validFrom === 'string' && typeof validTo === 'string' && validTo < validFrom ? { column: 'validTo', fault: fault('days-reversed') } : null;
}
