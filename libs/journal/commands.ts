import { classifyTerminals } from './company/classify-terminals.js';
import { addPerson, setRoles } from './company/people.js';
import { requestReviews } from './company/request-reviews.js';
import { sealBundle } from './company/seal-bundle.js';
import { startEntry } from './company/start-entry.js';
import type { CompanyCommand, EntryCommand } from './define-command.js';
import type { EntryPosition } from './entry-transaction.js';
import { requestImport } from './field/imports/request-import.js';
import { cancelImport, undoImport } from './field/imports/take-back.js';
import { publishSurveyForm } from './field/survey-forms/publish-survey-form.js';
import { submitSurveyRecords } from './field/survey-forms/submit-survey-records.js';
import { closeTerminal, reopenTerminal } from './master/close-terminal.js';
import { importAreas } from './master/import-areas.js';
import { mergeTerminals } from './master/merge-terminals.js';
import { moveTerminal } from './master/move-terminal.js';
import { renumberTerminals } from './master/renumber-terminals.js';
import { undoMerge } from './master/undo-merge.js';
import { assignBackCheck, recordBackCheck } from './survey/back-checks.js';
import { addAssignment, changeAssignment, moveAssignment } from './survey/assign-survey-work.js';
import { chaseSheets } from './survey/chase-sheets.js';
import { configureSurvey } from './survey/configure-survey.js';
import { drawBackChecks } from './survey/draw-back-checks.js';
import { handInSheet } from './survey/hand-in-sheet.js';
import { moveSurvey } from './survey/move-survey.js';
import { planAssignments } from './survey/plan-assignments.js';
import { recordTraining } from './survey/record-training.js';
import { changeResurvey, openResurvey } from './survey/resurvey.js';
import { reviewSurveyRecords } from './survey/review-survey-records.js';
import { wrapUpSurvey } from './survey/wrap-up-survey.js';
import { advance } from './engine/advance.js';
import { finishSweep } from './engine/finish-sweep.js';
import { fireDeadline } from './engine/fire-deadline.js';
import { freezePacket } from './engine/freeze-packet.js';
import { openNext } from './engine/open-next.js';
import { openStage } from './engine/open-stage.js';
import { recordReviews } from './engine/record-reviews.js';
import { assignTask } from './entry/assign-task.js';
import { completeTask } from './entry/complete-task.js';
import { handIn } from './entry/hand-in.js';
import { reviewDeliverable } from './entry/review-deliverable.js';
import { hold, resume, stop } from './entry/steer.js';
import { clearObligation } from './gate/clear-obligation.js';
import { decideGate } from './gate/decide-gate.js';
import { vote } from './gate/vote.js';
import { waive } from './gate/waive.js';
import { planVisits } from './routes/plan-visits.js';
import { waiveVisit } from './routes/waive-visit.js';
import { assessDealer } from './trade/assess-dealer.js';
import { endDealerContract, recordDealerContract, signDealerContract } from './trade/dealer-contracts.js';
import { closeIncident, investigateIncident, reportIncident } from './trade/incidents.js';

/** Everything that can happen. People's commands first, then the engine's. */
export const commands = {
  addPerson, setRoles, sealBundle, startEntry, requestReviews, classifyTerminals, publishSurveyForm, submitSurveyRecords,
  reportIncident, investigateIncident, closeIncident, planVisits, waiveVisit,
  assessDealer, recordDealerContract, signDealerContract, endDealerContract,
  mergeTerminals, undoMerge, closeTerminal, reopenTerminal, moveTerminal, renumberTerminals, importAreas,
  requestImport, cancelImport, undoImport,
  completeTask, assignTask, handIn, reviewDeliverable, hold, resume, stop,
  vote, decideGate, waive, clearObligation,
  configureSurvey, recordTraining, planAssignments, addAssignment, changeAssignment, moveAssignment, handInSheet, reviewSurveyRecords, assignBackCheck, recordBackCheck,
  openResurvey, changeResurvey, wrapUpSurvey,
  moveSurvey, chaseSheets, drawBackChecks,
  openStage, freezePacket, fireDeadline, advance, openNext, recordReviews, finishSweep,
} as const;

export type CommandName = keyof typeof commands;
type Commands = typeof commands;
export type InputOf<N extends CommandName> =
  Commands[N] extends EntryCommand<infer I, object> ? I : Commands[N] extends CompanyCommand<infer I, unknown> ? I : never;
export type AnswerOf<N extends CommandName> =
  Commands[N] extends EntryCommand<{ entryId: string } & infer _, infer X> ? EntryPosition & X : Commands[N] extends CompanyCommand<infer _, infer A> ? A : never;
