import type { EntityManager } from 'typeorm';
import type { MarketReportView } from '../../contracts/market-report.js';
import { choicesOf, rowTypes, type SurveyForm, type SurveyRow } from '../../survey-form/form.js';
import { SurveyFormVersion, SurveyRecord } from '../entities/field/survey.js';

type Consumers = MarketReportView['consumers'];
type Question = Consumers['questions'][number];

const mostRecords = 20_000;
const mostChoices = 12;

/** What consumers answered: every question with choices or numbers, outside of repeats, form by form. Records that were sent back or rejected do not count. */
export async function consumerAnswers(em: EntityManager, marketId: string): Promise<Consumers> {
  const records = await em.find(SurveyRecord, { where: { marketId, respondentType: 'consumer' }, select: { id: true, formId: true, answers: true, reviewState: true }, order: { submittedAt: 'ASC' }, take: mostRecords });
  const counted = records.filter(({ reviewState }) => reviewState === 'submitted' || reviewState === 'accepted');
  const questions: Question[] = [];
  for (const formId of new Set(counted.map((record) => record.formId))) {
    const version = await em.findOne(SurveyFormVersion, { where: { id: formId } });
    if (!version) continue;
    const answers = counted.filter((record) => record.formId === formId).map((record) => record.answers as Record<string, unknown>);
    questions.push(...questionsOf(version.form as SurveyForm, `${version.title} v${version.version}`, answers));
  }
  return { records: counted.length, questions };
}

function questionsOf(form: SurveyForm, title: string, answers: readonly Record<string, unknown>[]): Question[] {
  const questions: Question[] = [];
  const path: { readonly name: string; readonly repeats: boolean }[] = [];
  for (const row of form.survey) {
    const kind = rowTypes[row.type];
    if (kind === 'begin') path.push({ name: row.name, repeats: row.type !== 'begin group' });
    else if (kind === 'end') path.pop();
    else if (!path.some(({ repeats }) => repeats)) {
      const given = answers.map((one) => at(one, [...path.map(({ name }) => name), row.name])).filter((value) => value !== undefined && value !== null && value !== '');
      const question = ['one', 'many'].includes(kind) ? choiceQuestion(form, row, given) : ['integer', 'decimal'].includes(kind) ? numberQuestion(given) : null;
      if (question && given.length > 0) questions.push({ form: title, question: labelOf(row.texts.label) ?? row.name, answered: given.length, ...question });
    }
  }
  return questions;
}

const at = (answers: unknown, path: readonly string[]): unknown => path.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined), answers);
const labelOf = (texts: Readonly<Record<string, string>> | undefined): string | null => (texts ? Object.values(texts).filter((text) => text !== '').join(' ') || null : null);

function choiceQuestion(form: SurveyForm, row: SurveyRow, given: readonly unknown[]): Pick<Question, 'choices' | 'numbers'> {
  const labels = new Map(choicesOf(form, row).map((choice) => [choice.name, labelOf(choice.label) ?? choice.name]));
  const counts = new Map<string, number>();
  for (const value of given) {
    const chosen = Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
    for (const name of new Set(chosen)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const choices = [...counts].map(([name, count]) => ({ label: labels.get(name) ?? name, count })).sort((a, b) => b.count - a.count);
  return { choices: choices.slice(0, mostChoices), numbers: null };
}

function numberQuestion(given: readonly unknown[]): Pick<Question, 'choices' | 'numbers'> | null {
  const numbers = given.map(Number).filter(Number.isFinite).sort((a, b) => a - b);
  const [lowest, highest, median] = [numbers[0], numbers.at(-1), numbers[Math.floor((numbers.length - 1) / 2)]];
  return lowest === undefined || highest === undefined || median === undefined ? null : { choices: [], numbers: { lowest, median, highest } };
}
