import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Told, type Say } from './told.js';

export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  /** Resolves when the child can be used, rejects when it will not come up. `ended` aborts when it has died. */
  readonly ready: (child: ChildProcess, ended: AbortSignal) => Promise<void>;
};

export type KeptProcessOptions = {
  readonly name: { readonly zh: string; readonly en: string };
  readonly logFile: string;
  /** Called before every start, the first and the later ones. */
  readonly launch: () => Promise<Launch>;
  readonly onPid: (pid: number | null, child: ChildProcess | null) => void;
  readonly say: Say;
};

type Life = { readonly ended: Promise<string>; readonly since: number };

const firstRestMs = 100;
const longestRestMs = 5_000;
/** Who lived this long is not in a crash loop. */
const healthyMs = 30_000;
const firstStarts = 3;
const logLimitBytes = 20 * 1024 * 1024;

class NotUp extends Told {
  constructor(readonly killed: boolean, zh: string, en: string) {
    super(zh, en);
  }
}

/** A child that is started again whenever it dies, until it is stopped. */
export class KeptProcess {
  private child: ChildProcess | null = null;
  private keeping: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly options: KeptProcessOptions) {}

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Starts it; from then on it is kept. Throws `Told` when it does not come up this first time. */
  async start(): Promise<void> {
    const life = await this.beginAtLast();
    this.keeping = this.keep(life);
  }

  /** Passes a message to a child that listens. One that is dying misses it; its successor is told by `launch`. */
  send(message: object): void {
    if (this.child?.connected) this.child.send(message, () => undefined);
  }

  /** Asks it to end and, after `graceMs`, ends it. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.child?.kill('SIGTERM');
    const late = setTimeout(() => this.kill(), graceMs);
    await this.keeping;
    clearTimeout(late);
  }

  /** Ends it at once; unless it is being stopped, it is started again. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  private async keep(life: Life): Promise<void> {
    const { name, say } = this.options;
    let rest = firstRestMs;
    for (let now = life; ;) {
      const how = await now.ended;
      if (this.stopping) return;
      say(`${name.zh}意外退出(${how}),正在重新启动`, `the ${name.en} ended unexpectedly (${how}), starting it again`);
      rest = Date.now() - now.since > healthyMs ? firstRestMs : Math.min(rest * 2, longestRestMs);
      await pause(rest);
      if (this.stopping) return;
      const since = Date.now();
      now = await this.begin().catch((error: unknown) => ({ ended: Promise.resolve((error as Error).message), since }));
    }
  }

  /** A child that somebody kills while it comes up is started again; one that ends by itself will do so again. */
  private async beginAtLast(): Promise<Life> {
    for (let left = firstStarts; ;) {
      try {
        return await this.begin();
      } catch (error) {
        left -= 1;
        if (left === 0 || this.stopping || !(error instanceof NotUp && error.killed)) throw error;
      }
    }
  }

  private async begin(): Promise<Life> {
    const { command, args, env, ready } = await this.options.launch();
    const child = this.spawn(command, args, env);
    const dead = new AbortController();
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void ended.then(() => {
      dead.abort();
      if (this.child !== child) return;
      this.child = null;
      this.options.onPid(null, null);
    });
    try {
      await Promise.race([ready(child, dead.signal), ended.then((how) => { throw this.notUp(how); })]);
    } catch (error) {
      child.kill('SIGKILL');
      await ended;
      throw error;
    }
    return { ended, since: Date.now() };
  }

  /** In a session of its own: the terminal's Ctrl-C is for us, who end the children in order. */
  private spawn(command: string, args: readonly string[], env: Record<string, string>): ChildProcess {
    const log = openLog(this.options.logFile);
    const child = spawn(command, args, { env, stdio: ['ignore', log, log, 'ipc'], detached: true });
    closeSync(log);
    this.child = child;
    this.options.onPid(child.pid ?? null, child);
    return child;
  }

  private notUp(how: string): NotUp {
    const { name, logFile } = this.options;
    const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).map((line) => `  ${line}`).join('\n');
    return new NotUp(how.startsWith('SIG'), `${name.zh}没有启动成功(${how})。日志 ${logFile} 的最后几行:\n${lines}`, `The ${name.en} did not come up (${how}); the last lines of ${logFile} are above.`);
  }
}

/** One file and the one before it. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}
