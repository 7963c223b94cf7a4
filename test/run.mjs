// `npm test`: from a bare clone to one line of counts. Prepares everything, starts the second database, runs Jest, cleans up.
// Arguments go to Jest (`npm test -- libs/measures`). Only Node's own modules until the dependencies are there.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { whenNpmIsGone } from '../apps/standalone/child.mjs';
import { root } from '../apps/standalone/launch.mjs';
import { ensureBuild, ensureDependencies, ensureNode } from '../apps/standalone/prepare.mjs';
import { say, sayFailure } from '../apps/standalone/say.mjs';
import { ensureTemporal } from '../apps/standalone/temporal-binary.mjs';

/** A run that hangs ends by itself, with its counts, before anybody's CI cuts it off without them. */
const LIMIT_MS = 28 * 60_000;
const GRACE_MS = 5_000;
const WORKERS = 2;
const RESULT = 'jest.json';
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

function findChromium() {
  const named = process.env.BEACHHEAD_TEST_CHROMIUM;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const places = named ? [named] : [...folders.flatMap((folder) => BROWSERS.map((name) => join(folder || '.', name))), '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
  return places.find((file) => {
    try { accessSync(file, constants.X_OK); return true; } catch { return false; }
  }) ?? null;
}

/** @returns {Promise<{ url: string, stop: () => Promise<void> } | { why: string }>} */
async function secondDatabase() {
  if (process.env.BEACHHEAD_TEST_MARIADB_URL) return { url: process.env.BEACHHEAD_TEST_MARIADB_URL, stop: async () => {} };
  const { findMariadb, startMariadb } = await import('./support/mariadb.mjs');
  const found = findMariadb();
  if (!found) return { why: 'no mariadbd on this machine (Debian/Ubuntu: apt-get install mariadb-server-core mariadb-client-core)' };
  try {
    return await startMariadb(found);
  } catch (error) {
    return { why: error.message };
  }
}

/** Jest's own summary as a plain line. A file that could not run at all counts as one failed test: it must not read as "0 failed". */
function countsLine(resultFile) {
  try {
    const result = JSON.parse(readFileSync(resultFile, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return `${result.numPassedTests} passed, ${failed} failed, ${result.numPendingTests + result.numTodoTests} skipped`;
  } catch {
    return '0 passed, 1 failed, 0 skipped';
  }
}

/** When we are killed outright (a CI's time limit) nobody else would end Jest and the servers its tests have started. */
const GUARD = 'read -r word; [ "$word" = done ] || { kill -9 "-$1"; rm -rf "$2"; }';

function guard(group, folder) {
  const shell = spawn('/bin/sh', ['-c', GUARD, 'jest-guard', String(group), folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.on('error', () => { /* no shell here: then there is no guard */ });
  shell.stdin.on('error', () => { /* it is gone already */ });
  return () => shell.stdin.end('done\n');
}

/** Runs Jest in a process group of its own, so that ending it ends the servers and browsers its tests have started. */
function runJest(env, results, stopped) {
  const resultFile = join(results, RESULT);
  const args = [join(root, 'node_modules/jest/bin/jest.js'), '--config', join(root, 'jest.config.cjs'), `--maxWorkers=${WORKERS}`, '--json', `--outputFile=${resultFile}`, ...process.argv.slice(2)];
  return new Promise((resolve) => {
    const jest = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    const disarm = guard(jest.pid, results);
    const kill = (signal) => { try { process.kill(-jest.pid, signal); } catch { /* it has ended */ } };
    const end = (signal) => {
      kill(signal);
      setTimeout(() => kill('SIGKILL'), GRACE_MS).unref();
    };
    stopped.end = end;
    const limit = setTimeout(() => {
      say(`测试超过 ${LIMIT_MS / 60_000} 分钟,已中止`, `the tests took more than ${LIMIT_MS / 60_000} minutes and were stopped`);
      end('SIGTERM');
    }, LIMIT_MS);
    jest.once('error', (error) => { process.stderr.write(`${error.message}\n`); });
    jest.once('close', (code) => {
      clearTimeout(limit);
      kill('SIGKILL');
      disarm();
      resolve(code ?? 1);
    });
  });
}

function watchSignals(stopped) {
  for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]]) {
    process.on(signal, () => {
      if (stopped.code) return;
      stopped.code = 128 + number;
      stopped.end('SIGTERM');
    });
  }
  whenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
}

async function testEverything() {
  ensureNode();
  await ensureDependencies(root);
  const temporal = await ensureTemporal(root);
  await ensureBuild(root);

  const stopped = { code: 0, end: () => {} };
  watchSignals(stopped);
  const results = mkdtempSync(join(tmpdir(), 'beachhead-results-'));
  const database = await secondDatabase();
  const chromium = findChromium();
  const skips = [];
  if (!database.url) skips.push([`跳过 MariaDB 上的测试:${database.why}`, `SKIPPED: the tests on MariaDB: ${database.why}`]);
  if (!chromium) skips.push(['跳过浏览器测试:未找到 Chromium(可设置 BEACHHEAD_TEST_CHROMIUM)', 'SKIPPED: the browser tests: no Chromium found (BEACHHEAD_TEST_CHROMIUM names one)']);
  const env = { ...process.env, TEMPORAL_CLI: temporal, SCARF_ANALYTICS: 'false', BEACHHEAD_PREPARED: '1' };
  if (database.url) env.BEACHHEAD_TEST_MARIADB_URL = database.url;
  if (chromium) env.BEACHHEAD_TEST_CHROMIUM = chromium;
  try {
    for (const [zh, en] of skips) say(zh, en);
    const code = stopped.code === 0 ? await runJest(env, results, stopped) : stopped.code;
    for (const [zh, en] of skips) say(zh, en);
    process.stdout.write(`\n${countsLine(join(results, RESULT))}\n`);
    return stopped.code || code;
  } finally {
    await database.stop?.();
    rmSync(results, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await testEverything();
} catch (error) {
  process.exitCode = sayFailure(error);
  process.stdout.write('\n0 passed, 1 failed, 0 skipped\n');
}
