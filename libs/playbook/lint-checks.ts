import type { BundleStage } from './bundle-content.js';
import type { KpiUnit, Target } from './define-stage.js';
import { text } from './forms/fields.js';
import { kpiSources, type KpiSource } from './kpi-sources.js';
import type { Finding, LintRule } from './lint-finding.js';

type Span = { readonly lowest: number; readonly highest: number };

const spans: Readonly<Record<KpiUnit, Span>> = {
  ratio: { lowest: 0, highest: 1 },
  times: { lowest: 0, highest: Infinity },
  count: { lowest: 0, highest: Infinity },
  points: { lowest: 0, highest: 100 },
  days: { lowest: 0, highest: Infinity },
  months: { lowest: 0, highest: Infinity },
  money: { lowest: -Infinity, highest: Infinity },
  pp: { lowest: -1, highest: 1 },
  'per-1000': { lowest: 0, highest: Infinity },
};

/** The checks of a stage: every KPI's target and every test of its gate. A check that cannot fail is no check; one that cannot pass is a wall. */
export function lintChecks(stage: BundleStage): Finding[] {
  const targets = Object.entries(stage.kpis).flatMap(([key, kpi]) => (kpi.target === null ? [] : judged(stage, key, kpi.target, `stages.${stage.key}.kpis.${key}.target`)));
  const tests = Object.entries(stage.gate.conditions).flatMap(([name, condition]) => condition.anyOf.flatMap((test, index): Finding[] => {
    const path = `stages.${stage.key}.gate.conditions.${name}.anyOf.${index}`;
    const weeks: Finding[] = Number.isInteger(test.weeks) && test.weeks >= 1 && test.weeks <= 52 ? []
      : [{ rule: 'weeks', path: `${path}.weeks`, message: text('必须是 1 到 52 的整数', 'must be a whole number from 1 to 52') }];
    if (test.target === null) return [...weeks, { rule: 'no-target', path, message: text('没有可比的目标', 'has nothing to compare with') }];
    return [...weeks, ...judged(stage, test.kpi, test.target, path)];
  }));
  return [...targets, ...tests];
}

function judged(stage: BundleStage, key: string, target: Target, path: string): Finding[] {
  const kpi = stage.kpis[key];
  if (!kpi) return [];
  const finding = (rule: LintRule, zh: string, en: string): Finding[] => [{ rule, path, message: text(zh, en) }];
  const limits = target.op === 'between' ? [target.from, target.to] : [target.value];
  if (!limits.every(Number.isFinite)) return finding('not-a-number', '门槛不是数字', 'the threshold is not a number');
  const wrong = wrongUnit(kpi.unit, limits);
  if (wrong) return finding('wrong-unit', wrong.zh, wrong.en);
  const span = spanOf(key, kpi.unit);
  if (cannotFail(target, span)) return finding('never-fails', '这一检验永远成立', 'the check can never fail');
  if (cannotPass(target, span)) return finding('never-passes', '这一检验永远不成立', 'the check can never pass');
  return [];
}

function spanOf(key: string, unit: KpiUnit): Span {
  const source = (kpiSources as Readonly<Record<string, KpiSource>>)[key];
  return { lowest: source?.lowest ?? spans[unit].lowest, highest: source?.highest ?? spans[unit].highest };
}

/** 60 where 0.6 is meant is the commonest slip; thirds of a customer are the next. */
function wrongUnit(unit: KpiUnit, limits: readonly number[]) {
  if (unit === 'ratio' && limits.some((limit) => limit < 0 || limit > 1)) return text('比率须在 0 到 1 之间', 'a ratio lies between 0 and 1');
  if (unit === 'pp' && limits.some((limit) => Math.abs(limit) > 1)) return text('百分点写成小数,0.05 为五个点', 'percentage points are written as a fraction, 0.05 for five');
  if ((unit === 'count' || unit === 'money' || unit === 'months') && !limits.every(Number.isInteger)) return text('须为整数', 'must be whole');
  return null;
}

function cannotFail(target: Target, { lowest, highest }: Span): boolean {
  switch (target.op) {
    case 'at-least': return target.value <= lowest;
    case 'at-most': return target.value >= highest;
    case 'between': return target.from <= lowest && target.to >= highest;
    case 'exactly': return lowest === highest;
  }
}

function cannotPass(target: Target, { lowest, highest }: Span): boolean {
  switch (target.op) {
    case 'at-least': return target.value > highest;
    case 'at-most': return target.value < lowest;
    case 'between': return target.from > target.to || target.from > highest || target.to < lowest;
    case 'exactly': return target.value < lowest || target.value > highest;
  }
}
