import { mustBeDistinct, mustBeWholeBetween, mustBeAmount } from './input-rules.js';

export type PlannedStop = {
  readonly id: string;
  /** May be a fraction: 0.5 is every eighth week. */
  readonly visitsPer4Weeks: number;
  /** Weekdays on which the outlet can be visited, Monday = 1; empty: any working day. */
  readonly weekdays: readonly number[];
};

export type PlanInput = {
  /** Whole weeks since the week of Monday 1970-01-05; four of them, from a multiple of four on, are one round. */
  readonly weekNumber: number;
  /** Working weekdays, Monday = 1. */
  readonly workweek: readonly number[];
  /** In the order in which they are walked: neighbours get the same day where the balance allows it. */
  readonly stops: readonly PlannedStop[];
};

export type PlannedWeek = {
  /** By weekday, each in the order of the stops. */
  readonly days: readonly { readonly weekday: number; readonly ids: readonly string[] }[];
  /** Stops that can be visited on no working day, or not as often as asked. */
  readonly short: readonly string[];
};

const weeksPerRound = 4;
const hundred = 100;

/**
 * Who is visited on which day of a week, from how often each must be seen in four weeks. method.md §8.3 `visit_plan`, §8.6
 * The same stops always give the same plan. Visits to one stop lie evenly apart, on the same days in every round, so that a stop with 4, 2 or 1
 * visits is never older than 7, 14 or 28 days. Days get equally many calls, as far as the days on which stops are open allow.
 * Throws RangeError on a weekday that does not exist, a negative frequency, or a stop twice.
 */
export const planWeek = ({ weekNumber, workweek, stops }: PlanInput): PlannedWeek => {
  mustBeWholeBetween('weekNumber', weekNumber, 0, 1_000_000);
  mustBeDistinct('stops[].id', stops.map(({ id }) => id));
  const days = [...new Set(workweek)].sort((a, b) => a - b);
  days.forEach((day, i) => mustBeWholeBetween(`workweek[${i}]`, day, 1, 7));
  const round = Math.floor(weekNumber / weeksPerRound);
  const load = Array.from({ length: weeksPerRound * days.length }, () => 0);
  const planned: string[][] = days.map(() => []);
  const short: string[] = [];
  const first = (weekNumber % weeksPerRound) * days.length;
  for (const { visits, slots, ids } of alike(stops, days, round)) {
    const calls = Math.min(visits, slots.length);
    if (calls < visits) short.push(...ids);
    if (calls === 0) continue;
    const patterns = patternsOf(slots, calls);
    shareOut(ids, patterns, load).forEach((its, i) => {
      for (const slot of patterns[i] ?? []) if (slot >= first && slot < first + days.length) planned[slot - first]?.push(...its);
    });
  }
  const order = new Map(stops.map(({ id }, i) => [id, i]));
  const inOrder = (ids: readonly string[]): string[] => [...ids].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return { days: days.map((weekday, i) => ({ weekday, ids: inOrder(planned[i] ?? []) })), short: inOrder(short) };
};

type Group = { readonly visits: number; readonly slots: readonly number[]; readonly ids: string[] };

/** Stops with as many visits in this round, on the same days; the most visited first: the others fill the gaps that these leave. */
const alike = (stops: readonly PlannedStop[], days: readonly number[], round: number): Group[] => {
  const groups = new Map<string, Group>();
  stops.forEach(({ id, visitsPer4Weeks, weekdays }, i) => {
    mustBeAmount(`${id}.visitsPer4Weeks`, visitsPer4Weeks);
    const visits = visitsInRound(Math.round(visitsPer4Weeks * hundred), round, i);
    if (visits === 0) return;
    const open = days.flatMap((day, at) => (weekdays.length === 0 || weekdays.includes(day) ? [at] : []));
    const key = `${visits} ${open.join(',')}`;
    const group = groups.get(key) ?? { visits, slots: Array.from({ length: weeksPerRound }, (_, week) => open.map((at) => week * days.length + at)).flat(), ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  });
  return [...groups.values()].sort((a, b) => b.visits - a.visits || a.slots.length - b.slots.length);
};

/** Fractions add up over the rounds; the stops of one frequency take turns, so that not all of them fall into the same round. */
const visitsInRound = (hundredths: number, round: number, turn: number): number => {
  const phase = (turn * hundredths) % hundred;
  return Math.floor(((round + 1) * hundredths + phase) / hundred) - Math.floor((round * hundredths + phase) / hundred);
};

/** The ways to place so many calls evenly over the slots of a round, each beginning one slot later. */
const patternsOf = (slots: readonly number[], calls: number): number[][] => {
  const step = slots.length / calls;
  return Array.from({ length: Math.max(1, Math.floor(step)) }, (_, offset) => Array.from({ length: calls }, (__, i) => slots[Math.floor(offset + i * step)] ?? 0));
};

/** Equal shares of neighbours for each pattern; what is left goes where the days are emptiest. */
const shareOut = (ids: readonly string[], patterns: readonly (readonly number[])[], load: number[]): string[][] => {
  const weight = (pattern: readonly number[]): number => pattern.reduce((sum, slot) => sum + (load[slot] ?? 0), 0) / pattern.length;
  const sizes = patterns.map(() => 0);
  for (let left = ids.length; left > 0; left -= 1) {
    let lightest = 0;
    let least = Infinity;
    patterns.forEach((pattern, i) => {
      const full = weight(pattern) + (sizes[i] ?? 0);
      if (full < least) [lightest, least] = [i, full];
    });
    sizes[lightest] = (sizes[lightest] ?? 0) + 1;
  }
  let from = 0;
  return patterns.map((pattern, i) => {
    const its = ids.slice(from, (from += sizes[i] ?? 0));
    for (const slot of pattern) load[slot] = (load[slot] ?? 0) + its.length;
    return its;
  });
};
