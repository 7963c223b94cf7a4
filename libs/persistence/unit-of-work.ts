import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral, QueryRunner } from 'typeorm';
import { isServer } from './columns.js';
import type { Entry } from './entities/process/entry.js';
import { DatabaseUnavailable, databaseTrouble } from './database-errors.js';
import type { Database } from './data-source.js';
import { TurnQueue } from './turn-queue.js';

const retry = { attempts: 8, budgetMs: 3000, firstMs: 20, longestMs: 800 } as const;

/** How long a command waits behind a long import on SQLite before it is told to come back. */
const usualPatienceMs = 10_000;

type Running = { readonly manager: EntityManager; over: boolean };

/**
 * The one way to write. On SQLite, where TypeORM has one connection and parallel transactions would swallow each other's rows,
 * transactions queue; on a server they run in parallel. A transaction that lost a race, or whose server was away before anything was
 * committed, is run again from the start within a budget: so `work` must do nothing but read and write through its entity manager.
 */
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Running>();
  private readonly turns = new TurnQueue();

  constructor(private readonly db: Database) {}

  /**
   * Runs `work` in a transaction, or joins the one that the caller is already in. Throws what `work` threw after rolling back, or
   * `DatabaseUnavailable` when the database stayed locked or away, no turn came within `patienceMs`, or the database vanished during the
   * commit (outcome unknown: repeat under the same command id).
   */
  run<T>(work: (em: EntityManager) => Promise<T>, { patienceMs = usualPatienceMs }: { readonly patienceMs?: number } = {}): Promise<T> {
    const outer = this.current.getStore();
    if (outer && !outer.over) return work(outer.manager);
    if (this.db.kind !== 'sqlite') return this.withRetries(() => this.onServer(work));
    return this.turns.take(() => this.withRetries(() => this.onFile(work)), patienceMs);
  }

  private async withRetries<T>(attempt: () => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + retry.budgetMs;
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt();
      } catch (error) {
        const trouble = databaseTrouble(error);
        if (trouble === null) throw error;
        // Full jitter: contenders that collided once must not collide again.
        const wait = Math.random() * Math.min(retry.longestMs, retry.firstMs * 2 ** tried);
        if (trouble === 'disk' || tried >= retry.attempts || Date.now() + wait > giveUpAt) throw unavailable(trouble, error);
        await pause(wait);
      }
    }
  }

  private async onServer<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.db.writer.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      return await this.finish(runner, work);
    } finally {
      await runner.release().catch(() => undefined);
    }
  }

  private async onFile<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.db.writer.createQueryRunner();
    // IMMEDIATE takes the write lock at once: a transaction that first reads and then writes could otherwise deadlock with another
    // process. TypeORM only knows the plain BEGIN, so its bookkeeping is told afterwards, as startTransaction would.
    await runner.query('BEGIN IMMEDIATE');
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    return this.finish(runner, work);
  }

  private async finish<T>(runner: QueryRunner, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const running: Running = { manager: runner.manager, over: false };
    let result: T;
    try {
      result = await this.current.run(running, () => work(runner.manager));
    } catch (error) {
      running.over = true;
      await rollBack(runner);
      throw error;
    }
    running.over = true;
    await commit(runner);
    return result;
  }
}

/** The row, locked until the transaction ends. On SQLite the transaction itself is exclusive already. */
export async function lockRow<Row extends ObjectLiteral>(em: EntityManager, entity: EntityTarget<Row>, where: FindOptionsWhere<Row>): Promise<Row | null> {
  return em.findOne(entity, { where, ...(isServer(em.connection.driver) ? { lock: { mode: 'pessimistic_write' } } : {}) });
}

/** The entry that a command works on, locked; plain columns only, so nothing has to be built for it. */
export async function lockEntry(em: EntityManager, entryId: string): Promise<Entry | null> {
  const [row] = await em.query<Entry[]>(`select * from entry where id = ?${isServer(em.connection.driver) ? ' for update' : ''}`, [entryId]);
  return row ? { ...row } : null;
}

async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    const trouble = databaseTrouble(error);
    // Lost while committing: nobody knows. Asking again blindly could do it twice; the command id makes the caller's repeat safe.
    if (trouble === 'lost' || trouble === 'disk') throw new DatabaseUnavailable('The database vanished while it committed; the outcome is unknown', 2, { cause: error });
    await rollBack(runner);
    throw error;
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    // The connection is gone, and the transaction with it; what broke it is the error worth telling.
    Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  }
}

function unavailable(trouble: 'busy' | 'lost' | 'disk', cause: unknown): DatabaseUnavailable {
  const reason = { busy: 'is locked by someone else', lost: 'does not answer', disk: 'cannot write its file' }[trouble];
  return new DatabaseUnavailable(`The database ${reason}: ${(cause as Error).message}`, trouble === 'busy' ? 2 : 5, { cause });
}
