import { Entity, Index, Unique } from 'typeorm';
import type { Text } from '../../../playbook/define-form.js';
import type { Role } from '../../../playbook/roles.js';
import type { SurveyTerms } from '../../../playbook/survey-terms.js';
import type { SurveyPhase } from '../../../rules/survey/phase.js';
import type { SheetStep } from '../../../rules/survey/sheet-clock.js';
import { Amount, Day, Flag, Hash, Instant, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

export type ScheduledWork = { readonly key: string; readonly title: Text; readonly team: string; readonly result: Text; readonly from: string; readonly to: string };
export type FeeLine = { readonly what: string; readonly planned: number; readonly spent: number };
export type WrapUp = { readonly lessons: string; readonly problems: string; readonly fees: readonly FeeLine[] };

export type KeptTerms = Omit<SurveyTerms, 'teams' | 'schedule' | 'respondentTypes'> & { readonly dailySheetBy: string };

/** The survey of one stage run, 市场调查. What the teams bring in hangs on it. */
@Entity('survey_project')
@Unique(['stageRunId'])
@Index(['entryId', 'round'])
@Index(['marketId'])
export class SurveyProject {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Ref() stageRunId: string;
  @Ref() marketId: string;
  @Int() round: number;
  @Key(16) phase: SurveyPhase;
  /** Grows with everything that happens to it. */
  @Int() version: number;
  @Instant() openedAt: string;
  /** The first working day. */
  @Day() startDay: string;
  @Json() schedule: ScheduledWork[];
  @Json() respondentTypes: { readonly key: string; readonly title: Text }[];
  /** What it runs on, copied from the bundle on the day it was opened. */
  @Json() terms: KeptTerms;
  @Json({ nullable: true }) wrapUp: WrapUp | null;
  @Ref({ nullable: true }) wrappedUpBy: string | null;
  @Instant({ nullable: true }) wrappedUpAt: string | null;
}

@Entity('survey_team')
@Unique(['surveyId', 'code'])
export class SurveyTeam {
  @PrimaryId() id: string;
  @Ref() surveyId: string;
  @Key(20) code: string;
  @Int() position: number;
  @Line(80) name: string;
  @Json() does: Text;
  @Key(20) role: Role;
  @Ref({ nullable: true }) headId: string | null;
  /** None: everybody who holds the role in the market. */
  @Json() memberIds: string[];
  /** None: what `sweeps` says. */
  @Json() zoneNos: number[];
  @Key(8) sweeps: 'key' | 'normal' | 'none';
  @Json() respondentTypes: string[];
}

export const assignmentStates = ['todo', 'doing', 'submitted', 'returned', 'accepted', 'cancelled'] as const;
export type AssignmentState = (typeof assignmentStates)[number];
export type TargetType = 'zone' | 'route' | 'respondent';

@Entity('survey_assignment')
@Unique(['surveyId', 'targetType', 'targetKey'])
@Index(['surveyId', 'teamCode'])
export class SurveyAssignment {
  @PrimaryId() id: string;
  @Ref() surveyId: string;
  @Key(12) targetType: TargetType;
  /** The zone's number, `zone-route`, or a respondent's id or code. */
  @Key(80) targetKey: string;
  @Line(200) title: string;
  @Int({ nullable: true }) zoneNo: number | null;
  @Key(20) teamCode: string;
  @Ref({ nullable: true }) personId: string | null;
  /** Respondents to be surveyed. */
  @Int() planned: number;
  @Day() fromDay: string;
  @Day() dueDay: string;
  @Key(12) state: AssignmentState;
  @Line(1000, { nullable: true }) note: string | null;
  @Ref({ nullable: true }) submittedBy: string | null;
  @Instant() updatedAt: string;
}

/** Who was trained, and how many outlets they surveyed on trial. */
@Entity('survey_training')
@Unique(['surveyId', 'personId', 'day'])
export class SurveyTraining {
  @PrimaryId() id: string;
  @Ref() surveyId: string;
  @Ref() personId: string;
  @Day() day: string;
  @Int() testOutlets: number;
  @Line(1000, { nullable: true }) note: string | null;
  @Ref() recordedBy: string;
  @Instant() recordedAt: string;
}

export type SheetCounts = {
  readonly planned: number; readonly visited: number; readonly refused: number; readonly closed: number; readonly newFound: number;
  readonly submitted: number; readonly accepted: number; readonly returned: number;
};

/** 日汇总表. The row is there from the moment it is owed; only a person's hand makes it handed in. */
@Entity('daily_sheet')
@Unique(['surveyId', 'teamCode', 'zoneNo', 'day'])
@Index(['surveyId', 'state', 'nextAt'])
export class DailySheet {
  @PrimaryId() id: string;
  @Ref() surveyId: string;
  @Key(20) teamCode: string;
  @Int() zoneNo: number;
  @Day() day: string;
  @Instant() dueAt: string;
  @Key(10) state: 'open' | 'handed-in' | 'cancelled';
  /** Who hears next that it is missing, and when; null: nobody is left to tell, or it is in. */
  @Key(12, { nullable: true }) nextStep: SheetStep | null;
  @Instant({ nullable: true }) nextAt: string | null;
  /** As they stood when it was first signed. */
  @Json({ nullable: true }) counts: SheetCounts | null;
  @Int({ nullable: true }) surveyors: number | null;
  @Line(2000, { nullable: true }) problems: string | null;
  @Line(2000, { nullable: true }) competitorNews: string | null;
  @Amount({ nullable: true }) fees: number | null;
  @Ref({ nullable: true }) signedBy: string | null;
  /** When it was first signed: a correction does not make it late. */
  @Instant({ nullable: true }) signedAt: string | null;
}

export const reviewOutcomes = ['accept', 'return', 'reject'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** The review of one version of a record, by somebody who did not survey it. */
@Entity('survey_review')
@Unique(['recordId'])
@Index(['surveyId', 'version'])
@Index(['rootId'])
export class SurveyReview {
  @PrimaryId() id: string;
  @Ref() recordId: string;
  @Ref() rootId: string;
  @Int() version: number;
  @Ref({ nullable: true }) surveyId: string | null;
  @Key(8) outcome: ReviewOutcome;
  @Line(1000, { nullable: true }) comment: string | null;
  @Ref() reviewerId: string;
  @Instant() at: string;
}

export type CheckFinding = { readonly field: string; readonly was: string; readonly is: string };

/** A record that another person goes back to. */
@Entity('spot_check')
@Unique(['recordId'])
@Index(['surveyId', 'state'])
export class SpotCheck {
  @PrimaryId() id: string;
  @Ref() surveyId: string;
  @Ref() recordId: string;
  @Key(120) block: string;
  @Int({ nullable: true }) zoneNo: number | null;
  @Day() day: string;
  @Ref() surveyorId: string;
  /** Whoever checks it also walks the block and counts what was missed. */
  @Flag() walksBlock: boolean;
  @Ref({ nullable: true }) checkerId: string | null;
  @Key(6) state: 'todo' | 'done';
  @Int({ nullable: true }) fieldsChecked: number | null;
  @Int({ nullable: true }) fieldsAgreed: number | null;
  @Int({ nullable: true }) outletsFound: number | null;
  @Int({ nullable: true }) missedOutlets: number | null;
  @Json({ nullable: true }) findings: CheckFinding[] | null;
  @Line(1000, { nullable: true }) note: string | null;
  /** The entry's journal hash from which the draw was made: who has it draws the same. */
  @Hash() seed: string;
  @Instant() drawnAt: string;
  @Instant({ nullable: true }) checkedAt: string | null;
}

export const resurveyReasons = ['back-check', 'missed', 'coverage', 'other'] as const;
export type ResurveyReason = (typeof resurveyReasons)[number];

/** 补充调查. */
@Entity('resurvey_task')
@Unique(['checkId', 'reason'])
@Index(['surveyId', 'state'])
export class ResurveyTask {
  @PrimaryId() id: string;
  @Ref() surveyId: string;
  @Key(12) reason: ResurveyReason;
  @Line(1000) note: string;
  @Ref({ nullable: true }) recordId: string | null;
  @Ref({ nullable: true }) checkId: string | null;
  @Int({ nullable: true }) zoneNo: number | null;
  /** Records to be made. */
  @Int() records: number;
  @Key(20, { nullable: true }) teamCode: string | null;
  @Ref({ nullable: true }) personId: string | null;
  @Day() dueDay: string;
  @Key(10) state: 'open' | 'closed' | 'cancelled';
  @Ref() openedBy: string;
  @Instant() openedAt: string;
  @Ref({ nullable: true }) closedBy: string | null;
  @Instant({ nullable: true }) closedAt: string | null;
  @Line(1000, { nullable: true }) closedNote: string | null;
}
