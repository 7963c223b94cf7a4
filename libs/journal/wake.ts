import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Database } from '../persistence/data-source.js';
import { Wake } from '../persistence/entities/process/record.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import type { WakeCall } from '../temporal/gateway.js';

/*
 * "Look again", as rows: written in the transaction that changed something, sent to the engine after it. One row per workflow, its version
 * grows with every request, so many commands cost one signal. Sending twice is harmless, never sending is what this file rules out.
 */
export type WakeRequest = Pick<Wake, 'workflowId' | 'workflow'> & { readonly args: unknown; readonly at: string };

/** Leaves a wake behind. The caller holds the entry's lock, or has just made what the wake is for. */
export async function requestWake(em: EntityManager, { workflowId, workflow, args, at }: WakeRequest): Promise<void> {
  const { affected } = await em.createQueryBuilder().update(Wake)
    .set({ version: () => 'version + 1', pending: 1, updatedAt: at }).where({ workflowId }).execute();
  if (affected === 0) await em.insert(Wake, { workflowId, workflow, args: args as never, version: 1, sentVersion: 0, pending: 1, updatedAt: at });
}

/**
 * Reconcile: a wake for every entry that is not over, every sweep and every import that is not finished and every survey that is under
 * way, whatever was sent before. An engine that lost its store, or got an older one back, is complete again once these are sent. Returns
 * how many wakes wait now.
 */
export async function requestWakeOfAll(em: EntityManager, at: string = new Date().toISOString()): Promise<number> {
  await wakeEach(em, at, 'marketEntry', 'entry/', 'entryId', "select id from entry where state in ('running', 'held')");
  await wakeEach(em, at, 'weeklyReview', 'sweep/', 'sweepId', 'select id from sweep where finishedAt is null');
  await wakeEach(em, at, 'marketSurvey', 'survey/', 'surveyId',
    "select s.id from survey_project s join entry e on e.id = s.entryId where s.phase <> 'open' and e.state in ('running', 'held')");
  await wakeEach(em, at, 'dataImport', 'import/', 'importId', 'select id from data_import where finishedAt is null');
  return em.countBy(Wake, { pending: 1 });
}

async function wakeEach(em: EntityManager, at: string, workflow: Wake['workflow'], prefix: string, key: string, ids: string): Promise<void> {
  await em.query(`update wake set version = version + 1, pending = 1, updatedAt = ?
    where workflowId in (select concat('${prefix}', o.id) from (${ids}) o)`, [at]);
  await em.query(`insert into wake (workflowId, workflow, args, version, sentVersion, pending, updatedAt)
    select concat('${prefix}', o.id), '${workflow}', concat('{"${key}":"', o.id, '"}'), 1, 0, 1, ? from (${ids}) o
    where not exists (select 1 from wake w where w.workflowId = concat('${prefix}', o.id))`, [at]);
}

type Gateway = { wake(call: WakeCall): Promise<void> };
type Log = { info(about: object, message: string): void };
type Outcome = { readonly wake: Wake; readonly error: unknown };

const pageSize = 50;
/** On servers several relays share the table: who takes a row owns it this long, and its death costs no more. */
const leaseMs = 5_000;

/**
 * Sends wakes: at once when a commit kicks it, every period otherwise, until the engine has taken them. Any number of relays may run
 * (in one process per SQLite file; in every process on a server).
 */
export class WakeRelay {
  private running: Promise<void> | null = null;
  private stopping = false;
  private kicked = false;
  private ring: () => void = () => undefined;
  private away = false;

  constructor(
    private readonly db: Database, private readonly unitOfWork: UnitOfWork, private readonly gateway: Gateway, private readonly log: Log,
  ) {}

  start(everyMs = 500): void {
    this.stopping = false;
    this.running ??= this.loop(everyMs);
  }

  /** A commit has left a wake: send it now instead of at the next period. */
  kick(): void {
    this.kicked = true;
    this.ring();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.ring();
    await this.running;
    this.running = null;
  }

  /** Sends one page of waiting wakes; returns how many the engine has taken. Throws what the database throws. */
  async drainOnce(): Promise<number> {
    const outcomes = await this.send(await this.take());
    const sent = outcomes.filter((o) => o.error === null);
    if (outcomes.length > 0) await this.unitOfWork.run((em) => settle(em, outcomes));
    this.report(outcomes, sent.length);
    return sent.length;
  }

  private async loop(everyMs: number): Promise<void> {
    while (!this.stopping) {
      this.kicked = false;
      const sent = await this.drainOnce().catch((error: unknown) => {
        this.log.info({ error }, 'wakes wait: the database does not answer');
        return 0;
      });
      if (sent < pageSize) await this.rest(everyMs);
    }
  }

  /** Until the next period or a kick; while the engine is away kicks do not hurry it. */
  private rest(everyMs: number): Promise<void> {
    if (this.stopping || (this.kicked && !this.away)) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => { clearTimeout(timer); this.ring = () => undefined; resolve(); };
      const timer = setTimeout(done, everyMs);
      this.ring = () => { if (this.stopping || !this.away) done(); };
    });
  }

  private async take(): Promise<Wake[]> {
    // One row is enough to ask an engine that did not answer the last time.
    const take = this.away ? 1 : pageSize;
    if (this.db.kind === 'sqlite') return this.db.reader.manager.find(Wake, { where: { pending: 1 }, order: { updatedAt: 'ASC' }, take });
    return this.unitOfWork.run(async (em) => {
      const now = Date.now();
      const where = { pending: 1, updatedAt: LessThanOrEqual(new Date(now).toISOString()) };
      const wakes = await em.find(Wake, { where, order: { updatedAt: 'ASC' }, take, lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } });
      const updatedAt = new Date(now + leaseMs).toISOString();
      if (wakes.length > 0) await em.update(Wake, { workflowId: In(wakes.map((w) => w.workflowId)) }, { updatedAt });
      return wakes;
    });
  }

  private send(wakes: readonly Wake[]): Promise<Outcome[]> {
    return Promise.all(wakes.map(async (wake) => {
      const { workflowId, workflow, args, version } = wake;
      const error = await this.gateway.wake({ workflowId, workflow, args, version }).then(() => null, (failure: unknown) => failure ?? new Error('unknown'));
      return { wake, error };
    }));
  }

  private report(outcomes: readonly Outcome[], sent: number): void {
    const failed = outcomes.find((o) => o.error !== null);
    const away = failed !== undefined && sent === 0;
    if (away !== this.away && outcomes.length > 0) {
      if (away) this.log.info({ error: failed.error }, 'wakes wait: the engine does not answer');
      else this.log.info({ sent }, 'the engine answers again, wakes are sent');
      this.away = away;
    } else if (failed && !away) this.log.info({ workflowId: failed.wake.workflowId, error: failed.error }, 'a wake was not taken and will be sent again');
  }
}

/** Only what was sent counts as sent: a wake requested meanwhile has a higher version and stays. Failed ones go to the end of the queue. */
async function settle(em: EntityManager, outcomes: readonly Outcome[]): Promise<void> {
  const at = new Date().toISOString();
  for (const { wake: { workflowId, version }, error } of outcomes) {
    if (error !== null) await em.update(Wake, { workflowId, version }, { updatedAt: at });
    else await em.query('update wake set sentVersion = ?, pending = case when version > ? then 1 else 0 end where workflowId = ?', [version, version, workflowId]);
  }
}
