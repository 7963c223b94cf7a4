import { z } from 'zod';
import type { Endpoint } from './endpoints.js';
import * as m from './market-survey-views.js';
import { CommandAnswer } from './views.js';

/* The doors of the market survey, a part of the table of all doors. */

const id = z.uuid();
const entry = z.strictObject({ entryId: id });
const root = '/entries/:entryId/survey';

export const marketSurveyEndpoints = {
  getSurvey: { method: 'GET', path: root, summary: 'The market survey of the newest round: teams, assignments, daily sheets, back-checks, re-surveys', scope: 'read', params: entry, returns: m.SurveyView, status: 200 },
  listSurveyAssignments: { method: 'GET', path: `${root}/assignments`, summary: 'Its assignments, with what was brought in and what is expected by today', scope: 'read', params: entry, returns: z.array(m.SurveyAssignmentView), status: 200 },
  listDailySheets: { method: 'GET', path: `${root}/sheets`, summary: 'Its daily summary sheets: handed in, due and late', scope: 'read', params: entry, returns: z.array(m.DailySheetView), status: 200 },
  listBackChecks: { method: 'GET', path: `${root}/back-checks`, summary: 'Its back-checks', scope: 'read', params: entry, returns: z.array(m.SpotCheckView), status: 200 },
  listResurveys: { method: 'GET', path: `${root}/resurvey`, summary: 'Its re-survey tasks', scope: 'read', params: entry, returns: z.array(m.ResurveyTaskView), status: 200 },
  configureSurvey: { method: 'PUT', path: root, summary: 'Replace its teams, its schedule or its respondent types', scope: 'entries', params: entry, body: m.ConfigureSurvey, returns: CommandAnswer.extend({ surveyId: id }), status: 200, command: true },
  recordTraining: { method: 'POST', path: `${root}/training`, summary: 'Record who was trained, with outlets surveyed on trial', scope: 'entries', params: entry, body: m.RecordTraining, returns: CommandAnswer.extend({ trained: z.int() }), status: 201, command: true },
  planAssignments: { method: 'POST', path: `${root}/plan`, summary: 'Hand out all zones or routes, and every dealer, as the plan has them', scope: 'entries', params: entry, body: m.PlanAssignments, returns: CommandAnswer.extend({ planned: z.int(), kept: z.int() }), status: 201, command: true },
  addAssignment: { method: 'POST', path: `${root}/assignments`, summary: 'Hand out one more zone, route or respondent', scope: 'entries', params: entry, body: m.AddAssignment, returns: m.AssignmentAdded, status: 201, command: true },
  changeAssignment: { method: 'PUT', path: `${root}/assignments/:assignmentId`, summary: 'Give an assignment to another team or person, or other days', scope: 'entries', params: z.strictObject({ entryId: id, assignmentId: id }), body: m.ChangeAssignment, returns: CommandAnswer, status: 200, command: true },
  moveAssignment: { method: 'POST', path: `${root}/assignments/:assignmentId/state`, summary: 'Begin, submit, return, accept or cancel an assignment', scope: 'entries', params: z.strictObject({ entryId: id, assignmentId: id }), body: m.MoveAssignment, returns: CommandAnswer, status: 200, command: true },
  handInSheet: { method: 'POST', path: `${root}/sheets/:sheetId`, summary: 'Sign a daily sheet; its counts come from the records', scope: 'entries', params: z.strictObject({ entryId: id, sheetId: id }), body: m.HandInSheet, returns: CommandAnswer.extend({ sheetId: id, onTime: z.boolean() }), status: 200, command: true },
  assignBackCheck: { method: 'PUT', path: `${root}/back-checks/:checkId/checker`, summary: 'Give a back-check to a person who had no part in the record', scope: 'entries', params: z.strictObject({ entryId: id, checkId: id }), body: m.AssignBackCheck, returns: CommandAnswer, status: 200, command: true },
  recordBackCheck: { method: 'POST', path: `${root}/back-checks/:checkId`, summary: 'What the second look found', scope: 'entries', params: z.strictObject({ entryId: id, checkId: id }), body: m.RecordBackCheck, returns: CommandAnswer.extend({ resurveyTasks: z.int() }), status: 201, command: true },
  openResurvey: { method: 'POST', path: `${root}/resurvey`, summary: 'Open a re-survey task by hand', scope: 'entries', params: entry, body: m.OpenResurvey, returns: CommandAnswer.extend({ taskId: id }), status: 201, command: true },
  changeResurvey: { method: 'PUT', path: `${root}/resurvey/:taskId`, summary: 'Give a re-survey task to somebody, or end it with a note', scope: 'entries', params: z.strictObject({ entryId: id, taskId: id }), body: m.ChangeResurvey, returns: CommandAnswer, status: 200, command: true },
  wrapUpSurvey: { method: 'POST', path: `${root}/wrap-up`, summary: 'Lessons and fee account; the survey then stays open as visit data', scope: 'entries', params: entry, body: m.WrapUpSurvey, returns: CommandAnswer, status: 201, command: true },
  reviewSurveyRecords: { method: 'POST', path: '/survey-records/reviews', summary: 'Accept, return or reject filled forms, one or many; each stands for itself', scope: 'entries', body: m.ReviewSurveyRecords, returns: m.RecordsReviewed, status: 200, command: true },
} as const satisfies Record<string, Endpoint>;
