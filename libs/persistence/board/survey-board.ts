import { In, IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { SurveyFormRow, SurveyRecordView } from '../../contracts/survey-views.js';
import { Refusal } from '../../rules/failures.js';
import type { RespondentType } from '../../survey-form/respondents.js';
import type { SurveyForm } from '../../survey-form/form.js';
import type { Database } from '../data-source.js';
import { SurveyReview } from '../entities/field/market-survey.js';
import { SurveyFormVersion, SurveyRecord } from '../entities/field/survey.js';
import { namesFor, type Names } from './names.js';

const listLimit = 1000;
const rowColumns = { id: true, formKey: true, version: true, respondentType: true, title: true, fileName: true, hash: true, rows: true, publishedBy: true, publishedAt: true } as const;

type FormQuestion = { readonly formKey?: string | undefined; readonly respondentType?: RespondentType | undefined };
type RecordQuestion = {
  readonly formId?: string | undefined; readonly marketId?: string | undefined; readonly recordId?: string | undefined; readonly surveyId?: string | undefined; readonly reviewState?: SurveyRecord['reviewState'] | undefined;
  readonly zoneNo?: number | undefined; readonly teamCode?: string | undefined; readonly current?: 'true' | 'false' | undefined; readonly limit: number; readonly after: number;
};

/** Survey forms and what was answered. */
export class SurveyBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  /** Every version, by form and newest first. */
  async forms({ formKey, respondentType }: FormQuestion): Promise<SurveyFormRow[]> {
    const where: FindOptionsWhere<SurveyFormVersion> = { ...(formKey !== undefined && { formKey }), ...(respondentType !== undefined && { respondentType }) };
    return this.formRows(await this.em.find(SurveyFormVersion, { where, select: rowColumns, order: { formKey: 'ASC', version: 'DESC' }, take: listLimit }));
  }

  async formRow(formId: string): Promise<SurveyFormRow> {
    const [row] = await this.formRows(await this.em.find(SurveyFormVersion, { where: { id: formId }, select: rowColumns }));
    if (!row) throw new Refusal('not-found', { what: `survey form ${formId}` });
    return row;
  }

  /** The form itself. */
  async form(formId: string): Promise<SurveyForm> {
    const version = await this.em.findOne(SurveyFormVersion, { where: { id: formId }, select: { id: true, form: true } });
    if (!version) throw new Refusal('not-found', { what: `survey form ${formId}` });
    return version.form as SurveyForm;
  }

  /** In the order in which they came. */
  async records({ limit, after, current, recordId, ...asked }: RecordQuestion): Promise<SurveyRecordView[]> {
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as FindOptionsWhere<SurveyRecord>;
    const where: FindOptionsWhere<SurveyRecord> = { ...given, ...(recordId !== undefined && { id: recordId }), ...(current === 'true' && { replacedById: IsNull() }) };
    const records = await this.em.find(SurveyRecord, { where, order: { submittedAt: 'ASC', id: 'ASC' }, take: limit, skip: after });
    const reviews = new Map((await this.em.findBy(SurveyReview, { recordId: In(records.map((record) => record.id)) })).map((review) => [review.recordId, review]));
    const names = await namesFor(this.em, [...records.map((record) => record.submittedBy), ...[...reviews.values()].map((review) => review.reviewerId)]);
    const forms = await this.em.find(SurveyFormVersion, { where: { id: In([...new Set(records.map((record) => record.formId))]) }, select: { id: true, formKey: true, version: true } });
    const byId = new Map(forms.map((form) => [form.id, form]));
    return records.map(({ submittedBy, answers, calculated, fileIds, hash: _, ...record }) => ({
      ...record, formKey: byId.get(record.formId)?.formKey ?? '', formVersion: byId.get(record.formId)?.version ?? 0, submittedBy: names.of(submittedBy),
      review: reviewView(reviews.get(record.id), names), answers: answers as Record<string, unknown>, calculated: calculated as Record<string, string | number>, fileIds,
    }));
  }

  private async formRows(versions: readonly SurveyFormVersion[]): Promise<SurveyFormRow[]> {
    const names = await namesFor(this.em, versions.map((version) => version.publishedBy));
    const counts = await this.em.query<{ formId: string; n: number | string }[]>('select formId, count(*) as n from survey_record group by formId');
    const records = new Map(counts.map((count) => [count.formId, Number(count.n)]));
    return versions.map(({ id, formKey, version, respondentType, title, fileName, hash, rows, publishedBy, publishedAt }) => ({
      id, formKey, version, respondentType, title, fileName, hash, rows, publishedBy: names.of(publishedBy), publishedAt, records: records.get(id) ?? 0,
    }));
  }
}

function reviewView(review: SurveyReview | undefined, names: Names): SurveyRecordView['review'] {
  return review === undefined ? null : { outcome: review.outcome, comment: review.comment, reviewer: names.of(review.reviewerId), at: review.at };
}
