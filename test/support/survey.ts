import { randomUUID } from 'node:crypto';
import { engine, type Actor } from '../../libs/journal/actor.js';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import type { SubmittedRecord } from '../../libs/journal/field/survey-forms/submit-survey-records.js';
import { surveyDay } from '../../libs/rules/survey/survey-days.js';
import { DailySheet, SpotCheck, SurveyAssignment, type SurveyProject } from '../../libs/persistence/entities/field/market-survey.js';
import { currentSurvey } from '../../libs/persistence/survey/find-survey.js';
import { readSurveyState } from '../../libs/persistence/survey/survey-state.js';
import type { SurveyState } from '../../libs/rules/survey/survey-state.js';
import type { SurveyForm } from '../../libs/survey-form/form.js';
import { aDocument, type Company } from './company.js';
import { complete } from './stage-one.js';
import { aWorkbook, shopSurvey } from './workbooks.js';

/** Two zones, the first a key one. */
export const zonePlan = {
  zones: [
    { zoneNo: 1, name: '南桥 Nanqiao', priority: 'key', listed: 6, personDays: 2 },
    { zoneNo: 2, name: '庄行 Zhuanghang', priority: 'normal', listed: 4, personDays: 2 },
  ],
};

export const calendarOf = { timeZone: 'Asia/Shanghai', workweek: [1, 2, 3, 4, 5], holidays: [], extraWorkdays: [] };

export async function surveyOf(company: Company, entryId: string): Promise<SurveyProject> {
  const survey = await currentSurvey(company.db.reader.manager, entryId);
  if (!survey) throw new Error(`entry ${entryId} has no survey`);
  return survey;
}

/** Working day `number` of the survey. */
export const dayOf = (survey: SurveyProject, number: number): string => surveyDay(survey.startDay, number, calendarOf);

/** Takes the engine's steps on a survey until there is nothing left for it to do now. */
export async function runSurvey(company: Company, entryId: string): Promise<SurveyState> {
  const { id: surveyId } = await surveyOf(company, entryId);
  for (let steps = 0; steps < 50; steps += 1) {
    const at = await readSurveyState(company.db.reader.manager, surveyId, company.now().toISOString());
    if (!at) throw new Error(`no survey ${surveyId}`);
    if (at.state !== 'running') return at;
    if (at.moves) await company.do('moveSurvey', engine, { entryId, surveyId });
    else if (at.draws) await company.do('drawBackChecks', engine, { entryId, surveyId });
    else if (at.chases > 0) await company.do('chaseSheets', engine, { entryId, surveyId });
    else return at;
  }
  throw new Error('the survey never came to rest');
}

/** Brief, zones and plan are in, the plan accepted, the teams trained: the field work can be handed out. Each team has `fieldDays` days, from day 4. */
export async function planSurvey(company: Company, entryId: string, fieldDays = 2): Promise<SurveyProject> {
  const { lead, rm, key_team, area_team } = company.people;
  const survey = await surveyOf(company, entryId);
  await company.handIn(entryId, lead, 'surveyBrief', { content: '终端与经销商 outlets and dealers', scope: '奉贤', methods: [{ method: 'interview' }], dealers: [{ dealer: 'D1', name: '老王商行' }] });
  await complete(company, entryId, lead, 'prepareBrief');
  await company.handIn(entryId, lead, 'zonePlan', zonePlan);
  await complete(company, entryId, lead, 'drawZones');
  const { deliverableVersion } = await company.handIn(entryId, lead, 'surveyPlan', {
    teams: (['key', 'other'] as const).map((team) => ({ team, people: 1, from: dayOf(survey, 4), to: dayOf(survey, 3 + fieldDays), fieldDays })), outletsPerDay: 3, fees: 100_000,
  });
  await company.do('reviewDeliverable', rm, { entryId, deliverableKey: 'surveyPlan', item: '', version: deliverableVersion, outcome: 'accept' });
  await complete(company, entryId, lead, 'planSurvey');
  await company.do('recordTraining', lead, { entryId, day: dayOf(survey, 3), people: [key_team, area_team].map((person) => ({ personId: person.personId, testOutlets: 5, note: null })) });
  await complete(company, entryId, lead, 'trainTeams');
  await company.do('planAssignments', lead, { entryId, by: 'zone' });
  return surveyOf(company, entryId);
}

/** A published shop form, and records under it. */
export async function aShopForm(company: Company): Promise<(changed: Partial<SubmittedRecord> & { readonly day: string }) => SubmittedRecord> {
  const { form } = await readForm(await aWorkbook(shopSurvey), 'shop.xlsx');
  const { formId } = await company.do('publishSurveyForm', company.people.lead, { form: form as SurveyForm, respondentType: 'terminal', fileName: 'shop.xlsx' });
  return ({ day, ...changed }) => ({
    clientId: randomUUID(), formId, marketId: company.markets[0]?.id ?? '', respondentId: null, method: 'interview', startedAt: `${day}T01:00:00.000Z`, endedAt: `${day}T01:20:00.000Z`,
    position: { latitude: 30.9, longitude: 121.5, accuracyM: 8, mock: false }, deviceId: 'phone-1', answers: changed.outcome === undefined || changed.outcome === 'surveyed' ? { shop: '东店', sells: 'yes', monthly: 40, shelves: [] } : {}, ...changed,
  });
}

export async function submit(company: Company, by: Actor, records: readonly SubmittedRecord[]): Promise<string[]> {
  const { results } = await company.do('submitSurveyRecords', by, { records });
  const faults = results.flatMap((result) => result.faults);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return results.map((result) => result.recordId as string);
}

export const sheetsOf = (company: Company, surveyId: string): Promise<DailySheet[]> => company.db.reader.manager.find(DailySheet, { where: { surveyId }, order: { day: 'ASC', zoneNo: 'ASC' } });
export const checksOf = (company: Company, surveyId: string): Promise<SpotCheck[]> => company.db.reader.manager.find(SpotCheck, { where: { surveyId }, order: { block: 'ASC' } });
export const assignmentsOf = (company: Company, surveyId: string): Promise<SurveyAssignment[]> => company.db.reader.manager.find(SurveyAssignment, { where: { surveyId }, order: { targetType: 'ASC', targetKey: 'ASC' } });

export { aDocument };
