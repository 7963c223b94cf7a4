import { In, type EntityManager } from 'typeorm';
import { SurveyProject } from '../entities/field/market-survey.js';
import { marks } from '../marks.js';

/** The survey of an entry's newest round; null before stage 2 was opened. */
export async function currentSurvey(em: EntityManager, entryId: string): Promise<SurveyProject | null> {
  return em.findOne(SurveyProject, { where: { entryId }, order: { round: 'DESC' } });
}

/** The newest survey of each market whose entry is not over: what is brought in from a market belongs to it. */
export async function surveysOfMarkets(em: EntityManager, marketIds: readonly string[]): Promise<Map<string, SurveyProject & { readonly timeZone: string }>> {
  if (marketIds.length === 0) return new Map();
  const zones = new Map((await em.query<{ id: string; timeZone: string }[]>(
    `select s.id, e.timeZone from survey_project s join entry e on e.id = s.entryId where e.state in ('running', 'held') and s.marketId in (${marks(marketIds)})`, [...marketIds],
  )).map((row) => [row.id, row.timeZone]));
  const surveys = await em.find(SurveyProject, { where: { id: In([...zones.keys()]) }, order: { openedAt: 'ASC', round: 'ASC' } });
  return new Map(surveys.map((survey) => [survey.marketId, { ...survey, timeZone: zones.get(survey.id) ?? 'UTC' }]));
}
