import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Day, Instant, Json, Key, Line, PrimaryId, PrimaryNumber, Ref } from '../../columns.js';

/*
 * What the master must never forget: who had which market number, which code and which number of a source, and what was merged into what.
 * Nothing here is ever deleted.
 */

/** A number MM of customer codes and the market that has or had it: never given to another one (method.md §2.1 no. 9). */
@Entity('market_number')
export class MarketNumber {
  @PrimaryNumber() number: number;
  @Key(40) marketCode: string;
  /** The days on which codes were written with it, once its market has another one; those of the present number stand with the market. */
  @Day({ nullable: true }) validFrom: string | null;
  @Day({ nullable: true }) validTo: string | null;
}

/**
 * Every customer code that was ever given out, the present ones included; the key keeps it from being given twice (arithmetic.md §12). It is
 * given to a number of the source, not to a row: should the import that brought the terminal be taken back, its code waits for it.
 */
@Entity('terminal_code')
@Index(['marketId', 'externalId'])
export class TerminalCode {
  @PrimaryColumn({ type: 'varchar', length: 36 }) marketId: string;
  @PrimaryColumn({ type: 'varchar', length: 12 }) code: string;
  /** The source's present number of the terminal. */
  @Key(80) externalId: string;
  @Instant() givenAt: string;
}

/** A number that the source used for a terminal before it gave its whole master new ones. */
@Entity('former_external_id')
@Index(['marketId', 'externalId'])
export class FormerExternalId {
  @PrimaryColumn({ type: 'varchar', length: 36 }) terminalId: string;
  @PrimaryColumn({ type: 'varchar', length: 80 }) externalId: string;
  @Ref() marketId: string;
  @Instant() replacedAt: string;
}

/** One terminal that turned out to be another: its rows count for the survivor from then on. */
@Entity('terminal_merge')
@Index(['mergedId'])
@Index(['survivorId'])
export class TerminalMerge {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() mergedId: string;
  @Ref() survivorId: string;
  @Line(1000) reason: string;
  /** What the merge changed of the two terminals, to be put back when it is undone. */
  @Json() before: { readonly status: string; readonly survivorFirstSeen: string | null };
  @Ref() mergedBy: string;
  @Instant() mergedAt: string;
  @Instant({ nullable: true }) undoneAt: string | null;
}

/** The tables whose rows belong to a terminal, and how those of one are found there. Roll-ups follow from them. Planned visits go by the day (merge-terminals.ts). */
export const terminalRowsIn = [
  { table: 'sale_line', column: 'terminalId', within: 'index' }, { table: 'visit', column: 'terminalId', within: 'index' }, { table: 'stock_check', column: 'terminalId', within: 'index' },
  { table: 'survey_record', column: 'respondentId', within: 'index' }, { table: 'price_check', column: 'terminalId', within: 'market' }, { table: 'incident', column: 'terminalId', within: 'market' },
] as const;
export type TerminalRowsTable = (typeof terminalRowsIn)[number]['table'] | 'visit_plan';

/** A row that a merge gave to the survivor, so that undoing the merge gives back that one and no other. */
@Entity('merged_row')
export class MergedRow {
  @PrimaryColumn({ type: 'varchar', length: 36 }) mergeId: string;
  @PrimaryColumn({ type: 'varchar', length: 20 }) ofTable: TerminalRowsTable;
  @PrimaryColumn({ type: 'varchar', length: 36 }) rowId: string;
}
