import type { FieldRow, TableRow } from '../define-kind.js';

/** The fields among these that the mapping has, under the same names: what is not mapped is left as it stands. */
export function present(fields: FieldRow, names: readonly string[]): TableRow {
  const row: TableRow = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) row[name] = value;
  }
  return row;
}

/** For columns that may not be empty and have a default: an empty cell means the default. */
export const presentOr = (fields: FieldRow, name: string, otherwise: string | number): TableRow =>
  (fields[name] === undefined ? {} : { [name]: fields[name] ?? otherwise });
