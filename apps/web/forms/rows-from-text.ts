import type { Field, Fields } from '../../../libs/playbook/define-form.js';
import { minorUnits } from '../shell/format.js';
import type { Draft } from './form-value.js';

export type Pasted = { readonly rows: Draft[]; readonly unread: readonly { readonly row: number; readonly column: string; readonly cell: string }[] };

/**
 * Rows copied out of a spreadsheet: one line each, cells parted by tabs, in the order of the form's columns; a line of titles is skipped.
 * A cell that does not fit its column is left empty and reported.
 */
export function rowsFromText(text: string, of: Fields, currency: string): Pasted {
  const columns = Object.entries(of).filter(([, field]) => field.type !== 'rows');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => line.split('\t').map((cell) => cell.trim()));
  const body = lines[0] && isTitles(lines[0], columns) ? lines.slice(1) : lines;
  const unread: { row: number; column: string; cell: string }[] = [];
  const rows = body.map((cells, row) => Object.fromEntries(columns.map(([key, field], index) => {
    const cell = cells[index] ?? '';
    const value = cell === '' ? null : cellValue(cell, field, currency);
    if (cell !== '' && value === null) unread.push({ row: row + 1, column: key, cell });
    return [key, value];
  })));
  return { rows, unread };
}

function isTitles(cells: readonly string[], columns: readonly (readonly [string, Field])[]): boolean {
  const names = ([key, field]: readonly [string, Field]): string[] => [key, field.title.zh, field.title.en].map((name) => name.toLowerCase());
  return columns.some((column, index) => names(column).includes((cells[index] ?? '').toLowerCase()));
}

const yes = ['是', 'yes', 'y', 'true', '1'];
const no = ['否', 'no', 'n', 'false', '0'];

function cellValue(cell: string, field: Field, currency: string): unknown {
  switch (field.type) {
    case 'text': case 'code': return cell;
    case 'date': return dayOf(cell);
    case 'integer': return whole(numberOf(cell));
    case 'quantity': return numberOf(cell);
    case 'money': { const major = numberOf(cell); return major === null ? null : Math.round(major * minorUnits(currency)); }
    case 'ratio': { const part = numberOf(cell.replace('%', '')); return part === null ? null : cell.includes('%') ? Number((part / 100).toPrecision(12)) : part; }
    case 'yes-no': { const low = cell.toLowerCase(); return yes.includes(low) ? true : no.includes(low) ? false : null; }
    case 'choice': return Object.entries(field.options).find(([key, title]) => [key, title.zh, title.en].some((name) => name.toLowerCase() === cell.toLowerCase()))?.[0] ?? null;
    case 'rows': return null;
  }
}

function numberOf(cell: string): number | null {
  const plain = cell.replace(/[,，\s]/g, '');
  return /^[-+]?\d*\.?\d+$/.test(plain) ? Number(plain) : null;
}

function whole(value: number | null): number | null {
  return value !== null && Number.isInteger(value) ? value : null;
}

/** 2026-1-2, 2026/01/02, 2026年1月2日 → 2026-01-02. */
function dayOf(cell: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}
