import { randomUUID } from 'node:crypto';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { ResurveyTask, type ResurveyReason } from '../../persistence/entities/field/market-survey.js';
import { loadActor } from '../actor.js';
import { entryCommand } from '../define-command.js';
import { mustBeUnderWay, surveyOf, surveyPlanning, teamOf, surveyEvidenceChanged, touchSurvey } from './survey-work.js';

type OpenResurvey = {
  readonly entryId: string; readonly reason: Extract<ResurveyReason, 'coverage' | 'other'>; readonly note: string; readonly zoneNo: number | null; readonly records: number;
  readonly teamCode: string | null; readonly personId: string | null; readonly dueDay: string;
};
type ChangeResurvey = {
  readonly entryId: string; readonly taskId: string; readonly teamCode?: string | null | undefined; readonly personId?: string | null | undefined; readonly dueDay?: string | undefined;
  readonly state?: 'closed' | 'cancelled' | undefined; readonly note?: string | undefined;
};

/** 补充调查 by hand, where coverage falls short or something else is missing. While it is open G2 does not pass. */
export const openResurvey = entryCommand<OpenResurvey, { taskId: string }>(async (tx, { entryId: _, ...task }) => {
  tx.mustRun();
  mustHold(tx.actor, [...surveyPlanning, 'aud'], await tx.markets());
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  if (task.teamCode !== null) await teamOf(tx.em, survey.id, task.teamCode);
  if (task.personId !== null && !(await loadActor(tx.em, task.personId))) throw new Refusal('not-found', { what: `person ${task.personId}` });
  const id = randomUUID();
  await tx.em.insert(ResurveyTask, { id, surveyId: survey.id, ...task, recordId: null, checkId: null, state: 'open', openedBy: tx.actor.personId, openedAt: tx.now, closedBy: null, closedAt: null, closedNote: null });
  if (task.personId !== null) tx.tell({ personId: task.personId }, 'resurvey-opened', { reason: task.reason, zoneNo: task.zoneNo, records: task.records });
  await surveyEvidenceChanged(tx);
  await touchSurvey(tx, survey);
  tx.record('openResurvey', { survey: survey.id, task: id, ...task });
  return { taskId: id };
});

/** Gives a re-survey task to a team or person, or ends it by hand with a note. It ends by itself when its records are accepted. */
export const changeResurvey = entryCommand<ChangeResurvey>(async (tx, { taskId, teamCode, personId, dueDay, state, note }) => {
  tx.mustRun();
  mustHold(tx.actor, [...surveyPlanning, 'aud'], await tx.markets());
  const survey = await surveyOf(tx);
  const task = await tx.em.findOneBy(ResurveyTask, { id: taskId, surveyId: survey.id });
  if (!task) throw new Refusal('not-found', { what: `re-survey task ${taskId}` });
  if (task.state !== 'open') throw new Refusal('wrong-state', { why: `此任务已${task.state === 'closed' ? '结清' : '取消'} The task is ${task.state}.` });
  if (state !== undefined && task.personId === tx.actor.personId) throw new Refusal('own-work', { about: '补充调查 re-survey' });
  if (teamCode) await teamOf(tx.em, survey.id, teamCode);
  if (personId && !(await loadActor(tx.em, personId))) throw new Refusal('not-found', { what: `person ${personId}` });
  const change = {
    ...(teamCode !== undefined && { teamCode }), ...(personId !== undefined && { personId }), ...(dueDay !== undefined && { dueDay }),
    ...(state !== undefined && { state, closedBy: tx.actor.personId, closedAt: tx.now, closedNote: note ?? null }),
  };
  await tx.em.update(ResurveyTask, { id: task.id }, change);
  if (personId && personId !== task.personId) tx.tell({ personId }, 'resurvey-opened', { reason: task.reason, zoneNo: task.zoneNo, records: task.records });
  if (state !== undefined) await surveyEvidenceChanged(tx);
  await touchSurvey(tx, survey);
  tx.record('changeResurvey', { survey: survey.id, task: task.id, ...change });
  return {};
});
