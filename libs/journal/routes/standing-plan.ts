import type { EntityManager } from 'typeorm';
import { weekEnd, weekStart } from '../../rules/iso-week.js';
import { marks } from '../../persistence/marks.js';

type Planned = { readonly id: string; readonly day: string; readonly adviser: string; readonly customerId: string; readonly source: 'frequency' | 'manual' | 'recovery' };

/** What stays of a plan when it is made again. */
export type Standing = {
  readonly rows: readonly { readonly day: string; readonly adviser: string; readonly customerId: string }[];
  has(day: string, customerId: string): boolean;
  /** The day is over and had a plan: a plan made afterwards must not replace it. */
  isOver(adviser: string, day: string): boolean;
};

const idsPerStatement = 400;

/** Removes what the frequency rules had planned from today on, and tells what stays. */
export async function clearPlan(
  em: EntityManager, { marketId, from, to, today, advisers }: { readonly marketId: string; readonly from: string; readonly to: string; readonly today: string; readonly advisers: ReadonlySet<string> },
): Promise<Standing> {
  const all: Planned[] = await em.query(
    'SELECT p.id, p.day, p.adviser, p.customerId, p.source FROM visit_plan p WHERE p.marketId = ? AND p.week BETWEEN ? AND ? AND p.day BETWEEN ? AND ?', [marketId, from, to, weekStart(from), weekEnd(to)]);
  const goes = (row: Planned): boolean => row.source === 'frequency' && row.day >= today && advisers.has(row.adviser);
  const gone = all.filter(goes);
  for (let at = 0; at < gone.length; at += idsPerStatement) {
    const some = gone.slice(at, at + idsPerStatement).map(({ id }) => id);
    await em.query(`DELETE FROM visit_plan WHERE id IN (${marks(some)})`, some);
  }
  const stays = all.filter((row) => !goes(row));
  const customers = new Set(stays.map(({ day, customerId }) => `${day} ${customerId}`));
  const over = new Set(stays.filter(({ day }) => day < today).map(({ adviser, day }) => `${day} ${adviser}`));
  return {
    rows: stays.filter(({ adviser }) => advisers.has(adviser)), has: (day, customerId) => customers.has(`${day} ${customerId}`), isOver: (adviser, day) => over.has(`${day} ${adviser}`),
  };
}
