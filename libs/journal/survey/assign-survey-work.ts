import { randomUUID } from 'node:crypto';
import { holdsOneOf, mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { SurveyAssignment, type AssignmentState, type SurveyProject, type TargetType } from '../../persistence/entities/field/market-survey.js';
import { loadActor } from '../actor.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { settleOwedSheets } from './owed-sheets.js';
import { assignmentOf, mustBeUnderWay, surveyOf, surveyPlanning, teamOf, touchSurvey, worksIn } from './survey-work.js';

type Work = {
  readonly teamCode: string; readonly personId: string | null; readonly planned: number; readonly fromDay: string; readonly dueDay: string;
};
type AddAssignment = Work & { readonly entryId: string; readonly targetType: TargetType; readonly targetKey: string; readonly title: string; readonly zoneNo: number | null };
type ChangeAssignment = Partial<Work> & { readonly entryId: string; readonly assignmentId: string };
type MoveAssignment = { readonly entryId: string; readonly assignmentId: string; readonly to: Exclude<AssignmentState, 'todo'>; readonly note: string | null };

/** Gives out one more zone, route or respondent. Throws `already-exists` when it is given out. */
export const addAssignment = entryCommand<AddAssignment, { assignmentId: string }>(async (tx, { entryId: _, ...work }) => {
  const survey = await planning(tx);
  await mustFit(tx, survey, work);
  const { targetType, targetKey } = work;
  if (await tx.em.existsBy(SurveyAssignment, { surveyId: survey.id, targetType, targetKey })) throw new Refusal('already-exists', { what: `${targetType} ${targetKey}` });
  const id = randomUUID();
  await tx.em.insert(SurveyAssignment, { id, surveyId: survey.id, ...work, state: 'todo', note: null, submittedBy: null, updatedAt: tx.now });
  await settled(tx, survey);
  tx.record('addAssignment', { survey: survey.id, assignment: id, ...work });
  return { assignmentId: id };
});

/** Gives it to another team or person, or on other days. What is accepted or cancelled stays. */
export const changeAssignment = entryCommand<ChangeAssignment>(async (tx, { assignmentId, entryId: _, ...change }) => {
  const survey = await planning(tx);
  const before = await assignmentOf(tx.em, survey, assignmentId);
  if (before.state === 'accepted' || before.state === 'cancelled') throw new Refusal('wrong-state', { why: `分派已${before.state === 'accepted' ? '通过' : '取消'} The assignment is ${before.state}.` });
  const { teamCode = before.teamCode, planned = before.planned, fromDay = before.fromDay, dueDay = before.dueDay } = change;
  const personId = change.personId === undefined ? (teamCode === before.teamCode ? before.personId : null) : change.personId;
  const work: Work = { teamCode, personId, planned, fromDay, dueDay };
  await mustFit(tx, survey, work);
  await tx.em.update(SurveyAssignment, { id: before.id }, { ...work, updatedAt: tx.now });
  if (personId !== null && personId !== before.personId) tx.tell({ personId }, 'survey-assigned', { team: teamCode, assignments: 1, target: before.title });
  await settled(tx, survey);
  tx.record('changeAssignment', { survey: survey.id, assignment: before.id, ...work });
  return {};
});

const movesOfTeam: Readonly<Record<string, readonly AssignmentState[]>> = { doing: ['todo', 'returned'], submitted: ['todo', 'doing', 'returned'] };
const movesOfLead: Readonly<Record<string, readonly AssignmentState[]>> = { returned: ['submitted', 'accepted'], accepted: ['submitted'], cancelled: ['todo', 'doing', 'submitted', 'returned'] };

/** The team begins and submits it; the lead accepts it, gives it back with a note, or cancels it. Nobody accepts what they submitted. */
export const moveAssignment = entryCommand<MoveAssignment>(async (tx, { assignmentId, to, note }) => {
  tx.mustRun();
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  const markets = await tx.markets();
  const before = await assignmentOf(tx.em, survey, assignmentId);
  const ofTeam = movesOfTeam[to];
  if (ofTeam) {
    const team = await teamOf(tx.em, survey.id, before.teamCode);
    const own = before.personId === tx.actor.personId || worksIn(team, tx.actor, markets);
    if (!own && !holdsOneOf(tx.actor, surveyPlanning, markets)) throw new Refusal('not-allowed', { role: team.role });
  } else mustHold(tx.actor, surveyPlanning, markets);
  if (!(ofTeam ?? movesOfLead[to] ?? []).includes(before.state)) throw new Refusal('wrong-state', { why: `${before.state} → ${to}` });
  if (to === 'accepted' && before.submittedBy === tx.actor.personId) throw new Refusal('own-work', { about: before.title });
  await tx.em.update(SurveyAssignment, { id: before.id }, { state: to, note, updatedAt: tx.now, ...(to === 'submitted' && { submittedBy: tx.actor.personId }) });
  if (to === 'returned' && before.submittedBy !== null) tx.tell({ personId: before.submittedBy }, 'survey-returned', { target: before.title, note: note ?? '' });
  await settled(tx, survey);
  tx.record('moveAssignment', { survey: survey.id, assignment: before.id, from: before.state, to, ...(note !== null && { note }) });
  return {};
});

async function planning(tx: EntryTransaction): Promise<SurveyProject> {
  tx.mustRun();
  mustHold(tx.actor, surveyPlanning, await tx.markets());
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  return survey;
}

async function mustFit(tx: EntryTransaction, survey: SurveyProject, { teamCode, personId, fromDay, dueDay }: Work): Promise<void> {
  await teamOf(tx.em, survey.id, teamCode);
  if (dueDay < fromDay) throw new Refusal('invalid-input', {}, [{ field: 'dueDay', rule: 'after-from', zh: '结束早于开始', en: 'It ends before it begins' }]);
  if (personId !== null && !(await loadActor(tx.em, personId))) throw new Refusal('not-found', { what: `person ${personId}` });
}

async function settled(tx: EntryTransaction, survey: SurveyProject): Promise<void> {
  await settleOwedSheets({ em: tx.em, now: tx.now, calendar: tx.calendar, pace: tx.terms }, survey);
  await touchSurvey(tx, survey);
}
