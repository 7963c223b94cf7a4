// One preparer at a time in one checkout: two `npm ci` in the same folder would pull the files from under each other.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PrepareError, say } from './say.mjs';

const HEARTBEAT_MS = 5_000;
const SILENT_MS = 60_000;
const TAKEOVER_MS = 10_000;
const POLL_MS = 200;
const PATIENCE_MS = 20 * 60_000;

function create(path, text) {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Whether the holder is gone: its process has ended, or (another machine, another container) it stopped renewing the file. */
function abandoned(path) {
  try {
    const silentFor = Date.now() - statSync(path).mtimeMs;
    if (silentFor > SILENT_MS) return true;
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return holder.host === hostname() && !alive(holder.pid);
  } catch (error) {
    // Gone: nobody holds it. Half written: its holder is at it, the next look will tell.
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Removes an abandoned lock; the guard keeps a second waiter from removing the lock that the first one has just made. */
function takeOver(path) {
  const guard = `${path}.takeover`;
  if (!create(guard, '')) {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TAKEOVER_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    if (abandoned(path)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Runs `work` while holding the lock file; waits for another holder, outlives a killed one.
 *
 * @template T
 * @param {string} path of the lock file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {PrepareError} when another process holds it for over 20 minutes
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  const text = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() });
  const deadline = Date.now() + PATIENCE_MS;
  let told = false;
  while (!create(path, text)) {
    if (abandoned(path)) { takeOver(path); continue; }
    if (!told) say('另一个进程正在准备,请稍候…', 'another process is preparing this checkout, waiting…');
    told = true;
    if (Date.now() > deadline) {
      throw new PrepareError(`等待了 20 分钟,另一个进程仍占用 ${path};若确认没有其他进程,请删除该文件后重试。`,
        `Waited 20 minutes and another process still holds ${path}; if there is none, delete that file and try again.`);
    }
    await pause(POLL_MS);
  }
  const release = () => {
    try {
      if (readFileSync(path, 'utf8') === text) rmSync(path, { force: true });
    } catch { /* taken over or gone: not ours any more */ }
  };
  const heartbeat = setInterval(() => { try { utimesSync(path, new Date(), new Date()); } catch { /* gone: release() will see */ } }, HEARTBEAT_MS);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
}
