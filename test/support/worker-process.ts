import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { program } from '../../libs/platform/program.js';
import type { World } from './world.js';

/** The built worker as a process of its own on a world's database, to be killed. */
export class WorkerProcess {
  private child: ChildProcess | null = null;
  private ended: Promise<void> = Promise.resolve();
  private output = '';

  constructor(private readonly world: World) {}

  /** Resolves when it takes work. */
  start(): Promise<void> {
    const { engine, databaseFile } = this.world;
    const env = {
      PATH: process.env['PATH'], BEACHHEAD_DATA_DIR: dirname(databaseFile), TEMPORAL_ADDRESS: engine.address, TEMPORAL_NAMESPACE: engine.namespace, BEACHHEAD_WAKE_EVERY_MS: '100',
      BEACHHEAD_DAY_MS: '60000', BEACHHEAD_ALLOW_TIME_SCALE: '1',
    };
    const child = spawn(process.execPath, [join(program.root, 'dist', 'apps', 'worker', 'main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    this.output = '';
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    return new Promise((resolve, reject) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        if (this.output.includes('the worker takes work')) resolve();
      });
      child.once('exit', () => reject(new Error(`the worker ended before it took work: ${this.output}`)));
    });
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  /** As a deployment would: it drains. Returns its exit code. */
  async drain(): Promise<number | null> {
    this.child?.kill('SIGTERM');
    await this.ended;
    return this.child?.exitCode ?? null;
  }
}
