import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export type Row = Readonly<Record<string, string>>;

/** The files of the Iowa story below a data folder. Their columns and quality are described in the SOURCE.md beside them. */
export const iowaFiles = {
  stores: 'iowa-liquor/stores.csv',
  products: 'iowa-liquor/products.csv',
  storySales: 'iowa-liquor/sales_story_2021-01_2022-10.csv.gz',
  polkSales: 'iowa-liquor/sales_polk_2021H1.csv.gz',
  storeMonths: 'iowa-liquor/store_month_2019-01_2022-10.csv.gz',
  vendorMonths: 'iowa-liquor/vendor_county_month_2021-01_2022-10.csv.gz',
  counties: 'us-counties/bea_cainc1_2010_2018.csv',
} as const;
export type IowaFile = keyof typeof iowaFiles;

export function bytesOf(folder: string, file: IowaFile): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(folder, iowaFiles[file])));
}

/**
 * Rows of a file by column name. `among` looks at a line before it is taken apart: most lines of the large files are nobody's, and taking
 * them apart is what costs time. For files without line breaks inside a field.
 */
export function rowsOf(folder: string, file: IowaFile, keep: (row: Row) => boolean = () => true, among: (line: string) => boolean = () => true): Row[] {
  const [header = '', ...lines] = linesOf(folder, file);
  return (parse([header, ...lines.filter(among)].join('\n'), { columns: true }) as Row[]).filter(keep);
}

/** Lines of a file as they stand, the header first. */
export function linesOf(folder: string, file: IowaFile): string[] {
  const bytes = readFileSync(join(folder, iowaFiles[file]));
  return (iowaFiles[file].endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split(/\r?\n/);
}

/** Dollars with two decimals, as exact cents. */
export function cents(dollars: string): number {
  return Math.round(Number(dollars) * 100);
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
