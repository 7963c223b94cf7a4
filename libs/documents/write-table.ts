import { stringify } from 'csv-stringify/sync';
import exceljs from 'exceljs';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { neutralText } from '../rules/neutral-cell.js';
import type { Cell, ColumnKind } from './list.js';

/* Tables as files, row by row: only what is being written is held. The only file that knows the programs' formats. */

export type TableColumn = { readonly title: string; readonly is: ColumnKind; readonly width: number };
export type Table = { readonly title: string; readonly columns: readonly TableColumn[]; readonly rows: AsyncIterable<readonly (readonly Cell[])[]> | Iterable<readonly (readonly Cell[])[]> };

const formats: Readonly<Partial<Record<ColumnKind, string>>> = { whole: '#,##0', number: '#,##0.######', percent: '0.00%', day: 'yyyy-mm-dd', text: '@' };
const headFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } } as const;
/** A program that opens workbooks refuses more. */
const mostRows = 1_048_575;
const longestCell = 32_767;
const longestSheetName = 31;

/** Writes tables as the sheets of one workbook: frozen header with a filter, numbers and days as such, no cell that could be run. Returns the rows written. */
export async function writeWorkbookFile(path: string, tables: readonly Table[]): Promise<number> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  let written = 0;
  for (const table of tables) written += await addSheet(workbook, table);
  await workbook.commit();
  return written;
}

async function addSheet(workbook: exceljs.stream.xlsx.WorkbookWriter, { title, columns, rows }: Table): Promise<number> {
  const sheet = workbook.addWorksheet(title.replace(/[\\/?*[\]:]/g, ' ').slice(0, longestSheetName), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ is, width }) => ({ width, style: { numFmt: formats[is] ?? 'General' } }));
  if (columns.length > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const head = sheet.addRow(columns.map((one) => one.title));
  head.eachCell((cell) => { cell.style = { font: { bold: true }, fill: headFill, alignment: { vertical: 'middle', wrapText: true }, numFmt: '@' }; });
  head.commit();
  let written = 0;
  for await (const some of rows) {
    for (const row of some) {
      if (written === mostRows) break;
      sheet.addRow(row.map((cell, position) => excelCell(cell, columns[position]?.is ?? 'text'))).commit();
      written += 1;
    }
    await letOthersRun();
  }
  sheet.commit();
  return written;
}

function excelCell(cell: Cell, is: ColumnKind): Cell | Date {
  if (typeof cell !== 'string') return cell;
  if (is === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(cell)) return new Date(`${cell}T00:00:00Z`);
  return neutralText(cell).slice(0, longestCell);
}

/** The first table as a CSV file that spreadsheet programs open in the right encoding. Returns the rows written. */
export async function writeCsvFile(path: string, { columns, rows }: Table): Promise<number> {
  const file = createWriteStream(path);
  let written = 0;
  const put = async (records: readonly (readonly Cell[])[]): Promise<void> => {
    const plain = records.map((record) => record.map((cell) => (typeof cell === 'string' ? neutralText(cell) : cell)));
    if (!file.write(stringify(plain, { record_delimiter: 'windows' }))) await once(file, 'drain');
  };
  file.write('\ufeff');
  await put([columns.map(({ title }) => title)]);
  for await (const some of rows) {
    await put(some);
    written += some.length;
  }
  file.end();
  await once(file, 'close');
  return written;
}
