import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiModule } from '../../apps/api/app.module.js';
import { Public } from '../../apps/api/http/auth.guard.js';
import { useJsonBody } from '../../apps/api/http/json-body.js';
import { receiver } from '../../apps/api/http/request.js';
import { openParts } from '../../apps/api/open-parts.js';
import { migrate } from '../../libs/persistence/data-source.js';
import { readConfig } from '../../libs/platform/config.js';
import { createLogger } from '../../libs/platform/logging.js';
import { aCompany, aDocument } from '../support/company.js';
import { anEntryAtG1, packetHash } from '../support/stage-one.js';
import { percentile, timed, type Sample } from './figures.js';

/*
 * The server under measurement, as a process of its own: the real API on a SQLite file with synchronous=FULL, without an engine (no
 * command's way touches it), seeded through the door, plus one route that answers a task completion's body without a database.
 */
export type Seeded = {
  readonly port: number;
  readonly taskSecret: string;
  readonly voteSecret: string;
  /** Entries whose first task is ready to be completed. */
  readonly ready: readonly string[];
  readonly votes: readonly { readonly entryId: string; readonly packetHash: string }[];
};

const answer = { entryId: randomUUID(), version: 4, state: 'running', stage: 'select', round: 1, phase: 'working' };

@Controller('/api/v1/bench')
class FloorController {
  @Post('floor') @HttpCode(200) @Public()
  floor(@Body() _body: unknown) {
    return answer;
  }
}

@Module({})
class BenchModule {}

const folder = await mkdtemp(join(process.argv[2] ?? '.', '.bench-'));
const config = readConfig({ BEACHHEAD_DATA_DIR: folder, TEMPORAL_ADDRESS: '127.0.0.1:1', BEACHHEAD_LOG_LEVEL: 'error' });
const parts = await openParts(config, createLogger(config.logLevel));
await migrate(parts.db);
const app = await NestFactory.create<NestExpressApplication>({ module: BenchModule, imports: [ApiModule.with(parts)], controllers: [FloorController] }, { bodyParser: false, logger: false });
app.set('etag', false);
app.use(receiver(parts.log));
useJsonBody(app);
await app.listen(0, '127.0.0.1');

const [tasks, votes] = process.argv.slice(3).map(Number) as [number, number];
process.send?.(await seed(tasks, votes));
process.on('message', (message: { bare: number } | 'stop') => void (message === 'stop' ? stop() : bare(message.bare)));
process.on('disconnect', () => void stop());

async function seed(tasks_: number, votes_: number): Promise<Seeded> {
  const company = await aCompany({ db: parts.db, uow: parts.unitOfWork });
  const { rm } = company.people;
  const ready: string[] = [];
  for (let i = 0; i < tasks_; i += 1) {
    const entryId = await company.startEntry();
    await company.handIn(entryId, rm, 'candidateList', aDocument);
    ready.push(entryId);
  }
  const gates: { entryId: string; packetHash: string }[] = [];
  for (let i = 0; i < votes_; i += 1) {
    const entryId = await anEntryAtG1(company);
    gates.push({ entryId, packetHash: await packetHash(company, entryId) });
  }
  const secretOf = async (): Promise<string> => (await parts.sessions.createToken(rm, 'bench', ['entries'], 1)).secret;
  return { port: (app.getHttpServer().address() as { port: number }).port, taskSecret: await secretOf(), voteSecret: await secretOf(), ready, votes: gates };
}

/** The bare transaction: three rows, committed to the disk; what no command can be cheaper than. */
async function bare(times: number): Promise<void> {
  const sample: Sample = [];
  const row = 'insert into command (id, kind, actorId, bodyHash, answer, at) values (?, ?, ?, ?, ?, ?)';
  for (let i = 0; i < times; i += 1) {
    await timed(sample, () => parts.unitOfWork.run(async (em) => {
      for (let n = 0; n < 3; n += 1) await em.query(row, [randomUUID(), 'bench', randomUUID(), '0'.repeat(64), JSON.stringify(answer), new Date().toISOString()]);
    }));
  }
  process.send?.({ bare: sample, p50: percentile(sample, 0.5) });
}

async function stop(): Promise<void> {
  await app.close();
  await parts.close();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}
