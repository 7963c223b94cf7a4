import type { EntityManager } from 'typeorm';
import { backChecksOwed } from '../../rules/survey/back-check.js';
import { surveyPhase, type SurveyProgress } from '../../rules/survey/phase.js';
import type { SurveyState } from '../../rules/survey/survey-state.js';
import { SurveyProject } from '../entities/field/market-survey.js';
import type { Entry } from '../entities/process/entry.js';
import { deliverablesOf } from '../work-rows.js';
import { closedBlocks } from './back-check-pool.js';

type Where = Pick<Entry, 'state' | 'stage' | 'stageRunId'>;

/** Where a survey stands, for the engine. Null when there is none. */
export async function readSurveyState(em: EntityManager, surveyId: string, now: string): Promise<SurveyState | null> {
  const survey = await em.findOneBy(SurveyProject, { id: surveyId });
  if (!survey) return null;
  const [entry] = await em.query<Where[]>('select state, stage, stageRunId from entry where id = ?', [survey.entryId]);
  return entry ? standingOf(em, survey, entry, now) : null;
}

/** The same for a survey and an entry that are in hand. */
export async function standingOf(em: EntityManager, survey: SurveyProject, entry: Where, now: string): Promise<SurveyState> {
  const { id: surveyId, entryId, version, phase } = survey;
  const state = entry.state === 'held' ? 'held' : entry.state !== 'running' || phase === 'open' ? 'over' : 'running';
  const at = { surveyId, entryId, version, state, phase } as const;
  if (state !== 'running') return { ...at, moves: false, draws: false, chases: 0, nextDueAt: null };
  const moves = surveyPhase(await readProgress(em, survey, entry)) !== phase;
  return { ...at, moves, draws: !moves && await owesBackChecks(em, survey), ...(await sheetClocks(em, surveyId, now)) };
}

export async function readProgress(em: EntityManager, survey: SurveyProject, { stage, stageRunId }: Pick<Entry, 'stage' | 'stageRunId'>): Promise<SurveyProgress> {
  const papers = await deliverablesOf(em, survey.stageRunId);
  const isIn = (key: string): boolean => papers.some((paper) => paper.deliverableKey === key && (paper.state === 'handed-in' || paper.state === 'accepted'));
  const rows = await em.query<{ state: string; n: number | string }[]>("select state, count(*) as n from survey_assignment where surveyId = ? and state <> 'cancelled' group by state", [survey.id]);
  const count = (states: readonly string[]): number => rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0);
  return {
    phase: survey.phase, stageOpen: stage === 'survey' && stageRunId === survey.stageRunId, wrappedUp: survey.wrappedUpAt !== null,
    briefIn: isIn('surveyBrief'), zonesIn: isIn('zonePlan'), trained: isIn('surveyTraining'), planAccepted: papers.some((paper) => paper.deliverableKey === 'surveyPlan' && paper.state === 'accepted'),
    assignments: count(['todo', 'doing', 'submitted', 'returned', 'accepted']), assignmentsOpen: count(['todo', 'doing', 'returned']),
  };
}

async function owesBackChecks(em: EntityManager, survey: SurveyProject): Promise<boolean> {
  if (survey.phase !== 'implementation' && survey.phase !== 'review') return false;
  const blocks = await closedBlocks(em, survey);
  if (blocks.length === 0) return false;
  const drawn = await em.query<{ block: string; n: number | string }[]>('select block, count(*) as n from spot_check where surveyId = ? group by block', [survey.id]);
  const walked = new Set(drawn.map((row) => row.block));
  const owed = backChecksOwed(blocks.reduce((sum, block) => sum + block.accepted, 0), blocks.length, survey.terms.backCheckShare);
  return blocks.some((block) => !walked.has(block.block)) || drawn.reduce((sum, row) => sum + Number(row.n), 0) < owed;
}

async function sheetClocks(em: EntityManager, surveyId: string, now: string): Promise<Pick<SurveyState, 'chases' | 'nextDueAt'>> {
  const [row] = await em.query<{ due: number | string | null; next: string | null }[]>(
    `select sum(case when nextAt <= ? then 1 else 0 end) as due, min(case when nextAt > ? then nextAt end) as next
     from daily_sheet where surveyId = ? and state = 'open' and nextAt is not null`, [now, now, surveyId]);
  return { chases: Number(row?.due ?? 0), nextDueAt: row?.next ?? null };
}
