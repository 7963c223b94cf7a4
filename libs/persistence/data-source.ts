import { setTimeout as pause } from 'node:timers/promises';
import mysql2 from 'mysql2';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { wideTypes } from './columns.js';
import { DatabaseUnavailable, databaseTrouble } from './database-errors.js';
import { entities, migrations } from './schema.js';

export type DatabaseKind = 'sqlite' | 'mysql' | 'mariadb';

export type Database = {
  /** On SQLite the one connection that writes: only the unit of work and migrations use it. */
  readonly writer: DataSource;
  /** Never sees a row that is not committed. */
  readonly reader: DataSource;
  readonly kind: DatabaseKind;
  close(): Promise<void>;
};

export type DatabasePlace = { readonly url?: string | null; readonly file?: string };

/** Where else can a write lock be held? Longer waits happen in the unit of work, which does not block the event loop. */
const sqliteBusyMs = 100;
const sqliteReaderBusyMs = 5000;

/**
 * Opens `url` (`mysql://user:password@host:3306/name` or `mariadb://…`, named after the real server) or else the SQLite `file`.
 * Throws `DatabaseUnavailable` when the server does not answer, `TypeError` when the address cannot be understood.
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  if (place.url) return openServer(place.url);
  if (!place.file) throw new TypeError('A database needs an address (mysql://…, mariadb://…) or a file');
  return openFile(place.file);
}

/** Brings the schema to the newest version; safe to call from several processes at once. Returns the names of what ran here. */
export async function migrate(db: Database): Promise<string[]> {
  return db.kind === 'sqlite' ? migrateFile(db) : migrateServer(db);
}

/** True while `migrate` still has something to do. */
export async function pendingMigrations(db: Database): Promise<boolean> {
  return db.writer.showMigrations();
}

/** One transaction for all: a process that came second is refused as a whole, looks again and finds nothing left to do. */
async function migrateFile(db: Database): Promise<string[]> {
  const until = Date.now() + migrationPatienceMs;
  for (;;) {
    try {
      return names(await db.writer.runMigrations({ transaction: 'all' }));
    } catch (error) {
      const cameSecond = databaseTrouble(error) === 'busy' || /already exists|UNIQUE constraint/.test((error as Error).message);
      if (!cameSecond || Date.now() > until) throw error;
      await pause(100);
    }
  }
}

/** MySQL commits each DDL statement, so a lock keeps two processes from interleaving. */
async function migrateServer(db: Database): Promise<string[]> {
  const guard = db.writer.createQueryRunner();
  try {
    const [row] = (await guard.query(`SELECT GET_LOCK(${migrationLock}, ${migrationPatienceMs / 1000}) AS held`)) as { held: unknown }[];
    if (Number(row?.held) !== 1) throw new DatabaseUnavailable('Another process has been migrating this database for half a minute', 30);
    return names(await db.writer.runMigrations({ transaction: 'each' }));
  } finally {
    await guard.query(`SELECT RELEASE_LOCK(${migrationLock})`).finally(() => guard.release());
  }
}

const migrationPatienceMs = 30_000;
const migrationLock = "CONCAT('beachhead-migrate-', DATABASE())";
const names = (migrations: readonly { readonly name: string }[]): string[] => migrations.map((migration) => migration.name);

async function openFile(file: string): Promise<Database> {
  const writer = await start(sqliteOptions(file, sqliteBusyMs, []));
  let reader: DataSource;
  try {
    reader = await start(sqliteOptions(file, sqliteReaderBusyMs, ['query_only = ON']));
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  // The reader first: the last one to leave checkpoints the log, which the reader may not.
  return { writer, reader, kind: 'sqlite', close: () => reader.destroy().then(() => writer.destroy()) };
}

/** 16 MB of log before it is written back: pages that an import changes again and again are written once for several of its pieces. */
const pagesPerCheckpoint = 4_000;

type SqliteHandle = { pragma(text: string): unknown };

function sqliteOptions(file: string, timeout: number, more: readonly string[]): DataSourceOptions {
  const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -32000', 'temp_store = MEMORY', `wal_autocheckpoint = ${pagesPerCheckpoint}`, ...more];
  return {
    type: 'better-sqlite3', database: file, timeout, statementCacheSize: 500, entities, migrations, synchronize: false, logging: false,
    prepareDatabase: (handle: SqliteHandle) => { for (const pragma of pragmas) handle.pragma(pragma); },
  };
}

async function openServer(url: string): Promise<Database> {
  const { options, kind } = serverOptions(url);
  const writer = await start(options);
  return { writer, reader: writer, kind, close: () => writer.destroy() };
}

function serverOptions(text: string): { options: DataSourceOptions; kind: 'mysql' | 'mariadb' } {
  const url = URL.canParse(text) ? new URL(text) : null;
  const kind = url?.protocol.replace(':', '');
  if (!url || (kind !== 'mysql' && kind !== 'mariadb')) throw new TypeError('A database address starts with mysql:// or mariadb://, after the real server');
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!database) throw new TypeError('The database address names no database: mysql://user:password@host:3306/name');
  const unknown = [...url.searchParams.keys()].filter((name) => name !== 'connections' && name !== 'tls' && name !== 'socket');
  if (unknown.length > 0) throw new TypeError(`Unknown parameter in the database address: ${unknown.join(', ')} (known: connections, tls, socket)`);
  return {
    kind,
    options: {
      type: kind, driver: { ...mysql2, createPool: poolOf(kind === 'mariadb' ? mariadbSettings : sessionSettings) }, database, host: url.hostname, port: Number(url.port || 3306),
      username: decodeURIComponent(url.username), password: decodeURIComponent(url.password),
      socketPath: url.searchParams.get('socket') ?? undefined, ssl: url.searchParams.get('tls') === 'on' ? {} : undefined,
      poolSize: Number(url.searchParams.get('connections') ?? 20), connectTimeout: 3000,
      charset: 'utf8mb4_bin', timezone: 'Z', dateStrings: true, entities, migrations, synchronize: false, logging: false,
      extra: { enableKeepAlive: true, maxIdle: 4, idleTimeout: 60_000 },
    },
  };
}

const sessionSettings = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION innodb_lock_wait_timeout = 2, sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION'",
];
/** MariaDB would read a window's totals terminal by terminal, each through its whole history, instead of once through the window. */
const mariadbSettings = [...sessionSettings, "SET SESSION optimizer_switch = 'split_materialized=off'"];

/** Every connection of the pool starts with the same session: no gap locks, short lock waits, no silent truncation. */
const poolOf = (settings: readonly string[]) => (options: mysql2.PoolOptions): mysql2.Pool => {
  const pool = mysql2.createPool(options);
  pool.on('connection', (connection) => {
    for (const setting of settings) connection.query(setting, (error) => { if (error) connection.destroy(); });
  });
  return pool;
};

async function start(options: DataSourceOptions): Promise<DataSource> {
  const source = new DataSource(options);
  wideTypes(source.driver);
  try {
    return await source.initialize();
  } catch (error) {
    if (databaseTrouble(error) === null) throw error;
    throw new DatabaseUnavailable(`The database does not answer: ${(error as Error).message}`, 5, { cause: error });
  }
}
