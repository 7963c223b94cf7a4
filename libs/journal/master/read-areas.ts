import type { EntityManager } from 'typeorm';
import type { AreaMapping } from '../../contracts/geography-views.js';
import type { Border } from '../../persistence/geography/area-index.js';
import type { Datum } from '../../persistence/geography/datum.js';
import type { FieldRow, KindDef } from '../field/define-kind.js';
import { fault, Faults, UnreadableFile, type ImportError } from '../field/faults.js';
import { mapColumns } from '../field/map-columns.js';
import { openFile, type OpenedFile } from '../field/open-file.js';
import { readSheet, type FileRow, type Sheet } from '../field/read-rows.js';
import { readBorder } from './read-border.js';

export type ReadArea = {
  readonly row: number; readonly code: string; readonly name: string; readonly parentCode: string | null;
  readonly border: Border | null; readonly sourceBorder: Border | null; readonly datum: Datum | null; readonly south: number | null; readonly north: number | null; readonly west: number | null; readonly east: number | null;
};
export type ReadAreas = { readonly rows: readonly ReadArea[]; readonly hash: string; readonly errors: readonly ImportError[]; readonly moreErrors: number };

const areas: KindDef = {
  fields: {
    code: { type: { is: 'text', max: 40 }, required: true }, name: { type: { is: 'text', max: 160 }, required: true }, parent: { type: { is: 'text', max: 40 } },
  },
  open: () => { throw new Error('Areas are no import kind: they come by a command of their own'); },
};

type Feature = { readonly properties?: Readonly<Record<string, unknown>> | null; readonly geometry?: unknown };
type Geometries = ReadonlyMap<number, unknown>;

/** Reads a file of areas, which may stand under areas that the layer has already. What is wrong is in `errors`, by feature or line; then there are no rows. */
export async function readAreas(em: EntityManager, bytes: Buffer, mapping: AreaMapping): Promise<ReadAreas> {
  const faults = new Faults();
  let rows: ReadArea[] = [];
  let hash = '';
  try {
    const file = await openFile({ bytes }, mapping.encoding);
    hash = file.hash;
    const { sheet, geometries } = await sheetOf(file, mapping);
    rows = await readRows(sheet, geometries, mapping, faults);
    const known: { code: string }[] = await em.query('SELECT a.code FROM area a WHERE a.layer = ?', [mapping.layer]);
    checkTree(rows, new Set(known.map(({ code }) => code)), faults);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.add(error.row, null, error.fault, error.cell);
  }
  return { rows: faults.any ? [] : rows, hash, errors: faults.inOrder(), moreErrors: faults.more };
}

async function sheetOf(file: OpenedFile, mapping: AreaMapping): Promise<{ sheet: Sheet; geometries: Geometries }> {
  if (file.encoding === 'xlsx') return { sheet: await readSheet(file, mapping), geometries: new Map() };
  let text = '';
  for await (const piece of file.text()) {
    text += piece;
    if (text.trimStart() !== '' && !text.trimStart().startsWith('{')) return { sheet: await readSheet(file, mapping), geometries: new Map() };
  }
  return ofFeatures(featuresIn(text));
}

function featuresIn(text: string): Feature[] {
  let read: { readonly type?: unknown; readonly features?: unknown };
  try {
    read = JSON.parse(text) as typeof read;
  } catch (error) {
    throw new UnreadableFile(fault('csv', { why: `JSON: ${(error as Error).message}` }));
  }
  if (read.type !== 'FeatureCollection' || !Array.isArray(read.features)) throw new UnreadableFile(fault('csv', { why: 'GeoJSON FeatureCollection ?' }));
  return read.features as Feature[];
}

/** Features as rows of a table, counted from 1: their properties are its columns. */
function ofFeatures(features: readonly Feature[]): { sheet: Sheet; geometries: Geometries } {
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const cellOf = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  const rows = features.map(({ properties }, i): FileRow => ({ row: i + 1, cells: names.map((name) => cellOf(properties?.[name])) }));
  return {
    sheet: { columns: new Map(names.map((name, i) => [name, i])), headerRow: 0, rows: async function* all() { yield* rows; } },
    geometries: new Map(features.map(({ geometry }, i) => [i + 1, geometry])),
  };
}

async function readRows(sheet: Sheet, geometries: Geometries, mapping: AreaMapping, faults: Faults): Promise<ReadArea[]> {
  const { layer: _layer, datum, ...columnsAsked } = mapping;
  const columns = mapColumns(areas, columnsAsked, sheet, faults);
  if (faults.any) return [];
  const rows: ReadArea[] = [];
  for await (const row of sheet.rows(faults)) {
    const fields: FieldRow | null = columns.read(row);
    if (fields === null) continue;
    const border = readBorder(geometries.get(row.row), datum);
    if ('rule' in border) { faults.add(row.row, 'geometry', border); continue; }
    rows.push({ row: row.row, code: String(fields['code']), name: String(fields['name']), parentCode: typeof fields['parent'] === 'string' ? fields['parent'] : null, ...border });
  }
  return rows;
}

function checkTree(rows: readonly ReadArea[], known: ReadonlySet<string>, faults: Faults): void {
  const first = new Map<string, number>();
  for (const { row, code } of rows) {
    const before = first.get(code);
    if (before === undefined) first.set(code, row);
    else faults.add(row, 'code', fault('conflicting-rows', { row: before }));
  }
  for (const { row, code, parentCode } of rows) {
    if (parentCode !== null && (parentCode === code || (!first.has(parentCode) && !known.has(parentCode)))) faults.add(row, 'parent', fault('unknown-area', { value: parentCode }));
  }
}
