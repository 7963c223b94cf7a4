import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { realData } from '../support/real-data.js';

/*
 * The same questions put to DuckDB, over the same files in its own tables: what a columnar engine takes that has nothing else to do.
 */
const own = 'FIFTH GENERATION INC';
const week = "day BETWEEN DATE '2022-10-10' AND DATE '2022-11-06'";
const everything = "day BETWEEN DATE '2021-01-01' AND DATE '2022-10-31'";

export type DuckDbQuestions = { week(): Promise<void>; full(): Promise<void>; close(): void };

/** Loads Polk county and answers its questions when asked. */
export async function openDuckDb(): Promise<DuckDbQuestions> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const file = (name: string): string => realData('iowa-liquor', name).replaceAll("'", "''");
  await connection.run(`CREATE TABLE shop AS SELECT store FROM read_csv('${file('stores.csv')}', all_varchar = true) WHERE county = 'Polk'`);
  await connection.run(`CREATE TABLE item AS SELECT item, vendor_name AS brand FROM read_csv('${file('products.csv')}', all_varchar = true)`);
  await connection.run(`CREATE TABLE line AS SELECT CAST(date AS DATE) AS day, store, item, CAST(bottles AS BIGINT) AS bottles, CAST(round(CAST(dollars AS DECIMAL(12, 2)) * 100) AS BIGINT) AS cents
    FROM read_csv('${file('sales_polk_*.csv.gz')}', all_varchar = true)`);
  return {
    week: () => all(connection, [distribution(week), brands(week)]),
    full: () => all(connection, [distribution(everything), classes(everything)]),
    close: () => { connection.closeSync(); instance.closeSync(); },
  };
}

async function all(connection: DuckDBConnection, questions: readonly string[]): Promise<void> {
  for (const sql of questions) {
    const rows = (await connection.runAndReadAll(sql)).getRows();
    if (rows.length === 0) throw new Error(`DuckDB answers nothing: ${sql}`);
  }
}

/** ND, WD and share in one. */
function distribution(period: string): string {
  return `WITH sold AS (
      SELECT l.store, sum(l.cents) AS volume, sum(CASE WHEN i.brand = '${own}' THEN l.cents ELSE 0 END) AS own, max(CASE WHEN i.brand = '${own}' AND l.bottles > 0 THEN 1 ELSE 0 END) AS handles
      FROM line l LEFT JOIN item i ON i.item = l.item WHERE ${period} GROUP BY l.store)
    SELECT count(*), sum(coalesce(sold.handles, 0)), sum(sold.volume), sum(sold.volume * sold.handles), sum(sold.own) FROM shop LEFT JOIN sold ON sold.store = shop.store`;
}

/** The strongest other brand. */
function brands(period: string): string {
  return `SELECT i.brand, sum(l.cents) AS volume FROM line l JOIN item i ON i.item = l.item WHERE ${period} AND i.brand <> '${own}' GROUP BY i.brand ORDER BY volume DESC LIMIT 1`;
}

function classes(period: string): string {
  return `WITH sold AS (SELECT store, sum(cents) AS volume FROM line WHERE ${period} GROUP BY store),
      ranked AS (SELECT store, volume, sum(volume) OVER (ORDER BY volume DESC, store ROWS UNBOUNDED PRECEDING) - volume AS before, sum(volume) OVER () AS total FROM sold)
    SELECT store, volume, CASE WHEN before < 0.8 * total THEN 'A' WHEN before < 0.95 * total THEN 'B' ELSE 'C' END FROM ranked ORDER BY before`;
}
