import exceljs from 'exceljs';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { ImportMapping } from '../../../contracts/field.js';
import { neutralText } from '../../../rules/neutral-cell.js';
import { Faults, UnreadableFile, type ImportError } from '../faults.js';
import { openFile, type FileSource } from '../open-file.js';
import { readSheet, type Sheet } from '../read-rows.js';
import { cellPlace } from './cell-values.js';
import { dataSheetName } from './sheet-names.js';

type Language = 'zh' | 'en';
type Errors = readonly Pick<ImportError, 'row' | 'column' | 'cell' | 'message'>[];

const marked = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFD9D9' } } as const;
const heads = { zh: ['原行号', '错误'], en: ['Row', 'Errors'] } as const;
/** What concerns the file as a whole stands on the header's row. */
const wholeFile = 1;

/**
 * A file that was refused, as a workbook with what is wrong written beside each row and its cells coloured: to be mended and sent again as it
 * is, the columns in front being nobody's. Writes to `path`; a file that cannot be read comes back with its errors alone.
 */
export async function writeReturnedWorkbook(path: string, source: FileSource, mapping: ImportMapping, errors: Errors, language: Language): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(dataSheetName, { views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }] });
  const byRow = new Map<number, Errors[number][]>();
  for (const error of errors) byRow.set(error.row, [...(byRow.get(error.row) ?? []), error]);
  const told = (row: number): string => (byRow.get(row) ?? []).map(({ cell, column, message }) => `${cell ?? column ?? ''} ${message[language]}`.trim()).join('\n');
  const read = await readable(source, mapping);
  const names = read === null ? [] : headOf(read);
  sheet.columns = [{ width: 8 }, { width: 60, style: { alignment: { wrapText: true, vertical: 'top' } } }, ...names.map(() => ({ width: 18 }))];
  const add = (row: number, cells: readonly string[], first = String(row)): void => {
    const line = sheet.addRow([first, neutralText(told(row)), ...cells.map(neutralText)]);
    for (const error of byRow.get(row) ?? []) {
      const position = (error.cell === null ? null : cellPlace(error.cell)?.position) ?? read?.columns.get(error.column ?? '');
      if (position !== undefined && position !== null) line.getCell(position + 3).fill = marked;
    }
    byRow.delete(row);
    line.commit();
  };
  const head = sheet.addRow([heads[language][0], [heads[language][1], told(read?.headerRow ?? wholeFile)].filter((text) => text !== '').join('\n'), ...names]);
  head.font = { bold: true };
  head.commit();
  byRow.delete(read?.headerRow ?? wholeFile);
  if (read) await addRows(read, add);
  // Rows that cannot be taken apart into cells, and those after the last that could be read.
  for (const row of [...byRow.keys()].sort((a, b) => a - b)) add(row, []);
  sheet.commit();
  await workbook.commit();
}

async function readable(source: FileSource, mapping: ImportMapping): Promise<Sheet | null> {
  try {
    return await readSheet(await openFile(source, mapping.encoding), mapping);
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
}

function headOf({ columns }: Sheet): string[] {
  const names = Array.from({ length: Math.max(...columns.values()) + 1 }, () => '');
  for (const [name, position] of columns) names[position] = name;
  return names;
}

const yieldEvery = 1000;

async function addRows(read: Sheet, add: (row: number, cells: readonly string[]) => void): Promise<void> {
  let n = 0;
  try {
    for await (const { row, cells } of read.rows(new Faults())) {
      add(row, cells);
      n += 1;
      if (n % yieldEvery === 0) await letOthersRun();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
}
