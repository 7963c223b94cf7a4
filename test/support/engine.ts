import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Client } from '@temporalio/client';
import { freePort } from '../../apps/standalone/ports.js';
import { temporalLaunch } from '../../apps/standalone/temporal-server.js';
import { program } from '../../libs/platform/program.js';
import { openClient } from '../../libs/temporal/connection.js';

/** The Temporal server program that the tests use; `npm test` names one, a single file run by hand finds what was fetched before. */
export function temporalProgram(env = process.env): string {
  const cached = join(program.root, '.cache', 'temporal', '1.9.1', 'temporal');
  const inPath = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'temporal'));
  const found = [env['TEMPORAL_CLI'] ?? '', ...inPath, cached].find((file) => file !== '' && existsSync(file));
  if (!found) throw new Error('No Temporal server program: run `npm test` once, or set TEMPORAL_CLI');
  return found;
}

/** A real Temporal server on a store of its own, which a test may kill, start again, and rob of its store. */
export class TestEngine {
  readonly namespace = 'default';
  readonly client: Client;
  private server: ChildProcess | null = null;
  private ended: Promise<unknown> = Promise.resolve();

  private constructor(private readonly folder: string, private readonly port: number) {
    this.client = openClient({ address: this.address, namespace: this.namespace });
  }

  /** A place for a server; nothing runs there yet. */
  static async prepare(): Promise<TestEngine> {
    return new TestEngine(await mkdtemp(join(tmpdir(), 'beachhead-engine-')), await freePort(0));
  }

  static async start(): Promise<TestEngine> {
    const engine = await TestEngine.prepare();
    await engine.run();
    return engine;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async run(): Promise<void> {
    const { command, args, ready } = temporalLaunch({
      program: temporalProgram(), env: {}, storeFile: join(this.folder, 'store.sqlite'), namespace: this.namespace, port: this.port, uiPort: null, hurried: true,
    });
    const server = spawn(command, args, { stdio: 'ignore' });
    const dead = new AbortController();
    this.server = server;
    this.ended = new Promise((resolve) => server.once('exit', resolve)).then(() => dead.abort());
    await ready(server, dead.signal);
    if (dead.signal.aborted) throw new Error('the Temporal server ended at once');
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    this.server?.kill('SIGKILL');
    await this.ended;
    this.server = null;
  }

  /** Kills it and deletes everything it knew. */
  async forget(): Promise<void> {
    await this.kill();
    for (const suffix of ['', '-wal', '-shm']) await rm(join(this.folder, `store.sqlite${suffix}`), { force: true });
  }

  async close(): Promise<void> {
    await this.client.connection.close();
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
