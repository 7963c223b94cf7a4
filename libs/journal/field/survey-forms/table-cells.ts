import { headerKey } from './headers.js';
import type { TableRow } from './read-table.js';

/** The cell under a header without language; empty when it is blank or not there. */
export function cellOf({ cells }: TableRow, key: string): string {
  return cells.find(([header]) => headerKey(header) === key)?.[1] ?? '';
}
