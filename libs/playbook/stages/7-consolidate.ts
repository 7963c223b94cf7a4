import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import {
  adviserRosterForm, agreementsForm, contributionMonthForm, costReportForm, patrolForm, receivablesForm, shareObservationForm, weeklyMinutesForm,
} from '../forms/market.js';
import { templateForm } from '../forms/replicate.js';

/** S7 市场巩固 (method.md §12). */
export const consolidate = defineStage({
  key: 'consolidate',
  title: text('市场巩固', 'Consolidate'),
  purpose: text('巩固要塞:排他性网络与进入壁垒', 'Consolidate the fortress: an exclusive network and an entry barrier'),
  source: 'method.md §12 [S:494]',
  tasks: {
    holdWeeklyReviews: { title: text('周例会与纠正', 'Weekly review and corrections'), role: 'rm', dueDays: 120, delivers: ['weeklyMinutes'], source: 'method.md §12, §14' },
    reclassTerminals: { title: text('每季重分 ABC', 'Re-class ABC each quarter'), role: 'clerk', dueDays: 65, delivers: ['reclassification'], source: 'method.md §12' },
    replanRoutes: { title: text('重排线路', 'Replan routes'), role: 'sup', dueDays: 70, after: ['reclassTerminals'], source: 'method.md §12' },
    signAgreements: { title: text('与 A 类终端和核心经销商签协议', 'Agreements with A terminals and core dealers'), role: 'sup', dueDays: 60, delivers: ['agreements'], source: 'method.md §12' },
    patrolMarket: { title: text('价格与区域巡查', 'Price and area patrol'), role: 'aud', dueDays: 90, delivers: ['patrol'], source: 'method.md §12' },
    reportMoney: { title: text('应收账款、贡献与费用', 'Receivables, contribution and costs'), role: 'fin', dueDays: 70, delivers: ['receivables', 'contributionMonth'], source: 'method.md §12' },
    keepAdvisers: { title: text('顾问留存记录', 'Adviser roster'), role: 'sup', dueDays: 60, delivers: ['adviserRoster'], source: 'method.md §12' },
    writeTemplate: { title: text('编写模版、教训与数据', 'Write the template, lessons, numbers'), role: 'rm', dueDays: 90, delivers: ['template'], source: 'method.md §12' },
  },
  deliverables: {
    weeklyMinutes: { title: text('周例会纪要', 'Weekly minutes'), roles: ['rm', 'sup'], required: true, many: text('周', 'week'), form: weeklyMinutesForm, source: 'method.md §14' },
    reclassification: { title: text('ABC 重分表', 'ABC re-classification'), roles: ['clerk'], required: true, source: 'arithmetic.md §2' },
    agreements: { title: text('A 类终端协议', 'Agreements with A terminals'), roles: ['sup'], required: true, form: agreementsForm, source: 'method.md §12' },
    patrol: { title: text('巡查记录', 'Patrol record'), roles: ['aud'], required: true, many: text('时期', 'period'), form: patrolForm, source: 'method.md §9 incident' },
    receivables: { title: text('应收账款', 'Receivables'), roles: ['fin'], required: true, many: text('截至日', 'as of'), form: receivablesForm, source: 'method.md §9 receivable' },
    contributionMonth: { title: text('贡献月报', 'Contribution of a month'), roles: ['fin'], required: true, many: text('月', 'month'), form: contributionMonthForm, source: 'method.md §12, §13.3' },
    costReport: { title: text('费用月报', 'Cost report'), roles: ['fin'], required: false, many: text('月', 'month'), form: costReportForm, source: 'method.md §11' },
    shareObservation: { title: text('占有率观察', 'Share observation'), roles: ['clerk', 'rm'], required: false, many: text('时期与方法', 'period and method'), form: shareObservationForm, source: 'method.md §9 share_obs' },
    adviserRoster: { title: text('顾问留存记录', 'Adviser roster'), roles: ['sup', 'rm'], required: true, form: adviserRosterForm, source: 'method.md §12' },
    template: { title: text('模版', 'Template'), roles: ['rm'], required: true, form: templateForm, source: 'method.md §13.2, §13.5' },
  },
  kpis: {
    safeShare: {
      title: text('相对安全占有率', 'Safe share'), formula: text('我司实销 / 市场容量', 'own sell-out / capacity'),
      unit: 'ratio', target: { op: 'at-least', value: 0.417 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §5 [L29]',
    },
    leadRatio: {
      title: text('领先倍数', 'Lead over the next rival'), formula: text('我司销量 / 最强竞品销量', 'own / next rival'),
      unit: 'times', target: { op: 'at-least', value: 1.73 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §5 [L30]',
    },
    shareQuality: {
      title: text('占有率质量', 'Share quality'), formula: text('A 类终端内占有率 / 总占有率', 'own share inside A terminals / own share overall'),
      unit: 'times', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'field', source: 'method.md §12 [O]',
    },
    aTerminalsAgreed: {
      title: text('A 类终端签约率', 'A terminals under agreement'), formula: text('已签约终端 / A 类终端', 'signed / A terminals'),
      unit: 'ratio', target: { op: 'at-least', value: 0.6 }, cadence: 'monthly', from: 'handed-in', source: 'method.md §12 [O]',
    },
    terminalChurn: {
      title: text('终端流失率', 'Terminal churn'), formula: text('90 天内流失的铺货终端 / 期初铺货终端', 'handlers lost in 90 days / handlers at start'),
      unit: 'ratio', target: { op: 'at-most', value: 0.05 }, cadence: 'monthly', from: 'field', source: 'method.md §12 [O]',
    },
    incidentRate: {
      title: text('价格与窜货事件率', 'Incident rate'), formula: text('近一季低价与冲流货事件 / 千家终端', 'price and dumping incidents of the last quarter per 1,000 terminals'),
      unit: 'per-1000', target: { op: 'at-most', value: 3 }, cadence: 'monthly', from: 'handed-in', source: 'method.md §12 [O]',
    },
    overdueReceivables: {
      title: text('逾期应收率', 'Overdue receivables'), formula: text('逾期未付 / 应收未付', 'overdue / receivable'),
      unit: 'ratio', target: { op: 'at-most', value: 0.05 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §12 [O]',
    },
    positiveContribution: {
      title: text('连续正贡献月数', 'Months of positive contribution'), formula: text('最近连续贡献为正的月数', 'latest months in a row with a positive contribution'),
      unit: 'months', target: { op: 'at-least', value: 3 }, cadence: 'monthly', from: 'handed-in', source: 'method.md §12',
    },
    templateCompleteness: {
      title: text('模版完整率', 'Template completeness'), formula: text('已填模版项 / §13.2 所列项', 'items filled / items of §13.2'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §12',
    },
    adviserRetention: {
      title: text('顾问留存率', 'Adviser retention'), formula: text('满六个月仍在职 / 六个月前在职或入职', 'still here after 6 months / started at least 6 months ago'),
      unit: 'ratio', target: { op: 'at-least', value: 0.85 }, cadence: 'quarterly', from: 'handed-in', source: 'method.md §12 [O]',
    },
  },
  gate: {
    key: 'G7',
    conditions: {
      leads: { title: text('占有率相对安全,或领先达标', 'Safe share, or a clear lead'), anyOf: [{ kpi: 'safeShare' }, { kpi: 'leadRatio' }] },
      shareHasQuality: { title: text('占有率质量达标', 'Share quality'), anyOf: [{ kpi: 'shareQuality' }] },
      terminalsStay: { title: text('终端流失在带内', 'Churn in band'), anyOf: [{ kpi: 'terminalChurn' }] },
      orderKept: { title: text('价格与窜货事件在带内', 'Incidents in band'), anyOf: [{ kpi: 'incidentRate' }] },
      moneyComesIn: { title: text('逾期应收在带内', 'Overdue receivables in band'), anyOf: [{ kpi: 'overdueReceivables' }] },
      contributes: { title: text('连续三个月贡献为正', 'Contribution positive three months'), anyOf: [{ kpi: 'positiveContribution' }] },
      templateComplete: { title: text('模版完整', 'Template complete'), anyOf: [{ kpi: 'templateCompleteness' }] },
    },
    signers: ['fin', 'aud'],
    decider: 'rm',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    source: 'method.md §12',
  },
});
