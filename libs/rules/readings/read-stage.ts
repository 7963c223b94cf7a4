import { stageOf, type BundleContent, type BundleKpi, type BundleStage, type BundleTest } from '../../playbook/bundle-content.js';
import { stageKeys, type StageKey, type Target } from '../../playbook/define-stage.js';
import { text } from '../../playbook/forms/fields.js';
import type { ConditionResult, KpiReading, Measured, TestResult } from '../facts.js';
import { addWeeks } from '../iso-week.js';
import { measureKpi } from './measure-kpi.js';
import { meets, noData } from './measured.js';
import { newestWeek, type HistoryReading, type Measure, type MeasureFacts } from './measure-facts.js';
import { safely } from './safely.js';
import { list } from './sources.js';

/** The KPIs of one stage, measured on today's facts, in the order of the playbook. */
export function readStage(bundle: BundleContent, stageKey: StageKey, facts: MeasureFacts): KpiReading[] {
  const stage = stageOf(bundle, stageKey);
  return stage.order.kpis.map((key) => read(key, kpiOf(stage, key), facts));
}

/**
 * What a weekly review measures: the KPIs of the stage, and from the launch on every KPI of the street. A gain since G5, a curve of twelve
 * weeks or eight weeks without an unvisited customer (method.md §13.3) can only be shown when it was measured all along.
 */
export function readReview(bundle: BundleContent, stageKey: StageKey, facts: MeasureFacts): KpiReading[] {
  const own = readStage(bundle, stageKey, facts);
  if (stageKeys.indexOf(stageKey) < stageKeys.indexOf('launch')) return own;
  const others = bundle.stages.filter((stage) => stage.key !== stageKey)
    .flatMap((stage) => stage.order.kpis.map((key) => ({ key, kpi: kpiOf(stage, key) })))
    .filter(({ kpi }) => kpi.from === 'field');
  return [...own, ...others.map(({ key, kpi }) => read(key, kpi, facts))];
}

function kpiOf(stage: BundleStage, key: string): BundleKpi {
  const kpi = stage.kpis[key];
  if (!kpi) throw new RangeError(`kpi: stage ${stage.key} has no ${key}`);
  return kpi;
}

function read(key: string, kpi: BundleKpi, facts: MeasureFacts): KpiReading {
  const measure = (measureKpi as Readonly<Record<string, Measure>>)[key];
  const measured = measure ? safely(measure)(facts) : noData(text('没有人测量', 'Nobody measures it'));
  return { ...measured, kpi: key, asOf: facts.asOf, met: kpi.target === null ? null : meets(measured, kpi.target), shadow: kpi.shadow };
}

/** The conditions of a stage's gate on these readings. `history`: weekly readings of the entry; `waivedKeys`: conditions with a waiver in force. */
export function judgeConditions(
  bundle: BundleContent, stageKey: StageKey, readings: readonly KpiReading[], history: readonly HistoryReading[], waivedKeys: ReadonlySet<string>,
): ConditionResult[] {
  const stage = stageOf(bundle, stageKey);
  return stage.order.conditions.map((key) => {
    const tests = stage.gate.conditions[key]?.anyOf ?? [];
    const counting = tests.filter((test) => stage.kpis[test.kpi]?.shadow !== true);
    const results = tests.map((test) => judgeTest(test, readings, history));
    const judged = counting.length === 0 ? results : results.filter((_, index) => counting.includes(tests[index] as BundleTest));
    return { key, tests: results, met: anyMet(judged.map((result) => result.met)), waived: waivedKeys.has(key), shadow: counting.length === 0 };
  });
}

/** One yes is enough; while one is unknown and none is a yes, so is the whole. */
function anyMet(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(true)) return true;
  return results.length === 0 || results.includes(null) ? null : false;
}

function judgeTest(test: BundleTest, readings: readonly KpiReading[], history: readonly HistoryReading[]): TestResult {
  const reading: Measured = readings.find((one) => one.kpi === test.kpi) ?? noData(text('未测量', 'Not measured'));
  const { target } = test;
  if (target === null) throw new RangeError(`target: the test of ${test.kpi} has nothing to compare with, which no sealed bundle holds`);
  const found = { numerator: reading.numerator, denominator: reading.denominator, value: reading.value, kpi: test.kpi, target, weeks: test.weeks };
  if (test.weeks <= 1) return { ...found, evidence: reading.evidence, met: meets(reading, target) };
  const row = weeksInARow(history, test.kpi, test.weeks, target);
  const good = row.filter((met) => met === true).length;
  return { ...found, evidence: list(text(`最近 ${test.weeks} 次周例会中 ${good} 次达标`, `${good} of the last ${test.weeks} weekly reviews met it`), reading.evidence), met: row.includes(false) ? false : good === test.weeks ? true : null };
}

/** The last weeks reviewed, newest last; a week without a reading or without data is null and breaks the row. */
function weeksInARow(history: readonly HistoryReading[], kpi: string, weeks: number, target: Target): (boolean | null)[] {
  const newest = newestWeek(history);
  if (newest === null) return [];
  return Array.from({ length: weeks }, (_, index) => {
    const week = addWeeks(newest, index - weeks + 1);
    const reading = history.findLast((one) => one.kpi === kpi && one.week === week);
    return reading ? meets(reading, target) : null;
  });
}
