import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { mustHold } from '../../rules/decision-rights.js';
import type { FieldFault } from '../../rules/failures.js';
import { ResurveyTask, SurveyAssignment, SurveyProject, SurveyReview, type ReviewOutcome } from '../../persistence/entities/field/market-survey.js';
import { Dealer } from '../../persistence/entities/field/master.js';
import { SurveyFormVersion, SurveyRecord } from '../../persistence/entities/field/survey.js';
import { Entry } from '../../persistence/entities/process/entry.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import { deliverablesOf } from '../../persistence/work-rows.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import { keepDeliverable } from '../entry/hand-in.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { surveyReviewing, surveyEvidenceChanged, touchSurvey } from './survey-work.js';

type ReviewSurveyRecords = { readonly recordIds: readonly string[]; readonly outcome: ReviewOutcome; readonly comment: string | null };
export type RecordReview = { readonly recordId: string; readonly state: 'reviewed' | 'refused'; readonly faults: FieldFault[] };
type Reviewed = { readonly reviewed: number; readonly refused: number; readonly results: RecordReview[] };

const states = { accept: 'accepted', return: 'returned', reject: 'rejected' } as const;

/**
 * Accepts filled forms, gives them back with a comment or rejects them for good, one or many at once. Each stands for itself: one that cannot
 * be reviewed says why while the others are. Nobody reviews what they surveyed, in whatever version. Refuses the whole order for a market in
 * which the actor may not review.
 */
export const reviewSurveyRecords = companyCommand<ReviewSurveyRecords, Reviewed>(async (tx, { recordIds, outcome, comment }) => {
  const ids = [...new Set(recordIds)];
  const surveyIds = [...new Set((await tx.em.find(SurveyRecord, { where: { id: In(ids) }, select: { id: true, surveyId: true } })).flatMap((record) => record.surveyId ?? []))];
  const surveys = await tx.em.findBy(SurveyProject, { id: In(surveyIds) });
  const entries = new Map<string, Entry>();
  for (const id of surveys.map((survey) => survey.entryId).sort()) {
    const entry = await lockRow(tx.em, Entry, { id });
    if (entry) entries.set(id, entry);
  }
  // Read again under the locks: whoever came first has reviewed.
  const records = new Map((await tx.em.findBy(SurveyRecord, { id: In(ids) })).map((record) => [record.id, record]));
  for (const marketId of new Set([...records.values()].map((record) => record.marketId))) if (!tx.actor.admin) mustHold(tx.actor, surveyReviewing, [marketId]);
  const surveyors = await surveyorsOf(tx, [...records.values()]);
  const results = ids.map((recordId): RecordReview => {
    const fault = faultOf(records.get(recordId), surveyors, tx.actor.personId);
    return { recordId, state: fault ? 'refused' : 'reviewed', faults: fault ? [fault] : [] };
  });
  const done = results.flatMap((result) => (result.state === 'reviewed' ? [records.get(result.recordId) as SurveyRecord] : []));
  await write(tx, done, outcome, comment);
  for (const survey of surveys) {
    const mine = done.filter((record) => record.surveyId === survey.id);
    const entry = entries.get(survey.entryId);
    if (mine.length > 0 && entry) await tx.within(entry, (own) => tellSurvey(own, survey, mine, outcome, comment));
  }
  const alone = done.filter((record) => record.surveyId === null).map((record) => record.id);
  if (alone.length > 0) await tx.record(`survey-review/${randomUUID()}`, 'reviewSurveyRecords', { records: alone, outcome, ...(comment !== null && { comment }) });
  return { reviewed: done.length, refused: results.length - done.length, results };
});

async function surveyorsOf(tx: CompanyTransaction, records: readonly SurveyRecord[]): Promise<Map<string, Set<string>>> {
  const surveyors = new Map<string, Set<string>>();
  const rootIds = [...new Set(records.map((record) => record.rootId))];
  for (const { rootId, submittedBy } of await tx.em.find(SurveyRecord, { where: { rootId: In(rootIds) }, select: { id: true, rootId: true, submittedBy: true } })) {
    surveyors.set(rootId, (surveyors.get(rootId) ?? new Set()).add(submittedBy));
  }
  return surveyors;
}

function faultOf(record: SurveyRecord | undefined, surveyors: ReadonlyMap<string, ReadonlySet<string>>, personId: string): FieldFault | null {
  if (!record) return { field: 'recordIds', rule: 'known-record', zh: '没有这条记录', en: 'There is no such record' };
  if (surveyors.get(record.rootId)?.has(personId)) return { field: 'recordIds', rule: 'own-work', zh: '不能审核自己调查的记录', en: 'Nobody reviews what they surveyed' };
  if (record.replacedById !== null) return { field: 'recordIds', rule: 'newest-version', zh: '该记录已有更新的版本', en: 'The record has a newer version' };
  if (record.reviewState !== 'submitted') return { field: 'recordIds', rule: 'waits-for-review', zh: `该记录已审核(${record.reviewState})`, en: `The record is reviewed already (${record.reviewState})` };
  return null;
}

async function write(tx: CompanyTransaction, records: readonly SurveyRecord[], outcome: ReviewOutcome, comment: string | null): Promise<void> {
  if (records.length === 0) return;
  await insertRows(tx.em, SurveyReview, records.map(({ id, rootId, version, surveyId }) => ({ id: randomUUID(), recordId: id, rootId, version, surveyId, outcome, comment, reviewerId: tx.actor.personId, at: tx.now })));
  await tx.em.update(SurveyRecord, { id: In(records.map((record) => record.id)) }, { reviewState: states[outcome] });
}

async function tellSurvey(own: EntryTransaction, survey: SurveyProject, records: readonly SurveyRecord[], outcome: ReviewOutcome, comment: string | null): Promise<void> {
  if (outcome === 'return') {
    for (const personId of new Set(records.map((record) => record.submittedBy))) {
      own.tell({ personId }, 'record-returned', { records: records.filter((record) => record.submittedBy === personId).length, comment: comment ?? '' });
    }
  }
  const closed = outcome === 'accept' ? await closeTasks(own, [...new Set(records.flatMap((record) => record.resurveyTaskId ?? []))]) : [];
  if (outcome === 'accept') await writeInterviews(own, survey, records);
  await surveyEvidenceChanged(own);
  await touchSurvey(own, survey);
  own.record('reviewSurveyRecords', { survey: survey.id, outcome, records: records.map((record) => record.id), ...(comment !== null && { comment }), ...(closed.length > 0 && { resurveyClosed: closed }) });
}

/** An accepted interview is one among the deliverables too, unless somebody has typed it there: the paper points at the record. */
async function writeInterviews(own: EntryTransaction, survey: SurveyProject, records: readonly SurveyRecord[]): Promise<void> {
  const def = own.entry.stageRunId === survey.stageRunId ? own.stage.deliverables['dealerInterview'] : undefined;
  const interviews = records.filter((record) => record.respondentType === 'dealer' && record.outcome === 'surveyed');
  if (!def || interviews.length === 0) return;
  const dealers = new Map((await own.em.findBy(Dealer, { id: In(interviews.flatMap((record) => record.respondentId ?? [])) })).map((dealer) => [dealer.id, dealer.code]));
  const targets = new Map((await own.em.findBy(SurveyAssignment, { id: In(interviews.flatMap((record) => record.assignmentId ?? [])), targetType: 'respondent' })).map((one) => [one.id, one.targetKey]));
  const there = new Set((await deliverablesOf(own.em, survey.stageRunId)).filter((paper) => paper.deliverableKey === 'dealerInterview').map((paper) => paper.item));
  for (const record of interviews) {
    const dealer = dealers.get(record.respondentId ?? '') ?? targets.get(record.assignmentId ?? '');
    if (dealer === undefined || there.has(dealer)) continue;
    there.add(dealer);
    const form = await own.em.findOneOrFail(SurveyFormVersion, { where: { id: record.formId }, select: { id: true, formKey: true, version: true } });
    await keepDeliverable(own, 'dealerInterview', dealer, own.terms.checkContent(def, { dealer, date: record.day, person: '见记录 as recorded', note: `调查记录 survey record ${record.id} · ${form.formKey} v${form.version}` }));
  }
}

/** A re-survey task ends when as many records as it asked for are accepted. */
async function closeTasks(own: EntryTransaction, taskIds: readonly string[]): Promise<string[]> {
  const closed: string[] = [];
  for (const task of await own.em.findBy(ResurveyTask, { id: In([...taskIds]), state: 'open' })) {
    const accepted = await own.em.countBy(SurveyRecord, { resurveyTaskId: task.id, reviewState: 'accepted' });
    if (accepted < task.records) continue;
    await own.em.update(ResurveyTask, { id: task.id }, { state: 'closed', closedBy: own.actor.personId, closedAt: own.now });
    closed.push(task.id);
  }
  return closed;
}
