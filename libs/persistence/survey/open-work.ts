import type { EntityManager } from 'typeorm';
import type { SurveyProject } from '../entities/field/market-survey.js';

/** What of a survey is not done yet, by its name in the views. */
export async function openWork(em: EntityManager, survey: Pick<SurveyProject, 'id'>): Promise<{ assignments: number; toReview: number; returned: number; backChecks: number; resurvey: number }> {
  const [row] = await em.query<Record<'assignments' | 'toReview' | 'returned' | 'backChecks' | 'resurvey', number | string>[]>(
    `select (select count(*) from survey_assignment where surveyId = ? and state not in ('accepted', 'cancelled')) as assignments,
       (select count(*) from survey_record where surveyId = ? and reviewState = 'submitted' and replacedById is null) as toReview,
       (select count(*) from survey_record where surveyId = ? and reviewState = 'returned' and replacedById is null) as returned,
       (select count(*) from spot_check where surveyId = ? and state = 'todo') as backChecks,
       (select count(*) from resurvey_task where surveyId = ? and state = 'open') as resurvey`, Array.from({ length: 5 }, () => survey.id));
  return {
    assignments: Number(row?.assignments ?? 0), toReview: Number(row?.toReview ?? 0), returned: Number(row?.returned ?? 0), backChecks: Number(row?.backChecks ?? 0), resurvey: Number(row?.resurvey ?? 0),
  };
}
