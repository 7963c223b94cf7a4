import { Module, type DynamicModule, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { ApprovalActivities } from '../../activities/approvals.js';
import { EngineDesk } from '../../activities/engine-desk.js';
import { EntryActivities } from '../../activities/entry.js';
import { ImportActivities } from '../../activities/imports.js';
import { GateActivities } from '../../activities/kpi-gates.js';
import { registerActivities } from '../../activities/register.js';
import { ReplicateActivities } from '../../activities/replicate.js';
import { ReviewActivities } from '../../activities/reviews.js';
import { SurveyActivities } from '../../activities/survey.js';
import { ScheduleActivities } from '../../activities/schedules.js';
import type { DecisionDoor } from '../../libs/journal/commit.js';
import type { Database } from '../../libs/persistence/data-source.js';
import type { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import type { Config } from '../../libs/platform/config.js';
import type { Logger } from '../../libs/platform/logging.js';
import { EngineWorker } from './engine-worker.js';

/** What the worker is composed with; the standalone program shares these with its API. */
export type WorkerParts = {
  readonly db: Database;
  readonly unitOfWork: UnitOfWork;
  readonly door: DecisionDoor;
  /** The door's own: what is due is read and committed by the same time. */
  readonly clock: { now(): Date };
  readonly client: Client;
  readonly workflows: WorkflowBundleOption;
  readonly config: Pick<Config, 'temporal'>;
  readonly log: Logger;
};

const rooms = [EntryActivities, GateActivities, ApprovalActivities, ReviewActivities, ReplicateActivities, SurveyActivities] as const;

@Module({})
export class WorkerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly worker: EngineWorker) {}

  static with({ db, unitOfWork, door, clock, client, workflows, config, log }: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        ...rooms,
        { provide: EngineDesk, useFactory: () => new EngineDesk(db, door, clock) },
        { provide: ImportActivities, useFactory: () => new ImportActivities(db, unitOfWork, clock) },
        { provide: ScheduleActivities, inject: [EngineDesk], useFactory: (desk: EngineDesk) => new ScheduleActivities(desk, client, config.temporal.taskQueue) },
        {
          provide: EngineWorker,
          inject: [...rooms, ImportActivities, ScheduleActivities],
          useFactory: (
            entry: EntryActivities, gates: GateActivities, approvals: ApprovalActivities, reviews: ReviewActivities, replicate: ReplicateActivities, survey: SurveyActivities,
            imports: ImportActivities, schedules: ScheduleActivities,
          ) => new EngineWorker({
            temporal: config.temporal, workflows, log,
            activities: registerActivities({ entry, gates, approvals, reviews, replicate, survey, imports, schedules }),
            onReached: () => void schedules.ensureAll().catch((error: unknown) => log.info({ error }, 'a schedule of weekly reviews could not be made; the next start tries again')),
          }),
        },
      ],
      exports: [EngineWorker],
    };
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.drain();
  }
}
