import exceljs from 'exceljs';
import type { Cell, CellValue, Worksheet } from 'exceljs';
import type { FormRule, Particulars } from '../../../survey-form/findings.js';
import { UnreadableForm } from './unreadable-form.js';
import { mustBeWorkbook } from './zip-check.js';

/* The only file that knows the workbook library. Sheets are rows of trimmed texts; what a cell must not be is told with its place. */

/** Column number (from 1) → text; blank cells are not there. */
export type SheetRow = { readonly row: number; readonly cells: ReadonlyMap<number, string> };
export type CellFault = {
  readonly row: number; readonly column: number; readonly rule: FormRule; readonly particulars: Particulars;
  /** What a formula was worth when the workbook was last saved. */
  readonly saved?: string;
};
export type Sheet = { readonly name: string; readonly rows: readonly SheetRow[]; readonly faults: readonly CellFault[] };

const mostRows = 50_000;

/** Reads a workbook's sheets. Throws UnreadableForm. */
export async function readWorkbook(bytes: Buffer): Promise<Sheet[]> {
  await mustBeWorkbook(bytes);
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch {
    throw new UnreadableForm('broken-workbook', { why: '工作表内容无法读取 its sheets cannot be read' });
  }
  return workbook.worksheets.map(readSheet);
}

function readSheet(sheet: Worksheet): Sheet {
  const rows: SheetRow[] = [];
  const faults: CellFault[] = mergesOf(sheet);
  sheet.eachRow((row, number) => {
    const cells = new Map<number, string>();
    row.eachCell((cell, column) => {
      const text = cell.formula ? ofFormula(cell) : textOf(cell.value);
      if (typeof text !== 'string') faults.push({ row: number, column, ...text });
      else if (text !== '') cells.set(column, text);
    });
    if (cells.size > 0) rows.push({ row: number, cells });
    if (rows.length > mostRows) throw new UnreadableForm('too-large', { what: '行数 rows', limit: mostRows }, sheet.name);
  });
  return { name: sheet.name, rows, faults };
}

function mergesOf(sheet: Worksheet): CellFault[] {
  return (sheet.model.merges as readonly string[]).map((range) => {
    const first = sheet.getCell(range.split(':')[0] as string);
    return { row: Number(first.row), column: Number(first.col), rule: 'merged-cells', particulars: { range } };
  });
}

type Fault = Pick<CellFault, 'rule' | 'particulars' | 'saved'>;

function textOf(value: CellValue): string | Fault {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return tidy(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  if ('richText' in value) return tidy(value.richText.map((part) => part.text).join(''));
  if ('hyperlink' in value) return textOf(value.text as CellValue);
  if ('error' in value) return { rule: 'error-cell', particulars: { value: value.error } };
  return '';
}

/** How some programs write yes and no. Every other formula would be read as whatever it was worth when somebody last opened the file. */
function ofFormula({ formula, result }: Cell): string | Fault {
  const constant = /^=?\s*(TRUE|FALSE)\(\)$/i.exec(formula)?.[1];
  if (constant !== undefined) return constant.toUpperCase();
  const saved = textOf(result as CellValue);
  return { rule: 'formula-cell', particulars: { formula: formula.slice(0, 80) }, ...(typeof saved === 'string' && { saved }) };
}

/** Control characters have no place in a form; carriage returns come from Windows. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').trim();
}

/** Writes sheets of texts as a workbook, the first row of each bold and frozen. */
export async function writeWorkbook(sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  for (const { name, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const row of rows) sheet.addRow(row.map((text) => (text === '' ? null : text)));
    sheet.getRow(1).font = { bold: true };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
