import { allForms, field, financeForm, history, threeCards, workedBundle, workedFacts, type FormData } from '../../../test/support/worked-example.js';
import type { Text } from '../../playbook/define-form.js';
import { kpiKeys, type FormKey } from '../../playbook/playbook.js';
import { stageKeys } from '../../playbook/define-stage.js';
import type { FieldTotals } from '../field-totals.js';
import type { SurveyTotals } from '../survey-totals.js';
import { measureKpi } from './measure-kpi.js';
import type { MeasureFacts } from './measure-facts.js';
import { judgeConditions, readStage } from './read-stage.js';
import { safely } from './safely.js';
import { totalsMeasures } from './street-measures.js';
import { copies, fieldOf, from, list, missing, named, none, notHandedIn, papers, saying, street, upTo } from './sources.js';

const first = <T>(rows: readonly T[] | undefined): T => {
  const [one] = rows ?? [];
  if (one === undefined) throw new Error('the worked example has no such form');
  return one;
};
const withForms = (forms: FormData) => workedFacts({ forms });
const withField = (over: Partial<FieldTotals>) => workedFacts({ field: { ...field, ...over } });
const nothing: MeasureFacts = { ...workedFacts({ field: null, history: [], passed: [], candidates: [], marketCode: null, documents: {}, stageOpenedAt: {} }), forms: {} };

const survey: SurveyTotals = {
  assignments: 3, zones: [{ zoneNo: 1, accepted: 40, newFound: 2, closed: 1 }, { zoneNo: null, accepted: 3, newFound: 0, closed: 0 }], reviewedFirst: 50, acceptedFirst: 45, returned: 2,
  checks: { done: 5, open: 1, fieldsChecked: 50, fieldsAgreed: 48, blocks: 2, outletsFound: 30, missed: 1 }, positions: { records: 50, valid: 49 }, submitted: 50, merged: 1,
  teamDays: { due: 6, onTime: 5 }, surveyorDays: 4, resurvey: 2, dealers: ['D1'],
};
const chain = first(allForms.priceChain);
const targets = first(allForms.targets).targets;
const sales = field.sales ?? undefined;

/** The worked example, nothing at all, each paper and each part of the street left out or empty, and facts that fail, differ or contradict. */
const situations: readonly (readonly [string, MeasureFacts])[] = [
  ['the worked example', workedFacts()],
  ['nothing at all', nothing],
  ...(Object.keys(allForms) as FormKey[]).map((key) => [`no ${key}`, withForms({ [key]: [] })] as const),
  ...(['sales', 'repeat', 'churn', 'visits', 'stock', 'dealerStock'] as const).map((part) => [`no ${part}`, withField({ [part]: null })] as const),
  ['a survey run in the system', workedFacts({ survey })],
  ['no reviews', workedFacts({ history: [] })],
  ['few reviews', workedFacts({ history: history.filter(({ kpi, week }) => kpi !== 'flowThrough' && week > '2026-W25') })],
  ['no gates passed, not launched', workedFacts({ passed: [], stageOpenedAt: {} })],
  ['documents not accepted', workedFacts({ documents: {} })],
  ['a loss on every case', withForms({ financeCheck: [{ ...financeForm, unitCost: 3600 }] })],
  ['a chain that earns nothing, with a reason', withForms({ priceChain: [{ ...chain, marginReason: '新品 new', pricingMethod: null, tiers: chain.tiers.map((tier) => ({ ...tier, sell: tier.buy })) }] })],
  ['targets that do not add up', withForms({ targets: [{ targets: targets.map((row) => (row.owner === 'Z1' ? { ...row, value: 1 } : row)) }] })],
  ['a decision for another market', withForms({ entryDecision: [{ market: 'C', reason: 'x', override: false }] })],
  ['a decision for a market nobody scored', withForms({ entryDecision: [{ market: 'Q', reason: 'x', override: true }] })],
  ['one rater', withForms({ scorecard: threeCards })],
  ['an empty template', withForms({ template: [{ items: [] }] })],
  ['no supervisor', withForms({ staffing: [{ ...first(allForms.staffing), supervisor: null }] })],
  ['too small a back-check', withForms({ independentBackCheck: [{ ...first(allForms.independentBackCheck), terminals: 9 }] })],
  ['no zone that reaches the targets', withField({ zones: field.zones.map((zone) => ({ ...zone, handlers: 0, handlersA: 0 })) })],
  ['rows of prices, incidents and receivables', withField({
    prices: { checks: 5, inBand: 4 }, incidents: { since: '2026-05-01', reported: 4, priceCuts: 2, dumping: 1 },
    receivables: { dealers: 2, receivable: 100, overdue: 5, oldest: '2026-07-01', newest: '2026-07-19' },
  })],
  ['more handlers than outlets', withField({ sales: sales ? { ...sales, handlers: 2000, handlersA: 2000 } : null })],
];

const chinese = /\p{Script=Han}/u;
const faultsOf = ({ zh, en }: Text): string[] => [
  ...(chinese.test(zh) ? [] : [`no Chinese: ${zh}`]),
  ...(/[A-Za-z]{3}/.test(en) ? [] : [`no English: ${en}`]),
  // A key of the playbook, as the code spells it, is no word of either language.
  ...[zh, en].flatMap((said) => said.match(/\b[a-z]+[A-Z]\w*/g) ?? []).map((key) => `key: ${key}`),
  ...(/undefined|null|NaN|\[object/.test(`${zh}${en}`) ? [`not a sentence: ${zh} ${en}`] : []),
];

describe('what a figure rests on is said in Chinese and English, without keys', () => {
  it.each(situations)('every KPI: %s', (_, facts) => {
    const found = kpiKeys.map((kpi) => ({ kpi, evidence: safely(measureKpi[kpi])(facts).evidence }));
    expect(found.map(({ kpi, evidence }) => ({ kpi, faults: faultsOf(evidence) })).filter(({ faults }) => faults.length > 0)).toEqual([]);
    // English sentences hold nothing Chinese but what people typed.
    expect(found.filter(({ evidence }) => chinese.test(evidence.en.replace('新品', '')))).toEqual([]);
  });

  it.each(situations)('every condition of every gate: %s', (_, facts) => {
    const bundle = workedBundle();
    const tests = stageKeys.flatMap((stage) => judgeConditions(bundle, stage, readStage(bundle, stage, facts), facts.history, new Set()).flatMap((condition) => condition.tests));
    expect(tests.flatMap(({ evidence }) => faultsOf(evidence))).toEqual([]);
  });

  it.each(Object.keys(totalsMeasures) as (keyof typeof totalsMeasures)[])('the street: %s', (key) => {
    const said = [workedFacts(), nothing].flatMap((facts) => faultsOf(safely(totalsMeasures[key].of)(facts).evidence));
    expect(said).toEqual([]);
  });

  it('figures that contradict each other say what was asked and what came', () => {
    const { evidence } = safely(measureKpi.numericDistribution)(withField({ sales: sales ? { ...sales, handlers: 2000 } : null }));
    expect(evidence).toEqual({ zh: '数据自相矛盾:应为不超过 1150 的数,实为 2000', en: 'Contradictory input: must be at most 1150, got 2000' });
  });
});

describe('the words', () => {
  it.each<[Text, string, string]>([
    [papers('costReport', 'budget'), '费用月报和费用预算', 'Cost report and Budget'],
    [copies(3, 'dailySheet'), '日汇总表(3 份)', 'Daily summary sheet (3)'],
    [copies(0, 'dailySheet'), '未提交:日汇总表', 'Not handed in: Daily summary sheet'],
    [fieldOf('priceChain', 'unitCost'), '单位成本', 'Cost per case'],
    [notHandedIn('costReport', 'budget'), '未提交:费用月报或费用预算', 'Not handed in: Cost report or Budget'],
    [none(street.stock, street.prices), '没有库存检查,也没有价格检查', 'No stock checks, no price checks'],
    [from(street.terminals, street.routes), '终端和线路', 'Terminals and routes'],
    [upTo('2026-07-19', street.sales), '销售明细,截至 2026-07-19', 'Sale lines up to 2026-07-19'],
    [saying(street.visits, named(1, 2)), '拜访:1、2', 'Visits: 1, 2'],
    [saying(papers('scorecard'), named()), '独立评分表', 'Rater’s scorecard'],
    [list(papers('budget'), named(), named('G5')), '费用预算;G5', 'Budget; G5'],
    [missing([papers('template')], named('all')), '缺:模版', 'Missing: Template'],
    [missing([], papers('template')), '模版', 'Template'],
  ])('%j', (said, zh, en) => expect(said).toEqual({ zh, en }));
});
