import type { BundleContent } from './bundle-content.js';
import { text } from './forms/fields.js';
import type { Finding } from './lint-finding.js';
import { surveyTermsOf, type SurveyTerms } from './survey-terms.js';
import { features } from './scorecard-features.js';

const aDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const aTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const aSlot = /^(mon|tue|wed|thu|fri|sat|sun)-([01]\d|2[0-3])$/;

const wholeFrom = (low: number) => (value: number): boolean => Number.isInteger(value) && value >= low;
const part = (value: number): boolean => value > 0 && value < 1;

/** Parameters that would make a formula divide by nothing, rank nothing or wait for ever. */
export function lintParameters({ parameters: p }: BundleContent): Finding[] {
  const found: Finding[] = [];
  const must = (holds: boolean, path: string, zh: string, en: string): void => {
    if (!holds) found.push({ rule: 'parameter', path: `parameters.${path}`, message: text(zh, en) });
  };
  const mustAll = (numbers: Readonly<Record<string, number>>, path: string, holds: (value: number) => boolean, zh: string, en: string): void => {
    for (const [key, value] of Object.entries(numbers)) must(holds(value), `${path}.${key}`, zh, en);
  };
  found.push(...lintNumbers(p, 'parameters'), ...lintWeights(p), ...lintSurvey(surveyTermsOf(p)));

  must(p.scorecard.knockOutLimit >= 0 && p.scorecard.knockOutLimit < 1, 'scorecard.knockOutLimit', '须在 0 到 1 之间', 'must lie from 0 to below 1');
  must(wholeFrom(1)(p.scorecard.minScoredToRank) && p.scorecard.minScoredToRank <= features.length, 'scorecard.minScoredToRank', '须为 1 到 19 的整数', 'must be a whole number from 1 to 19');
  must(part(p.abc.aLimit) && part(p.abc.bLimit) && p.abc.aLimit < p.abc.bLimit, 'abc', 'A 线须低于 B 线,都在 0 与 1 之间', 'the A limit must lie below the B limit, both between 0 and 1');
  mustAll(p.visits.periodDays, 'visits.periodDays', wholeFrom(1), '须为大于零的整数', 'must be a whole number above zero');
  mustAll(p.visits.per4Weeks, 'visits.per4Weeks', (value) => value > 0, '须大于零', 'must be above zero');
  mustAll(p.visits.minutes, 'visits.minutes', (value) => value > 0, '须大于零', 'must be above zero');
  must(wholeFrom(1)(p.windowWeeks) && p.windowWeeks <= 52, 'windowWeeks', '须为 1 到 52 的整数', 'must be a whole number from 1 to 52');
  must(part(p.colour.amberFrom) && p.colour.amberFrom < p.colour.greenFrom && p.colour.greenFrom <= 1, 'colour', '黄线须低于绿线', 'amber must begin below green, and green at most at 1');
  must(p.colour.bandTolerance > 0 && p.colour.bandTolerance < 1, 'colour.bandTolerance', '须在 0 与 1 之间', 'must lie between 0 and 1');
  must(wholeFrom(1)(p.colour.smallBase), 'colour.smallBase', '须为大于零的整数', 'must be a whole number above zero');
  must(wholeFrom(1)(p.colour.greyReviewsToRed), 'colour.greyReviewsToRed', '须为大于零的整数', 'must be a whole number above zero');
  must(wholeFrom(1)(p.colour.goodWeeksAfterRed), 'colour.goodWeeksAfterRed', '须为大于零的整数', 'must be a whole number above zero');
  const { flowThroughFrom, ...counts } = p.evidence;
  must(flowThroughFrom > 0, 'evidence.flowThroughFrom', '须大于零', 'must be above zero');
  mustAll(counts, 'evidence', wholeFrom(1), '须为大于零的整数', 'must be a whole number above zero');
  must(aTime.test(p.dailySheetBy), 'dailySheetBy', '须为 HH:MM', 'must be HH:MM');
  must(aSlot.test(p.reviewSlot), 'reviewSlot', '须为 mon-08 这样的时段', 'must be a slot such as mon-08');
  must(p.calendar.workweek.length > 0 && new Set(p.calendar.workweek).size === p.calendar.workweek.length, 'calendar.workweek', '至少一个工作日,不得重复', 'needs at least one working day, none twice');
  must([...p.calendar.holidays, ...p.calendar.extraWorkdays].every((day) => aDay.test(day)), 'calendar', '日期须为 YYYY-MM-DD', 'days must be YYYY-MM-DD');
  return found;
}

function lintSurvey({ respondentTypes, teams, schedule, ...s }: SurveyTerms): Finding[] {
  const found: Finding[] = [];
  const must = (holds: boolean, path: string, zh: string, en: string): void => {
    if (!holds) found.push({ rule: 'parameter', path: `parameters.survey.${path}`, message: text(zh, en) });
  };
  const codes = teams.map((team) => team.code);
  must(codes.length > 0 && new Set(codes).size === codes.length && codes.every((code) => /^[a-z][a-z0-9-]{0,19}$/.test(code)), 'teams', '至少一个小组,代码不得重复,形如 key', 'needs at least one team, no code twice, each such as key');
  must(teams.every((team) => team.respondentTypes.every((type) => respondentTypes.some((one) => one.key === type))), 'teams', '调查对象须在 respondentTypes 中', 'may ask only the respondentTypes');
  must(schedule.every((work) => work.team === 'all' || codes.includes(work.team)), 'schedule', '负责小组须在 teams 中', 'may name only the teams, or all');
  must(schedule.every((work) => wholeFrom(1)(work.fromDay) && wholeFrom(work.fromDay)(work.toDay) && work.toDay <= 366), 'schedule', '天数须为整数,起不晚于止', 'days must be whole numbers, the first not after the last');
  must(s.backCheckShare > 0 && s.backCheckShare <= 1, 'backCheckShare', '须大于 0,至多 1', 'must lie above 0 and be at most 1');
  for (const key of ['sheetRemindMinutes', 'sheetToLeadMinutes'] as const) must(wholeFrom(0)(s[key]) && s[key] <= 1_440, key, '须为 0 到 1440 的整数', 'must be a whole number from 0 to 1440');
  must(wholeFrom(s.sheetToLeadMinutes)(s.sheetToManagerMinutes) && s.sheetToManagerMinutes <= 10_080, 'sheetToManagerMinutes', '不得早于通知甲,至多 10080', 'must not come before the lead hears of it, and be at most 10080');
  must(wholeFrom(1)(s.resurveyDays) && s.resurveyDays <= 60, 'resurveyDays', '须为 1 到 60 的整数', 'must be a whole number from 1 to 60');
  must(s.accuracyM > 0, 'accuracyM', '须大于零', 'must be above zero');
  return found;
}

function lintWeights(p: BundleContent['parameters']): Finding[] {
  const points = Object.values(p.scorecard.weights);
  const parts = Object.values(p.targetWeights);
  const found: Finding[] = [];
  if (!sumsTo(points, 100) || points.some((weight) => !(weight > 0))) {
    found.push({ rule: 'weights', path: 'parameters.scorecard.weights', message: text('八个权重须为正,合计 100', 'the eight weights must be above zero and sum to 100') });
  }
  if (!sumsTo(parts, 1) || parts.some((weight) => !(weight >= 0))) {
    found.push({ rule: 'weights', path: 'parameters.targetWeights', message: text('权重不得为负,合计 1', 'the weights must not be negative and sum to 1') });
  }
  return found;
}

function sumsTo(numbers: readonly number[], total: number): boolean {
  return Math.abs(numbers.reduce((sum, number) => sum + number, 0) - total) < 1e-9;
}

/** Any number anywhere that JSON could not even write. */
function lintNumbers(value: unknown, path: string): Finding[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [{ rule: 'not-a-number', path, message: text('不是数字', 'is not a number') }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => lintNumbers(item, `${path}.${key}`));
}
