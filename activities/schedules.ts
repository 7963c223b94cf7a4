import { Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { Entry } from '../libs/persistence/entities/process/entry.js';
import { ensureReviewSchedule } from '../libs/temporal/schedules.js';
import { EngineDesk } from './engine-desk.js';
import { asFailure } from './failures.js';

/** One Schedule per cohort starts its weekly review. They live in the engine and are made again when it has forgotten them. */
@Injectable()
export class ScheduleActivities {
  constructor(private readonly desk: EngineDesk, private readonly client: Client, private readonly taskQueue: string) {}

  async ensureReviewSchedule({ entryId }: { readonly entryId: string }): Promise<void> {
    const { cohort } = await this.desk.read((em) => em.findOneByOrFail(Entry, { id: entryId }));
    await this.ensure(cohort);
  }

  /** The cohorts of all entries that are not over, one by one; throws after the last when any could not be made. */
  async ensureAll(): Promise<void> {
    const rows = await this.desk.read((em) => em.query<{ cohort: string }[]>("select distinct cohort from entry where state in ('running', 'held')"));
    const outcomes = await Promise.allSettled(rows.map(({ cohort }) => this.ensure(cohort)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async ensure(cohort: string): Promise<void> {
    try {
      await ensureReviewSchedule(this.client, this.taskQueue, cohort);
    } catch (error) {
      throw asFailure(error);
    }
  }
}
