import { Injectable } from '@nestjs/common';
import { Context } from '@temporalio/activity';
import { carryImport, giveUp, lookAtImport } from '../libs/journal/field/imports/carry-import.js';
import type { ImportDeps } from '../libs/journal/field/imports/import-deps.js';
import type { Database } from '../libs/persistence/data-source.js';
import { DatabaseUnavailable, databaseTrouble } from '../libs/persistence/database-errors.js';
import type { UnitOfWork } from '../libs/persistence/unit-of-work.js';
import type { ImportState } from '../workflows/import-state.js';
import { asFailure } from './failures.js';
import { withHeartbeat } from './heartbeat.js';

/** A fault of ours that comes back so often does not go away by itself. */
const lastAttempt = 5;

/** Carries files into the tables of the street. */
@Injectable()
export class ImportActivities {
  constructor(private readonly db: Database, private readonly uow: UnitOfWork, private readonly clock: { now(): Date }) {}

  async lookAtImport({ importId }: { readonly importId: string }): Promise<ImportState> {
    try {
      return await lookAtImport({ db: this.db }, importId);
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Goes on with the import until it is over, waits for another, or this worker is to leave: then another goes on where it stands. */
  carryImport({ importId }: { readonly importId: string }): Promise<ImportState> {
    return withHeartbeat(async () => {
      const { cancellationSignal: signal, info } = Context.current();
      const deps: ImportDeps = { db: this.db, uow: this.uow, now: () => this.clock.now(), signal };
      try {
        return await carryImport(deps, importId);
      } catch (error) {
        if (info.attempt < lastAttempt || error instanceof DatabaseUnavailable || databaseTrouble(error) !== null) throw asFailure(error);
        await giveUp(deps, importId);
        return lookAtImport(deps, importId);
      }
    });
  }
}
