import { z } from 'zod';
import { respondentTypes, surveyMethods } from '../survey-form/respondents.js';
import { PersonName } from './views.js';

/* Survey forms and records: what may be sent, and what the doors answer. */

const id = z.uuid();
const texts = z.object({ zh: z.string(), en: z.string() });
export const respondentType = z.enum(respondentTypes);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const answers = z.record(z.string().max(200), z.unknown());
/** To the millisecond and in UTC, as everything is kept. */
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const count = z.record(z.string(), z.int());

const recordOutcome = z.enum(['surveyed', 'refused', 'closed']);
const reviewState = z.enum(['submitted', 'returned', 'accepted', 'rejected']);
/** `current` true: the newest version of each only. */
export const recordFilters = { recordId: id.optional(), surveyId: id.optional(), reviewState: reviewState.optional(), zoneNo: z.coerce.number().int().min(1).max(99).optional(), teamCode: z.string().max(20).optional(), current: z.enum(['true', 'false']).default('false') };

const SurveyRecordBody = z.strictObject({
  clientId: id.toLowerCase(), formId: id.toLowerCase(), marketId: id.toLowerCase(), respondentId: id.toLowerCase().nullable().default(null), method: z.enum(surveyMethods), startedAt: instant, endedAt: instant,
  position: z.strictObject({
    latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), accuracyM: z.number().min(0).max(100_000).nullable().default(null), mock: z.boolean().default(false),
  }).nullable().default(null),
  deviceId: z.string().trim().min(1).max(120).nullable().default(null),
  /** As the form lies: groups are objects, repeats lists of objects. Empty for an outlet that refused or is closed. */
  answers,
  outcome: recordOutcome.optional(), newFound: z.boolean().optional(), zoneNo: z.int().min(1).max(99).optional(), assignmentId: id.toLowerCase().optional(),
  /** The record that this one is the next version of: it was given back, or is to be surveyed again. */
  corrects: id.toLowerCase().optional(), resurveyTaskId: id.toLowerCase().optional(),
}).meta({ id: 'SurveyRecordBody' });
export const SubmitSurveyRecords = z.strictObject({ records: z.array(SurveyRecordBody).min(1).max(200) }).meta({ id: 'SubmitSurveyRecords' });

export const SurveyFormRow = z.object({
  id, formKey: z.string(), version: z.int(), respondentType, title: z.string(), fileName: z.string(), hash, rows: z.int(), publishedBy: PersonName, publishedAt: z.iso.datetime(),
  /** Records given under this version. */
  records: z.int(),
}).meta({ id: 'SurveyFormRow' });
export const SurveyFormView = SurveyFormRow.extend({ form: z.record(z.string(), z.unknown()) }).meta({ id: 'SurveyForm' });
export const FormFindingView = z.object({
  /** Empty for what concerns the whole file. */
  sheet: z.string(), row: z.int(), column: z.string().nullable(), rule: z.string(), level: z.enum(['error', 'warning']), message: texts,
}).meta({ id: 'FormFinding' });
export const SurveyFormImportView = z.object({
  dryRun: z.boolean(), formKey: z.string().nullable(), title: z.string().nullable(),
  /** Null for a trial run and a refused file. */
  form: SurveyFormRow.nullable(),
  /** The newest version is this form already. */
  unchanged: z.boolean(),
  /** What stands in the sheets, in the sheets' own words; null when they cannot be read. */
  counts: z.object({ surveyRows: z.int(), types: count, rowsWith: count, requiredYes: z.int(), languages: z.array(z.string()), choices: z.int(), choiceLists: z.int() }).nullable(),
  findings: z.array(FormFindingView),
}).meta({ id: 'SurveyFormImport' });

export const SurveyRecordsAnswer = z.object({
  /** Null when nothing was stored. */
  batchId: id.nullable(), stored: z.int(), repeated: z.int(), refused: z.int(),
  results: z.array(z.object({
    clientId: id,
    /** Only what is stored or repeated may leave the device's queue. */
    state: z.enum(['stored', 'repeated', 'refused']), recordId: id.nullable(),
    faults: z.array(z.object({ field: z.string(), rule: z.string(), zh: z.string(), en: z.string() })),
  })),
}).meta({ id: 'SurveyRecordsAnswer' });
export const SurveyRecordView = z.object({
  id, clientId: id, formId: id, formKey: z.string(), formVersion: z.int(), marketId: id, respondentType, respondentId: id.nullable(), method: z.enum(surveyMethods),
  startedAt: z.iso.datetime(), endedAt: z.iso.datetime(), latitude: z.number().nullable(), longitude: z.number().nullable(), accuracyM: z.number().nullable(), mock: z.boolean(),
  deviceId: z.string().nullable(), answers, calculated: z.record(z.string(), z.union([z.string(), z.number()])), fileIds: z.array(id),
  reviewState, batchId: id, submittedBy: PersonName, submittedAt: z.iso.datetime(),
  /** Its first version, which of them it is, and the one that came after it. */
  rootId: id, version: z.int(), replacedById: id.nullable(), surveyId: id.nullable(), assignmentId: id.nullable(), teamCode: z.string().nullable(), zoneNo: z.int().nullable(), day: z.iso.date().nullable(),
  outcome: recordOutcome, newFound: z.boolean(), resurveyTaskId: id.nullable(),
  review: z.object({ outcome: z.enum(['accept', 'return', 'reject']), comment: z.string().nullable(), reviewer: PersonName, at: z.iso.datetime() }).nullable(),
}).meta({ id: 'SurveyRecord' });

export type SurveyFormRow = z.infer<typeof SurveyFormRow>;
export type SurveyRecordView = z.infer<typeof SurveyRecordView>;
export type SurveyFormImportView = z.infer<typeof SurveyFormImportView>;
export type SurveyRecordsAnswer = z.infer<typeof SurveyRecordsAnswer>;
