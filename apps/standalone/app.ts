import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../../libs/platform/config.js';
import { createLogger, NestLog } from '../../libs/platform/logging.js';
import { installRuntime } from '../../libs/temporal/runtime.js';
import { createApi } from '../api/create-api.js';
import { openParts } from '../api/open-parts.js';
import { WorkerModule } from '../worker/worker.module.js';
import type { FromApp, ToApp } from './family-talk.js';
import { endProcess, type ProcessMark } from './processes.js';

/*
 * API and worker in one process over one database: on SQLite that makes one writer, and a commit reaches its workflow without a detour.
 * Started, watched and ended by the supervisor.
 */
let supervisedEngine: ProcessMark | null = null;
let leave: (() => Promise<void>) | null = null;
process.on('message', (message: ToApp) => { supervisedEngine = message.mark; });
process.once('disconnect', onSupervisorGone);

const config = readConfig();
const log = createLogger(config.logLevel);
installRuntime(log);
const parts = await openParts(config, log);
const api = await createApi(parts);
const workflows = { codePath: fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url)) };
const worker = await NestFactory.createApplicationContext(
  WorkerModule.with({ ...parts, clock: { now: () => new Date() }, workflows }), { logger: new NestLog(log) });
parts.relay.start(config.wakeEveryMs);

/** The worker first, while the API still answers; then the process has nothing left to do. */
let leaving: Promise<void> | null = null;
leave = () => leaving ??= (async () => {
  await worker.close();
  await api.close();
  await parts.close();
  process.off('disconnect', onSupervisorGone);
  if (process.connected) process.disconnect();
})();
process.once('SIGTERM', () => void leave?.());
await listen();

async function listen(): Promise<void> {
  try {
    await api.listen(config.port, config.host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    tell({ kind: 'port-taken', port: config.port });
    await leave?.();
    return;
  }
  const { port } = (api.getHttpServer() as { address(): AddressInfo }).address();
  tell({ kind: 'listening', port });
}

function tell(message: FromApp): void {
  process.send?.(message);
}

/** The supervisor was killed: nobody else would end the engine that it has left behind. */
function onSupervisorGone(): void {
  void (leave?.() ?? Promise.resolve()).then(async () => {
    if (supervisedEngine) await endProcess(supervisedEngine, 5_000);
    process.exit();
  });
}
