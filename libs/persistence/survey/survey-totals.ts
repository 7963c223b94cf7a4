import { In, type EntityManager } from 'typeorm';
import type { SurveyTotals } from '../../rules/survey-totals.js';
import { SurveyProject } from '../entities/field/market-survey.js';
import { marks } from '../marks.js';

type Count = number | string | null;
type Rows<K extends string> = ({ readonly surveyId: string } & Record<K, Count>)[];
type Ids = readonly string[];

/** By the stage runs they belong to, what the surveys that are run in the system add up to; those that are run on paper are not among them. */
export async function surveyTotalsOf(em: EntityManager, stageRunIds: Ids, now: string): Promise<Map<string, SurveyTotals>> {
  if (stageRunIds.length === 0) return new Map();
  const surveys = await em.find(SurveyProject, { where: { stageRunId: In([...stageRunIds]) } });
  const assigned = surveys.length === 0 ? new Map<string, number>() : await assignmentsIn(em, surveys.map((survey) => survey.id));
  const run = surveys.filter((survey) => (assigned.get(survey.id) ?? 0) > 0);
  if (run.length === 0) return new Map();
  const ids = run.map((survey) => survey.id);
  const parts = { zones: await zonesIn(em, ids), reviews: await firstReviews(em, ids), counts: await counts(em, ids), checks: await checksIn(em, ids), positions: await positionsIn(em, run), days: await teamDays(em, ids, now), dealers: await dealersIn(em, ids) };
  return new Map(run.map(({ id, stageRunId }) => {
    const reviews = parts.reviews.find((row) => row.surveyId === id);
    const count = parts.counts.find((row) => row.surveyId === id);
    const checks = parts.checks.find((row) => row.surveyId === id);
    return [stageRunId, {
      assignments: assigned.get(id) ?? 0,
      zones: parts.zones.filter((row) => row.surveyId === id).map((row) => ({ zoneNo: row.zoneNo, accepted: Number(row.accepted), newFound: Number(row.newFound), closed: Number(row.closed) })),
      reviewedFirst: Number(reviews?.reviewed ?? 0), acceptedFirst: Number(reviews?.accepted ?? 0),
      returned: Number(count?.returned ?? 0), submitted: Number(count?.submitted ?? 0), merged: Number(count?.merged ?? 0), surveyorDays: Number(count?.surveyorDays ?? 0), resurvey: Number(count?.resurvey ?? 0),
      checks: {
        done: Number(checks?.done ?? 0), open: Number(checks?.open ?? 0), fieldsChecked: Number(checks?.fieldsChecked ?? 0), fieldsAgreed: Number(checks?.fieldsAgreed ?? 0), blocks: Number(checks?.blocks ?? 0),
        outletsFound: Number(checks?.outletsFound ?? 0), missed: Number(checks?.missed ?? 0),
      },
      positions: parts.positions.get(id) ?? { records: 0, valid: 0 }, teamDays: parts.days.get(id) ?? { due: 0, onTime: 0 }, dealers: parts.dealers.filter((row) => row.surveyId === id).map((row) => row.code),
    } satisfies SurveyTotals];
  }));
}

async function assignmentsIn(em: EntityManager, ids: Ids): Promise<Map<string, number>> {
  const rows = await em.query<Rows<'n'>>(`select surveyId, count(*) as n from survey_assignment where surveyId in (${marks(ids)}) and state <> 'cancelled' group by surveyId`, [...ids]);
  return new Map(rows.map((row) => [row.surveyId, Number(row.n)]));
}

/** An outlet counts once, however often it was surveyed. */
async function zonesIn(em: EntityManager, ids: Ids): Promise<({ readonly surveyId: string; readonly zoneNo: number | null } & Record<'accepted' | 'newFound' | 'closed', Count>)[]> {
  return em.query(
    `select surveyId, zoneNo, count(distinct case when reviewState = 'accepted' and outcome = 'surveyed' then coalesce(respondentId, rootId) end) as accepted,
       sum(case when newFound and reviewState <> 'rejected' then 1 else 0 end) as newFound,
       count(distinct case when reviewState = 'accepted' and outcome = 'closed' then coalesce(respondentId, rootId) end) as closed
     from survey_record where surveyId in (${marks(ids)}) and respondentType = 'terminal' and replacedById is null group by surveyId, zoneNo order by surveyId, zoneNo`, [...ids]);
}

async function firstReviews(em: EntityManager, ids: Ids): Promise<Rows<'reviewed' | 'accepted'>> {
  return em.query(`select surveyId, count(*) as reviewed, sum(case when outcome = 'accept' then 1 else 0 end) as accepted from survey_review where surveyId in (${marks(ids)}) and version = 1 group by surveyId`, [...ids]);
}

async function counts(em: EntityManager, ids: Ids): Promise<Rows<'returned' | 'submitted' | 'merged' | 'surveyorDays' | 'resurvey'>> {
  return em.query(
    `select s.id as surveyId, (select count(*) from survey_record r where r.surveyId = s.id and r.reviewState = 'returned' and r.replacedById is null) as returned,
       (select count(*) from survey_record r where r.surveyId = s.id and r.respondentType = 'terminal' and r.version = 1) as submitted,
       (select count(distinct r.id) from terminal_merge m join merged_row o on o.mergeId = m.id and o.ofTable = 'survey_record' join survey_record r on r.id = o.rowId
         where m.marketId = s.marketId and m.undoneAt is null and r.surveyId = s.id and r.respondentType = 'terminal' and r.version = 1) as merged,
       (select count(distinct concat(r.submittedBy, '/', r.day)) from survey_record r where r.surveyId = s.id and r.respondentType = 'terminal') as surveyorDays,
       (select coalesce(sum(t.records), 0) from resurvey_task t where t.surveyId = s.id and t.state = 'open') as resurvey
     from survey_project s where s.id in (${marks(ids)})`, [...ids]);
}

async function checksIn(em: EntityManager, ids: Ids): Promise<Rows<'done' | 'open' | 'fieldsChecked' | 'fieldsAgreed' | 'blocks' | 'outletsFound' | 'missed'>> {
  return em.query(
    `select surveyId, sum(case when state = 'done' then 1 else 0 end) as done, sum(case when state = 'todo' then 1 else 0 end) as open, sum(coalesce(fieldsChecked, 0)) as fieldsChecked,
       sum(coalesce(fieldsAgreed, 0)) as fieldsAgreed, sum(case when walksBlock and state = 'done' then 1 else 0 end) as blocks, sum(coalesce(outletsFound, 0)) as outletsFound,
       sum(coalesce(missedOutlets, 0)) as missed
     from spot_check where surveyId in (${marks(ids)}) group by surveyId`, [...ids]);
}

/** Surveys that ask for one accuracy are counted together: mostly all of them. */
async function positionsIn(em: EntityManager, surveys: readonly SurveyProject[]): Promise<Map<string, SurveyTotals['positions']>> {
  const found = new Map<string, SurveyTotals['positions']>();
  for (const accuracyM of new Set(surveys.map((survey) => survey.terms.accuracyM))) {
    const ids = surveys.filter((survey) => survey.terms.accuracyM === accuracyM).map((survey) => survey.id);
    const rows = await em.query<Rows<'records' | 'valid'>>(
      `select surveyId, count(*) as records, sum(case when accuracyM <= ? and not mock then 1 else 0 end) as valid
       from survey_record where surveyId in (${marks(ids)}) and latitude is not null and replacedById is null group by surveyId`, [accuracyM, ...ids]);
    for (const row of rows) found.set(row.surveyId, { records: Number(row.records), valid: Number(row.valid) });
  }
  return found;
}

/** A team's day is on time when all its sheets were; a sheet that is not due yet and not in says nothing. */
async function teamDays(em: EntityManager, ids: Ids, now: string): Promise<Map<string, SurveyTotals['teamDays']>> {
  const rows = await em.query<Rows<'sheets' | 'onTime'>>(
    `select surveyId, teamCode, day, count(*) as sheets, sum(case when signedAt is not null and signedAt <= dueAt then 1 else 0 end) as onTime
     from daily_sheet where surveyId in (${marks(ids)}) and state <> 'cancelled' and (dueAt <= ? or signedAt is not null) group by surveyId, teamCode, day`, [...ids, now]);
  const days = new Map<string, { due: number; onTime: number }>();
  for (const { surveyId, sheets, onTime } of rows) {
    const { due, onTime: before } = days.get(surveyId) ?? { due: 0, onTime: 0 };
    days.set(surveyId, { due: due + 1, onTime: before + (Number(sheets) === Number(onTime) ? 1 : 0) });
  }
  return days;
}

/** Dealers of the master data, and those that only the brief knows: their assignment bears the code. */
async function dealersIn(em: EntityManager, ids: Ids): Promise<{ readonly surveyId: string; readonly code: string }[]> {
  return em.query(
    `select distinct r.surveyId, coalesce(d.code, a.targetKey) as code from survey_record r left join dealer d on d.id = r.respondentId
       left join survey_assignment a on a.id = r.assignmentId and a.targetType = 'respondent'
     where r.surveyId in (${marks(ids)}) and r.respondentType = 'dealer' and r.reviewState = 'accepted' and r.outcome = 'surveyed' and r.replacedById is null and coalesce(d.code, a.targetKey) is not null`, [...ids]);
}
