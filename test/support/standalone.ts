import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../libs/platform/program.js';
import { temporalProgram } from './engine.js';
import { until } from './until.js';

type Family = Readonly<Record<'supervisor' | 'engine' | 'app', { readonly pid: number } | null>>;

const upWithinMs = 60_000;

/** The program behind `npm start`, built, on a data directory and free ports. */
export class Standalone {
  output = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess, readonly dataDir: string) {
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { this.output += text; });
    this.ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  static run(dataDir: string, args: readonly string[] = ['--port', '0', '--no-ui'], env: Readonly<Record<string, string>> = {}): Standalone {
    const script = join(program.root, 'dist', 'apps', 'standalone', 'main.js');
    const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'], TEMPORAL_CLI: temporalProgram() };
    const child = spawn(process.execPath, ['--enable-source-maps', script, '--data-dir', dataDir, ...args], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    return new Standalone(child, dataDir);
  }

  /** Its address, once it has said so. */
  async url(): Promise<string> {
    await until('the system says that it runs', async () => this.output, (text) => text.includes('Ctrl-C stops everything') || this.child.exitCode !== null, upWithinMs);
    const url = /网页 Web: (\S+)/.exec(this.output)?.[1];
    if (!url) throw new Error(`it did not start: ${this.output}`);
    return url;
  }

  /** The one-time password of the first run. */
  get password(): string | null {
    return /One-time password: (\S+)/.exec(this.output)?.[1] ?? null;
  }

  /** Where its Temporal server listens. */
  get temporalAddress(): string {
    return /^ {2}Temporal: (\S+)/m.exec(this.output)?.[1] ?? '';
  }

  pidOf(member: keyof Family): number | null {
    try {
      return (JSON.parse(readFileSync(join(this.dataDir, 'run.json'), 'utf8')) as Family)[member]?.pid ?? null;
    } catch {
      return null;
    }
  }

  /** Kills one of its processes, as a crash would. False when that one is just being started again. */
  kill(member: keyof Family): boolean {
    const pid = this.pidOf(member);
    return pid !== null && process.kill(pid, 'SIGKILL');
  }

  /** Ctrl-C. Returns the exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.ended;
  }

  end(): Promise<number | null> {
    return this.ended;
  }
}

/** Whether a process with this number works on: one that ended and was not collected yet does not. */
export function isThere(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
