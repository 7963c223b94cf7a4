import { z } from 'zod';
import { surveyPhases } from '../rules/survey/phase.js';
import { CommandAnswer, PersonName, role } from './views.js';

/* The market survey: what may be asked of it, and what its doors answer. Money in minor units, days on the market's wall. */

const id = z.uuid();
const instant = z.iso.datetime();
const day = z.iso.date();
const texts = z.object({ zh: z.string(), en: z.string() });
const text = (max: number) => z.string().trim().min(1).max(max);
const note = (max = 1000) => text(max).nullable().default(null);
const count = z.int().min(0).max(1_000_000);
const money = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const zoneNo = z.int().min(1).max(99);
const teamCode = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'a-z, 0-9, -');
const typeKey = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'a-z, 0-9, -');
const bothTexts = z.strictObject({ zh: text(200), en: text(200) });

const TeamBody = z.strictObject({
  code: teamCode, name: text(80), does: bothTexts, role, headId: id.nullable().default(null), memberIds: z.array(id).max(100).default([]), zoneNos: z.array(zoneNo).max(99).default([]),
  /** Which zones it sweeps while none are named. */
  sweeps: z.enum(['key', 'normal', 'none']).default('none'), respondentTypes: z.array(typeKey).max(30).default([]),
});
const WorkBody = z.strictObject({ key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,39}$/), title: bothTexts, team: z.string().max(20), result: bothTexts, from: day, to: day });
/** What is left out stays as it is. */
export const ConfigureSurvey = z.strictObject({
  teams: z.array(TeamBody).min(1).max(30).optional(), schedule: z.array(WorkBody).max(60).optional(), respondentTypes: z.array(z.strictObject({ key: typeKey, title: bothTexts })).min(1).max(60).optional(),
}).refine((body) => Object.values(body).some((part) => part !== undefined), { message: 'Give teams, schedule or respondentTypes', params: { zh: '请给出 teams、schedule 或 respondentTypes' } }).meta({ id: 'ConfigureSurvey' });

export const RecordTraining = z.strictObject({ day, people: z.array(z.strictObject({ personId: id, testOutlets: z.int().min(0).max(1000), note: note() })).min(1).max(200) }).meta({ id: 'RecordTraining' });
export const PlanAssignments = z.strictObject({ by: z.enum(['zone', 'route']).default('zone') }).meta({ id: 'PlanAssignments' });

const targetType = z.enum(['zone', 'route', 'respondent']);
const assignmentState = z.enum(['todo', 'doing', 'submitted', 'returned', 'accepted', 'cancelled']);
const fromTo = { message: 'It ends before it begins', params: { zh: '结束早于开始' }, path: ['dueDay'] };
export const AddAssignment = z.strictObject({
  targetType, targetKey: text(80), title: text(200), zoneNo: zoneNo.nullable().default(null), teamCode, personId: id.nullable().default(null), planned: count, fromDay: day, dueDay: day,
}).refine((body) => body.fromDay <= body.dueDay, fromTo).meta({ id: 'AddAssignment' });
export const ChangeAssignment = z.strictObject({ teamCode: teamCode.optional(), personId: id.nullable().optional(), planned: count.optional(), fromDay: day.optional(), dueDay: day.optional() })
  .refine((body) => Object.values(body).some((part) => part !== undefined), { message: 'Say what changes', params: { zh: '请说明改什么' } }).meta({ id: 'ChangeAssignment' });
export const MoveAssignment = z.strictObject({ to: z.enum(['doing', 'submitted', 'returned', 'accepted', 'cancelled']), note: note() })
  .refine((body) => body.to !== 'returned' || body.note !== null, { message: 'A return needs a note', params: { zh: '退回必须说明原因' }, path: ['note'] }).meta({ id: 'MoveAssignment' });

export const HandInSheet = z.strictObject({ problems: note(2000), competitorNews: note(2000), fees: money }).meta({ id: 'HandInSheet' });

const outcome = z.enum(['accept', 'return', 'reject']);
export const ReviewSurveyRecords = z.strictObject({ recordIds: z.array(id.toLowerCase()).min(1).max(500), outcome, comment: note() })
  .refine((body) => body.outcome === 'accept' || body.comment !== null, { message: 'A return or rejection needs a comment', params: { zh: '退回或否决必须写明意见' }, path: ['comment'] }).meta({ id: 'ReviewSurveyRecords' });
const fault = z.object({ field: z.string(), rule: z.string(), zh: z.string(), en: z.string() });
export const RecordsReviewed = z.object({ reviewed: z.int(), refused: z.int(), results: z.array(z.object({ recordId: id, state: z.enum(['reviewed', 'refused']), faults: z.array(fault) })) }).meta({ id: 'RecordsReviewed' });

export const AssignBackCheck = z.strictObject({ personId: id }).meta({ id: 'AssignBackCheck' });
const finding = z.strictObject({ field: text(200), was: z.string().max(400), is: z.string().max(400) });
export const RecordBackCheck = z.strictObject({
  fieldsChecked: z.int().min(1).max(1000), fieldsAgreed: z.int().min(0).max(1000), outletsFound: count.nullable().default(null), missedOutlets: count.nullable().default(null),
  findings: z.array(finding).max(200).default([]), note: note(),
}).meta({ id: 'RecordBackCheck' });

export const OpenResurvey = z.strictObject({
  reason: z.enum(['coverage', 'other']), note: text(1000), zoneNo: zoneNo.nullable().default(null), records: z.int().min(1).max(100_000), teamCode: teamCode.nullable().default(null),
  personId: id.nullable().default(null), dueDay: day,
}).meta({ id: 'OpenResurvey' });
export const ChangeResurvey = z.strictObject({ teamCode: teamCode.nullable().optional(), personId: id.nullable().optional(), dueDay: day.optional(), state: z.enum(['closed', 'cancelled']).optional(), note: text(1000).optional() })
  .refine((body) => body.state === undefined || body.note !== undefined, { message: 'Say why it ends', params: { zh: '请说明为何结束' }, path: ['note'] }).meta({ id: 'ChangeResurvey' });

const fees = z.array(z.strictObject({ what: text(200), planned: money, spent: money })).max(100);
export const WrapUpSurvey = z.strictObject({ lessons: text(8000), problems: z.string().trim().max(8000).default(''), fees: fees.default([]) }).meta({ id: 'WrapUpSurvey' });

const ratio = z.object({ numerator: z.number().nullable(), denominator: z.number().nullable(), value: z.number().nullable() });
const counts = z.object({ planned: z.int(), visited: z.int(), refused: z.int(), closed: z.int(), newFound: z.int(), submitted: z.int(), accepted: z.int(), returned: z.int() });
export const SurveyTeamView = z.object({
  code: z.string(), name: z.string(), does: texts, role, head: PersonName.nullable(), members: z.array(PersonName), zoneNos: z.array(z.int()), sweeps: z.enum(['key', 'normal', 'none']),
  respondentTypes: z.array(z.string()),
  /** The person who asks works in it. */
  mine: z.boolean(),
}).meta({ id: 'SurveyTeam' });
export const SurveyAssignmentView = z.object({
  id, targetType, targetKey: z.string(), title: z.string(), zoneNo: z.int().nullable(), teamCode: z.string(), person: PersonName.nullable(), planned: z.int(), fromDay: day, dueDay: day,
  state: assignmentState, note: z.string().nullable(),
  /** Records brought in, and accepted. */
  submitted: z.int(), accepted: z.int(),
  /** What should be in by the end of today, working evenly over its days. */
  expected: z.int(), late: z.boolean(), mine: z.boolean(),
}).meta({ id: 'SurveyAssignment' });
export const DailySheetView = z.object({
  id, teamCode: z.string(), zoneNo: z.int(), day, dueAt: instant, state: z.enum(['open', 'handed-in', 'cancelled']),
  /** Not in and due, or in after it was due. */
  late: z.boolean(),
  /** Counted from the records as they stand now. */
  counts, surveyors: z.int(),
  /** As they stood when it was signed. */
  signedCounts: counts.nullable(), problems: z.string().nullable(), competitorNews: z.string().nullable(), fees: z.int().nullable(), signedBy: PersonName.nullable(), signedAt: instant.nullable(), mine: z.boolean(),
}).meta({ id: 'DailySheet' });
export const SpotCheckView = z.object({
  id, recordId: id, surveyor: PersonName, zoneNo: z.int().nullable(), day, walksBlock: z.boolean(), checker: PersonName.nullable(), state: z.enum(['todo', 'done']), fieldsChecked: z.int().nullable(),
  fieldsAgreed: z.int().nullable(), outletsFound: z.int().nullable(), missedOutlets: z.int().nullable(), findings: z.array(z.object({ field: z.string(), was: z.string(), is: z.string() })), note: z.string().nullable(),
  /** The journal hash from which it was drawn. */
  seed: z.string(), drawnAt: instant, checkedAt: instant.nullable(), mine: z.boolean(),
}).meta({ id: 'SpotCheck' });
export const ResurveyTaskView = z.object({
  id, reason: z.enum(['back-check', 'missed', 'coverage', 'other']), note: z.string(), recordId: id.nullable(), zoneNo: z.int().nullable(), records: z.int(),
  /** Of them accepted so far. */
  accepted: z.int(), teamCode: z.string().nullable(), person: PersonName.nullable(), dueDay: day, late: z.boolean(), state: z.enum(['open', 'closed', 'cancelled']), openedBy: PersonName, openedAt: instant,
  closedBy: PersonName.nullable(), closedAt: instant.nullable(), closedNote: z.string().nullable(), mine: z.boolean(),
}).meta({ id: 'ResurveyTask' });
export const SurveyView = z.object({
  id, entryId: id, marketId: id, round: z.int(), phase: z.enum(surveyPhases), version: z.int(), timeZone: z.string(), currency: z.string(), startDay: day, today: day, dailySheetBy: z.string(),
  schedule: z.array(z.object({ key: z.string(), title: texts, team: z.string(), result: texts, from: day, to: day })),
  respondentTypes: z.array(z.object({ key: z.string(), title: texts })),
  teams: z.array(SurveyTeamView),
  training: z.array(z.object({ person: PersonName, day, testOutlets: z.int(), note: z.string().nullable() })),
  assignments: z.array(SurveyAssignmentView), sheets: z.array(DailySheetView), backChecks: z.array(SpotCheckView), resurvey: z.array(ResurveyTaskView),
  progress: z.object({ planned: z.int(), expected: z.int(), submitted: z.int(), accepted: z.int() }),
  /** What is not done yet. */
  open: z.object({ assignments: z.int(), toReview: z.int(), returned: z.int(), backChecks: z.int(), resurvey: z.int() }),
  coverage: ratio, agreement: ratio,
  wrapUp: z.object({ lessons: z.string(), problems: z.string(), fees: z.array(z.object({ what: z.string(), planned: z.int(), spent: z.int() })), by: PersonName, at: instant }).nullable(),
  /** What the person who asks may do. */
  may: z.object({ plan: z.boolean(), review: z.boolean(), wrapUp: z.boolean() }),
}).meta({ id: 'Survey' });

export const AssignmentAdded = CommandAnswer.extend({ assignmentId: id });
export type SurveyView = z.infer<typeof SurveyView>;
export type RecordsReviewed = z.infer<typeof RecordsReviewed>;
