import { allForms, capacityForm, card, field, financeForm, handedIn, history, threeCards, workedFacts, type FormData } from '../../../test/support/worked-example.js';
import { kpiKeys, type FormOf, type KpiKey } from '../../playbook/playbook.js';
import { templateItemKeys } from '../../playbook/template-items.js';
import type { FieldTotals } from '../field-totals.js';
import { addWeeks } from '../iso-week.js';
import { measureKpi } from './measure-kpi.js';
import { meets } from './measured.js';
import type { MeasureFacts } from './measure-facts.js';
import { safely } from './safely.js';

const value = (kpi: KpiKey, facts: MeasureFacts = workedFacts()) => safely(measureKpi[kpi])(facts).value;
const withForms = (forms: FormData) => workedFacts({ forms });
const withField = (over: Partial<FieldTotals>) => workedFacts({ field: { ...field, ...over } });
const only = <T>(list: readonly T[] | undefined): T => {
  const [first] = list ?? [];
  if (first === undefined) throw new Error('the worked example has no such form');
  return first;
};
const noFacts = workedFacts({ field: null, history: [], passed: [], candidates: [], marketCode: null, documents: {}, stageOpenedAt: {} });
const nothing: MeasureFacts = { ...noFacts, forms: {} };

/** The worked examples of arithmetic.md, by the KPI that uses them. */
const examples: readonly (readonly [KpiKey, number])[] = [
  ['candidates', 3], ['winnerTotal', 70.625], ['winnerCompleteness', 1], ['leadOverNext', 7.125], ['rankStability', 1], ['knockOuts', 0], ['raterGap', 0.052632], ['entryDecisionSigned', 1],
  ['censusCoverage', 0.962803], ['keyZoneCoverage', 0.99005], ['missedSweep', 0.033333], ['firstPassAcceptance', 0.995508], ['backCheckAgreement', 0.95], ['gpsValidity', 0.98],
  ['duplicateRate', 0.009883], ['dailySheetPunctuality', 1], ['sweepProductivity', 1.003623], ['openResurvey', 0], ['dealersInterviewed', 1], ['capacityMethods', 3], ['capacitySpread', 1.02024],
  ['marketReportAccepted', 1],
  ['inputReadiness', 1], ['tierMarginGap', 0.008621], ['negativeTiers', 0], ['priceIndex', 1.034483], ['contributionRatio', 0.225556], ['requiredShare', 0.304115], ['marginOfSafety', 0.155429],
  ['payback', 8], ['cashHeadroom', 2_020_800], ['costCaseHeadroom', 1_064_000], ['targetReconciliation', 0], ['planAccepted', 1],
  ['ownershipCompleteness', 1], ['codeValidity', 1], ['workloadUse', 0.805], ['dealerMatch', 1.103144], ['coreDealersSigned', 1], ['appraisalCoverage', 1], ['trainingPass', 1], ['trialWeekTimeliness', 0.98],
  ['numericDistribution', 0.7], ['weightedDistribution', 0.75], ['distributionQuality', 1.071429], ['aClassDistribution', 0.875], ['visitCompletion', 0.92], ['unvisited', 0], ['strikeRate', 0.56],
  ['outOfStock', 0.07], ['priceCompliance', 0.96],
  ['marketShare', 0.45], ['shareGain', 0.11], ['laterDistribution', 0.7], ['repeatTerminals', 0.65], ['flowThrough', 0.970537], ['dealerStockDays', 21], ['sellThrough', 0.62963], ['skusPerHandler', 2.5],
  ['costRatio', 0.952381],
  ['safeShare', 0.45], ['leadRatio', 2.25], ['shareQuality', 1.111111], ['aTerminalsAgreed', 0.65], ['terminalChurn', 0.04], ['incidentRate', 0.869565], ['overdueReceivables', 0.038462],
  ['positiveContribution', 3], ['templateCompleteness', 1], ['adviserRetention', 1],
  ['evidence01', 1], ['evidence02', 1.071429], ['evidence03', 8], ['evidence04', 3], ['evidence05', 1], ['evidence06', 8], ['evidence07', 0.93], ['evidence08', 1], ['evidence09', 2], ['evidence10', 1],
  ['evidence11', 1], ['evidence12', 5], ['evidenceCompleteness', 1], ['templateReuse', 0.666667], ['launchCurve', 0.984375], ['timeToG5', 1.538462], ['peopleReady', 1], ['cashBurn', 1.05], ['targetMarketG1', 1],
];

describe('every KPI on the worked example', () => {
  it.each(examples)('%s is %d', (kpi, expected) => expect(value(kpi)).toBeCloseTo(expected, 6));
  it('leaves none out', () => expect(examples.map(([kpi]) => kpi).sort()).toEqual([...kpiKeys].sort()));
});

describe('every KPI on nothing at all', () => {
  /** What is known without any paper: that a gate was not passed. */
  const known: Partial<Record<KpiKey, number>> = { evidence01: 0, evidenceCompleteness: 0 };
  it.each(kpiKeys.map((kpi) => [kpi]))('%s is no data, never a made-up zero', (kpi) => expect(value(kpi, nothing)).toBe(known[kpi] ?? null));
});

describe('stage 1', () => {
  const gap = card('A', only(threeCards).features.map((row) => (row.feature === 17 ? null : row.score)));
  const cards = [gap, ...threeCards.slice(1)];
  const decided = (market: string, over: Partial<FormOf<'entryDecision'>> = {}) => withForms({ entryDecision: [{ market, reason: 'why', override: false, ...over }] });

  it('a missing feature can raise the total, and is seen in the completeness', () => {
    expect(value('winnerTotal', withForms({ agreedScorecard: cards }))).toBe(71.25);
    expect(value('winnerCompleteness', withForms({ agreedScorecard: cards }))).toBe(0.947368);
  });
  it('a score without evidence is not complete', () => {
    const bare = { ...only(threeCards), features: only(threeCards).features.map((row) => (row.feature < 3 ? { ...row, evidence: ' ' } : row)) };
    expect(value('winnerCompleteness', withForms({ agreedScorecard: [bare, ...threeCards.slice(1)] }))).toBe(0.894737);
  });
  it('the market that the decision names is the one judged', () => {
    expect(value('winnerTotal', decided('B', { override: true }))).toBe(63.5);
    expect(value('knockOuts', decided('B', { override: true }))).toBe(1);
    expect(value('leadOverNext', decided('B', { override: true }))).toBe(-7.125);
    expect(value('knockOuts', decided('C', { override: true }))).toBe(3);
  });
  it('one rater twice is not two raters', () => expect(value('candidates', withForms({ scorecard: threeCards }))).toBe(0));
  it('a card of a market that is no candidate counts nothing', () => {
    expect(value('candidates', workedFacts({ candidates: [{ marketId: 'a', code: 'A', name: 'A' }, { marketId: 'b', code: 'B', name: 'B' }] }))).toBe(2);
  });
  const decisions: [string, MeasureFacts, number][] = [
    ['rank 1', decided('A'), 1], ['rank 2 without override', decided('B'), 0], ['rank 2 as an override with a reason', decided('B', { override: true }), 1],
    ['an override without a reason', decided('B', { override: true, reason: ' ' }), 0], ['a market nobody scored', decided('Q', { override: true }), 0],
    ['by somebody else than the sponsor', { ...workedFacts(), forms: { ...workedFacts().forms, entryDecision: [handedIn<'entryDecision'>({ market: 'A', reason: 'x', override: false }, { byRoles: ['rm'] })] } }, 0],
  ];
  it.each(decisions)('a decision for %s', (_, facts, signed) => expect(value('entryDecisionSigned', facts)).toBe(signed));
});

describe('stages 2 to 4', () => {
  it('records returned and not surveyed again stay open', () => {
    expect(value('openResurvey', withForms({ resurveyTask: [] }))).toBe(5);
    expect(value('openResurvey', withForms({ resurveyTask: [{ ...only(allForms.resurveyTask), state: 'open' }] }))).toBe(5);
  });
  it('a dealer of the master data who was not interviewed is missed', () => expect(value('dealersInterviewed', withField({ dealers: { active: 4, core: 1, codes: ['D1', 'D2', 'D3', 'D4'] } }))).toBe(0.5));
  it('a method without all its inputs gives no figure', () => {
    expect(value('capacityMethods', withForms({ capacity: [{ ...capacityForm, seasonIndex: null }] }))).toBe(2);
    expect(value('capacitySpread', withForms({ capacity: [{ ...capacityForm, seasonIndex: null, people: null }] }))).toBeNull();
    expect(value('capacitySpread', withForms({ capacity: [{ ...capacityForm, people: 960_000 }] }))).toBeCloseTo(2.0342, 3);
  });
  it('a sheet after 20:00 of its day is late, in the time zone of the market', () => {
    const at = (instant: string) => ({ ...workedFacts(), forms: { ...workedFacts().forms, dailySheet: [handedIn<'dailySheet'>(only(allForms.dailySheet), { at: instant })] } });
    expect(value('dailySheetPunctuality', at('2026-01-12T12:00:00Z'))).toBe(1);
    expect(value('dailySheetPunctuality', at('2026-01-12T12:00:01Z'))).toBe(0);
  });
  it('once the field days are over, a sheet that never came is missing', () => {
    const plan = only(allForms.surveyPlan);
    const longer = withForms({ surveyPlan: [{ ...plan, teams: [{ ...only(plan.teams), fieldDays: 4 }] }] });
    expect(value('dailySheetPunctuality', longer)).toBe(0.25);
    expect(value('dailySheetPunctuality', { ...longer, asOf: '2026-01-13' })).toBe(1);
  });
  const chain = only(allForms.priceChain);
  it('a tier that sells at what it pays earns nothing', () => {
    expect(value('negativeTiers', withForms({ priceChain: [{ ...chain, tiers: chain.tiers.map((tier) => (tier.owner === 'own' ? { ...tier, sell: tier.buy } : tier)) }] }))).toBe(2);
  });
  it('a plan whose cases contribute nothing fails, it is not unknown', () => {
    const losing = withForms({ financeCheck: [{ ...financeForm, unitCost: 3600 }] });
    expect(value('marginOfSafety', losing)).toBe(-1);
    expect(value('contributionRatio', losing)).toBeLessThan(0);
    expect(value('payback', losing)).toBe(61);
    expect(value('cashHeadroom', losing)).toBeLessThan(0);
  });
  it('children that do not add up, and children without a parent, are counted', () => {
    const targets = only(allForms.targets).targets;
    const off = targets.map((row) => (row.owner === 'Z1' ? { ...row, value: 3600 } : row));
    expect(value('targetReconciliation', withForms({ targets: [{ targets: off }] }))).toBe(26);
    expect(value('targetReconciliation', withForms({ targets: [{ targets: targets.slice(1) }] }))).toBe(10_001);
    expect(value('targetReconciliation', withForms({ targets: [{ targets: targets.slice(0, 1) }] }))).toBeNull();
  });
  it('names the plan inputs that are missing', () => {
    const facts = withForms({ priceChain: [{ ...chain, priceSensitivity: [], pricingMethod: null }] });
    expect(measureKpi.inputReadiness(facts)).toMatchObject({ numerator: 18, denominator: 20, evidence: { zh: '缺:消费者价格敏感性;定价方法评估', en: 'Missing: Consumer price sensitivity; Evaluation of the pricing method' } });
  });
  it('a document counts when it was accepted', () => {
    expect(value('planAccepted', workedFacts({ documents: { planDocument: { handedIn: 1, accepted: 0 } } }))).toBe(0);
    expect(value('marketReportAccepted', workedFacts({ documents: {} }))).toBeNull();
  });
  it('a terminal without a class is planned for like an A', () => {
    expect(value('workloadUse', withField({ terminals: { ...field.terminals, byClass: { A: 0, B: 0, C: 0, none: 400 } } }))).toBe(0.8);
  });
  it('a contract that is planned, or signed tomorrow, is not signed', () => {
    const contract = only(allForms.dealerContract);
    expect(value('coreDealersSigned', withForms({ dealerContract: [{ ...contract, signedOn: null }] }))).toBe(0);
    expect(value('coreDealersSigned', withForms({ dealerContract: [{ ...contract, signedOn: '2026-07-21' }] }))).toBe(0);
  });
  it('a contract signed and handed in since the last review is signed', () => {
    const since = handedIn<'dealerContract'>({ ...only(allForms.dealerContract), signedOn: '2026-07-22' }, { at: '2026-07-22T03:00:00Z' });
    expect(value('coreDealersSigned', { ...workedFacts(), forms: { ...workedFacts().forms, dealerContract: [since] } })).toBe(1);
  });
});

describe('stages 5 to 7', () => {
  const census = (forms: FormData = {}) => {
    const facts = withForms(forms);
    return { ...facts, parameters: { ...facts.parameters, categoryVolume: 'census' as const } };
  };
  it('own sale lines alone are no share: without all brands the latest observation speaks', () => {
    expect(value('marketShare', census())).toBe(0.42);
    expect(value('leadRatio', census())).toBe(2);
    expect(value('shareQuality', census())).toBe(1.190476);
    expect(value('marketShare', census({ shareObservation: [] }))).toBeNull();
  });
  it('never visited and overdue are added', () => {
    const visits = field.visits;
    if (visits === null) throw new Error('no visits');
    expect(value('unvisited', withField({ visits: { ...visits, neverVisited: 1, overdue: 2 } }))).toBe(3);
    expect(value('unvisited', withField({ visits: null }))).toBeNull();
  });
  it('the tier that is furthest off speaks for the flow', () => {
    expect(value('flowThrough', withField({ dealerStock: { closing: 900, received: 2000, shipped: 1700 } }))).toBe(0.85);
    expect(value('flowThrough', withField({ dealerStock: { closing: 900, received: 0, shipped: 100 } }))).toBe(1);
    expect(value('flowThrough', withField({ dealerStock: null, stock: null }))).toBeNull();
  });
  it('stock that does not move has no days', () => expect(value('dealerStockDays', withField({ dealerStock: { closing: 1260, received: 100, shipped: 0 } }))).toBeNull());
  it('a month that is missing ends the row of good months', () => {
    const report = only(allForms.contributionMonth);
    const at = (...list: string[]) => withForms({ contributionMonth: list.map((month) => ({ ...report, month })) });
    expect(value('positiveContribution', at('2026-04-01', '2026-06-01', '2026-07-01'))).toBe(2);
    expect(value('positiveContribution', at('2025-11-01', '2025-12-01', '2026-01-01'))).toBe(3);
    expect(value('positiveContribution', withForms({ contributionMonth: [{ ...report, headOfficeSupport: 6_000_000 }] }))).toBe(0);
  });
  it('a patrol that found nothing is a zero, no patrol is no data', () => {
    expect(value('incidentRate', withForms({ patrol: [{ from: '2026-07-01', to: '2026-07-20', incidents: [] }] }))).toBe(0);
    expect(value('incidentRate', withForms({ patrol: [{ from: '2026-01-01', to: '2026-01-20', incidents: [] }] }))).toBeNull();
  });
  it('an adviser who left within half a year was not kept', () => {
    const roster = [{ person: 'a', startedOn: '2026-01-05', leftOn: '2026-05-01' }, { person: 'b', startedOn: '2026-01-05', leftOn: null }, { person: 'c', startedOn: '2026-07-01', leftOn: null }];
    expect(value('adviserRetention', withForms({ adviserRoster: [{ advisers: roster }] }))).toBe(0.5);
  });
  it('figures that contradict each other are no data, and say so', () => {
    const sales = field.sales;
    if (sales === null) throw new Error('no sales');
    const measured = safely(measureKpi.numericDistribution)(withField({ sales: { ...sales, handlers: 2000 } }));
    expect(measured.value).toBeNull();
    expect(measured.evidence.en).toContain('Contradictory input');
  });
});

describe('stage 8', () => {
  const without = (kpi: string, count: number) => history.filter((one) => one.kpi !== kpi || one.week < addWeeks('2026-W30', 1 - count));
  it('a share curve of eleven weeks is too short, a single method proves nothing', () => {
    expect(value('evidence02', workedFacts({ history: without('marketShare', 5) }))).toBeNull();
    expect(value('evidence02', withForms({ shareObservation: [] }))).toBeNull();
  });
  it('weeks that were not measured are not weeks that were good', () => {
    expect(value('evidence03', workedFacts({ history: without('flowThrough', 3) }))).toBe(5);
    expect(value('evidence06', workedFacts({ history: history.map((one) => (one.kpi === 'unvisited' && one.week >= '2026-W28' ? { ...one, value: 2 } : one)) }))).toBe(5);
  });
  it('forty-nine terminals are no independent check', () => {
    expect(value('evidence07', withForms({ independentBackCheck: [{ ...only(allForms.independentBackCheck), terminals: 49 }] }))).toBeNull();
  });
  it('a week in which nobody stated the head office people leaves the row open', () => {
    const pack = only(allForms.evidencePack);
    expect(value('evidence08', withForms({ evidencePack: [{ ...pack, headOfficeSupport: pack.headOfficeSupport.filter((_, index) => index !== 3) }] }))).toBeNull();
    expect(value('evidence08', withForms({ evidencePack: [{ ...pack, headOfficeSupport: pack.headOfficeSupport.map((row) => ({ ...row, people: 2 })) }] }))).toBe(2);
  });
  it('somebody who was there is no outsider, and an incomplete template was used by nobody', () => {
    const pack = only(allForms.evidencePack);
    expect(value('evidence10', withForms({ evidencePack: [{ ...pack, templateReaders: pack.templateReaders.map((reader) => ({ ...reader, wasThere: true })) }] }))).toBe(0);
    expect(value('evidence10', withForms({ template: [{ items: [{ item: 'process', body: 'as done' }] }] }))).toBe(0);
  });
  it('nobody is ready without a supervisor', () => {
    expect(value('evidence11', withForms({ staffing: [{ ...only(allForms.staffing), supervisor: null }] }))).toBe(0);
    expect(value('peopleReady', withForms({ staffing: [{ ...only(allForms.staffing), trainedAdvisers: [{ person: 'p1', passedOn: '2026-07-01' }] }] }))).toBe(0.25);
  });
  it('a shadow row does not count, a row without data is not met', () => {
    const facts = withForms({ independentBackCheck: [], failuresList: [] });
    expect(measureKpi.evidenceCompleteness(facts)).toMatchObject({ numerator: 10, denominator: 12 });
    expect(measureKpi.evidenceCompleteness({ ...facts, shadow: new Set(['evidence07']) })).toMatchObject({ numerator: 10, denominator: 11 });
  });
  it('the target market is judged by the conditions of G1', () => {
    expect(value('targetMarketG1', withForms({ targetScorecard: [] }))).toBe(0.8);
    expect(value('targetMarketG1', withForms({ replicationRequest: [{ market: 'Y', reason: 'we like it', override: false }] }))).toBe(0.6);
    expect(value('targetMarketG1', workedFacts({ marketCode: 'X' }))).toBeLessThan(1);
  });
  it('a template item that is not filled is missing', () => {
    expect(measureKpi.templateCompleteness(withForms({ template: [{ items: templateItemKeys.slice(1).map((item) => ({ item, body: 'x' })) }] }))).toMatchObject({ numerator: 17, denominator: 18, evidence: { zh: '缺:流程、关口、KPI 公式与规则版本', en: 'Missing: Process, gates, KPI formulas and rule versions' } });
  });
});

describe('a target', () => {
  it('is compared with the unrounded quotient', () => {
    expect(meets({ numerator: 9_499_999, denominator: 10_000_000, value: 0.95 }, { op: 'at-least', value: 0.95 })).toBe(false);
    expect(meets({ numerator: 95, denominator: 100, value: 0.95 }, { op: 'at-least', value: 0.95 })).toBe(true);
  });
  it('band limits belong to the band; no data is neither', () => {
    const band = { op: 'between', from: 0.7, to: 0.9 } as const;
    expect(meets({ numerator: 9, denominator: 10, value: 0.9 }, band)).toBe(true);
    expect(meets({ numerator: 7, denominator: 10, value: 0.7 }, band)).toBe(true);
    expect(meets({ numerator: 91, denominator: 100, value: 0.91 }, band)).toBe(false);
    expect(meets({ numerator: null, denominator: null, value: null }, band)).toBeNull();
  });
});
