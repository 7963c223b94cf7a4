import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
/** `npm test` has just built what it tests; a spec run by itself uses the sources. */
const script = process.env['BEACHHEAD_PREPARED'] === '1' ? ['dist/apps/cli/main.js'] : ['--import', './test/support/typescript-loader.mjs', 'apps/cli/main.ts'];

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the command line as a process of its own, with nothing in its environment but `env`, and `input` on its standard input. */
export function runCli(args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [...script, ...args], { cwd: root, env: { PATH: process.env['PATH'], ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
  // A command that reads nothing may be gone before it is written to.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
