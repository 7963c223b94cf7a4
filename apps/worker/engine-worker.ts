import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Activities } from '../../activities/register.js';
import type { Config } from '../../libs/platform/config.js';
import type { Logger } from '../../libs/platform/logging.js';
import { connectionOptions } from '../../libs/temporal/connection.js';

const firstRestMs = 250;
const longestRestMs = 2_000;
/** Entries wait for people for weeks: a large cache of sleeping workflows only costs memory. */
const maxCachedWorkflows = 200;
/** How long a wake waits for the worker that knows its workflow before any other takes it: a killed one costs no more. */
const stickyQueueScheduleToStartTimeout = '2s';

export type EngineWorkerOptions = {
  readonly temporal: Config['temporal'];
  readonly activities: Activities;
  readonly workflows: WorkflowBundleOption;
  /** Told each time a worker has reached the engine. */
  readonly onReached: () => void;
  readonly log: Logger;
};

/**
 * Keeps one Temporal worker alive: made when the engine can be reached, made again when it went away or the worker failed. Nothing else
 * in the process depends on it.
 */
export class EngineWorker {
  private worker: Worker | null = null;
  private life: Promise<void> | null = null;
  private readonly leaving = new AbortController();

  constructor(private readonly options: EngineWorkerOptions) {}

  /** True while the worker takes work. */
  isRunning(): boolean {
    return this.worker?.getState() === 'RUNNING';
  }

  start(): void {
    this.life ??= this.live();
  }

  /** Takes no new work, finishes what it has (20 seconds, 40 at most), closes the connection. */
  async drain(): Promise<void> {
    this.leaving.abort();
    if (this.isRunning()) this.worker?.shutdown();
    await this.life;
  }

  private async live(): Promise<void> {
    let rest = firstRestMs;
    while (!this.leaving.signal.aborted) {
      try {
        await this.work(() => { rest = firstRestMs; });
      } catch (error) {
        // Once per outage: how often it was tried says nothing.
        if (rest === firstRestMs) this.options.log.info({ error }, 'the worker waits for the engine');
      }
      await pause(rest, undefined, { signal: this.leaving.signal }).catch(() => undefined);
      rest = Math.min(rest * 2, longestRestMs);
    }
  }

  /** One worker, from its connection to its end. Throws when the engine is away or the worker failed. */
  private async work(reached: () => void): Promise<void> {
    const { temporal, activities, workflows, onReached, log } = this.options;
    const connection = await NativeConnection.connect(connectionOptions(temporal));
    try {
      const worker = await Worker.create({
        connection, namespace: temporal.namespace, taskQueue: temporal.taskQueue, workflowBundle: workflows, activities,
        maxCachedWorkflows, stickyQueueScheduleToStartTimeout, shutdownGraceTime: '20s', shutdownForceTime: '40s',
      });
      this.worker = worker;
      const ended = worker.run();
      // Asked to leave while it was being made: a worker that has never run would hold the process.
      if (this.leaving.signal.aborted) worker.shutdown();
      else onReached();
      log.info({ temporal }, 'the worker takes work');
      reached();
      await ended;
    } finally {
      this.worker = null;
      await connection.close().catch(() => undefined);
    }
  }
}
