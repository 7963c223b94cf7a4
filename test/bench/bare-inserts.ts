import mysql from 'mysql2/promise';
import { openDatabase, type Database, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { round } from './figures.js';

const columns = ['id', 'marketId', 'lineKey', 'terminalId', 'skuId', 'day', 'week', 'quantity', 'amount'] as const;
const insert = `INSERT INTO sale_line (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
type Row = (string | number)[];

/**
 * Seconds that the rows of `sale_line` in one database take as bare prepared inserts, one by one in one transaction, into the same table with
 * its indexes in another one, which is empty: what no import can do without. The settings of the connection are the product's own.
 */
export async function bareInserts(from: DatabasePlace, into: DatabasePlace): Promise<number> {
  const source = await openDatabase(from);
  const rows = (await source.reader.query<Record<(typeof columns)[number], string | number>[]>(`SELECT ${columns.join(', ')} FROM sale_line ORDER BY id`)).map((row): Row => columns.map((column) => row[column]));
  await source.close();
  if (into.file === undefined) return onServer(into.url ?? '', rows);
  const db = await openDatabase(into);
  try {
    return onFile(db, rows);
  } finally {
    await db.close();
  }
}

type Handle = { exec(sql: string): void; prepare(sql: string): { run(row: Row): unknown } };

function onFile(db: Database, rows: readonly Row[]): number {
  const { databaseConnection } = db.writer.driver as unknown as { databaseConnection: Handle };
  const statement = databaseConnection.prepare(insert);
  const from = performance.now();
  databaseConnection.exec('BEGIN IMMEDIATE');
  for (const row of rows) statement.run(row);
  databaseConnection.exec('COMMIT');
  return round((performance.now() - from) / 1000, 2);
}

async function onServer(url: string, rows: readonly Row[]): Promise<number> {
  const connection = await mysql.createConnection(url.replace(/^mariadb:/, 'mysql:'));
  const from = performance.now();
  await connection.beginTransaction();
  const statement = await connection.prepare(insert);
  for (const row of rows) await statement.execute(row);
  await connection.commit();
  const seconds = (performance.now() - from) / 1000;
  await connection.end();
  return round(seconds, 2);
}
