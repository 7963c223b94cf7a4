import type { EntityManager } from 'typeorm';
import { formatCustomerCode, nextCustomerNumber, parseCustomerCode, type CustomerCodeParts } from '../../../measures/customer-code.js';
import type { RowFault, TableRow } from '../define-kind.js';
import { fault, type Fault } from '../faults.js';
import type { MarketRow } from '../references.js';
import { chunksOf } from '../upsert.js';
import type { Route } from './geography.js';

type Owner = { readonly id: string; readonly externalId: string; readonly code: string | null };
export type CodedTerminal = { readonly line: number; readonly row: TableRow; readonly market: MarketRow; readonly route: Route | null };

/** Reads a customer code as this market writes them. arithmetic.md §12 */
export function readCode(text: string, market: MarketRow): CustomerCodeParts | Fault {
  const parsed = parseCustomerCode(text, { routeDigits: market.routeDigits, markets: market.marketNo === null ? null : [market.marketNo] });
  return parsed.valid ? parsed : fault('bad-code', { value: text, why: parsed.reason });
}

export const isCodeFault = (read: CustomerCodeParts | Fault): read is Fault => 'rule' in read;

/** Who has which code already, and what the file makes of it. */
export class TerminalCodes {
  private readonly owners = new Map<string, Owner[]>();

  async load(em: EntityManager, marketId: string): Promise<void> {
    this.owners.set(marketId, await em.query('SELECT t.id, t.externalId, t.code FROM terminal t WHERE t.marketId = ?', [marketId]));
  }

  /** Two terminals of a market with one code, in the file or between the file and what is stored. */
  conflicts(terminals: readonly CodedTerminal[]): (RowFault & { row: number })[] {
    const stated = new Map(terminals.map((terminal) => [keyOf(terminal.row), terminal.row['code'] ?? null]));
    const holders = new Map<string, string>();
    for (const [marketId, owners] of this.owners) {
      for (const { externalId, code } of owners) {
        const key = `${marketId}/${externalId}`;
        if (code !== null && !stated.has(key)) holders.set(`${marketId}/${code}`, key);
      }
    }
    return terminals.flatMap(({ line, row }) => {
      if (row['code'] === null) return [];
      const place = `${row['marketId']}/${row['code']}`;
      const holder = holders.get(place);
      if (holder !== undefined && holder !== keyOf(row)) return [{ row: line, column: 'code', fault: fault('code-taken', { value: String(row['code']) }) }];
      holders.set(place, keyOf(row));
      return [];
    });
  }

  /** Gives each terminal without a code of its route the next number there; a terminal that stays on its route keeps its code. */
  assign(terminals: readonly CodedTerminal[]): (RowFault & { row: number })[] {
    const known = new Map([...this.owners].flatMap(([marketId, owners]) => owners.map((owner): [string, string | null] => [`${marketId}/${owner.externalId}`, owner.code])));
    const used = this.usedNumbers();
    return terminals.flatMap(({ line, row, market, route }) => {
      const why = route === null ? 'zone, route' : market.marketNo === null ? 'marketNo' : null;
      if (why !== null || route === null) return [{ row: line, column: 'code', fault: fault('cannot-assign-code', { why: `${why} ?` }) }];
      const parts = { market: market.marketNo ?? 0, zone: route.zone.zoneNo ?? 0, route: route.routeNo };
      const prefix = formatCustomerCode({ ...parts, customer: 1 }, market.routeDigits).slice(0, -3);
      const own = known.get(keyOf(row)) ?? null;
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
    for (const [marketId, owners] of this.owners) {
      for (const { code } of owners) {
        if (code === null) continue;
        const place = `${marketId}/${code.slice(0, -3)}`;
        const numbers = used.get(place);
        if (numbers) numbers.push(Number(code.slice(-3)));
        else used.set(place, [Number(code.slice(-3))]);
      }
    }
    return used;
  }

  /** Frees the codes that change hands, so that two terminals can swap theirs under the unique key. */
  async release(em: EntityManager, terminals: readonly CodedTerminal[]): Promise<void> {
    const owners = new Map([...this.owners].flatMap(([marketId, list]) => list.map((owner): [string, Owner] => [`${marketId}/${owner.externalId}`, owner])));
    const changing = terminals.flatMap(({ row }) => {
      const owner = owners.get(keyOf(row));
      return owner && owner.code !== null && owner.code !== row['code'] ? [owner.id] : [];
    });
    for (const some of chunksOf(changing, 400)) await em.query(`UPDATE terminal SET code = NULL WHERE id IN (${some.map(() => '?').join(', ')})`, some);
  }
}

const keyOf = (row: TableRow): string => `${row['marketId']}/${row['externalId']}`;
