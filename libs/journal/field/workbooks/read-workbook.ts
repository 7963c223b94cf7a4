import type { ImportMapping } from '../../../contracts/field.js';
import { fault, UnreadableFile, type Faults } from '../faults.js';
import type { FileSource } from '../open-file.js';
import type { FileRow, Sheet } from '../read-rows.js';
import { cellPlace, columnLetters } from './cell-values.js';
import { openPackage, type Package } from './package-parts.js';
import { dataSheetName } from './sheet-names.js';
import { sheetRows, type SheetRow } from './sheet-rows.js';
import { readParts, type SheetPart, type WorkbookParts } from './workbook-parts.js';

/**
 * Reads a workbook's one sheet of data: the one that the mapping names, the one of our templates, or the only one that holds anything. Its
 * first row with cells is the header. Throws `UnreadableFile`; what is wrong with single cells is added to the faults while rows are read.
 */
export async function readWorkbook(source: FileSource, named?: ImportMapping['sheet']): Promise<Sheet> {
  const files = await openPackage(source);
  const parts = await readParts(files);
  const sheet = await theSheet(parts.sheets, named, async (one) => {
    for await (const _ of sheetRows(files, one, parts)) return true;
    return false;
  });
  const [head, next] = await firstRows(files, sheet, parts);
  if (!head) throw new UnreadableFile(fault('empty-file'));
  const columns = columnsOf(head);
  if (next?.cells.some((cell, position) => cell !== '' && head.cells[position] === undefined)) await refuseMergedHeader(files, sheet, parts, head.row);
  const width = Math.max(...columns.values()) + 1;
  return {
    columns, headerRow: head.row, cellName: (position, row) => `${columnLetters(position)}${row}`,
    rows: async function* (faults: Faults): AsyncGenerator<FileRow> {
      const merges: string[] = [];
      for await (const row of sheetRows(files, sheet, parts, (range) => merges.push(range))) {
        if (row.row > head.row && isFull(row, columns, faults)) yield { ...row, cells: widened(row.cells, width) };
      }
      for (const range of merges) faults.add(rowOf(range, head.row), null, fault('merged-cells', { range }), cornerOf(range));
    },
  };
}

async function firstRows(files: Package, sheet: SheetPart, parts: WorkbookParts): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheetRows(files, sheet, parts)) if (rows.push(row) === 2) break;
  return rows;
}

const cornerOf = (range: string): string => range.split(':')[0] ?? '';
const rowOf = (range: string, otherwise: number): number => cellPlace(cornerOf(range))?.row ?? otherwise;

/** Under a title over several columns no column would be found, and nobody would learn why. Merged cells are told at the end of a sheet. */
async function refuseMergedHeader(files: Package, sheet: SheetPart, parts: WorkbookParts, headerRow: number): Promise<void> {
  const merges: string[] = [];
  for await (const _ of sheetRows(files, sheet, parts, (range) => merges.push(range))) { /* to the end */ }
  const over = merges.find((range) => rowOf(range, 0) === headerRow);
  if (over !== undefined) throw new UnreadableFile(fault('merged-cells', { range: over }), headerRow, cornerOf(over));
}

async function theSheet(sheets: readonly SheetPart[], named: string | undefined, hasRows: (sheet: SheetPart) => Promise<boolean>): Promise<SheetPart> {
  const wanted = named ?? (sheets.some(({ name }) => name === dataSheetName) ? dataSheetName : undefined);
  if (wanted !== undefined) {
    const found = sheets.find(({ name }) => name.trim() === wanted.trim());
    if (!found) throw new UnreadableFile(fault('unknown-sheet', { name: wanted, known: sheets.map(({ name }) => name).join(', ') }));
    return found;
  }
  const full: SheetPart[] = [];
  for (const sheet of sheets) if (await hasRows(sheet)) full.push(sheet);
  const [only, another] = full;
  if (!only) throw new UnreadableFile(fault('empty-file'));
  // Rows that nobody sees, and rows on a second sheet, must neither come in nor stay out by guess.
  if (another) throw new UnreadableFile(fault('several-sheets', { names: full.map(({ name, hidden }) => (hidden ? `${name} (隐藏 hidden)` : name)).join(', ') }));
  if (only.hidden) throw new UnreadableFile(fault('hidden-sheet', { name: only.name }));
  return only;
}

function columnsOf({ row, cells, wrong }: SheetRow): Map<string, number> {
  for (const [position, why] of wrong) throw new UnreadableFile(why, row, `${columnLetters(position)}${row}`);
  const columns = new Map<string, number>();
  cells.forEach((cell, position) => {
    const name = cell.trim();
    if (name === '') return;
    const before = columns.get(name);
    if (before !== undefined) throw new UnreadableFile(fault('duplicate-header', { name: `${name} (${columnLetters(before)}, ${columnLetters(position)})` }), row, `${columnLetters(position)}${row}`);
    columns.set(name, position);
  });
  return columns;
}

/** A cell outside of the columns would be lost in silence. */
function isFull({ row, cells, wrong }: SheetRow, columns: ReadonlyMap<string, number>, faults: Faults): boolean {
  const headed = new Set(columns.values());
  const stray = [...cells.keys()].find((position) => !headed.has(position) && (cells[position] !== '' || wrong.has(position)));
  if (stray === undefined) return true;
  faults.add(row, null, fault('no-header', { cell: `${columnLetters(stray)}${row}`, column: columnLetters(stray) }), `${columnLetters(stray)}${row}`);
  return false;
}

function widened(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => '')];
}
