import { planWeek, type PlannedStop } from './visit-plan.js';

const workweek = [1, 2, 3, 4, 5];
const stops = (prefix: string, n: number, visitsPer4Weeks: number, weekdays: readonly number[] = []): PlannedStop[] =>
  Array.from({ length: n }, (_, i) => ({ id: `${prefix}${i}`, visitsPer4Weeks, weekdays }));
/** Days since the first week's Monday on which each stop is planned. */
function visitDays(all: readonly PlannedStop[], weeks: number, from = 2920): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (let week = 0; week < weeks; week += 1) {
    for (const { weekday, ids } of planWeek({ weekNumber: from + week, workweek, stops: all }).days) for (const id of ids) days.set(id, [...(days.get(id) ?? []), week * 7 + weekday]);
  }
  return days;
}
const gaps = (days: readonly number[]): number[] => days.slice(1).map((day, i) => day - (days[i] ?? 0));

describe('a visit plan', () => {
  // arithmetic.md §8: A 80×4 + B 220×2 + C 850×1 = 1,610 calls in four weeks; here a tenth of it, for one adviser.
  const street = [...stops('a', 8, 4), ...stops('b', 22, 2), ...stops('c', 85, 1)];

  it('makes as many calls as are required, and no day has two more than another', () => {
    const perDay = [0, 1, 2, 3].flatMap((week) => planWeek({ weekNumber: 2920 + week, workweek, stops: street }).days.map(({ ids }) => ids.length));
    expect(perDay.reduce((a, b) => a + b, 0)).toBe(161);
    expect(Math.max(...perDay) - Math.min(...perDay)).toBeLessThanOrEqual(1);
  });

  it('lets nobody become overdue: 7, 14 and 28 days apart, from one round to the next too', () => {
    for (const [id, days] of visitDays(street, 12)) expect(new Set(gaps(days))).toEqual(new Set([{ a: 7, b: 14, c: 28 }[id.charAt(0)]]));
  });

  it('is the same whenever it is made, and keeps neighbours together in the order in which they are walked', () => {
    const plan = planWeek({ weekNumber: 2921, workweek, stops: stops('c', 40, 4) });
    expect(planWeek({ weekNumber: 2921, workweek, stops: stops('c', 40, 4) })).toEqual(plan);
    expect(plan.days.map(({ ids }) => ids)).toEqual([0, 8, 16, 24, 32].map((from) => Array.from({ length: 8 }, (_, i) => `c${from + i}`)));
  });

  it('visits on open days only, and says who cannot be seen often enough', () => {
    const plan = planWeek({ weekNumber: 2920, workweek, stops: [...stops('m', 3, 4, [1]), ...stops('s', 1, 4, [7]), ...stops('d', 1, 8, [2])] });
    expect(plan.days.map(({ ids }) => ids.length)).toEqual([3, 1, 0, 0, 0]);
    expect(plan.short).toEqual(['s0', 'd0']);
  });

  it('sees some every eighth week, in turns, and some twice a week or daily', () => {
    const rare = visitDays(stops('r', 10, 0.5), 16);
    expect(rare.size).toBe(10);
    for (const days of rare.values()) expect(days).toHaveLength(2);
    const firstRound = visitDays(stops('r', 10, 0.5), 4);
    expect(firstRound.size).toBe(5);
    expect(gaps(visitDays(stops('t', 1, 8), 4).get('t0') ?? []).every((gap) => gap >= 2 && gap <= 5)).toBe(true);
    expect(visitDays(stops('d', 1, 20), 4).get('d0')).toHaveLength(20);
  });

  it('names what it cannot work with', () => {
    expect(() => planWeek({ weekNumber: 1, workweek: [8], stops: [] })).toThrow(/workweek\[0\]/);
    expect(() => planWeek({ weekNumber: 1, workweek, stops: [...stops('x', 1, 1), ...stops('x', 1, 1)] })).toThrow(/stops\[\]\.id/);
    expect(() => planWeek({ weekNumber: 1, workweek, stops: stops('x', 1, -1) })).toThrow(/x0\.visitsPer4Weeks/);
    expect(planWeek({ weekNumber: 1, workweek: [], stops: stops('x', 1, 1) })).toEqual({ days: [], short: ['x0'] });
  });
});
