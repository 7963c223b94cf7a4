import type { Condition } from '../field/question.js';
import { count } from '../field/question.js';
import { plain, noData } from '../../rules/readings/measured.js';
import { from, named, none, saying, street } from '../../rules/readings/sources.js';
import { answered, type Answered } from './answered.js';
import type { Frame } from './frame.js';

/** In SQL, over `t`: the last day on which a closed terminal was open, as far as anybody knows. */
const lastOpen = 'COALESCE(t.closedOn, t.lastSeen)';

/** Over `t`: open on a day. One that has closed on a day that nobody knows was open on none; merged ones are others. */
export function openOn(day: string): Condition {
  return { sql: `t.status <> 'merged' AND (t.firstSeen IS NULL OR t.firstSeen <= ?) AND (t.status <> 'closed' OR ${lastOpen} >= ?)`, parameters: [day, day] };
}

/** The terminals of the asked part, with another condition over `t`. */
export function inPart({ market, question }: Pick<Frame, 'market' | 'question'>, condition: Condition): Condition {
  const outlets = question.only?.outlets;
  return {
    sql: `t.marketId = ? AND ${condition.sql}${outlets ? ` AND ${outlets.sql}` : ''}`, parameters: [market.id, ...condition.parameters, ...(outlets?.parameters ?? [])],
  };
}

async function counted({ em }: Frame, { sql, parameters }: Condition): Promise<number> {
  const [row]: { n: unknown }[] = await em.query(`SELECT COUNT(*) AS n FROM terminal t WHERE ${sql}`, [...parameters]);
  return count(row?.n);
}

/** How many are open on the last day of the period. No terminal at all is no data. */
export async function measureOpen(frame: Frame): Promise<Answered> {
  const all = await counted(frame, inPart(frame, { sql: '1 = 1', parameters: [] }));
  const open = await counted(frame, inPart(frame, openOn(frame.period.to)));
  return answered(all === 0 ? noData(none(street.terminals)) : plain(open, saying(from(street.terminals), named(frame.period.to))), all, { closedOnUnknownDay: await withoutDay(frame) });
}

/** First seen in the period, or closed in it. Whoever was there at the first look did not open then: ask from the day after it. */
export async function measureTurnover(frame: Frame, which: 'openings' | 'closings'): Promise<Answered> {
  const { from: first, to } = frame.period;
  const all = await counted(frame, inPart(frame, { sql: '1 = 1', parameters: [] }));
  const sql = which === 'openings' ? "t.status <> 'merged' AND t.firstSeen BETWEEN ? AND ?" : `t.status = 'closed' AND ${lastOpen} BETWEEN ? AND ?`;
  const turned = await counted(frame, inPart(frame, { sql, parameters: [first, to] }));
  return answered(all === 0 ? noData(none(street.terminals)) : plain(turned, saying(from(street.terminals), named(`${first}…${to}`))), all, which === 'closings' ? { closedOnUnknownDay: await withoutDay(frame) } : {});
}

/** Closed, and nobody knows when: counted apart, never as nought. */
function withoutDay(frame: Frame): Promise<number> {
  return counted(frame, inPart(frame, { sql: `t.status = 'closed' AND ${lastOpen} IS NULL`, parameters: [] }));
}
