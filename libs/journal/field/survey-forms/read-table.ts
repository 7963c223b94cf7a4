import type { FormRule, FormSheet, Particulars } from '../../../survey-form/findings.js';
import { columnLetters } from '../workbooks/cell-values.js';
import { headerKey, type Header } from './headers.js';
import type { Sheet } from './spreadsheet.js';

/** A fault at a place of the workbook; row and column are those that a person sees there. */
export type PlacedFault = { readonly sheet: string; readonly row: number; readonly column: string | null; readonly rule: FormRule; readonly particulars: Particulars };

export type TableRow = { readonly row: number; readonly cells: readonly (readonly [Header, string])[] };
export type Table = { readonly sheet: FormSheet; readonly headers: readonly Header[]; readonly rows: readonly TableRow[] };

/** The letters of a column that is counted from 1. */
export const letter = (column: number): string => columnLetters(column - 1);

/** Reads a sheet as a table under the headers of its first row, and tells what keeps it from being one. */
export function readTable(sheet: Sheet, name: FormSheet, read: (header: string) => Header, faults: PlacedFault[]): Table {
  const add = (row: number, column: string | null, rule: FormRule, particulars: Particulars = {}): void => { faults.push({ sheet: sheet.name, row, column, rule, particulars }); };
  for (const { row, column, rule, particulars } of sheet.faults) add(row, letter(column), rule, particulars);
  const head = sheet.rows[0]?.row === 1 ? sheet.rows[0].cells : new Map<number, string>();
  const headers = new Map<number, Header>();
  const seen = new Map<string, number>();
  for (const [column, text] of head) {
    const header = read(text);
    const key = headerKey(header);
    const before = seen.get(key);
    if (before !== undefined) add(1, letter(column), 'duplicate-header', { name: text, other: letter(before) });
    seen.set(key, before ?? column);
    headers.set(column, header);
  }
  const nameless = new Set<number>();
  const rows = sheet.rows.filter(({ row }) => row > 1).map(({ row, cells }): TableRow => {
    for (const column of cells.keys()) {
      if (headers.has(column) || nameless.has(column)) continue;
      nameless.add(column);
      add(row, letter(column), 'no-header');
    }
    return { row, cells: [...cells].flatMap(([column, text]): [Header, string][] => { const header = headers.get(column); return header ? [[header, text]] : []; }) };
  });
  return { sheet: name, headers: [...headers.values()], rows: rows.filter(({ cells }) => cells.length > 0) };
}
