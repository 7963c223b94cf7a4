import type { ImportMapping } from '../../contracts/field.js';
import { csvRecords } from './csv-records.js';
import { fault, UnreadableFile, type Fault, type Faults } from './faults.js';
import type { OpenedFile, OpenedText } from './open-file.js';
import { readWorkbook } from './workbooks/read-workbook.js';

/** One record of the file. `row` is the line in the file on which it begins, or the row of a workbook. */
export type FileRow = {
  readonly row: number;
  readonly cells: readonly string[];
  /** In a workbook: cells that must not be read, and the days that numbers stand for, by position. */
  readonly wrong?: ReadonlyMap<number, Fault>;
  readonly days?: ReadonlyMap<number, string>;
};

export type Sheet = {
  /** Trimmed column names → position. */
  readonly columns: ReadonlyMap<string, number>;
  readonly headerRow: number;
  /** In a workbook: the name of a cell, like F12. */
  cellName?(position: number, row: number): string;
  /** Records with as many cells as the header; others are added to the faults. */
  rows(faults: Faults): AsyncIterable<FileRow>;
  /** The same, some at a time, where the file is read so: waiting for each row by itself costs more than reading it. */
  blocks?(faults: Faults): AsyncIterable<readonly FileRow[]>;
};

const mostHeaderCharacters = 65_536;

/** Reads the header. Throws `UnreadableFile` when there is none or it names a column twice. */
export async function readSheet(file: OpenedFile, { delimiter, sheet }: Pick<ImportMapping, 'delimiter' | 'sheet'> = {}): Promise<Sheet> {
  if (file.encoding === 'xlsx') return readWorkbook(file.source, sheet);
  const separator = delimiter ?? separatorOf(await firstLine(file));
  const records = () => csvRecords(file, separator);
  for await (const [header] of records()) {
    if (!header) continue;
    const blocks = (faults: Faults) => fullRows(records(), header.cells.length, faults);
    return { columns: columnsOf(header.cells), headerRow: 1, blocks, rows: (faults) => oneByOne(blocks(faults)) };
  }
  throw new UnreadableFile(fault('empty-file'));
}

async function firstLine(file: OpenedText): Promise<string> {
  let text = '';
  for await (const piece of file.text()) {
    text = (text + piece).trimStart();
    if (/[\r\n]/.test(text) || text.length > mostHeaderCharacters) break;
  }
  return text.split(/[\r\n]/, 1)[0] ?? '';
}

/** The one of `,` `;` and tab that the header uses most, outside quotes; a comma for a file of one column. */
function separatorOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const uses = [',', ';', '\t'].map((separator) => ({ separator, times: bare.split(separator).length }));
  return uses.reduce((most, next) => (next.times > most.times ? next : most)).separator;
}

function columnsOf(header: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>();
  header.forEach((cell, position) => {
    const name = cell.trim();
    if (name === '') return;
    if (columns.has(name)) throw new UnreadableFile(fault('duplicate-header', { name }));
    columns.set(name, position);
  });
  if (columns.size === 0) throw new UnreadableFile(fault('empty-file'));
  return columns;
}

async function* fullRows(records: AsyncIterable<readonly FileRow[]>, expected: number, faults: Faults): AsyncGenerator<FileRow[]> {
  let isHeader = true;
  for await (const some of records) {
    const full: FileRow[] = [];
    for (const record of some) {
      if (isHeader) isHeader = false;
      else if (record.cells.length === expected) full.push(record);
      else faults.add(record.row, null, fault('ragged', { found: record.cells.length, expected }));
    }
    yield full;
  }
}

async function* oneByOne(blocks: AsyncIterable<readonly FileRow[]>): AsyncGenerator<FileRow> {
  for await (const block of blocks) yield* block;
}
