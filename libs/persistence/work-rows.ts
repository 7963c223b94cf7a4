import type { EntityManager } from 'typeorm';
import type { DeliverableFact, TaskFact } from '../rules/work.js';
import { marks } from './marks.js';

export type TaskRow = TaskFact & { readonly id: string; readonly stageRunId: string; readonly role: string; readonly assigneeId: string | null; readonly dueAt: string };
export type DeliverableRow = DeliverableFact & {
  readonly id: string; readonly version: number; readonly contentHash: string; readonly handedInBy: string; readonly stageRunId: string;
};

export async function tasksOf(em: EntityManager, ...stageRunIds: readonly string[]): Promise<TaskRow[]> {
  if (stageRunIds.length === 0) return [];
  return em.query<TaskRow[]>(`select id, stageRunId, taskKey, state, role, assigneeId, dueAt from task_run where stageRunId in (${marks(stageRunIds)})`, [...stageRunIds]);
}

/** The newest version of every item handed in for the stage runs (contents left out). */
export async function deliverablesOf(em: EntityManager, ...stageRunIds: readonly string[]): Promise<DeliverableRow[]> {
  if (stageRunIds.length === 0) return [];
  return em.query<DeliverableRow[]>(
    `select id, stageRunId, deliverableKey, item, state, version, contentHash, handedInBy from deliverable
     where stageRunId in (${marks(stageRunIds)}) and state <> 'superseded' order by deliverableKey, item`, [...stageRunIds]);
}
