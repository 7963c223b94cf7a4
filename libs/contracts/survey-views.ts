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

const SurveyRecordBody = z.strictObject({
  clientId: id.toLowerCase(), formId: id.toLowerCase(), marketId: id.toLowerCase(), respondentId: id.toLowerCase().nullable().default(null), method: z.enum(surveyMethods), startedAt: instant, endedAt: instant,
  position: z.strictObject({
    latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), accuracyM: z.number().min(0).max(100_000).nullable().default(null), mock: z.boolean().default(false),
  }).nullable().default(null),
  deviceId: z.string().trim().min(1).max(120).nullable().default(null),
  /** As the form lies: groups are objects, repeats lists of objects. */
  answers,
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
  reviewState: z.enum(['submitted', 'returned', 'accepted', 'rejected']), batchId: id, submittedBy: PersonName, submittedAt: z.iso.datetime(),
}).meta({ id: 'SurveyRecord' });

export type SurveyFormRow = z.infer<typeof SurveyFormRow>;
export type SurveyRecordView = z.infer<typeof SurveyRecordView>;
export type SurveyFormImportView = z.infer<typeof SurveyFormImportView>;
export type SurveyRecordsAnswer = z.infer<typeof SurveyRecordsAnswer>;
