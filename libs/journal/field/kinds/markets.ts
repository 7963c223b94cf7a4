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

class MarketSession implements KindSession {
  readonly target = { table: 'market', scope: [], key: 'code' };
  /** Market number → code of the market that has or had it, by the database and then by the file. */
  private readonly holders = new Map<number, string>();
  private readonly ids = new Map<string, string>();

  constructor(private readonly context: KindContext) {}

  async load(): Promise<void> {
    const { reader } = this.context;
    if (this.ids.size > 0) return;
    const number = reader.connection.driver.escape('number');
    for (const { id, code } of await reader.query<{ id: string; code: string }[]>('SELECT m.id, m.code FROM market m')) this.ids.set(code, id);
    const held = await reader.query<{ number: number; code: string }[]>(`SELECT n.${number}, m.code FROM market_number n JOIN market m ON m.id = n.marketId`);
    for (const { number: no, code } of held) this.holders.set(Number(no), code);
  }

  resolve(fields: FieldRow): Resolved {
    const faults = [this.numberFault(fields), daysFault(fields)].filter((one) => one !== null);
    const successor = fields['successor'];
    const successorId = typeof successor === 'string' ? this.ids.get(successor) : null;
    if (successorId === undefined) faults.push({ ...unknown('market', successor), column: 'successor' });
    if (faults.length > 0) return { faults };
    return {
      row: {
        ...present(fields, ['code', 'name', 'adminRegion', 'marketNo', 'validFrom', 'validTo']), ...presentOr(fields, 'routeDigits', 1),
        ...(successor !== undefined && { successorId: successorId ?? null }),
      },
    };
  }

  private numberFault(fields: FieldRow): RowFault | null {
    const [number, code] = [fields['marketNo'], String(fields['code'])];
    if (typeof number !== 'number') return null;
    const holder = this.holders.get(number) ?? code;
    if (holder !== code) return { column: 'marketNo', fault: fault('market-number-taken', { value: number, other: holder }) };
    this.holders.set(number, code);
    return null;
  }

  /** Numbers that are new are kept, and the days of the present ones follow their markets. */
  async after(em: EntityManager): Promise<void> {
    const number = em.connection.driver.escape('number');
    await em.query(`INSERT INTO market_number (${number}, marketId, validFrom, validTo)
      SELECT m.marketNo, m.id, m.validFrom, m.validTo FROM market m LEFT JOIN market_number n ON n.${number} = m.marketNo WHERE m.marketNo IS NOT NULL AND n.${number} IS NULL`);
    for (const day of ['validFrom', 'validTo']) {
      await em.query(`UPDATE market_number SET ${day} = (SELECT m.${day} FROM market m WHERE m.id = market_number.marketId)
        WHERE EXISTS (SELECT 1 FROM market m WHERE m.id = market_number.marketId AND m.marketNo = market_number.${number})`);
    }
  }
}

function daysFault({ validFrom, validTo }: FieldRow): RowFault | null {
  return typeof validFrom === 'string' && typeof validTo === 'string' && validTo < validFrom ? { column: 'validTo', fault: fault('days-reversed') } : null;
}
