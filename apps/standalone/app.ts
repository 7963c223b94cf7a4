import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApi } from '../api/create-api.js';
import { WorkerModule } from '../worker/worker.module.js';
import { checkContent } from '../../libs/contracts/deliverable-content.js';
import { Bundles } from '../../libs/journal/bundles.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { Sessions } from '../../libs/journal/sessions.js';
import { WakeRelay } from '../../libs/journal/wake.js';
import { Board } from '../../libs/persistence/board/board.js';
import { openDatabase } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { readConfig } from '../../libs/platform/config.js';
import { createLogger, NestLog } from '../../libs/platform/logging.js';
import { openClient } from '../../libs/temporal/connection.js';
import { EngineGateway } from '../../libs/temporal/gateway.js';
import { installRuntime } from '../../libs/temporal/runtime.js';
import type { FromApp, ToApp } from './family-talk.js';
import { endProcess, type ProcessMark } from './processes.js';

/*
 * API and worker in one process over one database: on SQLite that makes one writer, and a commit reaches its workflow without a detour.
 * Started, watched and ended by the supervisor.
 */
const config = readConfig();
const log = createLogger(config.logLevel);
installRuntime(log);
const clock = { now: () => new Date() };
const db = await openDatabase({ url: config.databaseUrl, file: config.databaseFile });
const unitOfWork = new UnitOfWork(db);
const bundles = new Bundles();
const door = new DecisionDoor(unitOfWork, bundles, { ...clock, dayMs: config.dayMs, checkContent });
const client = openClient(config.temporal);
const engine = new EngineGateway(client, config.temporal.taskQueue);
const relay = new WakeRelay(db, unitOfWork, engine, log);
const workflows = { codePath: fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url)) };

const api = await createApi({ db, unitOfWork, door, board: new Board(db, bundles), sessions: new Sessions(db, unitOfWork, clock), relay, engine, log, config });
const worker = await NestFactory.createApplicationContext(WorkerModule.with({ db, door, clock, client, workflows, config, log }), { logger: new NestLog(log) });
door.onWake(() => relay.kick());
relay.start(config.wakeEveryMs);
await listen(api);

async function listen(app: NestExpressApplication): Promise<void> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    tell({ kind: 'port-taken', port: config.port });
    return leave();
  }
  tell({ kind: 'listening', port: ((app.getHttpServer() as { address(): AddressInfo }).address()).port });
}

function tell(message: FromApp): void {
  process.send?.(message);
}

let leaving: Promise<void> | null = null;

/** The worker first, while the API still answers; then everything else, and the process has nothing left to do. */
function leave(): Promise<void> {
  leaving ??= (async () => {
    await worker.close();
    await relay.stop();
    await api.close();
    await client.connection.close();
    await db.close();
    if (process.connected) process.disconnect();
  })();
  return leaving;
}

let supervisedEngine: ProcessMark | null = null;
process.on('message', (message: ToApp) => { supervisedEngine = message.mark; });
process.once('SIGTERM', () => void leave());
// The supervisor is gone without a word: nobody would end what it has left behind.
process.once('disconnect', () => void leave().then(() => (supervisedEngine ? endProcess(supervisedEngine, 5_000) : undefined)).then(() => process.exit()));
