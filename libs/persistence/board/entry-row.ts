import type { EntryRow, NextMove } from '../../contracts/views.js';
import type { Move } from '../../rules/next-moves.js';
import type { Names } from './names.js';
import type { Situation } from './situation.js';

const dayMs = 86_400_000;

export function moveView({ personId, ...move }: Move, names: Names): NextMove {
  return { ...move, person: names.orNull(personId) };
}

/** People whose names a row or a page of this situation shows. */
export function peopleIn(situation: Situation): string[] {
  return situation.moves.flatMap((m) => m.personId ?? []);
}

/** One card of the board. */
export function entryRow(situation: Situation, names: Names, now: string): EntryRow {
  const { entry, moves, packet } = situation;
  const [next] = moves;
  return {
    id: entry.id, name: entry.name, market: situation.market?.name ?? null, candidates: situation.candidates.map((m) => m.name), state: entry.state,
    stage: entry.stage, round: entry.round, phase: entry.phase, version: entry.version, openedAt: situation.run?.openedAt ?? null,
    ageDays: Math.floor((Date.parse(now) - Date.parse(entry.createdAt)) / dayMs),
    next: next ? moveView(next, names) : null, blockers: moves.length, overdue: moves.filter((m) => m.overdue).length,
    waitsForEngine: situation.waitsForEngine, verdict: packet?.verdict ?? null,
  };
}
