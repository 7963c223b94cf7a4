import 'reflect-metadata';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import mysql from 'mysql2/promise';
import { migrate, openDatabase, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { findMariadb, startMariadb } from '../support/mariadb.mjs';
import { realData } from '../support/real-data.js';
import { bareInserts } from './bare-inserts.js';
import { percentile, report, round } from './figures.js';
import type { Carried, Carrying } from './import-child.js';

/*
 * What it costs to bring the 844,000 sale lines of a real county in, from the stored file to the last roll-up, beside the same rows as bare
 * prepared inserts in one transaction into the same table with its indexes on the same database. The import runs in a process of its own,
 * whose memory is measured, for half the lines and for all of them; beside the half, on SQLite, people complete tasks. On the database of
 * DATABASE_URL; without one on SQLite and, where there is one, on MariaDB.
 */
const root = join(import.meta.dirname, '../..');
if (!existsSync(realData('iowa-liquor'))) {
  process.stderr.write('needs the data set iowa-liquor (BEACHHEAD_TEST_DATA names its folder)\n');
  process.exit(0);
}
const folder = await mkdtemp(join(root, '.bench-'));
try {
  const files = await polkFiles();
  const url = process.env['DATABASE_URL'];
  if (url) await onServer(url, files);
  else {
    report('import · SQLite', await measure(['all', 'half', 'bare'].map((part) => ({ file: join(folder, `${part}.sqlite`) })), 'sqlite', files));
    const found = findMariadb();
    if (found) {
      const server = await startMariadb(found);
      try { await onServer(server.url, files); } finally { await server.stop(); }
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

type Files = { readonly all: string; readonly half: string };

/** The three parts of the county's lines as one file, and the first half of it. */
async function polkFiles(): Promise<Files> {
  const parts = await Promise.all(['2021H1', '2021H2', '2022'].map(async (part) => gunzipSync(await readFile(realData('iowa-liquor', `sales_polk_${part}.csv.gz`))).toString('utf8')));
  const [header = '', ...lines] = parts.flatMap((text, index) => text.trimEnd().split('\n').slice(index === 0 ? 0 : 1));
  const write = async (name: string, some: readonly string[]): Promise<string> => {
    await writeFile(join(folder, name), gzipSync([header, ...some, ''].join('\n'), { level: 1 }));
    return join(folder, name);
  };
  return { all: await write('all.csv.gz', lines), half: await write('half.csv.gz', lines.slice(0, lines.length / 2)) };
}

async function onServer(base: string, files: Files): Promise<void> {
  const connection = await mysql.createConnection(base.replace(/^mariadb:/, 'mysql:'));
  const names = ['all', 'half', 'bare'].map((part) => `bench_${part}_${randomUUID().replaceAll('-', '')}`);
  const placeOf = (name = ''): DatabasePlace => { const url = new URL(base); url.pathname = `/${name}`; return { url: url.href }; };
  try {
    for (const name of names) await connection.query(`CREATE DATABASE ${name}`);
    report(`import · ${new URL(base).protocol.replace(':', '')}`, await measure(names.map(placeOf), new URL(base).protocol.replace(':', ''), files));
  } finally {
    for (const name of names) await connection.query(`DROP DATABASE IF EXISTS ${name}`);
    await connection.end();
  }
}

async function measure([place = {}, halfPlace = {}, barePlace = {}]: readonly DatabasePlace[], database: string, files: Files): Promise<object> {
  for (const each of [place, halfPlace, barePlace]) {
    const db = await openDatabase(each);
    await migrate(db);
    await db.close();
  }
  for (const each of [place, halfPlace]) await carried({ place: each, file: null, tasks: 0 });
  const half = await carried({ place: halfPlace, file: files.half, tasks: database === 'sqlite' ? 300 : 0 });
  const first = await carried({ place, file: files.all, tasks: 0 });
  const bareSeconds = await bareInserts(place, barePlace);
  const again = await carried({ place, file: files.all, tasks: 0 });
  return {
    database, rows: first.rows, seconds: first.seconds, bareSeconds, ratio: round(first.seconds / bareSeconds, 2), rssMb: first.rssMb, halfRssMb: half.rssMb, againSeconds: again.seconds, againRssMb: again.rssMb,
    phases: first.phases, ...(half.taskMs.length > 0 && { taskMs: { n: half.taskMs.length, p50: round(percentile(half.taskMs, 0.5), 1), p99: round(percentile(half.taskMs, 0.99), 1), most: round(Math.max(...half.taskMs), 1) } }),
  };
}

/** In a process of its own: nothing else is in its memory. */
function carried(asked: Carrying): Promise<Carried> {
  const loader = join(root, 'test/support/typescript-loader.mjs');
  const child = fork(fileURLToPath(new URL('./import-child.ts', import.meta.url)), [JSON.stringify(asked)], { cwd: root, execArgv: ['--import', loader] });
  return new Promise((resolve, reject) => {
    let answer: Carried | null = null;
    child.once('message', (message) => { answer = message as Carried; });
    child.once('exit', (code) => (answer ? resolve(answer) : reject(new Error(`the import ended with ${code}`))));
  });
}
