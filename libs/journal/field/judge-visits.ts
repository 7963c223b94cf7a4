import type { EntityManager } from 'typeorm';
import { visitsOverlap, type VisitTimes } from '../../measures/visits.js';
import { restateVisits } from './customer-visits.js';
import { chunksOf } from './upsert.js';
import { marks } from '../../persistence/marks.js';

/** One adviser's day, whose visits are judged together. */
export type AdviserDay = { readonly marketId: string; readonly week: string; readonly adviser: string; readonly day: string };

type Stored = {
  readonly id: string; readonly adviser: string; readonly day: string; readonly terminalId: string | null; readonly dealerId: string | null; readonly made: number; readonly faults: string;
  readonly judged: number; readonly inAt: string | null; readonly outAt: string | null; readonly waivedAt: string | null; readonly valid: number; readonly invalidReason: string | null;
};
export type Judgement = { readonly valid: 0 | 1; readonly invalidReason: string | null };

/** What a supervisor may waive. */
export const distanceFaults: readonly string[] = ['no_position', 'too_far'];
const rowsPerStatement = 400;
const keyOf = ({ adviser, day }: { readonly adviser: string; readonly day: string }): string => `${day} ${adviser}`;

/**
 * Whether each visit of these days counts: by its own facts, the waiver of its distance, and the other visits of its adviser. Two that overlap
 * are both in doubt, whichever came in first. Keeps the first and last valid visits of the customers touched. arithmetic.md §6
 */
export async function judgeVisits(em: EntityManager, days: readonly AdviserDay[]): Promise<void> {
  const weeks = new Map<string, AdviserDay[]>();
  for (const day of days) weeks.set(`${day.marketId} ${day.week}`, [...(weeks.get(`${day.marketId} ${day.week}`) ?? []), day]);
  for (const its of weeks.values()) if (its[0]) await judgeWeek(em, its[0], its);
}

/** The same for every adviser's days of whole weeks. */
export async function judgeVisitsOfWeeks(em: EntityManager, weeks: readonly { readonly marketId: string; readonly week: string }[]): Promise<void> {
  for (const week of weeks) await judgeWeek(em, week, null);
}

/** `days` null: all. */
async function judgeWeek(em: EntityManager, { marketId, week }: { readonly marketId: string; readonly week: string }, days: readonly AdviserDay[] | null): Promise<void> {
  const asked = days && new Set(days.map(keyOf));
  const rows: Stored[] = await em.query(
    `SELECT v.id, v.adviser, v.day, v.terminalId, v.dealerId, v.made, v.faults, v.judged, v.inAt, v.outAt, v.waivedAt, v.valid, v.invalidReason FROM visit v WHERE v.marketId = ? AND v.week = ?`,
    [marketId, week]);
  const changed: { readonly row: Stored; readonly judgement: Judgement }[] = [];
  for (const visits of groupsOf(asked === null ? rows : rows.filter((row) => asked.has(keyOf(row))))) {
    const overlapping = overlaps(visits);
    for (const row of visits) {
      const judgement = judge(row, overlapping.has(row.id));
      if (judgement.valid !== Number(row.valid) || judgement.invalidReason !== row.invalidReason) changed.push({ row, judgement });
    }
  }
  await write(em, changed);
}

/** One visit, given whether it overlaps another one of its adviser. */
export function judge({ made, faults, judged, waivedAt }: Pick<Stored, 'made' | 'faults' | 'judged' | 'waivedAt'>, overlapping: boolean): Judgement {
  if (Number(made) === 0) return { valid: 0, invalidReason: null };
  const own = faults.split(',').filter((reason) => reason !== '' && !(waivedAt !== null && distanceFaults.includes(reason)));
  const reasons = overlapping && Number(judged) === 1 && !own.includes('overlapping') ? [...own, 'overlapping'] : own;
  const [reason] = reasons;
  return { valid: reason === undefined ? 1 : 0, invalidReason: reason === undefined || reason === 'stated' ? null : reason };
}

function groupsOf(rows: readonly Stored[]): Stored[][] {
  const groups = new Map<string, Stored[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
}

/** A visit that is still open ends for this where it began: it has not been finished, and says so itself. */
function overlaps(visits: readonly Stored[]): Set<string> {
  const timed = visits.flatMap(({ id, made, inAt, outAt }) => (inAt === null || Number(made) === 0 ? [] : [{ id, times: { inAt, outAt: outAt ?? inAt } satisfies VisitTimes }]))
    .sort((a, b) => (a.times.inAt < b.times.inAt ? -1 : 1));
  const found = new Set<string>();
  timed.forEach((one, i) => {
    for (const other of timed.slice(i + 1)) {
      if (other.times.inAt >= one.times.outAt) break;
      if (!visitsOverlap(one.times, other.times)) continue;
      found.add(one.id).add(other.id);
    }
  });
  return found;
}

async function write(em: EntityManager, changed: readonly { readonly row: Stored; readonly judgement: Judgement }[]): Promise<void> {
  const alike = new Map<string, { readonly judgement: Judgement; readonly ids: string[] }>();
  const touched = { terminal: new Set<string>(), dealer: new Set<string>() };
  for (const { row, judgement } of changed) {
    const key = `${judgement.valid} ${judgement.invalidReason}`;
    const group = alike.get(key) ?? { judgement, ids: [] };
    group.ids.push(row.id);
    alike.set(key, group);
    if (row.terminalId !== null) touched.terminal.add(row.terminalId);
    if (row.dealerId !== null) touched.dealer.add(row.dealerId);
  }
  for (const { judgement: { valid, invalidReason }, ids } of alike.values()) {
    for (const some of chunksOf(ids, rowsPerStatement)) await em.query(`UPDATE visit SET valid = ?, invalidReason = ? WHERE id IN (${marks(some)})`, [valid, invalidReason, ...some]);
  }
  await restateVisits(em, 'terminal', touched.terminal);
  await restateVisits(em, 'dealer', touched.dealer);
}
