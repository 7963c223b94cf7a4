import type { Census, OutletClass, SimulatedOutlet } from './census.js';
import { callsInvalid, callsMade, callsMadeUp } from './curves.js';
import { stream } from './random.js';

/** A call at an outlet or a dealer, planned or made up for. Minutes count from eight in the morning. */
export type Call = {
  readonly id: string;
  readonly outlet: string | null;
  readonly dealer: string | null;
  readonly adviser: string;
  /** Monday 0 … Saturday 5. */
  readonly weekday: number;
  readonly planned: boolean;
  readonly made: boolean;
  readonly valid: boolean;
  readonly startsAt: number;
  readonly minutes: number;
  readonly distance: number;
};

/** Weeks between two calls (arithmetic.md §8: four, two and one call in four weeks). */
export const callEvery: Readonly<Record<OutletClass, number>> = { A: 1, B: 2, C: 4 };

/** The calls of one week. Who is due follows from the class; what is missed is made up on Saturday, in the first weeks only in part. */
export function simulateCalls(seed: number, census: Census, week: number): Call[] {
  const calls = [
    ...census.outlets.flatMap((outlet, index) => (isDue(outlet, index, week) ? callsAt(seed, week, outlet.id, outlet.adviser, index, { outlet: outlet.id, dealer: null }) : [])),
    ...census.dealers.flatMap((dealer, index) => callsAt(seed, week, dealer.code, `adv${index + 1}`, index, { outlet: null, dealer: dealer.code })),
  ];
  return calls;
}

function isDue(outlet: SimulatedOutlet, index: number, week: number): boolean {
  return (week + index) % callEvery[outlet.class] === 0;
}

function callsAt(seed: number, week: number, customer: string, adviser: string, index: number, at: { outlet: string | null; dealer: string | null }): Call[] {
  const r = stream(seed, 'call', week, customer);
  const made = r.happens(callsMade(week));
  const counts = made && !r.happens(callsInvalid(week));
  const startsAt = (index * 25) % 540;
  const first: Call = {
    id: `${week}-${customer}`, ...at, adviser, weekday: index % 5, planned: true, made, valid: counts, startsAt,
    minutes: made ? (counts ? r.whole(6, 20) : 1) : 0, distance: made ? r.whole(3, 90) : 0,
  };
  if (counts || !r.happens(callsMadeUp(week))) return [first];
  return [first, { ...first, id: `${first.id}-again`, weekday: 5, planned: false, made: true, valid: true, minutes: r.whole(6, 20), distance: r.whole(3, 90) }];
}
