// The entry scripts' family: the commands they run to prepare something, and the npm that has started them.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How much of a failed command's output is worth showing again. */
const TAIL_CHARS = 4_000;
const PARENT_CHECK_MS = 500;

const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 1);

/**
 * Runs a command to its end; our own death takes it along, so that no half-done install works on behind our back.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean }} [options] `show` passes the output on to stderr as it comes
 * @returns {Promise<{ code: number | null, output: string, problem: string | null }>} `problem` says in one line why it did not end well
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, show = false } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that ending it ends what it has started too (npm's compilers, pip's build steps).
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    let output = '';
    let late = false;
    const kill = (signal) => {
      try { process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal); } catch { /* it has ended already */ }
    };
    const take = (chunk) => {
      output = (output + chunk).slice(-TAIL_CHARS);
      if (show) process.stderr.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const timer = timeoutMs && setTimeout(() => { late = true; kill('SIGKILL'); }, timeoutMs);
    const die = (signal) => { kill(signal); process.exit(exitCodeOf(signal)); };
    for (const signal of SIGNALS) process.on(signal, die);
    const end = (code, problem) => {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, die);
      resolve({ code, output, problem });
    };
    child.once('error', (error) => end(null, error.code === 'ENOENT' ? 'not found (ENOENT)' : error.message));
    child.once('close', (code, signal) => {
      if (late) end(null, `no answer within ${timeoutMs / 1000} s`);
      else if (code === 0) end(0, null);
      else end(code, `ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

/** The last lines of a command's output, for a message. */
export function lastLines(output, count = 3) {
  return output.trim().split('\n').filter((line) => line.trim() !== '').slice(-count).join(' | ');
}

/** How to call npm: the one that runs us, else the one in PATH. */
export function npmCommand(env = process.env) {
  const path = env.npm_execpath;
  if (path && basename(path).startsWith('npm-cli')) return { command: process.execPath, first: [path] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] };
}

/**
 * Calls `end` once when npm, which started us, is gone. npm passes a signal on to the shell between us, and that shell dies without telling us.
 *
 * @param {() => void} end
 * @param {NodeJS.ProcessEnv} [env]
 */
export function whenNpmIsGone(end, env = process.env) {
  if (!env.npm_lifecycle_event) return; // started otherwise: a parent that leaves us behind may well mean to
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, PARENT_CHECK_MS);
  timer.unref();
}
