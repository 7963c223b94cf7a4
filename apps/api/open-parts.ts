import type { Client } from '@temporalio/client';
import { checkContent } from '../../libs/contracts/deliverable-content.js';
import { Bundles } from '../../libs/journal/bundles.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { Sessions } from '../../libs/journal/sessions.js';
import { WakeRelay } from '../../libs/journal/wake.js';
import { Board } from '../../libs/persistence/board/board.js';
import { CompanyBoard } from '../../libs/persistence/board/company-board.js';
import { openDatabase } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import type { Config } from '../../libs/platform/config.js';
import type { Logger } from '../../libs/platform/logging.js';
import { openClient } from '../../libs/temporal/connection.js';
import { EngineGateway } from '../../libs/temporal/gateway.js';
import type { Parts } from './parts.js';

export type OpenedParts = Parts & {
  /** For a worker in the same process. */
  readonly client: Client;
  /** Stops the relay, then lets go of engine and database. */
  close(): Promise<void>;
};

/**
 * Opens everything that the API, and a worker beside it, work with. The engine need not be there. The relay is there but not started.
 * Throws `DatabaseUnavailable`.
 */
export async function openParts(config: Config, log: Logger): Promise<OpenedParts> {
  const clock = { now: () => new Date() };
  const db = await openDatabase({ url: config.databaseUrl, file: config.databaseFile });
  const unitOfWork = new UnitOfWork(db);
  const bundles = new Bundles();
  const door = new DecisionDoor(unitOfWork, bundles, { ...clock, dayMs: config.dayMs, checkContent });
  const client = openClient(config.temporal);
  const engine = new EngineGateway(client, config.temporal.taskQueue);
  const relay = new WakeRelay(db, unitOfWork, engine, log);
  door.onWake(() => relay.kick());
  return {
    config, log, db, unitOfWork, bundles, door, client, engine, relay,
    board: new Board(db, bundles), company: new CompanyBoard(db), sessions: new Sessions(db, unitOfWork, clock),
    close: async () => {
      await relay.stop();
      await engine.close();
      await db.close();
    },
  };
}
