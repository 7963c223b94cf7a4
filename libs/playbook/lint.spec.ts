import type { BundleContent, BundleStage } from './bundle-content.js';
import { makeBundle } from './bundle.js';
import type { StageKey, Target } from './define-stage.js';
import type { LintRule } from './lint-finding.js';
import { lint } from './lint.js';
import type { Parameters } from './parameters.js';

type Plain = { [key: string]: Plain };

/** The bundle of the playbook with one place planted with a fault. */
function planted(path: string, fault: unknown): BundleContent {
  // Through JSON, as bundles are stored: a clone that kept shared forms shared would change them in every stage.
  const content = JSON.parse(JSON.stringify(makeBundle())) as BundleContent;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = { ...content, stages: Object.fromEntries(content.stages.map((stage) => [stage.key, stage])) } as unknown as Plain;
  for (const key of keys) at = at[key] as Plain;
  if (fault === undefined) delete at[last];
  else (at as Record<string, unknown>)[last] = fault;
  return content;
}

const target = (stage: StageKey, kpi: string, condition: string, value: Target): BundleContent => {
  const content = planted(`stages.${stage}.kpis.${kpi}.target`, value);
  const test = content.stages.find((one) => one.key === stage)?.gate.conditions[condition]?.anyOf[0] as { target: Target } | undefined;
  if (test === undefined) throw new Error(`${stage} has no condition ${condition}`);
  test.target = value;
  return content;
};
const launchGate = 'stages.launch.gate';
const withParameters = (over: Partial<Parameters>): BundleContent => ({ ...makeBundle(), parameters: { ...makeBundle().parameters, ...over } });
const allShadow = Object.fromEntries(Object.keys(stageNamed('launch').kpis).map((key) => [key, { shadow: true }]));

function stageNamed(key: StageKey): BundleStage {
  const stage = makeBundle().stages.find((one) => one.key === key);
  if (!stage) throw new Error(`no stage ${key}`);
  return stage;
}

it('finds nothing wrong with the playbook as written', () => expect(lint(makeBundle())).toEqual([]));

describe('finds a planted fault', () => {
  const faults: readonly (readonly [string, LintRule, BundleContent, string])[] = [
    ['a gate without conditions', 'gate-without-criteria', planted(`${launchGate}.conditions`, {}), 'stages.launch.gate.conditions'],
    ['a gate whose conditions are all in shadow', 'gate-without-criteria', makeBundle({ kpis: allShadow }), 'stages.launch.gate.conditions'],
    ['a condition that tests nothing', 'condition-without-tests', planted(`${launchGate}.conditions.distributed.anyOf`, []), 'stages.launch.gate.conditions.distributed'],
    ['a condition on a KPI that does not exist', 'no-data-source', planted(`${launchGate}.conditions.distributed.anyOf.0.kpi`, 'numericDistributon'), 'stages.launch.gate.conditions.distributed'],
    ['a KPI that nobody measures', 'no-data-source', planted('stages.launch.kpis.luck', { ...stageNamed('launch').kpis['strikeRate'] }), 'stages.launch.kpis.luck'],
    ['a deliverable away that a KPI reads', 'no-data-source', planted('stages.plan.deliverables.financeCheck', undefined), 'stages.plan.kpis.marginOfSafety'],
    ['a form without the field that a KPI reads', 'no-data-source', planted('stages.survey.deliverables.backCheck.form.fields.missed', undefined), 'stages.survey.kpis.missedSweep'],
    ['a report that nobody accepts', 'no-data-source', planted('stages.survey.deliverables.marketReport.acceptedBy', undefined), 'stages.survey.kpis.marketReportAccepted'],
    ['a report that only its author could accept', 'nobody-accepts', planted('stages.survey.deliverables.marketReport.acceptedBy', 'lead'), 'stages.survey.deliverables.marketReport'],
    ['nobody signs', 'no-signer', planted(`${launchGate}.signers`, []), 'stages.launch.gate.signers'],
    ['a signer that no person can be', 'no-signer', planted(`${launchGate}.signers`, ['cfo']), 'stages.launch.gate'],
    ['a role signs twice', 'no-signer', planted(`${launchGate}.signers`, ['fin', 'fin']), 'stages.launch.gate.signers'],
    ['a decider that no person can be', 'no-signer', planted(`${launchGate}.decider`, 'boss'), 'stages.launch.gate'],
    ['a task of an unknown role', 'unknown-role', planted('stages.launch.tasks.firstOrders.role', 'seller'), 'stages.launch.tasks.firstOrders.role'],
    ['a deliverable that nobody may hand in', 'unknown-role', planted('stages.launch.deliverables.firstStockList.roles', []), 'stages.launch.deliverables.firstStockList.roles'],
    ['a share of at least nothing', 'never-fails', target('launch', 'numericDistribution', 'distributed', { op: 'at-least', value: 0 }), 'stages.launch.kpis.numericDistribution.target'],
    ['a rate of at most everything', 'never-fails', target('launch', 'outOfStock', 'inStock', { op: 'at-most', value: 1 }), 'stages.launch.kpis.outOfStock.target'],
    ['a band over all that can be', 'never-fails', target('build-platform', 'trainingPass', 'everyoneAppraised', { op: 'between', from: 0, to: 1 }), 'stages.build-platform.kpis.trainingPass.target'],
    ['a count of at least none', 'never-fails', target('select', 'candidates', 'enoughCandidates', { op: 'at-least', value: 0 }), 'stages.select.kpis.candidates.target'],
    ['a spread of at least one', 'never-fails', target('survey', 'capacitySpread', 'capacityAgrees', { op: 'at-least', value: 1 }), 'stages.survey.kpis.capacitySpread.target'],
    ['a total above one hundred', 'never-passes', target('select', 'winnerTotal', 'totalHighEnough', { op: 'at-least', value: 101 }), 'stages.select.kpis.winnerTotal.target'],
    ['fewer than no incidents', 'never-passes', target('consolidate', 'incidentRate', 'orderKept', { op: 'at-most', value: -1 }), 'stages.consolidate.kpis.incidentRate.target'],
    ['a band the wrong way round', 'never-passes', target('grow', 'dealerStockDays', 'stockInBand', { op: 'between', from: 25, to: 10 }), 'stages.grow.kpis.dealerStockDays.target'],
    ['four capacity methods of three', 'never-passes', target('survey', 'capacityMethods', 'twoCapacityMethods', { op: 'at-least', value: 4 }), 'stages.survey.kpis.capacityMethods.target'],
    ['a condition on a KPI without a target', 'no-target', planted(`${launchGate}.conditions.distributed.anyOf.0.target`, null), 'stages.launch.gate.conditions.distributed.anyOf.0'],
    ['sixty where 0.6 is meant', 'wrong-unit', target('launch', 'numericDistribution', 'distributed', { op: 'at-least', value: 60 }), 'stages.launch.kpis.numericDistribution.target'],
    ['five points where 0.05 is meant', 'wrong-unit', planted('stages.grow.kpis.shareGain.target', { op: 'at-least', value: 5 }), 'stages.grow.kpis.shareGain.target'],
    ['half a candidate', 'wrong-unit', target('select', 'candidates', 'enoughCandidates', { op: 'at-least', value: 2.5 }), 'stages.select.kpis.candidates.target'],
    ['a threshold that is no number', 'not-a-number', target('launch', 'numericDistribution', 'distributed', { op: 'at-least', value: Number.NaN }), 'stages.launch.kpis.numericDistribution.target'],
    ['a parameter that is no number', 'not-a-number', withParameters({ windowWeeks: Number.NaN }), 'parameters.windowWeeks'],
    ['no week in a row', 'weeks', planted(`${launchGate}.conditions.visitsHold.anyOf.0.weeks`, 0), 'stages.launch.gate.conditions.visitsHold.anyOf.0.weeks'],
    ['tasks that wait for each other', 'cyclic-tasks', planted('stages.select.tasks.listCandidates.after', ['decideEntry']), 'stages.select.tasks.listCandidates.after'],
    ['a task that waits for nobody’s task', 'unknown-task', planted('stages.select.tasks.listCandidates.after', ['dream']), 'stages.select.tasks.listCandidates.after'],
    ['a task that delivers what nobody knows', 'unknown-deliverable', planted('stages.select.tasks.listCandidates.delivers', ['candidateList', 'dream']), 'stages.select.tasks.listCandidates.delivers'],
    ['a required deliverable without a task', 'undelivered', planted('stages.select.tasks.listCandidates.delivers', []), 'stages.select.deliverables.candidateList'],
    ['a task due before it begins', 'due-days', makeBundle({ tasks: { launch: { firstOrders: { dueDays: 0 } } } }), 'stages.launch.tasks.firstOrders.dueDays'],
    ['a time-out before the reminder', 'ladder', makeBundle({ gates: { G5: { ladder: { timeOut: 2 } } } }), 'stages.launch.gate.ladder'],
    ['no month to pass in', 'within-months', makeBundle({ gates: { G5: { withinMonths: 0 } } }), 'stages.launch.gate.withinMonths'],
    ['the same paper with another form', 'form-differs', planted('stages.grow.deliverables.costReport.form.fields.fieldCost', undefined), 'stages.grow.deliverables.costReport'],
    ['weights that sum to 99', 'weights', makeBundle({ parameters: { scorecard: { weights: { c1: 14 } } } }), 'parameters.scorecard.weights'],
    ['a weight of nothing', 'weights', makeBundle({ parameters: { scorecard: { weights: { c1: 0, c2: 30 } } } }), 'parameters.scorecard.weights'],
    ['target weights that sum to more than one', 'weights', makeBundle({ parameters: { targetWeights: { capacity: 0.5 } } }), 'parameters.targetWeights'],
    ['a window of no weeks', 'parameter', makeBundle({ parameters: { windowWeeks: 0 } }), 'parameters.windowWeeks'],
    ['ABC limits the wrong way round', 'parameter', makeBundle({ parameters: { abc: { aLimit: 0.96 } } }), 'parameters.abc'],
    ['a visit period of no days', 'parameter', makeBundle({ parameters: { visits: { periodDays: { A: 0 } } } }), 'parameters.visits.periodDays.A'],
    ['amber above green', 'parameter', makeBundle({ parameters: { colour: { amberFrom: 0.97 } } }), 'parameters.colour'],
    ['a week without working days', 'parameter', makeBundle({ parameters: { calendar: { workweek: [] } } }), 'parameters.calendar.workweek'],
    ['a holiday that is no day', 'parameter', makeBundle({ parameters: { calendar: { holidays: ['1 May'] } } }), 'parameters.calendar'],
    ['a review at no time', 'parameter', makeBundle({ parameters: { reviewSlot: 'monday' } }), 'parameters.reviewSlot'],
    ['a stage missing', 'stages', { ...makeBundle(), stages: makeBundle().stages.slice(1) }, 'stages'],
  ];

  it.each(faults)('%s', (_, rule, content, path) => {
    expect(lint(content).map((finding) => `${finding.rule} ${finding.path}`)).toContain(`${rule} ${path}`);
  });

  it('says so in both languages', () => {
    for (const [, , content] of faults) {
      for (const { message } of lint(content)) expect(message).toEqual({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[\x20-\x7e’]+$/) });
    }
  });

  it('has a planted fault for every rule', () => {
    const rules: Readonly<Record<LintRule, true>> = {
      stages: true, 'gate-without-criteria': true, 'condition-without-tests': true, 'no-data-source': true, 'no-signer': true, 'unknown-role': true, 'never-fails': true,
      'never-passes': true, 'no-target': true, 'wrong-unit': true, 'not-a-number': true, weeks: true, 'cyclic-tasks': true, 'unknown-task': true, 'unknown-deliverable': true,
      undelivered: true, 'due-days': true, ladder: true, 'within-months': true, 'nobody-accepts': true, 'form-differs': true, weights: true, parameter: true,
    };
    expect([...new Set(faults.map(([, rule]) => rule))].sort()).toEqual(Object.keys(rules).sort());
  });
});

it('a condition of which one test counts is a criterion', () => {
  expect(lint(makeBundle({ kpis: { marketShare: { shadow: true } } }))).toEqual([]);
});
