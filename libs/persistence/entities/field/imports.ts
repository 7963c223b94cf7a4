import { Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Amount, Bytes, Flag, Hash, Instant, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

/** Where an import stands; the last four are its ends. */
export type ImportPhase = 'waiting' | 'checking' | 'writing' | 'rolling-up' | 'taking-back' | ImportEnd;
export type ImportEnd = 'done' | 'refused' | 'cancelled' | 'undone';

/**
 * One requested file and how far it is. Imports are carried one after the other, in the order of `turn`: a correction must not overtake what
 * it corrects. The rows that it inserts bear ids that begin like its own (row-id.ts), so that they are found again without a list of them.
 */
@Entity('data_import')
@Unique(['turn'])
@Index(['phase', 'turn'])
export class DataImport {
  @PrimaryId() id: string;
  @Int() turn: number;
  @Key(20) kind: string;
  @Line(200) fileName: string;
  /** Of the file as it came. */
  @Hash() @Index() fileHash: string;
  /** Bytes of the file as it came. */
  @Amount() size: number;
  @Json() mapping: unknown;
  @Flag() dryRun: boolean;
  /** Whose parts hold the file until it is over; null for imports of the time before they could be undone. */
  @Ref({ nullable: true }) uploadId: string | null;
  /** We packed the parts, the file came plain. */
  @Flag() packed: boolean;
  @Key(12) phase: ImportPhase;
  /** How it will end. */
  @Key(10) ending: ImportEnd;
  @Int({ default: 0 }) version: number;
  /** Rows of the file that are written. */
  @Int({ default: 0 }) position: number;
  /** Entries of its change log. */
  @Int({ default: 0 }) changes: number;
  @Key(10, { nullable: true }) encoding: string | null;
  /** Rows that `where` let through, read so far; once checked, all of them. */
  @Int({ default: 0 }) seen: number;
  @Int({ default: 0 }) skipped: number;
  /** Rows that stand in the file more than once. */
  @Int({ default: 0 }) repeated: number;
  @Int({ default: 0 }) inserted: number;
  @Int({ default: 0 }) updated: number;
  @Int({ default: 0 }) unchanged: number;
  @Json() marketIds: string[];
  /** Beginnings of the ids of earlier imports whose rows this one changed or found as it states them. */
  @Json() builtOn: string[];
  @Json() errors: unknown[];
  @Int({ default: 0 }) moreErrors: number;
  /** Of a trial run: what is no error, and a person should look at. */
  @Json({ nullable: true }) warnings: unknown[] | null;
  @Int({ default: 0 }) moreWarnings: number;
  @Ref() requestedBy: string;
  @Instant() requestedAt: string;
  @Instant({ nullable: true }) startedAt: string | null;
  @Instant({ nullable: true }) finishedAt: string | null;
  @Ref({ nullable: true }) takenBackBy: string | null;
  @Line(1000, { nullable: true }) takenBackBecause: string | null;
}

/** A file that waits for its import, packed and in pieces: nobody ever holds all of it, and every worker can read it. */
@Entity('import_part')
export class ImportPart {
  @PrimaryColumn({ type: 'varchar', length: 36 }) uploadId: string;
  @PrimaryColumn({ type: 'int' }) n: number;
  @Instant() storedAt: string;
  @Bytes() bytes: Buffer;
}

/** What stood in a row before an import changed it; `was` null: a row that it made beside its own (a zone, a brand). For taking it back, last first. */
@Entity('import_change')
export class ImportChange {
  @PrimaryColumn({ type: 'varchar', length: 36 }) importId: string;
  @PrimaryColumn({ type: 'int' }) n: number;
  @Key(40) tableName: string;
  @Ref() rowId: string;
  @Json({ nullable: true }) was: Record<string, string | number | null> | null;
}

/** Which sums an import has put out of date and not yet made again, week by week: as the roll-ups lie, so that making them is one stretch of writing. */
@Entity('touched_sum')
export class TouchedSum {
  @PrimaryColumn({ type: 'varchar', length: 36 }) importId: string;
  @PrimaryColumn({ type: 'varchar', length: 20 }) what: string;
  /** Empty where the sum is not one of a week. */
  @PrimaryColumn({ type: 'varchar', length: 8 }) week: string;
  @PrimaryColumn({ type: 'varchar', length: 36 }) id: string;
}

/** The figures of a market's week were changed by an import: whoever measured that week before `at` used other ones. */
@Entity('figures_changed')
@Index(['marketId', 'at'])
export class FiguresChanged {
  @PrimaryColumn({ type: 'varchar', length: 36 }) marketId: string;
  @PrimaryColumn({ type: 'varchar', length: 8 }) week: string;
  @PrimaryColumn({ type: 'varchar', length: 36 }) importId: string;
  @PrimaryColumn({ type: 'varchar', length: 24 }) at: string;
}
