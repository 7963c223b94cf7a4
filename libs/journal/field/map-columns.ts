import type { FieldSource, ImportMapping } from '../../contracts/field.js';
import { headedField } from '../../contracts/field-names.js';
import { plainText } from '../../rules/neutral-cell.js';
import { isFault, readCell, type CellOptions, type Value } from './cells.js';
import type { FieldDef, FieldRow, KindDef } from './define-kind.js';
import { fault, type Fault, type Faults } from './faults.js';
import type { FileRow, Sheet } from './read-rows.js';

/** Where a field's text comes from in a row, and how it is read. */
type Reader = { readonly field: string; readonly def: FieldDef; readonly column: string | null; readonly options: CellOptions; readonly positions: readonly number[]; text(cells: readonly string[]): string | Fault };

export type ColumnMap = {
  readonly mapped: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string>;
  /** null: the row is not asked for (`where`), or has faults, which are added to the list. */
  read(row: FileRow): FieldRow | null;
};

const usualDate = 'YYYY-MM-DD';

/** Binds a mapping to the columns that the file has. Everything wrong with the mapping is added to the faults, on the header's row. */
export function mapColumns(kind: KindDef, mapping: ImportMapping, sheet: Sheet, faults: Faults): ColumnMap {
  const { headerRow } = sheet;
  const placeOf = new Map(sheet.columns);
  faults.nameCells((row, column) => { const position = placeOf.get(column); return position === undefined ? null : sheet.cellName?.(position, row) ?? null; });
  const sources = Object.entries(mapping.fields ?? bearingOurNames(kind, sheet));
  const assigned = new Set(sources.filter(([, source]) => isAssigned(source)).map(([field]) => field));
  const readers = sources.flatMap(([field, source]) => readerOf(field, source, kind, sheet, faults) ?? []);
  for (const { field, positions: [position] } of readers) if (position !== undefined && !placeOf.has(field)) placeOf.set(field, position);
  const mapped = new Set(readers.map((reader) => reader.field));
  const named = new Set(sources.map(([field]) => field));
  for (const [name, def] of Object.entries(kind.fields)) {
    if (def.required && !named.has(name)) faults.add(headerRow, null, fault('missing-field', { name }));
  }
  const more = kind.checkMapping?.(named) ?? null;
  if (more) faults.add(headerRow, null, more);
  const wanted = wantedRows(mapping.where ?? {}, sheet, faults);
  return { mapped, assigned, read: (row) => (wanted(row.cells) ? readRow(row, readers, faults) : null) };
}

const isAssigned = (source: FieldSource): boolean => typeof source === 'object' && 'assign' in source;

/** Columns that bear the name of a field, or a heading of our templates and lists, which ends in it. */
function bearingOurNames(kind: KindDef, sheet: Sheet): Record<string, FieldSource> {
  const headed = [...sheet.columns.keys()].map((heading): [string, FieldSource] => [headedField(heading), heading]);
  return Object.fromEntries(headed.filter(([field]) => Object.hasOwn(kind.fields, field)));
}

function readerOf(field: string, source: FieldSource, kind: KindDef, sheet: Sheet, faults: Faults): Reader | null {
  const refuse = (column: string | null, why: Fault) => { faults.add(sheet.headerRow, column, why); return null; };
  const def = Object.hasOwn(kind.fields, field) ? kind.fields[field] : undefined;
  if (!def) return refuse(null, fault('unknown-field', { name: field, known: Object.keys(kind.fields).join(', ') }));
  if (isAssigned(source)) return def.assignable ? null : refuse(null, fault('bad-option', { name: field, option: 'assign' }));
  if (typeof source === 'object' && 'const' in source) {
    return { field, def, column: null, options: { scale: 1, dateFormat: usualDate }, positions: [], text: () => source.const.trim() };
  }
  if (typeof source === 'object' && 'template' in source) return templateReader(field, def, source.template, sheet, refuse);
  const from: Exclude<FieldSource, string | { const: string } | { assign: true } | { template: string }> = typeof source === 'string' ? { column: source } : source as never;
  const position = sheet.columns.get(from.column.trim());
  if (position === undefined) return refuse(from.column, fault('unknown-column', { name: from.column }));
  const misused = misusedOption(from, def);
  if (misused) return refuse(from.column, fault('bad-option', { name: field, option: misused }));
  const options = { scale: from.scale ?? 1, dateFormat: from.dateFormat ?? usualDate };
  return { field, def, column: from.column, options, positions: [position], text: (cells) => textOf(plainText((cells[position] ?? '').trim()), from) };
}

/** Puts the cells of the named columns into a text; a row without one of them has no value. */
function templateReader(field: string, def: FieldDef, template: string, sheet: Sheet, refuse: (column: string, why: Fault) => null): Reader | null {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => (name ?? '').trim());
  const unknown = names.find((name) => !sheet.columns.has(name));
  if (unknown !== undefined) return refuse(unknown, fault('unknown-column', { name: unknown }));
  const cellOf = (cells: readonly string[], name: string): string => (cells[sheet.columns.get(name) ?? -1] ?? '').trim();
  const text = (cells: readonly string[]): string =>
    (names.some((name) => cellOf(cells, name) === '') ? '' : template.replace(/\{([^{}]+)\}/g, (_, name: string) => cellOf(cells, name.trim())));
  return { field, def, column: names[0] ?? null, options: { scale: 1, dateFormat: usualDate }, positions: names.map((name) => sheet.columns.get(name) ?? -1), text };
}

type FromColumn = { readonly scale?: number; readonly equals?: string; readonly map?: Readonly<Record<string, string>>; readonly else?: string; readonly dateFormat?: string };

function misusedOption({ scale, equals, dateFormat }: FromColumn, { type }: FieldDef): string | null {
  if (scale !== undefined && type.is !== 'amount') return 'scale';
  if (equals !== undefined && type.is !== 'flag') return 'equals';
  return dateFormat !== undefined && type.is !== 'day' ? 'dateFormat' : null;
}

function textOf(cell: string, { equals, map, else: otherwise }: FromColumn): string | Fault {
  if (equals !== undefined) return cell === equals.trim() ? '1' : '0';
  if (map === undefined) return cell;
  if (Object.hasOwn(map, cell)) return map[cell] ?? '';
  if (otherwise !== undefined) return otherwise;
  return cell === '' ? '' : fault('not-in-map', { value: cell });
}

function wantedRows(where: NonNullable<ImportMapping['where']>, sheet: Sheet, faults: Faults): (cells: readonly string[]) => boolean {
  const filters = Object.entries(where).flatMap(([name, texts]) => {
    const position = sheet.columns.get(name.trim());
    if (position === undefined) faults.add(sheet.headerRow, name, fault('unknown-column', { name }));
    return position === undefined ? [] : [{ position, texts: new Set(texts.map((text) => text.trim())) }];
  });
  return (cells) => filters.every(({ position, texts }) => texts.has((cells[position] ?? '').trim()));
}

function readRow(fileRow: FileRow, readers: readonly Reader[], faults: Faults): FieldRow | null {
  const { row } = fileRow;
  const fields: Record<string, Value> = {};
  let sound = true;
  for (const reader of readers) {
    const { field, column } = reader;
    const value = valueOf(fileRow, reader);
    if (isFault(value)) {
      faults.add(row, column ?? field, value);
      sound = false;
    } else {
      fields[field] = value;
    }
  }
  return sound ? fields : null;
}

/** A workbook says more than a text: what must not be read from a cell, and which day its number stands for. */
function valueOf({ cells, wrong, days }: FileRow, { def, options, positions, text }: Reader): Value | Fault {
  const why = wrong && wrong.size > 0 ? positions.map((position) => wrong.get(position)).find((one) => one !== undefined) : undefined;
  if (why) return why;
  const value = readField(text(cells), def, options);
  return def.type.is === 'day' && isFault(value) && positions.length === 1 ? days?.get(positions[0] ?? -1) ?? value : value;
}

function readField(text: string | Fault, def: FieldDef, options: CellOptions): Value | Fault {
  if (typeof text !== 'string') return text;
  if (text !== '') return readCell(text, def.type, options);
  return def.required ? fault('required') : null;
}
