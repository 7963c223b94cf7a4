import { Entity, Index, Unique } from 'typeorm';
import type { RespondentType, SurveyMethod } from '../../../survey-form/respondents.js';
import { Day, Decimal, Flag, Hash, Instant, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

/** One version of a form, never changed: records name the version under which they were given. */
@Entity('survey_form')
@Unique(['formKey', 'version'])
export class SurveyFormVersion {
  @PrimaryId() id: string;
  @Key(80) formKey: string;
  @Int() version: number;
  @Key(20) respondentType: RespondentType;
  @Line(200) title: string;
  @Line(200) fileName: string;
  /** Of the form and whom it asks. */
  @Hash() hash: string;
  @Int() rows: number;
  @Json() form: unknown;
  @Ref() publishedBy: string;
  @Instant() publishedAt: string;
}

/** One filled form. Natural key: the id that the device gave it. */
@Entity('survey_record')
@Unique(['clientId'])
@Index(['formId', 'submittedAt'])
@Index(['marketId', 'submittedAt'])
@Index(['rootId', 'version'], { unique: true })
@Index(['surveyId', 'reviewState', 'zoneNo', 'day'])
export class SurveyRecord {
  @PrimaryId() id: string;
  @Ref() clientId: string;
  @Ref() formId: string;
  @Ref() marketId: string;
  @Key(20) respondentType: RespondentType;
  /** The terminal or dealer, where we know it already. */
  @Ref({ nullable: true }) @Index() respondentId: string | null;
  @Key(20) method: SurveyMethod;
  @Instant() startedAt: string;
  @Instant() endedAt: string;
  @Decimal({ nullable: true }) latitude: number | null;
  @Decimal({ nullable: true }) longitude: number | null;
  @Decimal({ nullable: true }) accuracyM: number | null;
  /** The device said that its position was made up. */
  @Flag() mock: boolean;
  @Key(120, { nullable: true }) deviceId: string | null;
  @Json() answers: object;
  /** What the form's calculations came to, by path. */
  @Json() calculated: object;
  /** Stored files that the answers refer to: photos and recordings. */
  @Json() fileIds: string[];
  /** Of everything that the device sent. */
  @Hash() hash: string;
  @Key(12) reviewState: 'submitted' | 'returned' | 'accepted' | 'rejected';
  @Ref() batchId: string;
  @Ref() submittedBy: string;
  @Instant() submittedAt: string;
  /** The record's first version; its own id while there is one. */
  @Ref({ default: '' }) rootId: string;
  @Int({ default: 1 }) version: number;
  /** The version that was sent after this one was given back. */
  @Ref({ nullable: true }) replacedById: string | null;
  /** The market's survey when it came; null outside one, and on trial before it began. */
  @Ref({ nullable: true }) surveyId: string | null;
  @Ref({ nullable: true }) assignmentId: string | null;
  @Key(20, { nullable: true }) teamCode: string | null;
  @Int({ nullable: true }) zoneNo: number | null;
  /** The day in the field, on the market's wall. */
  @Day({ nullable: true }) day: string | null;
  @Key(10, { default: 'surveyed' }) outcome: RecordOutcome;
  /** An outlet that no list knew. */
  @Flag() newFound: boolean;
  @Ref({ nullable: true }) resurveyTaskId: string | null;
}

export const recordOutcomes = ['surveyed', 'refused', 'closed'] as const;
export type RecordOutcome = (typeof recordOutcomes)[number];
