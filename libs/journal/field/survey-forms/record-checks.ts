import { In, type EntityManager } from 'typeorm';
import type { FieldFault } from '../../../rules/failures.js';
import { answerFault } from '../../../survey-form/answer-faults.js';
import { checkAnswers } from '../../../survey-form/check-answers.js';
import type { SurveyForm } from '../../../survey-form/form.js';
import { Dealer, Market, Terminal } from '../../../persistence/entities/field/master.js';
import { SurveyFormVersion, SurveyRecord } from '../../../persistence/entities/field/survey.js';
import { StoredFile } from '../../../persistence/entities/process/record.js';
import type { Placement } from '../../survey/place-records.js';
import type { SubmittedRecord } from './submit-survey-records.js';

export type RecordFault = FieldFault;
export type CheckedRow = Omit<SurveyRecord, 'id' | 'hash' | 'reviewState' | 'batchId' | 'submittedBy' | 'submittedAt' | keyof Placement>;

/** What a batch of records refers to, as it stands in the database. */
export type Found = {
  readonly forms: ReadonlyMap<string, SurveyFormVersion>;
  readonly markets: ReadonlySet<string>;
  /** `marketId/respondentId` of terminals and of dealers. */
  readonly respondents: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  readonly records: ReadonlyMap<string, { readonly id: string; readonly hash: string }>;
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

export async function lookUp(em: EntityManager, records: readonly SubmittedRecord[]): Promise<Found> {
  const ids = (of: (record: SubmittedRecord) => string | null): string[] => [...new Set(records.map(of).filter((id): id is string => id !== null))];
  const respondentIds = ids((record) => record.respondentId);
  const forms = await em.findBy(SurveyFormVersion, { id: In(ids((record) => record.formId)) });
  const terminals = await em.find(Terminal, { where: { id: In(respondentIds) }, select: { id: true, marketId: true } });
  const dealers = await em.find(Dealer, { where: { id: In(respondentIds) }, select: { id: true, marketId: true } });
  const markets = await em.find(Market, { where: { id: In(ids((record) => record.marketId)) }, select: { id: true } });
  const stored = await em.find(SurveyRecord, { where: { clientId: In(ids((record) => record.clientId)) }, select: { id: true, clientId: true, hash: true } });
  return {
    forms: new Map(forms.map((form) => [form.id, form])), markets: new Set(markets.map((market) => market.id)),
    respondents: new Set([...terminals, ...dealers].map((one) => `${one.marketId}/${one.id}`)), files: await filesNamedIn(em, records),
    records: new Map(stored.map(({ id, clientId, hash }) => [clientId, { id, hash }])),
  };
}

/** Which of the ids anywhere in the answers are stored files; which of them are meant as files is for the form to say. */
async function filesNamedIn(em: EntityManager, records: readonly SubmittedRecord[]): Promise<ReadonlySet<string>> {
  const named = [...new Set(records.flatMap((record) => JSON.stringify(record.answers).match(uuid) ?? []).map((id) => id.toLowerCase()))];
  const found = new Set<string>();
  for (let at = 0; at < named.length; at += 500) {
    for (const { id } of await em.find(StoredFile, { where: { id: In(named.slice(at, at + 500)) }, select: { id: true } })) found.add(id);
  }
  return found;
}

/** The row of a record that breaks no rule, or everything that is wrong with it. */
export function checkRecord(record: SubmittedRecord, found: Found): { readonly faults: RecordFault[]; readonly row: CheckedRow | null } {
  const form = found.forms.get(record.formId);
  const faults: RecordFault[] = [];
  const fault = (field: string, rule: string, zh: string, en: string): void => { faults.push({ field, rule, zh, en }); };
  if (!found.markets.has(record.marketId)) fault('marketId', 'known-market', '没有这个市场', 'There is no such market');
  if (record.respondentId !== null && !found.respondents.has(`${record.marketId}/${record.respondentId}`)) fault('respondentId', 'known-respondent', '该市场没有这个终端或经销商', 'The market has no such terminal or dealer');
  if (record.endedAt < record.startedAt) fault('endedAt', 'after-start', '结束时间早于开始时间', 'It ends before it begins');
  if (!form) {
    fault('formId', 'known-form', '没有这个表单版本', 'There is no such version of a form');
    return { faults, row: null };
  }
  if (record.outcome !== undefined && record.outcome !== 'surveyed') {
    // Nobody answered: there is nothing to hold to the form.
    if (Object.keys(record.answers).length > 0) fault('answers', 'no-answers', '拒访或关闭的终端没有答案', 'An outlet that refused or is closed has no answers');
    return { faults, row: faults.length > 0 ? null : rowOf(record, form, { calculated: {}, files: [] }) };
  }
  const checked = checkAnswers(form.form as SurveyForm, record.answers, { now: record.endedAt });
  const missing = checked.files.filter((file) => !found.files.has(file.id)).map((file) => answerFault(file.path, 'unknown-file'));
  for (const { path, rule, zh, en } of [...checked.faults, ...missing]) fault(`answers.${path}`, rule, zh, en);
  return { faults, row: faults.length > 0 ? null : rowOf(record, form, checked) };
}

function rowOf(record: SubmittedRecord, form: SurveyFormVersion, checked: Pick<ReturnType<typeof checkAnswers>, 'calculated' | 'files'>): CheckedRow {
  const { clientId, formId, marketId, respondentId, method, startedAt, endedAt, position, deviceId, answers } = record;
  return {
    clientId, formId, marketId, respondentId, respondentType: form.respondentType, method, startedAt, endedAt, deviceId, answers,
    latitude: position?.latitude ?? null, longitude: position?.longitude ?? null, accuracyM: position?.accuracyM ?? null, mock: position?.mock ?? false,
    calculated: checked.calculated, fileIds: [...new Set(checked.files.map((file) => file.id))],
  };
}
