import type { ApprovalActivities } from './approvals.js';
import type { EntryActivities } from './entry.js';
import type { ImportActivities } from './imports.js';
import type { GateActivities } from './kpi-gates.js';
import type { ReplicateActivities } from './replicate.js';
import type { ReviewActivities } from './reviews.js';
import type { SurveyActivities } from './survey.js';
import type { ScheduleActivities } from './schedules.js';

/** The rooms of the activities, made by the worker's composition root. */
export type ActivityRooms = {
  readonly entry: EntryActivities;
  readonly gates: GateActivities;
  readonly approvals: ApprovalActivities;
  readonly reviews: ReviewActivities;
  readonly imports: ImportActivities;
  readonly replicate: ReplicateActivities;
  readonly survey: SurveyActivities;
  readonly schedules: ScheduleActivities;
};

/** The activities under the names by which workflows call them. */
export function registerActivities({ entry, gates, approvals, reviews, imports, replicate, survey, schedules }: ActivityRooms) {
  return {
    look: entry.look.bind(entry),
    openStage: entry.openStage.bind(entry),
    advance: entry.advance.bind(entry),
    freezePacket: gates.freezePacket.bind(gates),
    fireDeadline: approvals.fireDeadline.bind(approvals),
    requestSweep: reviews.requestSweep.bind(reviews),
    reviewPage: reviews.reviewPage.bind(reviews),
    finishSweep: reviews.finishSweep.bind(reviews),
    lookAtImport: imports.lookAtImport.bind(imports),
    carryImport: imports.carryImport.bind(imports),
    openNext: replicate.openNext.bind(replicate),
    lookAtSurvey: survey.lookAtSurvey.bind(survey),
    moveSurvey: survey.moveSurvey.bind(survey),
    chaseSheets: survey.chaseSheets.bind(survey),
    drawBackChecks: survey.drawBackChecks.bind(survey),
    ensureReviewSchedule: schedules.ensureReviewSchedule.bind(schedules),
  };
}

export type Activities = ReturnType<typeof registerActivities>;
