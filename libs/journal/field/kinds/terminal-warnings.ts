import type { EntityManager } from 'typeorm';
import type { Place } from '../../../measures/geo-distance.js';
import { PlaceGrid } from '../../../persistence/geography/place-grid.js';
import { nearM } from '../../../rules/same-terminal.js';
import type { RowFault, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';
import type { CodedTerminal } from './terminal-codes.js';

type Known = { readonly externalId: string; readonly nameKey: string | null; readonly phoneKey: string | null; readonly latitude: number | null; readonly longitude: number | null };
type Warning = RowFault & { readonly row: number };
type Placed = Place & { readonly externalId: string };

/** Of those that a row may be, so many are named. */
const named = 3;

/**
 * What is no error in a list of terminals and a person should look at: new ones that may be the same as one we have or as one further up in
 * the list, and shifted coordinates where nothing is shifted. Looked up by keys and cells, never everyone against everyone. method.md §4.3
 */
export async function terminalWarnings(em: EntityManager, marketIds: readonly string[], staged: readonly CodedTerminal[]): Promise<Warning[]> {
  const warnings = staged.flatMap(({ line, row }) => (row['shifted'] === 0 && row['datum'] !== 'wgs84' && row['datum'] !== null
    ? [{ row: line, column: 'datum', fault: fault('not-shifted', { datum: String(row['datum']) }) }] : []));
  for (const marketId of marketIds) {
    const stored: Known[] = await em.query("SELECT t.externalId, t.nameKey, t.phoneKey, t.latitude, t.longitude FROM terminal t WHERE t.marketId = ? AND t.status <> 'merged'", [marketId]);
    const seen = new Seen(stored);
    for (const { line, row } of staged) {
      if (row['marketId'] !== marketId || seen.has(String(row['externalId']))) continue;
      const one = knownOf(row);
      const alike = seen.alike(one);
      if (alike.size > 0) warnings.push({ row: line, column: 'name', fault: fault('maybe-double', { value: String(row['name']), others: [...alike].slice(0, named).map(([other, why]) => `${other} (${why.join(', ')})`).join('; ') }) });
      seen.add(one);
    }
  }
  return warnings;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const knownOf = (row: TableRow): Known => ({
  externalId: String(row['externalId']), nameKey: textOf(row['nameKey']), phoneKey: textOf(row['phoneKey']), latitude: numberOf(row['latitude']), longitude: numberOf(row['longitude']),
});

class Seen {
  private readonly numbers = new Set<string>();
  private readonly names = new Map<string, string[]>();
  private readonly phones = new Map<string, string[]>();
  private readonly places = new PlaceGrid<Placed>([]);

  constructor(stored: readonly Known[]) { for (const one of stored) this.add(one); }

  has(externalId: string): boolean { return this.numbers.has(externalId); }

  add({ externalId, nameKey, phoneKey, latitude, longitude }: Known): void {
    this.numbers.add(externalId);
    if (nameKey !== null) put(this.names, nameKey, externalId);
    if (phoneKey !== null) put(this.phones, phoneKey, externalId);
    if (latitude !== null && longitude !== null) this.places.add({ externalId, latitude, longitude });
  }

  /** The numbers of those that it may be, each with why. */
  alike({ nameKey, phoneKey, latitude, longitude }: Known): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const other of this.names.get(nameKey ?? '') ?? []) put(found, other, '同名 name');
    for (const other of this.phones.get(phoneKey ?? '') ?? []) put(found, other, '电话 phone');
    if (latitude !== null && longitude !== null) {
      for (const { item, distanceM } of this.places.near({ latitude, longitude }, nearM)) put(found, item.externalId, `${Math.round(distanceM)} m`);
    }
    return found;
  }
}

function put(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
