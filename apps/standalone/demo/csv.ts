import { stringify } from 'csv-stringify/sync';

/** Rows as the text of a CSV file with these columns. */
export function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string | number | null>>[]): string {
  return stringify([...rows], { header: true, columns: [...columns] });
}
