import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../../../playbook/roles.js';
import { Bytes, Hash, Instant, Int, Json, Key, Line, PrimaryId, PrimaryKey, Ref } from '../../columns.js';

@Entity('bundle')
export class Bundle {
  @PrimaryColumn({ type: 'varchar', length: 64 }) hash: string;
  @Line(120) alias: string;
  @Json() content: unknown;
  @Json() settings: unknown;
  @Hash({ nullable: true }) parentHash: string | null;
  /** The proven entry that published it (stage 8), or null: sealed from the playbook by a person. */
  @Ref({ nullable: true }) fromEntryId: string | null;
  @Ref() sealedBy: string;
  @Instant() sealedAt: string;
}

/** Append-only. `chain` is an entry's id, or `person/…`, `bundle/…`, `import/…` for what belongs to no entry. */
@Entity('journal_line')
export class JournalLine {
  @PrimaryColumn({ type: 'varchar', length: 110 }) chain: string;
  @PrimaryColumn({ type: 'int' }) seq: number;
  @Instant() at: string;
  @Ref() actorId: string;
  @Key(40) kind: string;
  @Json() data: unknown;
  @Hash() previousHash: string;
  @Hash() hash: string;
}

/** The first answer to a command, kept under the client's id. */
@Entity('command')
export class Command {
  @PrimaryId() id: string;
  @Key(40) kind: string;
  @Ref() actorId: string;
  @Hash() bodyHash: string;
  @Json() answer: unknown;
  @Instant() at: string;
}

/** One row per workflow: "look again". Coalesced; sent when `sentVersion` has caught up. */
@Entity('wake')
@Index(['pending', 'updatedAt'])
export class Wake {
  @PrimaryKey(120) workflowId: string;
  @Key(40) workflow: 'marketEntry' | 'weeklyReview' | 'marketSurvey' | 'dataImport';
  @Json() args: unknown;
  @Int() version: number;
  @Int({ default: 0 }) sentVersion: number;
  @Int({ default: 1 }) pending: number;
  @Instant() updatedAt: string;
}

/** A clock of the entry: when `at` has come and the entry is not held, the step is due. */
@Entity('deadline')
@Index(['entryId', 'state', 'at'])
export class Deadline {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Ref() stageRunId: string;
  @Key(12) subject: 'task' | 'gate' | 'obligation' | 'stage';
  @Ref() subjectId: string;
  @Key(10) step: 'remind' | 'escalate' | 'time-out';
  @Instant() at: string;
  @Key(10) state: 'open' | 'fired' | 'cancelled';
  @Instant({ nullable: true }) firedAt: string | null;
}

/** Outbox of what people must hear, addressed to one person or to a role in the entry's market; `id` is the receiver's key. */
@Entity('notification')
@Index(['personId', 'at'])
@Index(['role', 'at'])
export class Notification {
  @PrimaryId() id: string;
  @Ref({ nullable: true }) personId: string | null;
  @Key(20, { nullable: true }) role: Role | null;
  @Ref({ nullable: true }) entryId: string | null;
  @Key(40) kind: string;
  @Json() data: unknown;
  @Instant() at: string;
}

@Entity('stored_file')
export class StoredFile {
  @PrimaryId() id: string;
  @Line(200) name: string;
  @Key(100) mediaType: string;
  @Int() size: number;
  @Hash() hash: string;
  @Bytes() bytes: Buffer;
  @Ref() storedBy: string;
  @Instant() storedAt: string;
}
