import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import { costReportForm } from '../forms/market.js';
import { cohortPointForm, evidencePackForm, failuresListForm, independentBackCheckForm, localisationForm, staffingForm, templateForm } from '../forms/replicate.js';
import { marketChoiceForm, scorecardForm } from '../forms/select.js';

/** S8 推广复制 (method.md §13). */
export const replicate = defineStage({
  key: 'replicate',
  title: text('推广复制', 'Replicate'),
  purpose: text('滚动复制推广,最终实现整个市场的覆盖', 'Rolling copy until the whole market is covered'),
  source: 'method.md §13 [S:488]',
  tasks: {
    freezeTemplate: { title: text('冻结数据,补全模版与失败清单', 'Freeze the numbers, complete the template and the failures list'), role: 'rm', dueDays: 5, delivers: ['failuresList'], source: 'method.md §13.6' },
    checkEvidence: { title: text('独立检查十二项证据', 'Independent check of the twelve evidence rows'), role: 'aud', dueDays: 10, after: ['freezeTemplate'], delivers: ['evidencePack', 'independentBackCheck'], source: 'method.md §13.6' },
    scoreTargets: { title: text('对目标市场做 S1 评分', 'Run the S1 scorecard on the targets'), role: 'rm', dueDays: 12, delivers: ['targetScorecard', 'targetAgreedScorecard'], source: 'method.md §13.4, §13.6' },
    localise: { title: text('逐项本地化并说明理由', 'Localise items with reasons'), role: 'rm', dueDays: 15, after: ['freezeTemplate', 'scoreTargets'], delivers: ['localisation'], source: 'method.md §13.6' },
    staffAndBudget: { title: text('培训、任命、预算', 'Train, appoint, budget'), role: 'sponsor', dueDays: 18, after: ['scoreTargets'], delivers: ['staffing'], source: 'method.md §13.6' },
    decideTarget: { title: text('选定下一个市场', 'Decide the next market'), role: 'sponsor', dueDays: 20, after: ['checkEvidence', 'localise', 'staffAndBudget'], delivers: ['replicationRequest'], source: 'method.md §13.6' },
    compareCohort: { title: text('按启动后天数逐周比较', 'Compare by day since launch, weekly'), role: 'clerk', dueDays: 20, after: ['freezeTemplate'], source: 'method.md §13.6' },
  },
  deliverables: {
    template: { title: text('模版', 'Template'), roles: ['rm'], required: false, form: templateForm, source: 'method.md §13.5 template' },
    failuresList: { title: text('失败清单', 'Failures list'), roles: ['rm'], required: true, form: failuresListForm, source: 'method.md §13.3 row 12' },
    evidencePack: { title: text('证据包', 'Evidence pack'), roles: ['aud'], required: true, form: evidencePackForm, source: 'method.md §13.5 evidence_pack' },
    independentBackCheck: { title: text('独立回访', 'Independent back-check'), roles: ['aud'], required: true, form: independentBackCheckForm, source: 'method.md §13.3 row 7' },
    costReport: { title: text('费用月报', 'Cost report'), roles: ['fin'], required: false, many: text('月', 'month'), form: costReportForm, source: 'method.md §13.3 row 5' },
    targetScorecard: { title: text('目标市场独立评分表', 'Rater’s scorecard of a target market'), roles: ['rm', 'sup', 'fin'], required: true, many: text('目标市场', 'target market'), perPerson: true, form: scorecardForm, source: 'method.md §13.4' },
    targetAgreedScorecard: { title: text('目标市场协调后评分表', 'Agreed scorecard of a target market'), roles: ['rm'], required: true, many: text('目标市场', 'target market'), form: scorecardForm, source: 'method.md §13.4' },
    localisation: { title: text('本地化清单', 'Localisation list'), roles: ['rm'], required: true, form: localisationForm, source: 'method.md §13.5 localisation_item' },
    staffing: { title: text('人员与预算', 'Staffing and budget'), roles: ['sponsor', 'rm'], required: true, form: staffingForm, source: 'method.md §13.6, arithmetic.md §8' },
    replicationRequest: { title: text('复制申请', 'Replication request'), roles: ['sponsor'], required: true, form: marketChoiceForm, source: 'method.md §13.5 replication_request' },
    cohortPoint: { title: text('队列比较点', 'Cohort point'), roles: ['clerk'], required: false, many: text('市场与启动后天数', 'market and day since launch'), form: cohortPointForm, source: 'method.md §13.5 cohort_point' },
  },
  kpis: {
    evidence01: {
      title: text('证据 1:G7 已过且已冻结', 'Evidence 1: G7 passed, snapshot frozen'), formula: text('已通过且冻结了材料包的 G7', 'passed G7 with a frozen packet'),
      unit: 'count', target: { op: 'exactly', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 1 [O]',
    },
    evidence02: {
      title: text('证据 2:占有率曲线与两种方法', 'Evidence 2: Share curve, two methods'), formula: text('两种方法占有率的最大/最小(曲线满 12 周)', 'largest / smallest share of the methods, once the curve has 12 weeks'),
      unit: 'times', target: { op: 'at-most', value: 1.5 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 2 [O]',
    },
    evidence03: {
      title: text('证据 3:增长来自实销', 'Evidence 3: Sell-out carries the growth'), formula: text('最近 8 周中有效出货不低于 0.95 的周数', 'weeks of the last 8 with a flow-through of at least 0.95'),
      unit: 'count', target: { op: 'exactly', value: 8 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 3 [O]',
    },
    evidence04: {
      title: text('证据 4:扣除全部支持后为正贡献', 'Evidence 4: Contribution after all support'), formula: text('最近连续贡献为正的月数', 'latest months in a row with a positive contribution'),
      unit: 'months', target: { op: 'at-least', value: 3 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 4 [O]',
    },
    evidence05: {
      title: text('证据 5:获客与拜访费用', 'Evidence 5: Cost per new handler and per visit'), formula: text('实际单位费用 / 计划,取较高者', 'actual cost per unit / planned, the higher of the two'),
      unit: 'times', target: { op: 'at-most', value: 1.1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 5 [O]',
    },
    evidence06: {
      title: text('证据 6:未访问为零的保持', 'Evidence 6: Zero-unvisited held'), formula: text('最近 8 周中未访问为零的周数', 'weeks of the last 8 with zero unvisited customers'),
      unit: 'count', target: { op: 'at-least', value: 6 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 6 [O]',
    },
    evidence07: {
      title: text('证据 7:独立回访 50 家', 'Evidence 7: Independent back-check of 50 terminals'), formula: text('一致字段 / 核对字段(不少于 50 家)', 'fields agreed / fields checked, on at least 50 terminals'),
      unit: 'ratio', target: { op: 'at-least', value: 0.9 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 7 [O]',
    },
    evidence08: {
      title: text('证据 8:普通队伍完成', 'Evidence 8: A normal team did it'), formula: text('最近 8 周中总部支持人数的最大值', 'largest number of head office support people in the last 8 weeks'),
      unit: 'count', target: { op: 'at-most', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 8 [O]',
    },
    evidence09: {
      title: text('证据 9:至少两个区域做到', 'Evidence 9: At least two zones show it'), formula: text('铺货率与 A 类铺货率都达 G5 的区域数', 'zones that reach the distribution and A-class distribution of G5'),
      unit: 'count', target: { op: 'at-least', value: 2 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 9 [O]',
    },
    evidence10: {
      title: text('证据 10:模版有局外人使用', 'Evidence 10: Template used by an outsider'), formula: text('模版完整后,读过并用过它的局外人数', 'people who were not there and used it, once the template is complete'),
      unit: 'count', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 10 [O]',
    },
    evidence11: {
      title: text('证据 11:人员到位', 'Evidence 11: People trained, supervisor named'), formula: text('已培训顾问 / 需要顾问(须指定主管)', 'trained advisers / advisers needed, with a supervisor named'),
      unit: 'times', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 11 [O]',
    },
    evidence12: {
      title: text('证据 12:失败清单', 'Evidence 12: Failures list'), formula: text('失败条目数', 'entries of what did not work'),
      unit: 'count', target: { op: 'at-least', value: 5 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.3 row 12 [O]',
    },
    evidenceCompleteness: {
      title: text('证据完整率', 'Evidence completeness'), formula: text('成立的证据项 / 计入的证据项', 'rows met / rows that count'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.7',
    },
    templateReuse: {
      title: text('模版复用率', 'Template reuse'), formula: text('不变的模版项 / 模版项', 'items unchanged / items'),
      unit: 'ratio', target: { op: 'between', from: 0.5, to: 0.9 }, cadence: 'once', from: 'handed-in', source: 'method.md §13.7 [O]',
    },
    launchCurve: {
      title: text('启动曲线', 'Launch curve'), formula: text('第 60 天铺货率 / 源市场第 60 天铺货率', 'ND at day 60 / the source market’s ND at day 60'),
      unit: 'times', target: { op: 'at-least', value: 0.9 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §13.7 [O]',
    },
    timeToG5: {
      title: text('过 G5 用时', 'Time to G5'), formula: text('过 G5 天数 / 源市场天数', 'days to G5 / the source market’s'),
      unit: 'times', target: { op: 'at-most', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §13.7 [O]',
    },
    peopleReady: {
      title: text('人员就绪', 'People ready'), formula: text('已培训顾问 / 需要顾问', 'trained advisers / advisers needed'),
      unit: 'times', target: { op: 'at-least', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §13.7, arithmetic.md §8 [O]',
    },
    cashBurn: {
      title: text('现金消耗', 'Cash burn'), formula: text('90 天现金支出 / 计划', '90-day outflow / plan'),
      unit: 'times', target: { op: 'at-most', value: 1.1 }, cadence: 'monthly', from: 'handed-in', source: 'method.md §13.7 [O]',
    },
    targetMarketG1: {
      title: text('目标市场自己的 G1', 'Target market’s own G1'), formula: text('目标市场满足的 G1 条件 / G1 条件', 'conditions of G1 that the target market meets / conditions of G1'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §13.4, §13.8',
    },
  },
  gate: {
    key: 'G8',
    conditions: {
      evidenceComplete: { title: text('十二项证据成立', 'The twelve evidence rows hold'), anyOf: [{ kpi: 'evidenceCompleteness' }] },
      staffAvailable: { title: text('人员就绪', 'Staff available'), anyOf: [{ kpi: 'peopleReady' }] },
      targetPassedG1: { title: text('目标市场过了自己的 G1', 'The target market passed its own G1'), anyOf: [{ kpi: 'targetMarketG1' }] },
    },
    signers: ['rm', 'fin', 'aud'],
    decider: 'sponsor',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    source: 'method.md §13.8',
  },
});
