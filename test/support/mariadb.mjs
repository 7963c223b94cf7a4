// A MariaDB server of the test run's own: a temporary folder, a random loopback port, a random password, gone when we are.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';

const READY_WITHIN_MS = 60_000;
const INSTALL_WITHIN_MS = 120_000;
const USER = 'beachhead_test';

/** Small buffers: the tests' data is small and several things share the machine. Durable commits: what we promise is measured with them. */
const SETTINGS = [
  '--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=96M', '--innodb-log-file-size=32M', '--innodb-log-buffer-size=4M',
  '--key-buffer-size=1M', '--aria-pagecache-buffer-size=4M', '--performance-schema=OFF', '--skip-log-bin', '--max-connections=300', '--skip-name-resolve',
  '--character-set-server=utf8mb4', '--collation-server=utf8mb4_unicode_ci', '--innodb-lock-wait-timeout=20', '--skip-slave-start',
];

/** The guard outlives us by moments: when our end of its input closes, for whatever reason, the server and its folder go. */
const GUARD = 'server=$1; folder=$2; shift 2; "$server" "$@" >"$folder/server.log" 2>&1 </dev/null & pid=$!; cat >/dev/null; kill -9 "$pid"; wait "$pid" 2>/dev/null; rm -rf "$folder"';

function executable(names) {
  // /usr/sbin is where Debian puts servers, and not in everybody's PATH.
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin']) {
    for (const name of names) {
      const file = join(folder || '.', name);
      try { accessSync(file, constants.X_OK); return file; } catch { /* not this one */ }
    }
  }
  return null;
}

/**
 * The server and its installer, when MariaDB is on this machine.
 *
 * @returns {{ server: string, installer: string } | null}
 */
export function findMariadb() {
  const server = executable(['mariadbd', 'mysqld']);
  const installer = executable(['mariadb-install-db', 'mysql_install_db']);
  if (!server || !installer) return null;
  const version = spawnSync(server, ['--no-defaults', '--version'], { encoding: 'utf8' });
  return /MariaDB/.test(version.stdout ?? '') ? { server, installer } : null;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function install({ installer }, folder) {
  const asUser = process.getuid?.() === 0 ? ['--user=root'] : [];
  const { status, error, stdout, stderr } = spawnSync(installer, ['--no-defaults', ...asUser, `--datadir=${join(folder, 'data')}`, '--skip-test-db', '--auth-root-authentication-method=normal'],
    { encoding: 'utf8', timeout: INSTALL_WITHIN_MS });
  if (status !== 0) throw new Error(`${installer} failed (${error?.message ?? `exit code ${status}`}): ${stderr || stdout}`);
  return asUser;
}

async function untilItAnswers(url, guard, folder) {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      const connection = await mysql.createConnection(url);
      await connection.query('SELECT 1');
      await connection.end();
      return;
    } catch (error) {
      if (Date.now() > deadline || guard.exitCode !== null) {
        throw new Error(`MariaDB did not answer (${error.message}):\n${readFileSync(join(folder, 'server.log'), 'utf8').slice(-2_000)}`);
      }
      await pause(100);
    }
  }
}

/**
 * Starts a private server; its user may create databases.
 *
 * @param {{ server: string, installer: string }} found what `findMariadb` gave
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` is mariadb://user:password@127.0.0.1:port/
 */
export async function startMariadb(found) {
  const folder = mkdtempSync(join(tmpdir(), 'beachhead-mariadb-'));
  let guard;
  try {
    const asUser = install(found, folder);
    const password = randomBytes(18).toString('hex');
    const first = join(folder, 'first.sql');
    writeFileSync(first, `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}';\nCREATE USER '${USER}'@'%' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO '${USER}'@'%' WITH GRANT OPTION;\n`, { mode: 0o600 });
    const port = await freePort();
    const where = [`--datadir=${join(folder, 'data')}`, `--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`, `--tmpdir=${folder}`,
      '--bind-address=127.0.0.1', `--port=${port}`, `--init-file=${first}`];
    guard = spawn('/bin/sh', ['-c', GUARD, 'mariadb-guard', found.server, folder, '--no-defaults', ...asUser, ...where, ...SETTINGS], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    const ended = new Promise((resolve) => guard.once('close', resolve));
    await untilItAnswers(`mysql://${USER}:${password}@127.0.0.1:${port}/`, guard, folder);
    return {
      url: `mariadb://${USER}:${password}@127.0.0.1:${port}/`,
      stop: async () => { guard.stdin.end(); await ended; },
    };
  } catch (error) {
    guard?.stdin.end();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
