import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import {
  budgetForm, channelSchemeForm, entryStrategyForm, financeCheckForm, priceChainForm, productSchemeForm, promotionSchemeForm, scheduleForm, targetsForm,
} from '../forms/plan.js';

/** S3 方案制定 (method.md §7). */
export const plan = defineStage({
  key: 'plan',
  title: text('方案制定', 'Make the plan'),
  purpose: text('制定进入战略 → 制定市场策略 → 编制营销计划 → 财务核算分析', 'Entry strategy → market policy → marketing plan → finance check'),
  source: 'method.md §7 [S:412-423]',
  tasks: {
    setEntryStrategy: { title: text('进入战略、目标对手及其弱点', 'Entry strategy, target rival and its weak point'), role: 'rm', dueDays: 3, delivers: ['entryStrategy'], source: 'method.md §7.3' },
    buildPriceChain: { title: text('价格链:加价规律、竞品价格、经销商报酬、价格敏感性、成本', 'Price chain: markup, rivals’ prices, dealer reward, price sensitivity, cost'), role: 'fin', dueDays: 6, after: ['setEntryStrategy'], delivers: ['priceChain'], source: 'method.md §7.3' },
    designSchemes: { title: text('产品、渠道与促销方案', 'Product, channel and promotion schemes'), role: 'rm', dueDays: 8, after: ['setEntryStrategy'], delivers: ['productScheme', 'channelScheme', 'promotionScheme'], source: 'method.md §7.3' },
    decomposeTargets: { title: text('目标分解,匹配经销商能力', 'Decompose targets; match dealer capacity'), role: 'sup', dueDays: 10, after: ['designSchemes'], delivers: ['targets'], source: 'method.md §7.3 [S:520]' },
    scheduleAndBudget: { title: text('进度、人员、物料与费用', 'Schedule, people, material, budget'), role: 'rm', dueDays: 11, after: ['designSchemes'], delivers: ['schedule', 'budget'], source: 'method.md §7.3' },
    checkFinance: { title: text('财务核算,三种情景', 'Finance check, three scenarios'), role: 'fin', dueDays: 13, after: ['buildPriceChain', 'scheduleAndBudget'], delivers: ['financeCheck'], source: 'method.md §7.3' },
    writePlan: { title: text('编制营销计划书', 'Write the marketing plan'), role: 'rm', dueDays: 14, after: ['decomposeTargets', 'checkFinance'], delivers: ['planDocument'], source: 'method.md §7.1' },
    approvePlan: { title: text('批准计划或退回策略', 'Approve, or send back to strategy'), role: 'sponsor', dueDays: 16, after: ['writePlan'], source: 'method.md §7.3' },
  },
  deliverables: {
    entryStrategy: { title: text('进入战略', 'Entry strategy'), roles: ['rm'], required: true, form: entryStrategyForm, source: 'method.md §7.2 entry_strategy' },
    priceChain: { title: text('价格链', 'Price chain'), roles: ['fin', 'rm'], required: true, form: priceChainForm, source: 'method.md §7.2 price_tier' },
    productScheme: { title: text('产品方案', 'Product scheme'), roles: ['rm'], required: true, form: productSchemeForm, source: 'method.md §7.2 product_set' },
    channelScheme: { title: text('渠道合作方案', 'Channel scheme'), roles: ['rm'], required: true, form: channelSchemeForm, source: 'method.md §7.2 channel_scheme' },
    promotionScheme: { title: text('促销方案', 'Promotion scheme'), roles: ['rm'], required: true, form: promotionSchemeForm, source: 'method.md §7.2 promo_scheme' },
    targets: { title: text('目标分解表', 'Targets'), roles: ['sup', 'rm'], required: true, form: targetsForm, source: 'method.md §7.2 plan_target' },
    schedule: { title: text('进度、人员与物料', 'Schedule, people, material'), roles: ['rm'], required: true, form: scheduleForm, source: 'method.md §7.1' },
    budget: { title: text('费用预算', 'Budget'), roles: ['rm', 'fin'], required: true, form: budgetForm, source: 'method.md §7.2 budget_line' },
    financeCheck: { title: text('财务核算', 'Finance check'), roles: ['fin'], required: true, form: financeCheckForm, source: 'method.md §7.2 finance_check' },
    planDocument: { title: text('营销计划书', 'Marketing plan'), roles: ['rm'], required: true, acceptedBy: 'sponsor', source: 'method.md §7.2 plan' },
  },
  kpis: {
    inputReadiness: {
      title: text('方案输入齐备率', 'Input readiness'), formula: text('已有的方案输入 / §7.1 所列输入', 'plan inputs present / inputs listed in §7.1'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'daily', from: 'handed-in', source: 'method.md §7.4',
    },
    tierMarginGap: {
      title: text('环节毛利差', 'Tier margin gap'), formula: text('我司倒扣率 − 主要竞品倒扣率,取经销商与终端中较低者', 'our margin − the main rival’s, the lower of dealer and terminal'),
      unit: 'pp', target: { op: 'at-least', value: 0 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.4 [O]',
    },
    negativeTiers: {
      title: text('无毛利环节', 'Tiers without a margin'), formula: text('我司价格链中售价不高于进价的环节数', 'own tiers that sell at or below what they pay'),
      unit: 'count', target: { op: 'exactly', value: 0 }, cadence: 'once', from: 'handed-in', zeroTolerance: true, source: 'method.md §7.5, arithmetic.md §10',
    },
    priceIndex: {
      title: text('价格指数', 'Price index'), formula: text('我司零售价 / 竞品零售价', 'our consumer price / the rival’s'),
      unit: 'times', target: { op: 'between', from: 0.9, to: 1.1 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.4 [O]',
    },
    contributionRatio: {
      title: text('边际贡献率', 'Contribution ratio'), formula: text('单位贡献 / 净价', 'unit contribution / net price'),
      unit: 'ratio', target: { op: 'at-least', value: 0.15 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.4 [O]',
    },
    requiredShare: {
      title: text('保本份额占目标份额', 'Required share against target'), formula: text('(保本量 / 容量) / 目标份额', '(break-even volume / capacity) / target share'),
      unit: 'times', target: { op: 'at-most', value: 0.7 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.4 [O]',
    },
    marginOfSafety: {
      title: text('安全边际率', 'Margin of safety'), formula: text('(计划量 − 保本量) / 计划量', '(plan − break-even) / plan'),
      unit: 'ratio', target: { op: 'at-least', value: 0.15 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §10 [O]',
    },
    payback: {
      title: text('回收期', 'Payback'), formula: text('累计现金首次不为负的月份', 'first month with cumulative cash ≥ 0'),
      unit: 'months', target: { op: 'at-most', value: 12 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §10 [O]',
    },
    cashHeadroom: {
      title: text('现金余量(销量 −20 %)', 'Cash headroom, volume −20 %'), formula: text('现金上限 − 销量减 20 % 时的最大资金需求', 'cash limit − peak cash need at 80 % of the volume'),
      unit: 'money', target: { op: 'at-least', value: 0 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.5',
    },
    costCaseHeadroom: {
      title: text('现金余量(成本 +10 %)', 'Cash headroom, cost +10 %'), formula: text('现金上限 − 单位成本加 10 % 时的最大资金需求', 'cash limit − peak cash need at 110 % of the cost per case'),
      unit: 'money', target: { op: 'at-least', value: 0 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.2 finance_check',
    },
    targetReconciliation: {
      title: text('目标核对差', 'Target reconciliation'), formula: text('Σ |Σ 下级 − 上级|', 'Σ |Σ children − parent|'),
      unit: 'count', target: { op: 'exactly', value: 0 }, cadence: 'once', from: 'handed-in', zeroTolerance: true, source: 'method.md §7.4',
    },
    planAccepted: {
      title: text('计划已批准', 'Plan approved'), formula: text('总部接受的计划书数', 'plans accepted by the sponsor'),
      unit: 'count', target: { op: 'at-least', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §7.5',
    },
  },
  gate: {
    key: 'G3',
    conditions: {
      inputsComplete: { title: text('输入齐备', 'Inputs complete'), anyOf: [{ kpi: 'inputReadiness' }] },
      everyTierEarns: { title: text('各环节有毛利', 'No negative tier margin'), anyOf: [{ kpi: 'negativeTiers' }] },
      marginSafe: { title: text('安全边际达标', 'Margin of safety'), anyOf: [{ kpi: 'marginOfSafety' }] },
      cashHolds: { title: text('销量减 20 % 仍不破现金上限', 'Volume −20 % stays within the cash limit'), anyOf: [{ kpi: 'cashHeadroom' }] },
      targetsReconcile: { title: text('目标核对一致', 'Targets reconcile'), anyOf: [{ kpi: 'targetReconciliation' }] },
      planApproved: { title: text('计划已批准', 'Plan approved'), anyOf: [{ kpi: 'planAccepted' }] },
    },
    signers: ['rm', 'fin'],
    decider: 'sponsor',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    source: 'method.md §7.5',
  },
});
