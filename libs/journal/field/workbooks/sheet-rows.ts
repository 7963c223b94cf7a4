import { fault, UnreadableFile, type Fault } from '../faults.js';
import { cellPlace, hasLostDigits, plainNumber, serialDay, serialText } from './cell-values.js';
import type { Package } from './package-parts.js';
import { textListener, unescaped, type SheetPart, type WorkbookParts } from './workbook-parts.js';
import { xmlPieces, type Attributes, type XmlListener } from './xml-events.js';

/** One row that has a cell with something in it. */
export type SheetRow = {
  /** As the spreadsheet shows it. */
  readonly row: number;
  /** By position; blank where there is nothing. */
  readonly cells: readonly string[];
  /** What must not be read from a cell, by position. */
  readonly wrong: ReadonlyMap<number, Fault>;
  /** The day that a number in a cell stands for, by position. */
  readonly days: ReadonlyMap<number, string>;
};

const mostSheetBytes = 2 ** 30;
const mostColumns = 16_384;

/** How some programs write yes and no; any other formula is worth whatever it was worth when somebody last saved the file. */
const constantFormula = /^=?\s*(?:TRUE|FALSE)\(\)$/i;

/**
 * Reads the rows of a sheet, one after another, and last what it tells of merged cells. Throws `UnreadableFile`.
 * `merged` hears each range of cells that were merged.
 */
export async function* sheetRows(files: Package, { part }: SheetPart, parts: WorkbookParts, merged: (range: string) => void = () => undefined): AsyncGenerator<SheetRow> {
  const reader = new RowReader(parts, merged);
  for await (const _ of xmlPieces(files.part(part, mostSheetBytes), reader, part)) yield* reader.taken();
  yield* reader.taken();
}

type OpenRow = { row: number; cells: string[]; wrong: Map<number, Fault>; days: Map<number, string>; any: boolean };
type OpenCell = { readonly position: number; readonly type: string; readonly style: number; value: string | null; formula: string | null };

class RowReader implements XmlListener {
  private rows: SheetRow[] = [];
  private row: OpenRow = emptyRow(0);
  private cell: OpenCell | null = null;
  private readonly inline: ReturnType<typeof textListener>;

  constructor(private readonly parts: WorkbookParts, private readonly merged: (range: string) => void) {
    this.inline = textListener((text) => { if (this.cell) this.cell.value = text; }, 'is');
  }

  taken(): SheetRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.cell = this.openCell(attributes);
    else if (name === 'row') this.row = emptyRow(Number(attributes['r'] ?? this.row.row + 1));
    else if (name === 'mergeCell') this.merged(attributes['ref'] ?? '');
    else if (this.cell) this.inline.open(name);
  }

  close(name: string, text: string): void {
    if (name === 'row') {
      if (this.row.any) this.rows.push(this.row);
    } else if (this.cell === null) return;
    else if (name === 'c') {
      this.closeCell(this.cell);
      this.cell = null;
    } else if (name === 'v') this.cell.value = text;
    else if (name === 'f') this.cell.formula = text;
    else this.inline.close(name, text);
  }

  private openCell({ r, t = 'n', s = '0' }: Attributes): OpenCell {
    const position = r === undefined ? this.row.cells.length : cellPlace(r)?.position ?? mostColumns;
    if (position >= mostColumns) throw new UnreadableFile(fault('broken-workbook', { why: r ?? '' }), this.row.row);
    return { position, type: t, style: Number(s), value: null, formula: null };
  }

  private closeCell(cell: OpenCell): void {
    const { position, formula } = cell;
    if (formula !== null && !constantFormula.test(formula)) this.refuse(position, fault('formula-cell', { formula: `=${formula.slice(0, 80)}` }));
    else if (cell.value !== null && cell.value !== '') this.readValue(cell, cell.value);
  }

  private readValue({ position, type, style }: OpenCell, value: string): void {
    switch (type) {
      case 's': return this.put(position, this.parts.texts[Number(value)] ?? '');
      case 'inlineStr': return this.put(position, value);
      case 'str': return this.put(position, unescaped(value));
      case 'b': return this.put(position, value === '1' ? 'TRUE' : 'FALSE');
      case 'e': return this.refuse(position, fault('error-cell', { value }));
      case 'd': return this.put(position, value.replace(/T00:00(:00(\.0+)?)?Z?$/, ''));
      default: return this.putNumber(position, value, this.parts.isDate(style));
    }
  }

  private putNumber(position: number, raw: string, isDate: boolean): void {
    const plain = plainNumber(raw);
    if (plain === null) return this.put(position, raw);
    if (hasLostDigits(plain)) return this.refuse(position, fault('lost-digits', { value: plain }));
    const day = serialDay(Number(plain), this.parts.from1904, isDate);
    if (day !== null) this.row.days.set(position, day);
    this.put(position, (isDate ? serialText(Number(plain), this.parts.from1904) : null) ?? plain);
  }

  private refuse(position: number, why: Fault): void {
    this.row.wrong.set(position, why);
    this.row.any = true;
    this.fillTo(position);
  }

  private put(position: number, text: string): void {
    if (text.trim() === '') return;
    this.fillTo(position);
    this.row.cells[position] = text;
    this.row.any = true;
  }

  private fillTo(position: number): void {
    while (this.row.cells.length <= position) this.row.cells.push('');
  }
}

const emptyRow = (row: number): OpenRow => ({ row, cells: [], wrong: new Map(), days: new Map(), any: false });
