import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import mysql from 'mysql2/promise';
import { AbcQuery, KpiQuery, UnvisitedQuery } from '../../libs/contracts/street.js';
import { migrate, openDatabase, type Database, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { fieldTotals } from '../../libs/persistence/field-totals.js';
import { Figures } from '../../libs/persistence/figures/figures.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { parameters } from '../../libs/playbook/parameters.js';
import { addDays } from '../../libs/rules/iso-week.js';
import { mustImport, mustImportFile } from '../support/imports.js';
import { findMariadb, startMariadb } from '../support/mariadb.mjs';
import { mappingOf } from '../support/mappings.js';
import { realData } from '../support/real-data.js';
import { openDuckDb } from './duckdb.js';
import { percentile, report, round, timed, type Sample } from './figures.js';

/*
 * What the street of a real county costs to ask, after its 844,000 sale lines are in: every weekly KPI of a week, ABC with numeric and
 * weighted distribution over 22 months, and the unvisited list of a market of 100,000 terminals. Medians; on SQLite and, where there is
 * one, on MariaDB; beside DuckDB answering the same from the same files.
 */
const times = 7;
const manyTerminals = 100_000;
const today = '2022-11-07';
const lastWeek = '2022-W44';
const bundles = { content: () => Promise.reject(new Error('The playbook is asked, no bundle')) };

if (!existsSync(realData('iowa-liquor'))) {
  process.stderr.write('needs the data set iowa-liquor (BEACHHEAD_TEST_DATA names its folder)\n');
  process.exit(2);
}
const folder = await mkdtemp(join(import.meta.dirname, '../../.bench-'));
const duckdb = await measureDuckDb();
try {
  report('kpi · SQLite', { database: 'sqlite', ...(await measure({ file: join(folder, 'kpi.sqlite') })), duckdb });
  const found = findMariadb();
  if (found) await onMariadb(found);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function onMariadb(found: NonNullable<ReturnType<typeof findMariadb>>): Promise<void> {
  const server = await startMariadb(found);
  try {
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    const connection = await mysql.createConnection(server.url.replace(/^mariadb:/, 'mysql:'));
    await connection.query(`CREATE DATABASE ${name}`);
    await connection.end();
    report('kpi · MariaDB', { database: 'mariadb', ...(await measure({ url: `${server.url}${name}` })), duckdb });
  } finally {
    await server.stop();
  }
}

async function measureDuckDb(): Promise<{ weekMs: number; fullMs: number }> {
  const questions = await openDuckDb();
  try {
    return { weekMs: await median(() => questions.week()), fullMs: await median(() => questions.full()) };
  } finally {
    questions.close();
  }
}

async function measure(place: DatabasePlace): Promise<{ weekMs: number; fullMs: number; unvisitedMs: number }> {
  const db = await openDatabase(place);
  try {
    await migrate(db);
    const uow = new UnitOfWork(db);
    await importPolk(db, uow);
    const polk = await marketId(db, 'polk');
    const figures = new Figures(db, bundles);
    const week = await median(() => weekOf(db, polk));
    const full = await median(() => fullOf(figures, polk));
    await uow.run(seedManyTerminals);
    const many = await marketId(db, 'many');
    const list = await median(() => figures.unvisited(many, UnvisitedQuery.parse({ asOf: addDays(today, -1) }), today));
    return { weekMs: week, fullMs: full, unvisitedMs: list };
  } finally {
    await db.close();
  }
}

async function median(work: () => Promise<unknown>): Promise<number> {
  await work();
  const sample: Sample = [];
  for (let i = 0; i < times; i += 1) await timed(sample, work);
  return round(percentile(sample, 0.5), 1);
}

async function weekOf(db: Database, market: string): Promise<unknown> {
  const { windowWeeks, volumeBasis, category, visits } = parameters;
  return fieldTotals(db.reader.manager, { week: lastWeek, markets: [{ marketId: market, windowWeeks, volumeBasis, categoryVolume: 'sales', category, visitPeriods: visits.periodDays }] });
}

async function fullOf(figures: Figures, market: string): Promise<void> {
  const period = { from: '2021-01-01', to: '2022-10-31' };
  const abc = await figures.abc(market, AbcQuery.parse(period), today);
  if (abc.classes.A.units === 0) throw new Error('no ABC');
  for (const name of ['numericDistribution', 'weightedDistribution'] as const) await figures.kpi(market, KpiQuery.parse({ measure: name, weight: 'sales', ...period }), today);
}

async function importPolk(db: Database, uow: UnitOfWork): Promise<void> {
  const sales = ['2021H1', '2021H2', '2022'].map((part) => `sales_polk_${part}.csv.gz`);
  await load('markets', 'iowa-market-polk', null);
  await load('terminals', 'iowa-stores-polk', 'stores.csv');
  // An item was sold in the first half-year that is in no list of products.
  await load('skus', 'iowa-items-sold', sales[0] ?? '');
  await load('skus', 'iowa-products', 'products.csv');
  for (const file of sales) await load('sale-lines', 'iowa-sales-polk', file);

  async function load(kind: 'markets' | 'terminals' | 'skus' | 'sale-lines', mapping: string, file: string | null): Promise<void> {
    if (file === null) await mustImport({ db, uow }, kind, 'x\n1\n', { mapping: mappingOf(mapping) });
    else await mustImportFile({ db, uow }, { kind, fileName: file, path: realData('iowa-liquor', file), mapping: mappingOf(mapping) });
  }
}

async function marketId(db: Database, code: string): Promise<string> {
  const [row]: { id: string }[] = await db.reader.query('SELECT m.id FROM market m WHERE m.code = ?', [code]);
  return row?.id ?? '';
}

/** A tenth never visited, a tenth overdue, the rest seen in the last week; each with a visit row where it was visited. */
async function seedManyTerminals(em: EntityManager): Promise<void> {
  const market = randomUUID();
  await em.query('INSERT INTO market (id, code, name, routeDigits) VALUES (?, ?, ?, 1)', [market, 'many', 'many']);
  const seen = (i: number): string | null => (i % 10 === 0 ? null : addDays(today, i % 10 === 1 ? -60 : -1 - (i % 7)));
  for (let from = 0; from < manyTerminals; from += 200) {
    const some = Array.from({ length: 200 }, (_, n) => ({ id: randomUUID(), number: from + n, day: seen(from + n) }));
    await em.query(
      `INSERT INTO terminal (id, marketId, externalId, name, status, class, firstSeen, firstValidVisit, lastValidVisit) VALUES ${some.map(() => "(?, ?, ?, ?, 'active', ?, '2022-01-01', ?, ?)").join(', ')}`,
      some.flatMap(({ id, number, day }) => [id, market, String(number), `shop ${number}`, ['A', 'B', 'C'][number % 3] ?? null, day, day]));
    const visited = some.filter(({ day }) => day !== null);
    await em.query(
      `INSERT INTO visit (id, marketId, clientId, terminalId, adviser, day, week, planned, made, valid, ordered) VALUES ${visited.map(() => "(?, ?, ?, ?, 'lee', ?, ?, 1, 1, 1, 0)").join(', ')}`,
      visited.flatMap(({ id, number, day }) => [randomUUID(), market, String(number), id, day, lastWeek]));
  }
}
