import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import { costReportForm, patrolForm, shareObservationForm, weeklyMinutesForm } from '../forms/market.js';

/** S6 市场发展 (method.md §11). */
export const grow = defineStage({
  key: 'grow',
  title: text('市场发展', 'Grow'),
  purpose: text('增长、复购,打击弱者', 'Growth, repeat purchase, the weak rival pushed back'),
  source: 'method.md §11 [S:491,511,278]',
  tasks: {
    holdWeeklyReviews: { title: text('周例会与纠正', 'Weekly review and corrections'), role: 'rm', dueDays: 120, delivers: ['weeklyMinutes'], source: 'method.md §11, §14' },
    workWeakRival: { title: text('攻打弱势竞品的终端', 'Work the weak rival’s terminals'), role: 'adv', dueDays: 60, delivers: ['weakRivalList'], source: 'method.md §11 [S:491]' },
    moveDealerRole: { title: text('经销商转为服务角色(配送、信用、下线网络)', 'Move the dealer to a service role (delivery, credit, sub-network)'), role: 'sup', dueDays: 90, delivers: ['dealerRoleChange'], source: 'method.md §11 [S:131-137]' },
    reclassTerminals: { title: text('每季重分 ABC', 'Re-class ABC each quarter'), role: 'clerk', dueDays: 90, delivers: ['reclassification'], source: 'method.md §11' },
    replanRoutes: { title: text('重排线路', 'Replan routes'), role: 'sup', dueDays: 95, after: ['reclassTerminals'], source: 'method.md §11' },
    patrolMarket: { title: text('价格与区域巡查', 'Price and area patrol'), role: 'aud', dueDays: 90, delivers: ['patrol'], source: 'method.md §11' },
    observeShare: { title: text('测量占有率', 'Measure the share'), role: 'clerk', dueDays: 100, delivers: ['shareObservation'], source: 'method.md §11' },
    reportCosts: { title: text('费用月报', 'Monthly cost report'), role: 'fin', dueDays: 100, delivers: ['costReport'], source: 'method.md §11' },
  },
  deliverables: {
    weeklyMinutes: { title: text('周例会纪要', 'Weekly minutes'), roles: ['rm', 'sup'], required: true, many: text('周', 'week'), form: weeklyMinutesForm, source: 'method.md §14' },
    weakRivalList: { title: text('弱势竞品终端清单', 'Weak rival’s terminals'), roles: ['adv', 'sup'], required: true, source: 'method.md §11' },
    dealerRoleChange: { title: text('经销商功能转换记录', 'Dealer role change'), roles: ['sup'], required: true, source: 'method.md §11' },
    reclassification: { title: text('ABC 重分表', 'ABC re-classification'), roles: ['clerk'], required: true, source: 'arithmetic.md §2' },
    patrol: { title: text('巡查记录', 'Patrol record'), roles: ['aud'], required: true, many: text('时期', 'period'), form: patrolForm, source: 'method.md §9 incident' },
    shareObservation: { title: text('占有率观察', 'Share observation'), roles: ['clerk', 'rm'], required: true, many: text('时期与方法', 'period and method'), form: shareObservationForm, source: 'method.md §9 share_obs' },
    costReport: { title: text('费用月报', 'Cost report'), roles: ['fin'], required: true, many: text('月', 'month'), form: costReportForm, source: 'method.md §11' },
  },
  kpis: {
    marketShare: {
      title: text('市场占有率', 'Market share'), formula: text('我司实销 / 市场容量', 'own sell-out / capacity'),
      unit: 'ratio', target: { op: 'at-least', value: 0.2612 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §5 [L29]',
    },
    shareGain: {
      title: text('过 G5 以来占有率增长', 'Share gained since G5'), formula: text('占有率 − 过 G5 时占有率', 'share − share when G5 was passed'),
      unit: 'pp', target: { op: 'at-least', value: 0.05 }, cadence: 'weekly', from: 'field', source: 'method.md §11',
    },
    laterDistribution: {
      title: text('第二阶段铺货率', 'Distribution of the second phase'), formula: text('铺货终端 / 目标终端', 'handlers / target universe'),
      unit: 'ratio', target: { op: 'at-least', value: 0.8 }, cadence: 'weekly', from: 'field', source: 'method.md §10 [L12]',
    },
    repeatTerminals: {
      title: text('复购终端率', 'Repeat terminals'), formula: text('60 天内两次以上订货的终端 / 首单满 30 天的终端', 'terminals with ≥ 2 orders in 60 days / terminals with a first order ≥ 30 days ago'),
      unit: 'ratio', target: { op: 'at-least', value: 0.6 }, cadence: 'weekly', from: 'field', source: 'method.md §11 [O]',
    },
    flowThrough: {
      title: text('有效出货', 'Flow-through'), formula: text('环节出货 / 环节进货(四周滚动),取偏离最大的环节', 'tier out / tier in, rolling four weeks; the tier furthest off'),
      unit: 'times', target: { op: 'between', from: 0.95, to: 1.1 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §9 [O]',
    },
    dealerStockDays: {
      title: text('经销商库存天数', 'Dealer stock days'), formula: text('期末库存 / 日均出货(28 天)', 'closing stock / mean daily outflow (28 days)'),
      unit: 'days', target: { op: 'between', from: 10, to: 25 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §9 [O]',
    },
    sellThrough: {
      title: text('动销率', 'Sell-through'), formula: text('(期初 + 进货 − 期末) / (期初 + 进货)', '(opening + received − closing) / (opening + received)'),
      unit: 'ratio', target: { op: 'at-least', value: 0.6 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §9 [L43] [O]',
    },
    skusPerHandler: {
      title: text('单店品项数', 'SKUs per handler'), formula: text('铺货的重点产品合计 / 铺货终端', 'Σ handled focus SKUs / handlers'),
      unit: 'times', target: null, cadence: 'monthly', from: 'field', source: 'method.md §11',
    },
    costRatio: {
      title: text('费用率占计划', 'Cost ratio against plan'), formula: text('(外勤 + 促销费用) / 净收入,除以计划费用率', '(field + promotion cost) / net revenue, over the planned ratio'),
      unit: 'times', target: { op: 'at-most', value: 1 }, cadence: 'monthly', from: 'handed-in', source: 'method.md §11',
    },
  },
  gate: {
    key: 'G6',
    conditions: {
      shareReached: { title: text('占有率达下限或增长五个点', 'Lower share target, or five points gained'), anyOf: [{ kpi: 'marketShare' }, { kpi: 'shareGain' }] },
      terminalsRepeat: { title: text('复购达标', 'Terminals repeat'), anyOf: [{ kpi: 'repeatTerminals' }] },
      goodsFlow: { title: text('有效出货连续四周在带内', 'Flow-through in band four weeks running'), anyOf: [{ kpi: 'flowThrough', weeks: 4 }] },
      stockInBand: { title: text('库存天数在带内', 'Stock days in band'), anyOf: [{ kpi: 'dealerStockDays' }] },
      costWithinPlan: { title: text('费用不超计划', 'Cost within plan'), anyOf: [{ kpi: 'costRatio' }] },
    },
    signers: ['fin', 'aud'],
    decider: 'rm',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    withinMonths: 6,
    source: 'method.md §11',
  },
});
