import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { SurveyTraining } from '../../persistence/entities/field/market-survey.js';
import { Person } from '../../persistence/entities/process/people.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { entryCommand } from '../define-command.js';
import { keepDeliverable } from '../entry/hand-in.js';
import { mustBeUnderWay, surveyOf, touchSurvey } from './survey-work.js';

type RecordTraining = {
  readonly entryId: string; readonly day: string;
  readonly people: readonly { readonly personId: string; readonly testOutlets: number; readonly note: string | null }[];
};

/** Who was trained on a day and how many outlets each surveyed on trial (five, says the method). It is the training record among the deliverables as well. */
export const recordTraining = entryCommand<RecordTraining, { trained: number }>(async (tx, { day, people }) => {
  tx.mustBeIn('survey', ['working', 'watching', 'gate']);
  mustHold(tx.actor, ['lead'], await tx.markets());
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  const ids = people.map((one) => one.personId);
  const known = new Map((await tx.em.find(Person, { where: { id: In(ids) }, select: { id: true, name: true } })).map((person) => [person.id, person.name]));
  const faults = ids.flatMap((personId, index) => [
    ...(known.has(personId) ? [] : [{ field: `people.${index}.personId`, rule: 'known-person', zh: `没有人员 ${personId}`, en: `There is no person ${personId}` }]),
    ...(ids.indexOf(personId) === index ? [] : [{ field: `people.${index}.personId`, rule: 'unique', zh: '此人出现两次', en: 'This person stands twice' }]),
  ]);
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
  await tx.em.delete(SurveyTraining, { surveyId: survey.id, day, personId: In(ids) });
  await insertRows(tx.em, SurveyTraining, people.map((one) => ({ id: randomUUID(), surveyId: survey.id, day, ...one, recordedBy: tx.actor.personId, recordedAt: tx.now })));
  const all = await tx.em.find(SurveyTraining, { where: { surveyId: survey.id }, order: { day: 'ASC', personId: 'ASC' } });
  const names = new Map((await tx.em.find(Person, { where: { id: In(all.map((one) => one.personId)) }, select: { id: true, name: true } })).map((person) => [person.id, person.name]));
  const lines = all.map((one) => `${one.day} ${names.get(one.personId) ?? one.personId}: 试访终端 test outlets ${one.testOutlets}${one.note === null ? '' : `, ${one.note}`}`);
  await keepDeliverable(tx, 'surveyTraining', '', { text: lines.join('\n'), fileIds: [] });
  await touchSurvey(tx, survey);
  tx.record('recordTraining', { survey: survey.id, day, people: people.map(({ personId, testOutlets }) => ({ personId, testOutlets })) });
  return { trained: new Set(all.map((one) => one.personId)).size };
});
