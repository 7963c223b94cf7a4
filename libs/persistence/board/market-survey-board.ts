import type { EntityManager } from 'typeorm';
import type { SurveyView } from '../../contracts/market-survey-views.js';
import type { BundleContent } from '../../playbook/bundle-content.js';
import { localDay, type Calendar } from '../../rules/calendar.js';
import { holds, holdsOneOf, type Actor } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { measureKpi } from '../../rules/readings/measure-kpi.js';
import { expectedBy, plannedOn } from '../../rules/survey/survey-days.js';
import type { Database } from '../data-source.js';
import { DailySheet, ResurveyTask, SpotCheck, SurveyAssignment, SurveyTeam, SurveyTraining, type SurveyProject } from '../entities/field/market-survey.js';
import { Entry } from '../entities/process/entry.js';
import { readMeasureFacts } from '../facts.js';
import { currentSurvey } from '../survey/find-survey.js';
import { openWork } from '../survey/open-work.js';
import { emptySheet, sheetCounts, sheetKey } from '../survey/sheet-counts.js';
import { namesFor, type Names } from './names.js';

type BundleLookup = { content(em: EntityManager, hash: string): Promise<BundleContent> };
type Rows = {
  readonly survey: SurveyProject; readonly teams: readonly SurveyTeam[]; readonly training: readonly SurveyTraining[]; readonly assignments: readonly SurveyAssignment[];
  readonly sheets: readonly DailySheet[]; readonly checks: readonly SpotCheck[]; readonly tasks: readonly ResurveyTask[];
};
/** Who looks, when, and by which calendar. */
type Eye = { readonly actor: Actor; readonly markets: readonly string[]; readonly now: string; readonly today: string; readonly calendar: Calendar; readonly names: Names };

const rowsAtMost = 2000;
const planning = ['lead', 'rm'] as const;
const reviewing = ['lead', 'clerk', 'aud', 'rm', 'sup'] as const;

/** The market survey as its screen shows it. */
export class MarketSurveyBoard {
  constructor(private readonly db: Database, private readonly bundles: BundleLookup) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  /** Throws `not-found` before stage 2 was opened. */
  async survey(actor: Actor, entryId: string, now: string): Promise<SurveyView> {
    const entry = await this.em.findOneBy(Entry, { id: entryId });
    const survey = entry && await currentSurvey(this.em, entryId);
    if (!entry || !survey) throw new Refusal('not-found', { what: `survey of entry ${entryId}` });
    const bundle = await this.bundles.content(this.em, entry.bundleHash);
    const rows = await this.rows(survey);
    const names = await namesFor(this.em, peopleIn(rows));
    const calendar = { timeZone: entry.timeZone, ...bundle.parameters.calendar };
    const eye: Eye = { actor, markets: [survey.marketId], now, today: localDay(new Date(now), entry.timeZone), calendar, names };
    const assignments = await this.assignments(rows, eye);
    const sum = (of: (a: (typeof assignments)[number]) => number): number => assignments.filter((a) => a.state !== 'cancelled').reduce((total, a) => total + of(a), 0);
    return {
      id: survey.id, entryId, marketId: survey.marketId, round: survey.round, phase: survey.phase, version: survey.version, timeZone: entry.timeZone, currency: entry.currency, startDay: survey.startDay,
      today: eye.today, dailySheetBy: survey.terms.dailySheetBy, schedule: survey.schedule, respondentTypes: survey.respondentTypes, teams: rows.teams.map((team) => teamView(team, eye)),
      training: rows.training.map(({ personId, day, testOutlets, note }) => ({ person: names.of(personId), day, testOutlets, note })),
      assignments, sheets: await this.sheets(rows, eye), backChecks: rows.checks.map((check) => checkView(check, eye)), resurvey: await this.resurvey(rows, eye),
      progress: { planned: sum((a) => a.planned), expected: sum((a) => a.expected), submitted: sum((a) => a.submitted), accepted: sum((a) => a.accepted) },
      open: await openWork(this.em, survey), ...(await this.measured(entry, bundle, survey, now)),
      wrapUp: survey.wrapUp && { ...survey.wrapUp, fees: [...survey.wrapUp.fees], by: names.of(survey.wrappedUpBy ?? ''), at: survey.wrappedUpAt ?? '' },
      may: { plan: holdsOneOf(actor, planning, eye.markets), review: actor.admin || holdsOneOf(actor, reviewing, eye.markets), wrapUp: holds(actor, 'lead', eye.markets) },
    };
  }

  /** One of its lists; empty before stage 2 was opened. Throws `not-found` for an unknown entry. */
  async list<K extends 'assignments' | 'sheets' | 'backChecks' | 'resurvey'>(actor: Actor, entryId: string, part: K, now: string): Promise<SurveyView[K]> {
    if (!(await this.em.existsBy(Entry, { id: entryId }))) throw new Refusal('not-found', { what: `entry ${entryId}` });
    if (!(await currentSurvey(this.em, entryId))) return [] as unknown as SurveyView[K];
    return (await this.survey(actor, entryId, now))[part];
  }

  private async rows(survey: SurveyProject): Promise<Rows> {
    const where = { surveyId: survey.id };
    return {
      survey,
      teams: await this.em.find(SurveyTeam, { where, order: { position: 'ASC' } }), training: await this.em.find(SurveyTraining, { where, order: { day: 'ASC' }, take: rowsAtMost }),
      assignments: await this.em.find(SurveyAssignment, { where, order: { teamCode: 'ASC', fromDay: 'ASC', targetKey: 'ASC' }, take: rowsAtMost }),
      sheets: await this.em.find(DailySheet, { where, order: { day: 'ASC', teamCode: 'ASC', zoneNo: 'ASC' }, take: rowsAtMost }),
      checks: await this.em.find(SpotCheck, { where, order: { state: 'DESC', day: 'ASC', zoneNo: 'ASC', id: 'ASC' }, take: rowsAtMost }),
      tasks: await this.em.find(ResurveyTask, { where, order: { state: 'DESC', openedAt: 'ASC', reason: 'ASC', id: 'ASC' }, take: rowsAtMost }),
    };
  }

  private async assignments({ survey, teams, assignments }: Rows, eye: Eye): Promise<SurveyView['assignments']> {
    const rows = await this.em.query<{ assignmentId: string; submitted: number | string; accepted: number | string }[]>(
      `select assignmentId, count(*) as submitted, sum(case when reviewState = 'accepted' then 1 else 0 end) as accepted
       from survey_record where surveyId = ? and assignmentId is not null and replacedById is null group by assignmentId`, [survey.id]);
    const brought = new Map(rows.map((row) => [row.assignmentId, { submitted: Number(row.submitted), accepted: Number(row.accepted) }]));
    return assignments.map(({ id, targetType, targetKey, title, zoneNo, teamCode, personId, planned, fromDay, dueDay, state, note }) => {
      const team = teams.find((one) => one.code === teamCode);
      const open = state === 'todo' || state === 'doing' || state === 'returned';
      return {
        id, targetType, targetKey, title, zoneNo, teamCode, person: eye.names.orNull(personId), planned, fromDay, dueDay, state, note, ...(brought.get(id) ?? { submitted: 0, accepted: 0 }),
        expected: expectedBy(eye.today, { planned, from: fromDay, to: dueDay }, eye.calendar), late: open && dueDay < eye.today, mine: personId === eye.actor.personId || (team !== undefined && worksIn(team, eye)),
      };
    });
  }

  private async sheets({ survey, teams, assignments, sheets }: Rows, eye: Eye): Promise<SurveyView['sheets']> {
    const counted = await sheetCounts(this.em, survey.id);
    return sheets.map((sheet) => {
      const { surveyors, ...counts } = counted.get(sheetKey(sheet)) ?? emptySheet;
      const planned = assignments.filter((a) => a.state !== 'cancelled' && a.teamCode === sheet.teamCode && a.zoneNo === sheet.zoneNo)
        .reduce((total, a) => total + plannedOn(sheet.day, { planned: a.planned, from: a.fromDay, to: a.dueDay }, eye.calendar), 0);
      const team = teams.find((one) => one.code === sheet.teamCode);
      return {
        id: sheet.id, teamCode: sheet.teamCode, zoneNo: sheet.zoneNo, day: sheet.day, dueAt: sheet.dueAt, state: sheet.state, late: sheet.state !== 'cancelled' && (sheet.signedAt ?? eye.now) > sheet.dueAt,
        counts: { planned, ...counts }, surveyors, signedCounts: sheet.counts, problems: sheet.problems, competitorNews: sheet.competitorNews, fees: sheet.fees, signedBy: eye.names.orNull(sheet.signedBy),
        signedAt: sheet.signedAt, mine: team !== undefined && worksIn(team, eye),
      };
    });
  }

  private async resurvey({ survey, teams, tasks }: Rows, eye: Eye): Promise<SurveyView['resurvey']> {
    const rows = tasks.length === 0 ? [] : await this.em.query<{ resurveyTaskId: string; n: number | string }[]>(
      "select resurveyTaskId, count(*) as n from survey_record where surveyId = ? and resurveyTaskId is not null and reviewState = 'accepted' group by resurveyTaskId", [survey.id]);
    const accepted = new Map(rows.map((row) => [row.resurveyTaskId, Number(row.n)]));
    return tasks.map(({ id, reason, note, recordId, zoneNo, records, teamCode, personId, dueDay, state, openedBy, openedAt, closedBy, closedAt, closedNote }) => {
      const team = teams.find((one) => one.code === teamCode);
      return {
        id, reason, note, recordId, zoneNo, records, accepted: accepted.get(id) ?? 0, teamCode, person: eye.names.orNull(personId), dueDay, late: state === 'open' && dueDay < eye.today, state,
        openedBy: eye.names.of(openedBy), openedAt, closedBy: eye.names.orNull(closedBy), closedAt, closedNote, mine: personId === eye.actor.personId || (team !== undefined && worksIn(team, eye)),
      };
    });
  }

  /** The same figures as the gate's, while its stage is open. */
  private async measured(entry: Entry, bundle: BundleContent, survey: SurveyProject, now: string): Promise<Pick<SurveyView, 'coverage' | 'agreement'>> {
    const none = { numerator: null, denominator: null, value: null };
    if (entry.stageRunId !== survey.stageRunId) return { coverage: none, agreement: none };
    const facts = await readMeasureFacts(this.em, entry, bundle, now);
    const read = (kpi: 'censusCoverage' | 'backCheckAgreement') => {
      const { numerator, denominator, value } = measureKpi[kpi](facts);
      return { numerator, denominator, value };
    };
    return { coverage: read('censusCoverage'), agreement: read('backCheckAgreement') };
  }
}

function worksIn(team: SurveyTeam, { actor, markets }: Eye): boolean {
  if (team.headId === actor.personId || team.memberIds.includes(actor.personId)) return true;
  return team.headId === null && team.memberIds.length === 0 && holds(actor, team.role, markets);
}

function teamView(team: SurveyTeam, eye: Eye): SurveyView['teams'][number] {
  const { code, name, does, role, headId, memberIds, zoneNos, sweeps, respondentTypes } = team;
  return { code, name, does, role, head: eye.names.orNull(headId), members: memberIds.map((id) => eye.names.of(id)), zoneNos, sweeps, respondentTypes, mine: worksIn(team, eye) };
}

function checkView(check: SpotCheck, eye: Eye): SurveyView['backChecks'][number] {
  const { id, recordId, surveyorId, zoneNo, day, walksBlock, checkerId, state, fieldsChecked, fieldsAgreed, outletsFound, missedOutlets, findings, note, seed, drawnAt, checkedAt } = check;
  return {
    id, recordId, surveyor: eye.names.of(surveyorId), zoneNo, day, walksBlock, checker: eye.names.orNull(checkerId), state, fieldsChecked, fieldsAgreed, outletsFound, missedOutlets, findings: [...(findings ?? [])],
    note, seed, drawnAt, checkedAt, mine: checkerId === eye.actor.personId,
  };
}

function peopleIn({ survey, teams, training, assignments, sheets, checks, tasks }: Rows): (string | null)[] {
  return [
    survey.wrappedUpBy, ...teams.flatMap((team) => [team.headId, ...team.memberIds]), ...training.map((one) => one.personId), ...assignments.map((a) => a.personId), ...sheets.map((sheet) => sheet.signedBy),
    ...checks.flatMap((check) => [check.surveyorId, check.checkerId]), ...tasks.flatMap((task) => [task.personId, task.openedBy, task.closedBy]),
  ];
}
