import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { migrate, openDatabase, type Database, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';

/** Base address of a server on which databases may be created, e.g. `mariadb://root@127.0.0.1:3307`. */
const serverVariable = 'BEACHHEAD_TEST_MARIADB_URL';

export type DatabaseUnderTest = {
  /** Fresh and migrated, one per test file and kind. Set before the first test runs: read it inside tests, not while describing. */
  readonly db: Database;
  readonly uow: UnitOfWork;
  /** Where `db` is, for a second process or connection. */
  readonly place: DatabasePlace;
  /** Another real connection, to the same database unless told otherwise; closed after the tests. */
  another(place?: DatabasePlace): Promise<Database>;
  /** Where a new database of the same kind is, empty and not migrated; dropped after the tests. */
  empty(): Promise<DatabasePlace>;
};

/**
 * Describes the same tests on SQLite and on MariaDB. Where no server is named the MariaDB half is reported as skipped.
 *
 *     eachDatabase('unit of work', (ctx) => { it('commits', () => ctx.uow.run(async (em) => …)); });
 */
export function eachDatabase(name: string, tests: (ctx: DatabaseUnderTest) => void): void {
  onDatabase(`${name} · SQLite`, sqliteHost(), tests);
  onServer(name, tests);
}

/** For what only a server can do, such as going away. */
export function onServer(name: string, tests: (ctx: DatabaseUnderTest) => void): void {
  const server = process.env[serverVariable];
  if (server) onDatabase(`${name} · MariaDB`, serverHost(server), tests);
  else describe(`${name} · MariaDB`, () => { it.skip(`needs ${serverVariable}`, () => undefined); });
}

type Host = { create(): Promise<DatabasePlace>; destroy(): Promise<void> };

function onDatabase(name: string, host: Host, tests: (ctx: DatabaseUnderTest) => void): void {
  describe(name, () => {
    const opened: Database[] = [];
    let main: { db: Database; uow: UnitOfWork; place: DatabasePlace } | undefined;
    const started = () => {
      if (!main) throw new Error('The database is there inside tests and hooks, not while they are described');
      return main;
    };
    const open = async (place: DatabasePlace) => {
      const db = await openDatabase(place);
      opened.push(db);
      return db;
    };
    beforeAll(async () => {
      const place = await host.create();
      const db = await open(place);
      await migrate(db);
      main = { db, uow: new UnitOfWork(db), place };
    });
    afterAll(async () => {
      await Promise.all(opened.map((db) => db.close()));
      await host.destroy();
    });
    tests({
      get db() { return started().db; },
      get uow() { return started().uow; },
      get place() { return started().place; },
      another: (place) => open(place ?? started().place),
      empty: () => host.create(),
    });
  });
}

function sqliteHost(): Host {
  let folder: string | undefined;
  return {
    create: async () => {
      folder ??= await mkdtemp(join(tmpdir(), 'beachhead-test-'));
      return { file: join(folder, `${randomUUID()}.db`) };
    },
    destroy: async () => { if (folder) await rm(folder, { recursive: true, force: true }); },
  };
}

function serverHost(base: string): Host {
  const created: string[] = [];
  const ask = async (sql: string) => {
    const url = new URL(base);
    const connection = await mysql.createConnection({
      host: url.hostname, port: Number(url.port || 3306), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password),
      socketPath: url.searchParams.get('socket') ?? undefined,
    });
    try { await connection.query(sql); } finally { await connection.end(); }
  };
  return {
    create: async () => {
      const name = `beachhead_test_${randomUUID().replaceAll('-', '')}`;
      await ask(`CREATE DATABASE ${name}`);
      created.push(name);
      const url = new URL(base);
      url.pathname = `/${name}`;
      return { url: url.href };
    },
    destroy: async () => { for (const name of created) await ask(`DROP DATABASE IF EXISTS ${name}`); },
  };
}
