import { Injectable } from '@nestjs/common';
import { Sweep } from '../libs/persistence/entities/process/gate.js';
import { localDay } from '../libs/rules/calendar.js';
import { addWeeks, isoWeek } from '../libs/rules/iso-week.js';
import { reviewSlot } from '../libs/temporal/schedules.js';
import { EngineDesk } from './engine-desk.js';
import { withHeartbeat } from './heartbeat.js';

/** A page is one transaction: on SQLite people's commands wait for it, so it stays short (about 4 ms an entry). */
const pageSize = 50;

export type ReviewedPage = {
  readonly reviewed: number;
  readonly skipped: number;
  /** Where the next page begins; null when this was the last. */
  readonly lastEntryId: string | null;
};

/** The weekly look at the entries of a cohort. */
@Injectable()
export class ReviewActivities {
  constructor(private readonly desk: EngineDesk) {}

  /** Requests the review of the last full ISO week before `at` on the cohort's wall; its wake starts the sweep. */
  async requestSweep({ cohort, at }: { readonly cohort: string; readonly at: string }): Promise<void> {
    const week = addWeeks(isoWeek(localDay(new Date(at), reviewSlot(cohort).timeZone)), -1);
    await this.desk.order('requestReviews', [cohort, week], { cohort, week });
  }

  async reviewPage({ sweepId, after }: { readonly sweepId: string; readonly after: string | null }): Promise<ReviewedPage> {
    const { cohort, week } = await this.desk.read((em) => em.findOneByOrFail(Sweep, { id: sweepId }));
    return withHeartbeat(() => this.desk.order('recordReviews', [sweepId, after ?? ''], { sweepId, cohort, week, afterEntryId: after, limit: pageSize }));
  }

  async finishSweep({ sweepId }: { readonly sweepId: string }): Promise<void> {
    await this.desk.order('finishSweep', [sweepId], { sweepId });
  }
}
