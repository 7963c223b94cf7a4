import { Entity, Index, Unique } from 'typeorm';
import type { StageKey } from '../../../playbook/define-stage.js';
import type { Role } from '../../../playbook/roles.js';
import type { Colour, DecisionKind, FrozenCondition, PacketDeliverable, Verdict } from '../../../rules/facts.js';
import { Day, Decimal, Hash, Instant, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

/** One measured value. `week` (ISO, `2026-W48`) is set when a weekly review measured it; empty when a gate packet did. */
@Entity('reading')
@Unique(['entryId', 'kpi', 'sourceId'])
@Index(['entryId', 'week'])
export class Reading {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Key(60) kpi: string;
  /** The review or the gate packet that measured it. */
  @Ref() sourceId: string;
  @Key(8, { default: '' }) week: string;
  @Day() asOf: string;
  @Decimal({ nullable: true }) numerator: number | null;
  @Decimal({ nullable: true }) denominator: number | null;
  @Decimal({ nullable: true }) value: number | null;
  @Key(8, { nullable: true }) met: 'yes' | 'no' | null;
  @Key(8) colour: Colour;
  /** Bundle whose rule and target it was measured by. */
  @Hash() bundleHash: string;
}

@Entity('gate_packet')
@Unique(['stageRunId', 'number'])
export class GatePacket {
  @PrimaryId() id: string;
  @Ref() @Index() entryId: string;
  @Ref() stageRunId: string;
  @Int() number: number;
  @Key(12) state: 'current' | 'lapsed' | 'timed-out' | 'decided';
  @Key(12) verdict: Verdict;
  @Json() conditions: FrozenCondition[];
  @Json() deliverables: PacketDeliverable[];
  @Hash() hash: string;
  @Instant() frozenAt: string;
  @Instant({ nullable: true }) votesAskedAt: string | null;
  @Line(400, { nullable: true }) lapsedBecause: string | null;
}

@Entity('vote')
@Unique(['packetId', 'personId', 'role'])
export class Vote {
  @PrimaryId() id: string;
  @Ref() @Index() entryId: string;
  @Ref() packetId: string;
  @Hash() packetHash: string;
  @Ref() personId: string;
  @Key(20) role: Role;
  @Key(8) choice: 'go' | 'no-go';
  @Line(2000) comment: string;
  @Instant() at: string;
}

/** `terminalKey` is the stage run's id while the decision stands and ends the stage: at most one per stage and round. */
@Entity('decision')
export class Decision {
  @PrimaryId() id: string;
  @Ref() @Index() entryId: string;
  @Ref() stageRunId: string;
  @Ref() packetId: string;
  @Key(14) kind: DecisionKind;
  @Key(12) state: 'standing' | 'carried-out' | 'sent-back';
  @Ref({ nullable: true, unique: true }) terminalKey: string | null;
  @Line(2000) reason: string;
  /** G1 names the market. */
  @Ref({ nullable: true }) marketId: string | null;
  @Key(20, { nullable: true }) toStage: StageKey | null;
  @Ref() decidedBy: string;
  @Instant() at: string;
  @Line(1000, { nullable: true }) sentBackBecause: string | null;
}

/** What a conditional go still owes. */
@Entity('obligation')
export class Obligation {
  @PrimaryId() id: string;
  @Ref() @Index() entryId: string;
  @Ref() decisionId: string;
  @Key(60) condition: string;
  @Line(1000) text: string;
  @Ref() ownerId: string;
  @Instant() dueAt: string;
  @Instant({ nullable: true }) clearedAt: string | null;
  @Ref({ nullable: true }) clearedBy: string | null;
  @Line(2000, { nullable: true }) clearedNote: string | null;
}

@Entity('waiver')
export class Waiver {
  @PrimaryId() id: string;
  @Ref() @Index() entryId: string;
  @Ref() stageRunId: string;
  @Key(60) condition: string;
  @Line(2000) reason: string;
  @Ref() grantedBy: string;
  @Instant() at: string;
  @Instant() expiresAt: string;
}

/** The weekly look, exactly once per entry and ISO week. */
@Entity('review')
@Unique(['entryId', 'week'])
export class Review {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Key(8) week: string;
  @Day() asOf: string;
  @Key(20) stage: StageKey;
  @Instant() at: string;
  /** Counts per colour and the findings, frozen. */
  @Json() summary: unknown;
}

/** One request to review a cohort for a week; the sweep is idempotent per entry and week. */
@Entity('sweep')
export class Sweep {
  @PrimaryId() id: string;
  @Key(60) @Index() cohort: string;
  @Key(8) week: string;
  @Ref() requestedBy: string;
  @Instant() at: string;
  @Instant({ nullable: true }) finishedAt: string | null;
  @Int({ default: 0 }) reviewed: number;
  @Int({ default: 0 }) skipped: number;
}
