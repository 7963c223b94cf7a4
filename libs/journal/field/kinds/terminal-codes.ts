import type { EntityManager } from 'typeorm';
import { formatCustomerCode, nextCustomerNumber, parseCompactCode, parseCustomerCode, type CustomerCodeParts } from '../../../measures/customer-code.js';
import type { RowFault, TableRow } from '../define-kind.js';
import { fault, type Fault } from '../faults.js';
import type { MarketRow } from '../references.js';
import { chunksOf } from '../upsert.js';
import type { Route } from './geography.js';

type Given = { readonly code: string; readonly externalId: string };
export type CodedTerminal = { readonly line: number; readonly row: TableRow; readonly market: MarketRow; readonly route: Route | null };

/** Reads a customer code as this market writes them, with or without its dashes. arithmetic.md §12 */
export function readCode(text: string, market: MarketRow): CustomerCodeParts | Fault {
  const options = { routeDigits: market.routeDigits, markets: market.marketNo === null ? null : [market.marketNo] };
  const parsed = /^\d+$/.test(text) ? parseCompactCode(text, options) : parseCustomerCode(text, options);
  return parsed.valid ? parsed : fault('bad-code', { value: text, why: parsed.reason });
}

/** A code that was read, as it is stored. */
export const codeOf = (parts: CustomerCodeParts, market: MarketRow): string => formatCustomerCode(parts, market.routeDigits);

export const isCodeFault = (read: CustomerCodeParts | Fault): read is Fault => 'rule' in read;

/** Who has which code, who ever had one, and what the file makes of it. A code that was given out once is never given to another terminal. */
export class TerminalCodes {
  /** Market id → every code that was ever given out there, with the number of the terminal whose it is. */
  private readonly given = new Map<string, Given[]>();
  /** Market id/number of the source → present code, or the one that waits for a terminal that is not there yet. */
  private readonly present = new Map<string, string | null>();

  async load(em: EntityManager, marketId: string): Promise<void> {
    const given: Given[] = await em.query('SELECT c.code, c.externalId FROM terminal_code c WHERE c.marketId = ?', [marketId]);
    this.given.set(marketId, given);
    for (const { code, externalId } of given) this.present.set(`${marketId}/${externalId}`, code);
    const terminals: { externalId: string; code: string | null }[] = await em.query('SELECT t.externalId, t.code FROM terminal t WHERE t.marketId = ?', [marketId]);
    for (const { externalId, code } of terminals) this.present.set(`${marketId}/${externalId}`, code);
  }

  /** Two terminals of a market with one code, in the file, or one now and another before. */
  conflicts(terminals: readonly CodedTerminal[]): (RowFault & { row: number })[] {
    const holders = new Map([...this.given].flatMap(([marketId, given]) => given.map(({ code, externalId }): [string, string] => [`${marketId}/${code}`, `${marketId}/${externalId}`])));
    return terminals.flatMap(({ line, row }) => {
      if (row['code'] === null) return [];
      const place = `${row['marketId']}/${row['code']}`;
      const holder = holders.get(place) ?? keyOf(row);
      if (holder !== keyOf(row)) return [{ row: line, column: 'code', fault: fault('code-taken', { value: String(row['code']) }) }];
      holders.set(place, keyOf(row));
      return [];
    });
  }

  /** Gives each terminal without a code of its route the next number there; a terminal that stays on its route keeps its code. */
  assign(terminals: readonly CodedTerminal[]): (RowFault & { row: number })[] {
    const used = this.usedNumbers();
    return terminals.flatMap(({ line, row, market, route }) => {
      const why = route === null ? 'zone, route' : market.marketNo === null ? 'marketNo' : null;
      if (why !== null || route === null) return [{ row: line, column: 'code', fault: fault('cannot-assign-code', { why: `${why} ?` }) }];
      const parts = { market: market.marketNo ?? 0, zone: route.zone.zoneNo ?? 0, route: route.routeNo };
      const prefix = formatCustomerCode({ ...parts, customer: 1 }, market.routeDigits).slice(0, -3);
      const own = this.present.get(keyOf(row)) ?? null;
      if (own !== null && own.startsWith(prefix)) { row['code'] = own; return []; }
      const place = `${market.id}/${prefix}`;
      const numbers = used.get(place) ?? [];
      used.set(place, numbers);
      const customer = nextCustomerNumber(numbers);
      if (customer === null) return [{ row: line, column: 'code', fault: fault('cannot-assign-code', { why: '999' }) }];
      numbers.push(customer);
      row['code'] = formatCustomerCode({ ...parts, customer }, market.routeDigits);
      return [];
    });
  }

  private usedNumbers(): Map<string, number[]> {
    const used = new Map<string, number[]>();
    for (const [marketId, given] of this.given) {
      for (const { code } of given) {
        const place = `${marketId}/${code.slice(0, -3)}`;
        const numbers = used.get(place);
        if (numbers) numbers.push(Number(code.slice(-3)));
        else used.set(place, [Number(code.slice(-3))]);
      }
    }
    return used;
  }

  /** Keeps the codes of these terminals for good. In the transaction that writes them or before it. */
  async keep(em: EntityManager, terminals: readonly CodedTerminal[]): Promise<void> {
    const known = new Set([...this.given].flatMap(([marketId, given]) => given.map(({ code }) => `${marketId}/${code}`)));
    const fresh = terminals.filter(({ row }) => typeof row['code'] === 'string' && !known.has(`${row['marketId']}/${row['code']}`));
    for (const some of chunksOf(fresh, codesPerStatement)) {
      await em.query(`INSERT INTO terminal_code (marketId, code, externalId, givenAt) VALUES ${some.map(() => '(?, ?, ?, ?)').join(', ')}`,
        some.flatMap(({ row }) => [row['marketId'], row['code'], row['externalId'], new Date().toISOString()]));
    }
  }
}

const codesPerStatement = 400;
const keyOf = (row: TableRow): string => `${row['marketId']}/${row['externalId']}`;
