import type { Parameters } from '../playbook/parameters.js';

export const visitedClasses = ['A', 'B', 'C', 'dealer'] as const;
export type VisitedClass = (typeof visitedClasses)[number];
export type Frequency = { readonly visitsPer4Weeks: number; readonly minutes: number };
/** Rules of one market in force on a day. */
export type FrequencyRules = { readonly [C in VisitedClass]?: Frequency };

const daysPer4Weeks = 28;

/** How often each class is visited and how long: the market's rule of the day where it has one, else the bundle. method.md §8.3, §8.6 */
export function frequencyOf(rules: FrequencyRules | null, { visits: { per4Weeks, minutes, periodDays } }: Pick<Parameters, 'visits'>): { readonly [C in VisitedClass]: Frequency } {
  const usual = (of: 'A' | 'B' | 'C'): Frequency => rules?.[of] ?? { visitsPer4Weeks: per4Weeks[of], minutes: minutes[of] };
  return { A: usual('A'), B: usual('B'), C: usual('C'), dealer: rules?.dealer ?? { visitsPer4Weeks: daysPer4Weeks / periodDays.dealer, minutes: minutes.A } };
}

/** A terminal without a class is planned for as often as the most visited one: a missing class must not hide work. */
export function frequencyOfClass(of: 'A' | 'B' | 'C' | null, frequencies: ReturnType<typeof frequencyOf>): Frequency {
  if (of !== null) return frequencies[of];
  const { A, B, C } = frequencies;
  return [A, B, C].reduce((most, one) => (one.visitsPer4Weeks > most.visitsPer4Weeks ? one : most));
}
