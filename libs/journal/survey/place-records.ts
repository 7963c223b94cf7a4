import { In, type EntityManager } from 'typeorm';
import { localDay } from '../../rules/calendar.js';
import type { FieldFault } from '../../rules/failures.js';
import { ResurveyTask, SurveyAssignment, SurveyTeam, type SurveyProject } from '../../persistence/entities/field/market-survey.js';
import { SurveyRecord } from '../../persistence/entities/field/survey.js';
import { Entry } from '../../persistence/entities/process/entry.js';
import { surveysOfMarkets } from '../../persistence/survey/find-survey.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import type { CompanyTransaction } from '../company-transaction.js';
import type { SubmittedRecord } from '../field/survey-forms/submit-survey-records.js';
import { owesSheet } from './owed-sheets.js';
import { surveyEvidenceChanged, touchSurvey, worksIn } from './survey-work.js';
import { marks } from '../../persistence/marks.js';

/** Where a record belongs: to which survey, team, zone, day and assignment, and which version of which record it is. */
export type Placement = Pick<SurveyRecord, 'rootId' | 'version' | 'replacedById' | 'surveyId' | 'assignmentId' | 'teamCode' | 'zoneNo' | 'day' | 'outcome' | 'newFound' | 'resurveyTaskId'>;

type Placed = { readonly faults: FieldFault[]; readonly place: Placement | null };
type Survey = SurveyProject & { readonly timeZone: string };
type Known = {
  readonly surveys: ReadonlyMap<string, Survey>;
  readonly teams: readonly SurveyTeam[];
  readonly assignments: readonly SurveyAssignment[];
  readonly tasks: readonly ResurveyTask[];
  readonly zoneOfTerminal: ReadonlyMap<string, number>;
  readonly corrected: Map<string, SurveyRecord>;
};

/** Finds the place of every record of a batch, and tells their surveys when the batch is stored. The entries of the surveys are locked meanwhile. */
export class Placing {
  private readonly kept: Placement[] = [];

  private constructor(private readonly tx: CompanyTransaction, private readonly entries: ReadonlyMap<string, Entry>, private readonly known: Known) {}

  static async open(tx: CompanyTransaction, records: readonly SubmittedRecord[]): Promise<Placing> {
    const before = await surveysOfMarkets(tx.em, [...new Set(records.map((record) => record.marketId))]);
    const entries = new Map<string, Entry>();
    for (const id of [...new Set([...before.values()].map((survey) => survey.entryId))].sort()) {
      const entry = await lockRow(tx.em, Entry, { id });
      if (entry) entries.set(id, entry);
    }
    return new Placing(tx, entries, await lookAround(tx.em, records));
  }

  /** A record before its survey's field work has begun is a trial and belongs to none. */
  place(id: string, record: SubmittedRecord, respondentType: string | null): Placed {
    const faults: FieldFault[] = [];
    const fault = (field: string, rule: string, zh: string, en: string): void => { faults.push({ field, rule, zh, en }); };
    const { surveys, assignments, tasks, corrected } = this.known;
    const survey = surveys.get(record.marketId);
    const counts = survey !== undefined && survey.phase !== 'preliminary' && survey.phase !== 'plan';
    const outcome = record.outcome ?? 'surveyed';
    const before = record.corrects === undefined ? null : corrected.get(record.corrects) ?? null;
    const again = before === null ? null : tasks.find((task) => task.recordId === before.id && task.state === 'open') ?? null;
    if (record.corrects !== undefined && (before === null || before.marketId !== record.marketId)) fault('corrects', 'known-record', '该市场没有这条记录', 'The market has no such record');
    else if (before !== null && before.replacedById !== null) fault('corrects', 'newest-version', '该记录已有更新的版本', 'That record has a newer version already');
    else if (before !== null && before.reviewState !== 'returned' && again === null) fault('corrects', 'given-back', '只有被退回或需补充调查的记录可以重报', 'Only a record that was given back or is to be surveyed again can be sent again');
    else if (before !== null && respondentType !== null && before.respondentType !== respondentType) fault('corrects', 'same-respondent', '该记录的调查对象不同', 'That record is of another respondent type');
    const assignment = record.assignmentId === undefined ? null : assignments.find((one) => one.id === record.assignmentId && one.surveyId === survey?.id && one.state !== 'cancelled') ?? null;
    if (record.assignmentId !== undefined && assignment === null) fault('assignmentId', 'known-assignment', '该市场的调查没有这项分派', 'The survey of the market has no such assignment');
    const task = record.resurveyTaskId === undefined ? again : tasks.find((one) => one.id === record.resurveyTaskId && one.surveyId === survey?.id && one.state === 'open') ?? null;
    if (record.resurveyTaskId !== undefined && task === null) fault('resurveyTaskId', 'open-task', '没有这项未结的补充调查', 'There is no such open re-survey task');
    if (faults.length > 0) return { faults, place: null };
    const version = { rootId: before?.rootId ?? id, version: (before?.version ?? 0) + 1, replacedById: null, outcome, resurveyTaskId: task?.id ?? null };
    if (!counts) return { faults, place: { ...version, surveyId: null, assignmentId: null, teamCode: null, zoneNo: record.zoneNo ?? null, day: null, newFound: false } };
    const where = this.whereOf(record, respondentType, survey, assignment, before);
    const newFound = respondentType === 'terminal' && outcome !== 'closed' && (record.newFound ?? false);
    return { faults, place: { ...version, surveyId: survey.id, ...where, day: localDay(new Date(record.endedAt), survey.timeZone), newFound: before?.newFound ?? newFound } };
  }

  private whereOf(
    record: SubmittedRecord, respondentType: string | null, survey: Survey, given: SurveyAssignment | null, before: SurveyRecord | null,
  ): Pick<Placement, 'assignmentId' | 'teamCode' | 'zoneNo'> {
    if (before !== null && before.surveyId === survey.id) return { assignmentId: before.assignmentId, teamCode: before.teamCode, zoneNo: before.zoneNo };
    const zoneNo = record.zoneNo ?? given?.zoneNo ?? (record.respondentId === null ? null : this.known.zoneOfTerminal.get(record.respondentId) ?? null);
    const open = this.known.assignments.filter((one) => one.surveyId === survey.id && one.state !== 'cancelled');
    const mine = this.known.teams.filter((team) => team.surveyId === survey.id && worksIn(team, this.tx.actor, [survey.marketId]));
    const asks = mine.filter((team) => respondentType !== null && team.respondentTypes.includes(respondentType));
    const assignment = given ?? open.find((one) => one.targetType === 'respondent' && one.targetKey === record.respondentId)
      ?? open.find((one) => one.targetType === 'zone' && one.zoneNo === zoneNo && asks.some((team) => team.code === one.teamCode)) ?? null;
    return { assignmentId: assignment?.id ?? null, teamCode: assignment?.teamCode ?? asks[0]?.code ?? mine[0]?.code ?? null, zoneNo };
  }

  /** The record is stored: its earlier version gives way to it. */
  async keep(id: string, place: Placement): Promise<void> {
    this.kept.push(place);
    if (place.version === 1) return;
    await this.tx.em.query('update survey_record set replacedById = ? where rootId = ? and version = ?', [id, place.rootId, place.version - 1]);
    for (const [key, before] of this.known.corrected) if (before.rootId === place.rootId) this.known.corrected.set(key, { ...before, replacedById: id });
  }

  /** Assignments are under way, days owe their sheets, the gate looks again. */
  async finish(batchId: string): Promise<void> {
    for (const survey of this.known.surveys.values()) {
      const mine = this.kept.filter((place) => place.surveyId === survey.id);
      const entry = this.entries.get(survey.entryId);
      if (mine.length === 0 || !entry) continue;
      await this.tx.within(entry, async (own) => {
        const world = { em: own.em, now: own.now, calendar: own.calendar, pace: own.terms };
        const days = new Map(mine.flatMap(({ teamCode, zoneNo, day, version }) => (teamCode === null || zoneNo === null || day === null || version > 1 ? [] : [[`${teamCode}/${zoneNo}/${day}`, { teamCode, zoneNo, day }] as const])));
        for (const sheet of days.values()) await owesSheet(world, survey, sheet);
        const begun = [...new Set(mine.flatMap((place) => place.assignmentId ?? []))];
        if (begun.length > 0) await own.em.update(SurveyAssignment, { id: In(begun), state: In(['todo', 'returned']) }, { state: 'doing', updatedAt: own.now });
        await surveyEvidenceChanged(own);
        await touchSurvey(own, survey);
        own.record('submitSurveyRecords', { survey: survey.id, batch: batchId, records: mine.length });
      });
    }
  }
}

async function lookAround(em: EntityManager, records: readonly SubmittedRecord[]): Promise<Known> {
  const surveys = await surveysOfMarkets(em, [...new Set(records.map((record) => record.marketId))]);
  const ids = [...surveys.values()].map((survey) => survey.id);
  const terminals = [...new Set(records.flatMap((record) => record.respondentId ?? []))];
  const zones = terminals.length === 0 ? [] : await em.query<{ id: string; zoneNo: number }[]>(
    `select t.id, z.zoneNo from terminal t join zone z on z.id = t.zoneId where t.id in (${marks(terminals)})`, terminals);
  const corrected = await em.findBy(SurveyRecord, { id: In(records.flatMap((record) => record.corrects ?? [])) });
  return {
    surveys, teams: await em.find(SurveyTeam, { where: { surveyId: In(ids) }, order: { position: 'ASC' } }), assignments: await em.find(SurveyAssignment, { where: { surveyId: In(ids) }, order: { fromDay: 'ASC' } }),
    tasks: await em.findBy(ResurveyTask, { surveyId: In(ids), state: 'open' }), zoneOfTerminal: new Map(zones.map((zone) => [zone.id, zone.zoneNo])), corrected: new Map(corrected.map((record) => [record.id, record])),
  };
}
