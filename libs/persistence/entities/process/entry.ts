import { Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { StageKey } from '../../../playbook/define-stage.js';
import type { Role } from '../../../playbook/roles.js';
import type { Phase } from '../../../rules/facts.js';
import { Hash, Instant, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

/** One run of the eight stages for one market. `marketId` is null until G1 names the market. */
@Entity('entry')
@Index(['cohort', 'state', 'id'])
@Index(['updatedAt'])
export class Entry {
  @PrimaryId() id: string;
  @Line(160) name: string;
  @Ref({ nullable: true }) @Index() marketId: string | null;
  @Key(12) state: 'running' | 'held' | 'completed' | 'stopped';
  @Key(20) stage: StageKey;
  @Int() round: number;
  @Key(12) phase: Phase;
  /** The current stage run; null while the stage is still to be opened. */
  @Ref({ nullable: true }) stageRunId: string | null;
  /** Grows by one with every commit; also the number of its last journal line. */
  @Int() version: number;
  @Hash() bundleHash: string;
  /** Time zone and review slot, `Asia/Shanghai/mon-08`. */
  @Key(60) cohort: string;
  @Key(40) timeZone: string;
  @Key(3) currency: string;
  @Instant({ nullable: true }) heldAt: string | null;
  @Line(1000, { nullable: true }) heldReason: string | null;
  @Instant({ nullable: true }) endedAt: string | null;
  @Line(1000, { nullable: true }) endReason: string | null;
  /** Lineage: the proven entry and the bundle that this one was opened from. */
  @Ref({ nullable: true }) @Index() fromEntryId: string | null;
  @Hash({ nullable: true }) fromBundleHash: string | null;
  @Ref() createdBy: string;
  @Instant() createdAt: string;
  @Instant() updatedAt: string;
}

@Entity('candidate')
export class Candidate {
  @PrimaryColumn({ type: 'varchar', length: 36 }) entryId: string;
  @PrimaryColumn({ type: 'varchar', length: 36 }) marketId: string;
  @Int() position: number;
}

@Entity('stage_run')
@Unique(['entryId', 'stage', 'round'])
export class StageRun {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Key(20) stage: StageKey;
  @Int() round: number;
  @Key(12) state: 'open' | 'closed';
  @Instant() openedAt: string;
  @Instant({ nullable: true }) closedAt: string | null;
  /** Evidence changed since the packet was frozen: a new one is due. */
  @Int({ default: 0 }) packetNumber: number;
  @Ref({ nullable: true }) packetId: string | null;
  @Instant({ nullable: true }) staleAt: string | null;
}

@Entity('task_run')
@Unique(['stageRunId', 'taskKey'])
export class TaskRun {
  @PrimaryId() id: string;
  @Ref() @Index() entryId: string;
  @Ref() stageRunId: string;
  @Key(60) taskKey: string;
  @Key(20) role: Role;
  @Ref({ nullable: true }) assigneeId: string | null;
  @Key(12) state: 'locked' | 'ready' | 'done';
  @Instant() dueAt: string;
  @Instant({ nullable: true }) completedAt: string | null;
  @Ref({ nullable: true }) completedBy: string | null;
  @Line(2000, { nullable: true }) note: string | null;
}

@Entity('deliverable')
@Unique(['stageRunId', 'deliverableKey', 'item', 'version'])
@Index(['entryId', 'deliverableKey'])
export class Deliverable {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Ref() stageRunId: string;
  @Key(60) deliverableKey: string;
  /** What keeps several apart (candidate and rater, team and day …); empty where there is one. */
  @Key(120, { default: '' }) item: string;
  @Int() version: number;
  @Key(12) state: 'handed-in' | 'accepted' | 'returned' | 'superseded';
  /** A filled form, or `{ text, files }`. */
  @Json() content: unknown;
  @Hash() contentHash: string;
  @Ref() handedInBy: string;
  @Instant() handedInAt: string;
  @Ref({ nullable: true }) reviewedBy: string | null;
  @Instant({ nullable: true }) reviewedAt: string | null;
  @Line(2000, { nullable: true }) reviewNote: string | null;
}
