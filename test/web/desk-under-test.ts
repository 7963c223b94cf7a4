import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { EngineWorker } from '../../apps/worker/engine-worker.js';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { resetPassword, type OneTimePassword } from '../../libs/journal/seed-administrator.js';
import { installRuntime } from '../../libs/temporal/runtime.js';
import { program } from '../../libs/platform/program.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { TestEngine } from '../support/engine.js';
import { until } from '../support/until.js';
import { workflowBundle } from '../support/workflow-bundle.js';

const relayMs = 100;
const taskQueue = 'beachhead';

/** The web application built from the sources as they are, served by the real API over SQLite, with the real engine and worker behind it. */
export class DeskUnderTest {
  private constructor(
    readonly api: ApiUnderTest, private readonly engine: TestEngine, private readonly worker: INestApplicationContext, private readonly webFolder: string,
  ) {}

  static async start(): Promise<DeskUnderTest> {
    installRuntime(pino({ level: 'silent' }));
    const webFolder = await mkdtemp(join(tmpdir(), 'beachhead-web-'));
    const vite = join(program.root, 'node_modules', 'vite', 'bin', 'vite.js');
    const [engine] = await Promise.all([
      TestEngine.start(),
      promisify(execFile)(process.execPath, [vite, 'build', join(program.root, 'apps', 'web'), '--outDir', webFolder, '--emptyOutDir', '--logLevel', 'warn'], { cwd: program.root }),
    ]);
    const api = await startApi({ webFolder, env: { TEMPORAL_ADDRESS: engine.address, BEACHHEAD_TASK_QUEUE: taskQueue } });
    const { parts } = api;
    const worker = await NestFactory.createApplicationContext(WorkerModule.with({
      db: parts.db, unitOfWork: parts.unitOfWork, door: parts.door, clock: { now: () => new Date() }, client: parts.client, workflows: await workflowBundle(), log: parts.log,
      config: { temporal: { address: engine.address, namespace: engine.namespace, taskQueue } },
    }), { logger: false });
    parts.relay.start(relayMs);
    await until('the worker runs', async () => worker.get(EngineWorker).isRunning(), (running) => running);
    return new DeskUnderTest(api, engine, worker, webFolder);
  }

  /** As the first start would print it. */
  oneTimePassword(): Promise<OneTimePassword> {
    return resetPassword(this.api.parts.unitOfWork, new Date(), 'admin');
  }

  async stop(): Promise<void> {
    await this.worker.close();
    await this.api.stop();
    await this.engine.close();
    await rm(this.webFolder, { recursive: true, force: true });
  }
}
