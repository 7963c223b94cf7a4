import { ceil, exact, isZero, over, sum, times, toNumber, type Exact } from './exact.js';
import { mustBeAmount, mustBeCount } from './input-rules.js';
import { exactRatio, ratio, type Ratio } from './ratio.js';

/** Outlets and visits per four weeks, by class. Visits may be fractions (0.5 = every eighth week). */
export type VisitLoad = {
  readonly outlets: Readonly<Record<string, number>>;
  readonly visitsPer4Weeks: Readonly<Record<string, number>>;
};

const callsByClass = ({ outlets, visitsPer4Weeks }: VisitLoad): { key: string; calls: Exact }[] =>
  Object.entries(outlets).map(([key, count]) => {
    mustBeCount(`outlets.${key}`, count);
    return { key, calls: times(exact(count), exact(figureOf('visitsPer4Weeks', visitsPer4Weeks, key))) };
  });

const figureOf = (name: string, figures: Readonly<Record<string, number>>, key: string): number => {
  const figure = figures[key];
  if (figure === undefined) throw new RangeError(`${name}.${key}: must be given, because outlets has class ${key}`);
  mustBeAmount(`${name}.${key}`, figure);
  return figure;
};

const wholePeople = (needed: Exact, perPerson: Exact): number | null => (isZero(perPerson) ? null : Number(ceil(over(needed, perPerson))));

export type Workload = {
  /** required calls in four weeks */
  readonly calls: number;
  /** people needed, whole; null when a person can make no call */
  readonly people: number | null;
  /** required ÷ available calls with that many people */
  readonly use: Ratio;
};

/**
 * Staffing by calls: Σ outlets × visits, over what one person calls on in four weeks, rounded up. arithmetic.md §8
 * Throws RangeError on negative figures or a class without a visit frequency.
 */
export const workload = (input: VisitLoad & { callsPerDay: number; fieldDaysPer4Weeks: number }): Workload => {
  mustBeAmount('callsPerDay', input.callsPerDay);
  mustBeAmount('fieldDaysPer4Weeks', input.fieldDaysPer4Weeks);
  const calls = sum(callsByClass(input).map((row) => row.calls));
  const perPerson = times(exact(input.callsPerDay), exact(input.fieldDaysPer4Weeks));
  const people = wholePeople(calls, perPerson);
  return { calls: toNumber(calls), people, use: exactRatio(calls, times(perPerson, exact(people ?? 0))) };
};

/** Workload use of the people there are: required ÷ available calls in four weeks, 0.70–0.90 is called healthy [L25]. arithmetic.md §8 */
export const workloadUse = (input: { calls: number; people: number; callsPerDay: number; fieldDaysPer4Weeks: number }): Ratio => {
  mustBeAmount('calls', input.calls);
  mustBeCount('people', input.people);
  mustBeAmount('callsPerDay', input.callsPerDay);
  mustBeAmount('fieldDaysPer4Weeks', input.fieldDaysPer4Weeks);
  return exactRatio(exact(input.calls), times(exact(input.people), times(exact(input.callsPerDay), exact(input.fieldDaysPer4Weeks))));
};

export type MinutesInput = VisitLoad & {
  readonly minutesPerCall: Readonly<Record<string, number>>;
  readonly people: number;
  readonly fieldDaysPer4Weeks: number;
  readonly fieldHoursPerDay: number;
};

export type WorkloadInMinutes = { readonly hoursNeeded: number; readonly hoursAvailable: number; readonly use: Ratio };

/**
 * The same in time: Σ outlets × visits × minutes per call against people × days × hours. arithmetic.md §8
 * Throws RangeError on negative figures or a class without frequency or minutes.
 */
export const workloadInMinutes = (input: MinutesInput): WorkloadInMinutes => {
  mustBeCount('people', input.people);
  mustBeAmount('fieldDaysPer4Weeks', input.fieldDaysPer4Weeks);
  mustBeAmount('fieldHoursPerDay', input.fieldHoursPerDay);
  const minutes = sum(callsByClass(input).map(({ key, calls }) => times(calls, exact(figureOf('minutesPerCall', input.minutesPerCall, key)))));
  const needed = over(minutes, exact(60));
  const available = times(exact(input.people), times(exact(input.fieldDaysPer4Weeks), exact(input.fieldHoursPerDay)));
  return { hoursNeeded: toNumber(needed), hoursAvailable: toNumber(available), use: exactRatio(needed, available) };
};

/**
 * The textbook form NS = (NC × FC × LC) ÷ TA, summed over groups: people = customers × calls each × length of a call ÷ time of one person.
 * Length and time in one unit (or length 1 and the calls one person makes). Whole people; null when one person has no time. arithmetic.md §8 [L23][L24]
 */
export const staffNeeded = (input: { groups: readonly { customers: number; callsEach: number }[]; callLength: number; timePerPerson: number }): number | null => {
  mustBeAmount('callLength', input.callLength);
  mustBeAmount('timePerPerson', input.timePerPerson);
  const calls = sum(input.groups.map(({ customers, callsEach }, i) => {
    mustBeCount(`groups[${i}].customers`, customers);
    mustBeAmount(`groups[${i}].callsEach`, callsEach);
    return times(exact(customers), exact(callsEach));
  }));
  return wholePeople(times(calls, exact(input.callLength)), exact(input.timePerPerson));
};

/** How evenly work is spread: the largest load ÷ the mean load, 1 when all are alike. No data without people or without work. Throws RangeError on a negative load. */
export const balance = (loads: readonly number[]): Ratio => {
  loads.forEach((load, i) => mustBeAmount(`loads[${i}]`, load));
  if (loads.length === 0) return ratio(null, null);
  return exactRatio(exact(Math.max(...loads)), over(sum(loads.map(exact)), exact(loads.length)));
};
