import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../apps/standalone/demo/report.js';

const script = fileURLToPath(new URL('../../dist/apps/standalone/demo/main.js', import.meta.url));

/** `killed`: the processes that were killed while it ran, in their order. */
export type DemoRun = { readonly code: number | null; readonly output: string; readonly report: Report | null; readonly killed: readonly string[] };
export type Child = 'app' | 'engine';

/**
 * Runs the built demo as a program of its own, as `npm run demo` does. `meanwhile` may kill its children; it gets a function that does so and
 * answers whether there was one.
 */
export async function runDemo(args: readonly string[], env: Readonly<Record<string, string>>, meanwhile: (kill: (child: Child) => boolean, over: () => boolean) => Promise<void> = async () => {}): Promise<DemoRun> {
  if (!existsSync(script)) throw new Error(`${script} is missing: npm run build`);
  const { DATABASE_URL: _other, ...inherited } = process.env;
  const demo = spawn(process.execPath, ['--enable-source-maps', script, '--json', ...args], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [demo.stdout, demo.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
  let over = false;
  const killed: string[] = [];
  const ended = new Promise<number | null>((resolve) => { demo.once('close', (code) => { over = true; resolve(code); }); });
  const kill = (child: Child): boolean => {
    const pid = over ? null : childOf(demo.pid ?? 0, child);
    if (pid === null) return false;
    process.kill(pid, 'SIGKILL');
    killed.push(child);
    return true;
  };
  await Promise.all([ended, meanwhile(kill, () => over)]);
  const last = output.trim().split('\n').filter((line) => line.startsWith('{"ok"')).at(-1);
  return { code: await ended, output, report: last === undefined ? null : JSON.parse(last) as Report, killed };
}

/** The demo's own app or Temporal server, found among its children. */
function childOf(parent: number, child: Child): number | null {
  const marks: Readonly<Record<Child, string>> = { app: 'apps/standalone/app.js', engine: 'start-dev' };
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const parentOf = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return parentOf === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marks[child]);
    } catch {
      return false;
    }
  });
  return found === undefined ? null : Number(found);
}
