import type { EntityManager } from 'typeorm';
import type { Checkable } from '../../rules/survey/back-check.js';
import type { SurveyProject } from '../entities/field/market-survey.js';

type BlockRow = { submittedBy: string; zoneNo: number | null; day: string; teamCode: string | null; accepted: number | string; waiting: number | string };
export type Block = { readonly block: string; readonly submittedBy: string; readonly zoneNo: number | null; readonly day: string; readonly accepted: number };

/** What one surveyor did in one zone on one day. */
export function blockOf({ submittedBy, zoneNo, day }: { readonly submittedBy: string; readonly zoneNo: number | null; readonly day: string | null }): string {
  return `${submittedBy}/${zoneNo ?? '-'}/${day ?? ''}`;
}

/** Blocks that are over (their sheet is in, or the field work is) and in which no record waits for its review. */
export async function closedBlocks(em: EntityManager, survey: Pick<SurveyProject, 'id' | 'phase'>): Promise<Block[]> {
  const rows = await em.query<BlockRow[]>(
    `select submittedBy, zoneNo, day, teamCode, sum(case when reviewState = 'accepted' then 1 else 0 end) as accepted, sum(case when reviewState = 'submitted' then 1 else 0 end) as waiting
     from survey_record where surveyId = ? and replacedById is null group by submittedBy, zoneNo, day, teamCode`, [survey.id]);
  const sheets = await em.query<{ teamCode: string; zoneNo: number; day: string }[]>("select teamCode, zoneNo, day from daily_sheet where surveyId = ? and state = 'handed-in'", [survey.id]);
  const signed = new Set(sheets.map((sheet) => `${sheet.teamCode}/${sheet.zoneNo}/${sheet.day}`));
  const over = survey.phase === 'review';
  const blocks = new Map<string, Block & { readonly closed: boolean }>();
  for (const { submittedBy, zoneNo, day, teamCode, ...row } of rows) {
    const block = blockOf({ submittedBy, zoneNo, day });
    const closed = Number(row.waiting) === 0 && (over || signed.has(`${teamCode ?? ''}/${zoneNo ?? ''}/${day}`));
    const before = blocks.get(block);
    blocks.set(block, { block, submittedBy, zoneNo, day, accepted: Number(row.accepted) + (before?.accepted ?? 0), closed: closed && (before?.closed ?? true) });
  }
  return [...blocks.values()].filter((block) => block.closed && block.accepted > 0).map(({ closed: _, ...block }) => block);
}

export type PoolRecord = Checkable & { readonly rootId: string; readonly submittedBy: string; readonly zoneNo: number | null; readonly day: string };

/** The accepted records of those blocks, from which checks are drawn. */
export async function backCheckPool(em: EntityManager, survey: Pick<SurveyProject, 'id' | 'phase'>): Promise<PoolRecord[]> {
  const open = new Set((await closedBlocks(em, survey)).map((block) => block.block));
  const rows = await em.query<{ id: string; rootId: string; submittedBy: string; zoneNo: number | null; day: string }[]>(
    "select id, rootId, submittedBy, zoneNo, day from survey_record where surveyId = ? and reviewState = 'accepted' and replacedById is null", [survey.id]);
  return rows.map(({ id, ...row }) => ({ recordId: id, block: blockOf(row), ...row })).filter((record) => open.has(record.block));
}
