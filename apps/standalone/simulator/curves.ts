/*
 * How a team learns. Weeks are counted from the launch, 0 first. Early weeks are bad on purpose: a launch in which every gate passes at
 * once would show nothing.
 */

/** Part of the planned calls that the adviser makes. */
export const callsMade = (week: number): number => Math.min(0.97, 0.8 + 0.035 * week);

/** Part of the missed calls that are made up before Sunday. From the sixth week on nobody is left out. */
export const callsMadeUp = (week: number): number => (week < 5 ? 0.4 + 0.05 * week : 1);

/** Part of the made calls that do not count: too far away, too short. */
export const callsInvalid = (week: number): number => Math.max(0.01, 0.06 - 0.01 * week);

/** Chance that a call turns an outlet into a handler: better outlets first, and the more there are already, the easier it gets. */
export const won = (outletClass: 'A' | 'B' | 'C', handlers: number): number => ({ A: 0.34, B: 0.42, C: 0.62 })[outletClass] * (0.4 + 1.3 * handlers);

/** Part of the outlets that a rival holds whatever we do. */
export const heldByRival: Readonly<Record<'A' | 'B' | 'C', number>> = { A: 0.06, B: 0.16, C: 0.26 };

/** Our part of what a handler sells in the category, `weeks` after its first order. */
export const shareInHandler = (outletClass: 'A' | 'B' | 'C', weeks: number): number =>
  ({ A: 0.54, B: 0.5, C: 0.46 })[outletClass] * (1 - 0.6 * Math.exp(-weeks / 2));

/** Weeks of its own sales that an order leaves on the shelf beyond the next call. */
export const safetyWeeks = (week: number): number => Math.min(0.6, 0.3 + 0.1 * week);

/** Part of the shelf prices that lie in the agreed band. */
export const priceKept = (week: number): number => Math.min(0.98, 0.86 + 0.018 * week);

/** Chance a week that a handler gives us up. */
export const givenUp = 0.0008;
