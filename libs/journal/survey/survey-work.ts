import type { EntityManager } from 'typeorm';
import type { Role } from '../../playbook/roles.js';
import { holds, type Actor } from '../../rules/decision-rights.js';
import { lapse } from '../../rules/lapse.js';
import { Refusal } from '../../rules/failures.js';
import { SurveyAssignment, SurveyProject, SurveyTeam } from '../../persistence/entities/field/market-survey.js';
import { currentSurvey } from '../../persistence/survey/find-survey.js';
import { standingOf } from '../../persistence/survey/survey-state.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { evidenceChanged } from '../work.js';
import { surveyWorkflow } from './survey-wake.js';

/** Who plans a survey, hands out its work and closes it. */
export const surveyPlanning: readonly Role[] = ['lead', 'rm'];
/** Who reviews what surveyors bring in. */
export const surveyReviewing: readonly Role[] = ['lead', 'clerk', 'aud', 'rm', 'sup'];

/** The survey of the entry's newest round. Throws `not-found` before stage 2 was opened. */
export async function surveyOf(tx: EntryTransaction): Promise<SurveyProject> {
  const survey = await currentSurvey(tx.em, tx.entry.id);
  if (!survey) throw new Refusal('not-found', { what: `survey of entry ${tx.entry.id}` });
  return survey;
}

/** Throws `wrong-state` when the survey is over: what is brought in then is visit data. */
export function mustBeUnderWay(survey: SurveyProject): void {
  if (survey.phase === 'open') throw new Refusal('wrong-state', { why: '调查已结束 The survey is over.' });
}

export async function teamsOf(em: EntityManager, surveyId: string): Promise<SurveyTeam[]> {
  return em.find(SurveyTeam, { where: { surveyId }, order: { position: 'ASC' } });
}

export async function teamOf(em: EntityManager, surveyId: string, code: string): Promise<SurveyTeam> {
  const team = await em.findOneBy(SurveyTeam, { surveyId, code });
  if (!team) throw new Refusal('not-found', { what: `team ${code}` });
  return team;
}

/** A person works in a team as its head or member; while it names nobody, whoever holds its role. */
export function worksIn(team: Pick<SurveyTeam, 'headId' | 'memberIds' | 'role'>, actor: Actor, markets: readonly string[]): boolean {
  if (team.headId === actor.personId || team.memberIds.includes(actor.personId)) return true;
  return team.headId === null && team.memberIds.length === 0 && holds(actor, team.role, markets);
}

export async function assignmentOf(em: EntityManager, survey: SurveyProject, id: string): Promise<SurveyAssignment> {
  const found = await em.findOneBy(SurveyAssignment, { id, surveyId: survey.id });
  if (!found) throw new Refusal('not-found', { what: `assignment ${id}` });
  return found;
}

/** Something happened to the survey: its version grows, and its workflow is woken when there is something for it to do. */
export async function touchSurvey(tx: EntryTransaction, survey: SurveyProject): Promise<void> {
  survey.version += 1;
  await tx.em.query('update survey_project set version = version + 1 where id = ?', [survey.id]);
  await wakeIfDue(tx, survey);
}

/** What G2 is judged on has changed. */
export async function surveyEvidenceChanged(tx: EntryTransaction): Promise<void> {
  if (tx.entry.stage === 'survey') await evidenceChanged(tx, lapse('survey'));
}

/** After a change to the papers of stage 2: they may have brought its survey into the next phase. */
export async function stageWorkChanged(tx: EntryTransaction): Promise<void> {
  if (tx.entry.stage !== 'survey') return;
  const survey = await currentSurvey(tx.em, tx.entry.id);
  if (survey) await wakeIfDue(tx, survey);
}

/** The workflow looks whatever the rows say: the entry went on, stopped, or runs again. */
export async function wakeSurvey(tx: EntryTransaction): Promise<void> {
  const survey = await currentSurvey(tx.em, tx.entry.id);
  if (survey && survey.phase !== 'open') tx.wakeOther(surveyWorkflow(survey.id));
}

async function wakeIfDue(tx: EntryTransaction, survey: SurveyProject): Promise<void> {
  const { moves, draws } = await standingOf(tx.em, survey, tx.entry, tx.now);
  if (moves || draws) tx.wakeOther(surveyWorkflow(survey.id));
}

/** Nobody was in the field while the entry was held: sheets that fell due then are not owed. */
export async function forgiveHeldDays(tx: EntryTransaction, heldAt: string): Promise<void> {
  const survey = await currentSurvey(tx.em, tx.entry.id);
  if (!survey || survey.phase === 'open') return;
  await tx.em.query("update daily_sheet set state = 'cancelled', nextStep = null, nextAt = null where surveyId = ? and state = 'open' and dueAt >= ? and dueAt <= ?", [survey.id, heldAt, tx.now]);
  tx.wakeOther(surveyWorkflow(survey.id));
}
