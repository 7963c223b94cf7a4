import { allForms, capacityForm, field, financeForm, history, threeCards, workedBundle, workedFacts, type FormData } from '../../../test/support/worked-example.js';
import { stageKeys, type StageKey } from '../../playbook/define-stage.js';
import type { Settings } from '../../playbook/settings.js';
import type { ConditionResult } from '../facts.js';
import type { FieldTotals } from '../field-totals.js';
import { gateVerdict } from '../gate-verdict.js';
import type { HistoryReading, MeasureFacts } from './measure-facts.js';
import { judgeConditions, readReview, readStage } from './read-stage.js';

function judge(stage: StageKey, facts: MeasureFacts, settings: Settings = {}, waived: readonly string[] = []): ConditionResult[] {
  const bundle = workedBundle(settings);
  const shadow = new Set(Object.entries(settings.kpis ?? {}).filter(([, kpi]) => kpi.shadow).map(([key]) => key));
  return judgeConditions(bundle, stage, readStage(bundle, stage, { ...facts, shadow }), facts.history, new Set(waived));
}
const metOf = (conditions: readonly ConditionResult[], key: string) => conditions.find((condition) => condition.key === key)?.met;

const first = <T>(list: readonly T[] | undefined): T => {
  const [one] = list ?? [];
  if (one === undefined) throw new Error('the worked example has no such form');
  return one;
};
const forms = (over: FormData) => workedFacts({ forms: over });
const street = (over: { readonly [P in keyof FieldTotals]?: Partial<NonNullable<FieldTotals[P]>> }): MeasureFacts => {
  const parts = Object.entries(over).map(([part, change]) => [part, { ...(field[part as keyof FieldTotals] as object), ...(change as object) }]);
  return workedFacts({ field: { ...field, ...Object.fromEntries(parts) } });
};
const worse = (kpi: string, value: number): readonly HistoryReading[] => history.map((one) => (one.kpi === kpi && one.week === '2026-W29' ? { ...one, value } : one));
const backCheck = first(allForms.backCheck);
const chain = first(allForms.priceChain);
const report = first(allForms.costReport);

/** For every condition of every gate: what has to be otherwise in the worked example so that it blocks. */
const blocks: readonly (readonly [StageKey, string, MeasureFacts])[] = [
  ['select', 'enoughCandidates', forms({ scorecard: threeCards })],
  ['select', 'evidenceComplete', forms({ agreedScorecard: [{ ...first(threeCards), features: first(threeCards).features.map((row) => (row.feature === 4 ? { ...row, evidence: null } : row)) }] })],
  ['select', 'noKnockOut', forms({ entryDecision: [{ market: 'B', reason: 'near', override: true }] })],
  ['select', 'totalHighEnough', forms({ entryDecision: [{ market: 'C', reason: 'big', override: true }] })],
  ['select', 'decisionSigned', forms({ entryDecision: [{ market: 'B', reason: 'near', override: false }] })],
  ['survey', 'censusCovered', forms({ dailySheet: (allForms.dailySheet ?? []).slice(0, 2) })],
  ['survey', 'fewMissed', forms({ backCheck: [{ ...backCheck, missed: 4 }] })],
  ['survey', 'backCheckAgrees', forms({ backCheck: [{ ...backCheck, fieldsAgreed: 530 }] })],
  ['survey', 'nothingOpen', forms({ resurveyTask: [] })],
  ['survey', 'allDealersInterviewed', forms({ dealerInterview: (allForms.dealerInterview ?? []).slice(0, 1) })],
  ['survey', 'twoCapacityMethods', forms({ capacity: [{ ...capacityForm, people: null, mainBrandsShare: null }] })],
  ['survey', 'capacityAgrees', forms({ capacity: [{ ...capacityForm, people: 960_000 }] })],
  ['survey', 'reportApproved', workedFacts({ documents: { marketReport: { handedIn: 1, accepted: 0 } } })],
  ['plan', 'inputsComplete', forms({ priceChain: [{ ...chain, dealerReward: [] }] })],
  ['plan', 'everyTierEarns', forms({ priceChain: [{ ...chain, tiers: chain.tiers.map((tier) => ({ ...tier, sell: tier.buy })) }] })],
  ['plan', 'marginSafe', forms({ financeCheck: [{ ...financeForm, planUnits: 6900 }] })],
  ['plan', 'cashHolds', forms({ financeCheck: [{ ...financeForm, cashLimit: 12_979_199 }] })],
  ['plan', 'targetsReconcile', forms({ targets: [{ targets: first(allForms.targets).targets.slice(0, 3) }] })],
  ['plan', 'planApproved', workedFacts({ documents: { planDocument: { handedIn: 2, accepted: 0 } } })],
  ['build-platform', 'everyTerminalOwned', street({ terminals: { owned: 1149 } })],
  ['build-platform', 'codesValid', street({ terminals: { validCode: 1149 } })],
  ['build-platform', 'workloadFits', forms({ organisation: [{ ...first(allForms.organisation), callsPerDay: 20 }] })],
  ['build-platform', 'coreDealersUnderContract', forms({ dealerContract: [{ ...first(allForms.dealerContract), signedOn: null }] })],
  ['build-platform', 'everyoneAppraised', forms({ appraisalSheet: (allForms.appraisalSheet ?? []).slice(1) })],
  ['build-platform', 'trialWeekPassed', forms({ trialWeek: [{ ...first(allForms.trialWeek), sameDay: 189 }] })],
  ['launch', 'distributed', street({ sales: { handlers: 689 } })],
  ['launch', 'aClassDistributed', street({ sales: { handlersA: 63 } })],
  ['launch', 'everyoneVisited', street({ visits: { overdue: 1 } })],
  ['launch', 'visitsHold', workedFacts({ history: worse('visitCompletion', 0.89) })],
  ['launch', 'inStock', street({ stock: { zeroChecks: 21 } })],
  ['launch', 'pricesInBand', street({ stock: { pricesInBand: 94 } })],
  ['grow', 'shareReached', street({ sales: { ownVolume: 2600 } })],
  ['grow', 'terminalsRepeat', street({ repeat: { repeated: 359 } })],
  ['grow', 'goodsFlow', workedFacts({ history: worse('flowThrough', 0.85) })],
  ['grow', 'stockInBand', street({ dealerStock: { closing: 1600 } })],
  ['grow', 'costWithinPlan', forms({ costReport: [{ ...report, fieldCost: 3_300_000 }] })],
  ['consolidate', 'leads', street({ sales: { ownVolume: 3400 } })],
  ['consolidate', 'shareHasQuality', street({ sales: { ownVolumeA: 1700 } })],
  ['consolidate', 'terminalsStay', street({ churn: { lost: 36 } })],
  ['consolidate', 'orderKept', street({ terminals: { active: 300 } })],
  ['consolidate', 'moneyComesIn', forms({ receivables: [{ asOf: '2026-08-11', invoices: first(allForms.receivables).invoices }] })],
  ['consolidate', 'contributes', forms({ contributionMonth: (allForms.contributionMonth ?? []).slice(1) })],
  ['consolidate', 'templateComplete', forms({ template: [{ items: first(allForms.template).items.slice(1) }] })],
  ['replicate', 'evidenceComplete', forms({ failuresList: [{ failures: first(allForms.failuresList).failures.slice(1) }] })],
  ['replicate', 'staffAvailable', forms({ staffing: [{ ...first(allForms.staffing), trainedAdvisers: [] }] })],
  ['replicate', 'targetPassedG1', forms({ replicationRequest: [{ market: 'Y', reason: 'liked', override: false }] })],
];

describe.each(stageKeys.map((stage) => [stage]))('the gate of %s', (stage) => {
  it('passes on the worked example', () => {
    const conditions = judge(stage, workedFacts());
    expect(conditions.filter((condition) => condition.met !== true)).toEqual([]);
    expect(gateVerdict(conditions)).toBe('passed');
  });

  it('is never passed without facts', () => {
    const bare: MeasureFacts = { ...workedFacts({ field: null, history: [], passed: [], candidates: [], documents: {}, stageOpenedAt: {} }), forms: {} };
    const verdict = gateVerdict(judge(stage, bare));
    // Stage 8 knows without any paper that its evidence is not there.
    expect(verdict).toBe(stage === 'replicate' ? 'not_passed' : 'unknown');
  });
});

describe('a condition that is not met blocks its gate', () => {
  it.each(blocks)('%s: %s', (stage, key, planted) => {
    const conditions = judge(stage, planted);
    expect(metOf(conditions, key)).toBe(false);
    expect(gateVerdict(conditions)).toBe('not_passed');
  });

  it('is planted for every condition of every gate', () => {
    const all = workedBundle().stages.flatMap((stage) => Object.keys(stage.gate.conditions).map((key) => `${stage.key} ${key}`));
    expect(blocks.map(([stage, key]) => `${stage} ${key}`).sort()).toEqual(all.sort());
  });
});

describe('a row of good weeks', () => {
  const launchWith = (list: readonly HistoryReading[]) => metOf(judge('launch', workedFacts({ history: list })), 'visitsHold');
  const last = (weeks: number) => history.filter((one) => one.week > `2026-W${30 - weeks}`);
  const gap = history.filter((one) => !(one.kpi === 'visitCompletion' && one.week === '2026-W29'));
  it('needs all its weeks', () => expect([launchWith(last(3)), launchWith(last(2)), launchWith([])]).toEqual([true, null, null]));
  it('is broken by a week without a reading', () => expect(launchWith(gap)).toBeNull());
  it('is broken by a week without data', () => expect(launchWith(gap.concat({ week: '2026-W29', kpi: 'visitCompletion', numerator: null, denominator: null, value: null, met: null }))).toBeNull());
  it('fails on a known failure, even when a week is missing', () => {
    expect(launchWith(gap.map((one) => (one.kpi === 'visitCompletion' && one.week === '2026-W28' ? { ...one, value: 0.5 } : one)))).toBe(false);
  });
  it('forgets a bad week that lies further back', () => expect(launchWith(history.map((one) => (one.week === '2026-W27' ? { ...one, value: 0 } : one)))).toBe(true));
  it('may be longer or shorter by a setting', () => {
    const settings: Settings = { gates: { G5: { conditions: { visitsHold: { weeks: 1 } } } } };
    expect(metOf(judge('launch', workedFacts({ history: [] }), settings), 'visitsHold')).toBe(true);
  });
});

describe('one of two tests is enough', () => {
  const share = (own: number) => street({ sales: { ownVolume: own } });
  it('the lower share target alone', () => expect(metOf(judge('grow', { ...share(2700), history: [] }), 'shareReached')).toBe(true));
  it('five points gained alone', () => {
    const started = history.map((one) => (one.kpi === 'marketShare' ? { ...one, value: 0.2 } : one));
    expect(metOf(judge('grow', { ...share(2500), history: started }), 'shareReached')).toBe(true);
    expect(metOf(judge('grow', { ...share(2499), history: started }), 'shareReached')).toBe(false);
  });
  it('neither reached and one unknown is unknown', () => expect(metOf(judge('grow', { ...share(2500), history: [] }), 'shareReached')).toBeNull());
  it('rank 1 far ahead of the next, below the safe share', () => expect(metOf(judge('consolidate', share(3460)), 'leads')).toBe(true));
});

describe('shadow and waiver', () => {
  const missing = street({ sales: { handlers: 1 } });
  it('a shadow KPI is shown and does not count', () => {
    const conditions = judge('launch', missing, { kpis: { numericDistribution: { shadow: true } } });
    expect(conditions.find((one) => one.key === 'distributed')).toMatchObject({ met: false, shadow: true });
    expect(gateVerdict(conditions)).toBe('passed');
  });
  it('of two tests the one in shadow cannot carry the condition', () => {
    const conditions = judge('grow', street({ sales: { ownVolume: 2700 } }), { kpis: { marketShare: { shadow: true } } });
    expect(conditions.find((one) => one.key === 'shareReached')).toMatchObject({ met: false, shadow: false });
  });
  it('a waived condition keeps what was measured', () => {
    const conditions = judge('launch', missing, {}, ['distributed']);
    expect(conditions.find((one) => one.key === 'distributed')).toMatchObject({ met: false, waived: true });
    expect(gateVerdict(conditions)).toBe('passed');
  });
});

it('a setting moves the threshold of reading and gate alike', () => {
  const settings: Settings = { kpis: { numericDistribution: { target: { op: 'at-least', value: 0.75 } } } };
  const bundle = workedBundle(settings);
  expect(readStage(bundle, 'launch', workedFacts()).find((one) => one.kpi === 'numericDistribution')).toMatchObject({ value: 0.7, met: false });
  expect(metOf(judge('launch', workedFacts(), settings), 'distributed')).toBe(false);
});

describe('a weekly review', () => {
  const keys = (stage: StageKey) => readReview(workedBundle(), stage, workedFacts()).map((one) => one.kpi);
  it('measures the KPIs of its stage, before the launch no others', () => expect(keys('plan')).toEqual(Object.keys(workedBundle().stages[2]?.kpis ?? {})));
  it('measures the whole street from the launch on, each KPI once', () => {
    expect(keys('launch')).toEqual(expect.arrayContaining(['numericDistribution', 'marketShare', 'flowThrough', 'ownershipCompleteness']));
    expect(keys('replicate')).toEqual(expect.arrayContaining(['evidence01', 'unvisited', 'flowThrough', 'marketShare']));
    expect(new Set(keys('grow')).size).toBe(keys('grow').length);
  });
});
