import type { ConditionResult, Verdict } from './facts.js';

/** A condition that counts: not waived, not a shadow. */
export function counts(condition: Pick<ConditionResult, 'waived' | 'shadow'>): boolean {
  return !condition.waived && !condition.shadow;
}

/**
 * The verdict of a gate, a statement of fact (arithmetic.md §14): a known failure wins, no data is `unknown` and never passes.
 * Throws RangeError when nothing is left that counts as a criterion: such a gate must not exist.
 */
export function gateVerdict(conditions: readonly Pick<ConditionResult, 'met' | 'waived' | 'shadow'>[]): Verdict {
  if (conditions.every((c) => c.shadow)) throw new RangeError('A gate needs at least one condition that counts');
  const counting = conditions.filter(counts);
  if (counting.some((c) => c.met === false)) return 'not_passed';
  return counting.some((c) => c.met === null) ? 'unknown' : 'passed';
}

/** Keys of the conditions that stand in the way of a pass, failures first. */
export function unmet(conditions: readonly ConditionResult[]): string[] {
  const open = conditions.filter((c) => counts(c) && c.met !== true);
  return [...open.filter((c) => c.met === false), ...open.filter((c) => c.met === null)].map((c) => c.key);
}
