import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { Bundles } from '../../libs/journal/bundles.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { WakeRelay } from '../../libs/journal/wake.js';
import { openDatabase } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { readConfig } from '../../libs/platform/config.js';
import { createLogger, NestLog } from '../../libs/platform/logging.js';
import { openClient } from '../../libs/temporal/connection.js';
import { EngineGateway } from '../../libs/temporal/gateway.js';
import { installRuntime } from '../../libs/temporal/runtime.js';
import { WorkerModule } from './worker.module.js';

/*
 * The worker as a process of its own, beside any number of others: takes workflow and activity tasks, and sends wakes.
 */
const config = readConfig();
const log = createLogger(config.logLevel);
installRuntime(log);
const clock = { now: () => new Date() };
const db = await openDatabase({ url: config.databaseUrl, file: config.databaseFile });
const unitOfWork = new UnitOfWork(db);
// The engine hands nothing in, so its door needs no forms.
const checkContent = (): never => { throw new Error('the engine hands nothing in'); };
const door = new DecisionDoor(unitOfWork, new Bundles(), { ...clock, dayMs: config.dayMs, checkContent });
const client = openClient(config.temporal);
const relay = new WakeRelay(db, unitOfWork, new EngineGateway(client, config.temporal.taskQueue), log);
const workflows = { codePath: fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url)) };

const app = await NestFactory.createApplicationContext(WorkerModule.with({ db, unitOfWork, door, clock, client, workflows, config, log }), { logger: new NestLog(log) });
door.onWake(() => relay.kick());
relay.start(config.wakeEveryMs);

async function leave(): Promise<void> {
  await app.close();
  await relay.stop();
  await client.connection.close();
  await db.close();
  log.info('the worker has drained');
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void leave());
