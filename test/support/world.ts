import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { pino } from 'pino';
import { EngineWorker } from '../../apps/worker/engine-worker.js';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { WakeRelay } from '../../libs/journal/wake.js';
import { migrate, openDatabase, type Database } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { EngineGateway } from '../../libs/temporal/gateway.js';
import { changedSignal, entryWorkflowId, sweepWorkflowId, whatItWaitsForQuery } from '../../libs/temporal/names.js';
import { installRuntime } from '../../libs/temporal/runtime.js';
import type { EntryState } from '../../workflows/entry-state.js';
import type { Waiting } from '../../workflows/messages.js';
import { recordHistories } from '../replay/record.js';
import { aCompany, Company } from './company.js';
import { TestEngine } from './engine.js';
import { historiesOf, replayEverything } from './replay.js';
import { until } from './until.js';
import { workflowBundle } from './workflow-bundle.js';

export const taskQueue = 'beachhead';
const relayMs = 100;
const patienceMs = 60_000;
const log = pino({ level: 'silent' });

/** A company whose engine is the real one: between people's acts it waits until the workflow has nothing left to do now. */
class LiveCompany extends Company {
  override run(entryId: string): ReturnType<Company['look']> {
    return until('the engine comes to rest', () => this.look(entryId), isAtRest, patienceMs);
  }
}

export function isAtRest(at: EntryState): boolean {
  if (at.state !== 'running') return true;
  return !['opening', 'decided', 'replicating'].includes(at.phase) && at.due.length === 0 && (at.phase === 'working' || !at.stale);
}

/**
 * Database, door, relay, worker and Temporal server, all real, for one test file. Closing it replays every history that was made and looks
 * for workflow tasks that failed.
 */
export class World {
  private constructor(
    readonly db: Database, readonly uow: UnitOfWork, readonly engine: TestEngine, readonly company: LiveCompany, readonly relay: WakeRelay, private readonly folder: string,
  ) {}

  private context: INestApplicationContext | null = null;
  private readonly forgotten = new Set<string>();

  /** `dayMs`: how long a working day lasts. */
  static async start({ dayMs, worker = true }: { readonly dayMs?: number; readonly worker?: boolean } = {}): Promise<World> {
    installRuntime(log);
    const folder = await mkdtemp(join(tmpdir(), 'beachhead-world-'));
    const [db, engine] = await Promise.all([openDatabase({ file: join(folder, 'beachhead.sqlite') }), TestEngine.start()]);
    await migrate(db);
    const uow = new UnitOfWork(db);
    const company = await aCompany({ db, uow }, new LiveCompany(db, uow, dayMs));
    const relay = new WakeRelay(db, uow, new EngineGateway(engine.client, taskQueue), log);
    company.door.onWake(() => relay.kick());
    relay.start(relayMs);
    const world = new World(db, uow, engine, company, relay, folder);
    if (worker) await world.startWorker();
    return world;
  }

  get databaseFile(): string {
    return join(this.folder, 'beachhead.sqlite');
  }

  async startWorker(): Promise<void> {
    const { db, uow: unitOfWork, company, engine } = this;
    const parts = { db, unitOfWork, door: company.door, clock: company, client: engine.client, workflows: await workflowBundle(), log };
    const config = { temporal: { address: engine.address, namespace: engine.namespace, taskQueue } };
    this.context = await NestFactory.createApplicationContext(WorkerModule.with({ ...parts, config }), { logger: false });
    const worker = this.context.get(EngineWorker);
    await until('the worker runs', async () => worker.isRunning(), (running) => running);
  }

  async stopWorker(): Promise<void> {
    await this.context?.close();
    this.context = null;
  }

  /** Until the engine has taken every wake. */
  async wakesSent(): Promise<void> {
    await until('all wakes are sent', () => this.db.reader.query<{ n: number }[]>('select count(*) as n from wake where pending = 1'), ([row]) => Number(row?.n) === 0);
  }

  async runId(entryId: string): Promise<string> {
    return (await this.handle(entryId).describe()).runId;
  }

  /** What the entry's workflow says when it is asked. */
  waitsFor(entryId: string): Promise<Waiting> {
    return this.handle(entryId).query<Waiting>(whatItWaitsForQuery);
  }

  /** Lets working days pass for the door and makes the entry's workflow look, as its timer would have. */
  async passDays(days: number, entryId: string): Promise<void> {
    this.company.passDays(days);
    await this.wake(entryId);
  }

  /** A wake that nothing caused. */
  async wake(entryId: string): Promise<void> {
    await this.handle(entryId).signal(changedSignal, 0);
  }

  /** How many pages a sweep went through, by its history. */
  async pagesOf(sweepId: string): Promise<number> {
    const histories = await historiesOf(this.engine.client, sweepWorkflowId(sweepId));
    const names = histories.flatMap((h) => h.events ?? []).map((e) => e.activityTaskScheduledEventAttributes?.activityType?.name);
    return names.filter((name) => name === 'reviewPage').length;
  }

  /** Its workflow went with the engine's store and is not to come back: there is nothing to replay. */
  forget(entryId: string): void {
    this.forgotten.add(entryWorkflowId(entryId));
  }

  private handle(entryId: string): WorkflowHandle {
    return this.engine.client.workflow.getHandle(entryWorkflowId(entryId));
  }

  /** Replays every run of every workflow that was woken, then takes everything down. */
  async close(): Promise<void> {
    try {
      const woken = await this.db.reader.query<{ workflowId: string; sentVersion: number }[]>('select workflowId from wake where sentVersion > 0');
      const histories = await replayEverything(this.engine.client, woken.map((row) => row.workflowId).filter((id) => !this.forgotten.has(id)));
      expect(histories.length).toBeGreaterThan(0);
      recordHistories(expect.getState().testPath ?? '', histories);
    } finally {
      await this.end();
    }
  }

  /** Takes everything down and looks at nothing. */
  async end(): Promise<void> {
    await this.stopWorker();
    await this.relay.stop();
    await this.engine.close();
    await this.db.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
