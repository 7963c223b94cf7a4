import type { PlacedFault } from './read-table.js';
import { readTable } from './read-table.js';
import { plainText } from '../../../rules/neutral-cell.js';
import type { Sheet } from './spreadsheet.js';

const aliases: Readonly<Record<string, string>> = { id_string: 'form_id', title: 'form_title', set_form_id: 'form_id', set_form_title: 'form_title' };

export type Settings = { readonly row: number; readonly values: Readonly<Record<string, string>> };

/** The settings of a form: one row of values under their names. A form without id is called like its file. */
export function readSettings(sheet: Sheet | null, fileName: string, faults: PlacedFault[]): Settings {
  const table = sheet && sheet.rows.length > 0 ? readTable(withSavedVersion(sheet), 'settings', (text) => ({ kind: 'other', column: keyOf(text) }), faults) : null;
  const [row] = table?.rows ?? [];
  const values: Record<string, string> = {};
  for (const [header, text] of row?.cells ?? []) if (header.kind === 'other') values[header.column] = plainText(text);
  const formId = values['form_id'] ?? (fileName.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80) || 'form');
  return { row: row?.row ?? 2, values: { ...values, form_id: formId, form_title: values['form_title'] ?? formId } };
}

function keyOf(header: string): string {
  const key = header.toLowerCase().replace(/\s+/g, '_');
  return Object.hasOwn(aliases, key) ? aliases[key] as string : key;
}

/** A version is only a label, and often a formula of the day: what it was worth when the workbook was saved will do. */
function withSavedVersion(sheet: Sheet): Sheet {
  const [head] = sheet.rows;
  const isVersion = (column: number): boolean => keyOf(head?.cells.get(column) ?? '') === 'version';
  const versions = sheet.faults.filter((fault) => fault.rule === 'formula-cell' && isVersion(fault.column));
  if (versions.length === 0) return sheet;
  const rows = sheet.rows.map(({ row, cells }) => ({ row, cells: new Map([...cells, ...versions.filter((fault) => fault.row === row && fault.saved).map((fault) => [fault.column, fault.saved ?? ''] as const)]) }));
  return { ...sheet, rows, faults: sheet.faults.filter((fault) => !versions.includes(fault)) };
}
