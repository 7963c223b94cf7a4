import type { EntityManager } from 'typeorm';
import { stageKeys } from '../playbook/define-stage.js';
import type { Entry } from './entities/process/entry.js';

type Position = Pick<Entry, 'version' | 'state' | 'stage' | 'round' | 'phase'> & { readonly staleAt: string | null };

/** What the engine sees when it looks at an entry. `null` when there is no such entry. */
export async function readEntryState(em: EntityManager, entryId: string, now: string) {
  const [entry] = await em.query<Position[]>(
    `select e.version, e.state, e.stage, e.round, e.phase, r.staleAt from entry e left join stage_run r on r.id = e.stageRunId where e.id = ?`, [entryId]);
  if (!entry) return null;
  const clocks = entry.state === 'running'
    ? await em.query<{ id: string; at: string }[]>("select id, at from deadline where entryId = ? and state = 'open' order by at, id limit 21", [entryId]) : [];
  const due = clocks.filter((c) => c.at <= now).slice(0, 20);
  return {
    entryId, version: entry.version, state: entry.state, stage: entry.stage, stageNo: stageKeys.indexOf(entry.stage) + 1, round: entry.round, phase: entry.phase,
    stale: entry.staleAt !== null, due: due.map((c) => c.id), nextDueAt: clocks.find((c) => c.at > now)?.at ?? null,
  };
}
