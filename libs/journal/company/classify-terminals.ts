import { isoWeek } from '../../rules/iso-week.js';
import { localDay } from '../../rules/calendar.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { Market } from '../../persistence/entities/field/master.js';
import { companyCommand } from '../define-command.js';
import { classifyTerminals as classify, type Classes } from '../field/classify.js';

type ClassifyTerminals = { readonly marketId: string; readonly basis: 'census' | 'sales'; readonly until?: string | undefined; readonly weeks: number };

/** Re-classes the terminals of a market A, B, C by cumulative category volume (arithmetic.md §2). */
export const classifyTerminals = companyCommand<ClassifyTerminals, Classes>(async (tx, { marketId, basis, until, weeks }) => {
  if (!(await tx.em.existsBy(Market, { id: marketId }))) throw new Refusal('not-found', { what: `market ${marketId}` });
  if (!tx.actor.admin) mustHold(tx.actor, ['clerk', 'sup', 'rm'], [marketId]);
  const week = until ?? isoWeek(localDay(new Date(tx.now), 'UTC'));
  const classes = await classify(tx.em, marketId, { basis, until: week, weeks });
  await tx.record(`market/${marketId}`, 'classifyTerminals', { basis, until: week, weeks, ...classes });
  return classes;
});
