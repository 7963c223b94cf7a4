import { Entity, Index, Unique } from 'typeorm';
import { Amount, Day, Decimal, Flag, Instant, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

/** What a dealer and we have agreed. Without a day of signature it is planned; `endedOn` is its last day when it was ended before its time. */
@Entity('dealer_contract')
@Unique(['marketId', 'number'])
export class DealerContract {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() @Index() dealerId: string;
  @Key(80) number: string;
  @Day() fromDay: string;
  @Day() toDay: string;
  /** Nobody else has its zones while it lasts. */
  @Flag() exclusive: boolean;
  /** Base units a month; null: none agreed. */
  @Amount({ nullable: true }) monthlyTarget: number | null;
  /** Minor units; null: none agreed. */
  @Amount({ nullable: true }) creditLimit: number | null;
  @Line(1000, { nullable: true }) support: string | null;
  @Json({ nullable: true }) fileIds: string[] | null;
  @Day({ nullable: true }) signedOn: string | null;
  /** The day on which somebody recorded the signature. */
  @Day({ nullable: true }) recordedOn: string | null;
  @Day({ nullable: true }) endedOn: string | null;
  @Line(400, { nullable: true }) endReason: string | null;
}

/** A zone of a contract, and what the dealer can carry there in a month, in base units. */
@Entity('dealer_territory')
@Unique(['contractId', 'zoneId'])
export class DealerTerritory {
  @PrimaryId() id: string;
  @Ref() contractId: string;
  @Ref() @Index() zoneId: string;
  @Amount() monthlyCapacity: number;
}

export type AssessedCriterion = { readonly criterion: string; readonly weight: number; readonly score: number | null };

/** An assessment card: weighted scores 0–100, their total and the grade that it makes. */
@Entity('dealer_assessment')
@Index(['dealerId', 'day'])
export class DealerAssessment {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() dealerId: string;
  @Day() day: string;
  @Json() criteria: AssessedCriterion[];
  /** null: a score is missing, so there is no total. */
  @Decimal({ nullable: true }) total: number | null;
  @Key(1, { nullable: true }) grade: 'A' | 'B' | 'C' | 'D' | null;
  /** From which total on a dealer is A, B, C. */
  @Json() limits: { readonly A: number; readonly B: number; readonly C: number };
  @Line(1000, { nullable: true }) note: string | null;
  @Ref() assessedBy: string;
  @Instant() assessedAt: string;
}

/** What a dealer said and showed of the business on a day. null: not asked, or not answered. */
@Entity('dealer_survey')
@Unique(['dealerId', 'day'])
export class DealerSurvey {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() dealerId: string;
  @Day() day: string;
  @Line(80, { nullable: true }) nature: string | null;
  @Int({ nullable: true }) historyYears: number | null;
  @Int({ nullable: true }) staff: number | null;
  @Int({ nullable: true }) vehicles: number | null;
  @Int({ nullable: true }) warehouseM2: number | null;
  @Amount({ nullable: true }) capital: number | null;
  @Key(1, { nullable: true }) creditGrade: 'A' | 'B' | 'C' | 'D' | null;
  /** `brand=0.4; other=0.25`: parts of the dealer's sales. */
  @Line(1000, { nullable: true }) brandShares: string | null;
  @Key(10, { nullable: true }) profitState: 'profit' | 'even' | 'loss' | null;
  @Int({ nullable: true }) termsDays: number | null;
  /** With us, 1 to 5. */
  @Int({ nullable: true }) upstreamRelation: number | null;
  @Int({ nullable: true }) networkOutlets: number | null;
}
