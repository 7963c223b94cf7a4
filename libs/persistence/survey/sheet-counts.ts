import type { EntityManager } from 'typeorm';
import type { SheetCounts } from '../entities/field/market-survey.js';

type Row = Record<'visited' | 'refused' | 'closed' | 'newFound' | 'submitted' | 'accepted' | 'returned' | 'surveyors', number | string> & { readonly teamCode: string; readonly zoneNo: number; readonly day: string };
export type CountedSheet = Omit<SheetCounts, 'planned'> & { readonly surveyors: number };

export const sheetKey = ({ teamCode, zoneNo, day }: { readonly teamCode: string; readonly zoneNo: number; readonly day: string }): string => `${teamCode}/${zoneNo}/${day}`;
export const emptySheet: CountedSheet = { visited: 0, refused: 0, closed: 0, newFound: 0, submitted: 0, accepted: 0, returned: 0, surveyors: 0 };

/**
 * What the records of each team, zone and day add up to, by `sheetKey`. A record counts on the day of its first version; accepted and
 * returned are outcomes of its first review.
 */
export async function sheetCounts(em: EntityManager, surveyId: string, only?: { readonly teamCode: string; readonly zoneNo: number; readonly day: string }): Promise<Map<string, CountedSheet>> {
  const rows = await em.query<Row[]>(
    `select r.teamCode, r.zoneNo, r.day, count(*) as visited, sum(case when r.outcome = 'refused' then 1 else 0 end) as refused, sum(case when r.outcome = 'closed' then 1 else 0 end) as closed,
       sum(case when r.newFound then 1 else 0 end) as newFound, sum(case when r.outcome = 'surveyed' then 1 else 0 end) as submitted,
       sum(case when v.outcome = 'accept' then 1 else 0 end) as accepted, sum(case when v.outcome = 'return' then 1 else 0 end) as returned, count(distinct r.submittedBy) as surveyors
     from survey_record r left join survey_review v on v.recordId = r.id
     where r.surveyId = ? and r.version = 1 and r.teamCode is not null and r.zoneNo is not null ${only ? 'and r.teamCode = ? and r.zoneNo = ? and r.day = ?' : ''}
     group by r.teamCode, r.zoneNo, r.day`, [surveyId, ...(only ? [only.teamCode, only.zoneNo, only.day] : [])]);
  return new Map(rows.map((row) => [sheetKey(row), {
    visited: Number(row.visited), refused: Number(row.refused), closed: Number(row.closed), newFound: Number(row.newFound), submitted: Number(row.submitted), accepted: Number(row.accepted),
    returned: Number(row.returned), surveyors: Number(row.surveyors),
  }]));
}
