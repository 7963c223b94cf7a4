import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import { marketChoiceForm, scorecardForm } from '../forms/select.js';

/** S1 切入市场选择 (method.md §5). */
export const select = defineStage({
  key: 'select',
  title: text('切入市场选择', 'Select the entry market'),
  purpose: text('先易后难,试制模版;提高增量,稳中推进', 'Easy before hard, build a template; raise the increment, advance steadily'),
  source: 'method.md §5 [S:373]',
  tasks: {
    listCandidates: { title: text('列出至少三个候选市场', 'List at least three candidates'), role: 'rm', dueDays: 3, delivers: ['candidateList'], source: 'method.md §5.4' },
    collectDeskFacts: { title: text('逐项收集案头资料', 'Collect desk facts per feature'), role: 'clerk', dueDays: 8, after: ['listCandidates'], delivers: ['deskFacts'], source: 'method.md §5.4' },
    scoreTwice: { title: text('两人独立评分', 'Score twice, independently'), role: 'rm', dueDays: 12, after: ['collectDeskFacts'], delivers: ['scorecard'], source: 'method.md §5.4' },
    reconcileScores: { title: text('协调相差一分以上的评分', 'Reconcile differences of more than one point'), role: 'rm', dueDays: 14, after: ['scoreTwice'], delivers: ['agreedScorecard'], source: 'method.md §5.4' },
    checkSensitivity: { title: text('敏感性与淘汰项检查', 'Sensitivity and knock-out check'), role: 'clerk', dueDays: 15, after: ['reconcileScores'], delivers: ['sensitivityNote'], source: 'method.md §5.4' },
    decideEntry: { title: text('选定市场', 'Decide the market'), role: 'sponsor', dueDays: 18, after: ['checkSensitivity'], delivers: ['entryDecision'], source: 'method.md §5.4' },
  },
  deliverables: {
    candidateList: { title: text('候选市场清单', 'Candidate list'), roles: ['rm'], required: true, source: 'method.md §5.3 candidate' },
    deskFacts: { title: text('案头资料', 'Desk facts'), roles: ['clerk', 'rm'], required: true, source: 'method.md §5.4' },
    scorecard: { title: text('独立评分表', 'Rater’s scorecard'), roles: ['rm', 'sup', 'fin'], required: true, many: text('候选市场', 'candidate'), perPerson: true, form: scorecardForm, source: 'method.md §5.3 scorecard' },
    agreedScorecard: { title: text('协调后评分表', 'Agreed scorecard'), roles: ['rm'], required: true, many: text('候选市场', 'candidate'), form: scorecardForm, source: 'method.md §5.3 scorecard' },
    sensitivityNote: { title: text('敏感性说明', 'Sensitivity note'), roles: ['clerk', 'rm'], required: true, source: 'method.md §5.4' },
    entryDecision: { title: text('切入决定', 'Entry decision'), roles: ['sponsor'], required: true, form: marketChoiceForm, source: 'method.md §5.3 entry_decision' },
  },
  kpis: {
    candidates: {
      title: text('评分完整的候选市场', 'Candidates fully scored'), formula: text('有两份独立评分和一份协调评分的候选市场数', 'candidates with two independent scorecards and an agreed one'),
      unit: 'count', target: { op: 'at-least', value: 3 }, cadence: 'daily', from: 'handed-in', source: 'method.md §5.6',
    },
    winnerTotal: {
      title: text('首选总分', 'Total of the winner'), formula: text('Σ 权重 × 标准均值', 'Σ weight × mean of the criterion'),
      unit: 'points', target: { op: 'at-least', value: 60 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §1 [O]',
    },
    winnerCompleteness: {
      title: text('首选证据完整率', 'Evidence completeness of the winner'), formula: text('有分且有证据的项 / 19', 'features with score and evidence / 19'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'daily', from: 'handed-in', source: 'method.md §5.5 [O]',
    },
    leadOverNext: {
      title: text('领先第二名', 'Lead over the next'), formula: text('首选总分 − 其余最高总分', 'total of the winner − best other total'),
      unit: 'points', target: { op: 'at-least', value: 5 }, cadence: 'once', from: 'handed-in', source: 'method.md §5.5 [O]',
    },
    rankStability: {
      title: text('排名稳定性', 'Rank stability'), formula: text('第一名不变的次数 / 16(各权重 ±20 %)', 'runs with rank 1 unchanged / 16 (each weight ±20 %)'),
      unit: 'ratio', target: { op: 'at-least', value: 0.8 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §1 [O]',
    },
    knockOuts: {
      title: text('首选淘汰项', 'Knock-outs of the winner'), formula: text('均值不高于淘汰线的标准数', 'criteria whose mean is at or below the knock-out limit'),
      unit: 'count', target: { op: 'exactly', value: 0 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §1 [O]',
    },
    raterGap: {
      title: text('评分人差异', 'Rater gap'), formula: text('两份评分 19 项平均绝对差', 'mean absolute difference of two cards over the 19 features'),
      unit: 'points', target: { op: 'at-most', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §5.5 [O]',
    },
    entryDecisionSigned: {
      title: text('已签署的切入决定', 'Entry decision signed'), formula: text('总部签署并指明排名中市场的决定数(第一名,或改选并说明理由)', 'decisions handed in by the sponsor that name rank 1, or another ranked market as an override with a reason'),
      unit: 'count', target: { op: 'exactly', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §5.6',
    },
  },
  gate: {
    key: 'G1',
    conditions: {
      enoughCandidates: { title: text('候选市场不少于三个', 'At least three candidates'), anyOf: [{ kpi: 'candidates' }] },
      evidenceComplete: { title: text('首选证据完整', 'Evidence of the winner complete'), anyOf: [{ kpi: 'winnerCompleteness' }] },
      noKnockOut: { title: text('首选无淘汰项', 'No knock-out'), anyOf: [{ kpi: 'knockOuts' }] },
      totalHighEnough: { title: text('首选总分达标', 'Total high enough'), anyOf: [{ kpi: 'winnerTotal' }] },
      decisionSigned: { title: text('决定已签署', 'Decision signed'), anyOf: [{ kpi: 'entryDecisionSigned' }] },
    },
    signers: ['rm', 'fin'],
    decider: 'sponsor',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    source: 'method.md §5.6',
  },
});
