import { ratio, type Ratio } from '../../measures/ratio.js';
import type { FormOf } from '../../playbook/playbook.js';
import { quotientOf, total } from './measured.js';
import { latest, submissions, type MeasureFacts } from './measure-facts.js';

type CostReport = FormOf<'costReport'>;

/** The cost reports, one for each month, and the budget they are held against; null while one of both is missing. */
export function costsAndBudget(facts: MeasureFacts): { readonly reports: readonly CostReport[]; readonly budget: FormOf<'budget'> } | null {
  const budget = latest(facts, 'budget')?.data;
  const byMonth = new Map(submissions(facts, 'costReport').map((report) => [report.data.month.slice(0, 7), report.data]));
  return budget === undefined || byMonth.size === 0 ? null : { reports: [...byMonth.values()], budget };
}

export function spent(reports: readonly CostReport[]): number {
  return total(reports, (report) => report.fieldCost + report.promotionCost);
}

/** Cost ratio to date ÷ planned ratio of as many months: launch months are dear, and the plan says so too. */
export function costAgainstPlan(reports: readonly CostReport[], budget: FormOf<'budget'>): Ratio {
  const within = <T extends { readonly month: number }>(rows: readonly T[]): T[] => rows.filter((row) => row.month <= reports.length);
  const actual = ratio(spent(reports), total(reports, (report) => report.netRevenue));
  const planned = ratio(total(within(budget.lines), (line) => line.amount), total(within(budget.revenue), (row) => row.amount));
  return quotientOf(actual, planned);
}
