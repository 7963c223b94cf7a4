import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import { costReportForm, firstStockListForm, shareObservationForm, weeklyMinutesForm } from '../forms/market.js';

/** S5 市场启动 (method.md §10). */
export const launch = defineStage({
  key: 'launch',
  title: text('市场启动', 'Launch'),
  purpose: text('先在集中局部,密集开发;首单;遍访每一个客户', 'Develop one concentrated part densely; first orders; every customer seen'),
  source: 'method.md §10 [S:488,500,516]',
  tasks: {
    fillDealerStock: { title: text('按区域列首批铺货清单,经销商到货', 'First-stock list per zone; dealer stock in'), role: 'sup', dueDays: 5, delivers: ['firstStockList'], source: 'method.md §10' },
    carpetVisit: { title: text('地毯式拜访:四周内每个终端至少一次', 'Carpet visit: every terminal at least once in four weeks'), role: 'adv', dueDays: 20, after: ['fillDealerStock'], source: 'method.md §10 [S:516]' },
    firstOrders: { title: text('首单、陈列、价签', 'First order, display, price card'), role: 'adv', dueDays: 20, after: ['fillDealerStock'], source: 'method.md §10' },
    secondDelivery: { title: text('十四天内第二次送货', 'Second delivery within 14 days'), role: 'dealer', dueDays: 30, after: ['firstOrders'], source: 'method.md §10' },
    holdWeeklyReviews: { title: text('周例会与纠正', 'Weekly review and corrections'), role: 'rm', dueDays: 60, delivers: ['weeklyMinutes'], source: 'method.md §10, §14' },
  },
  deliverables: {
    firstStockList: { title: text('首批铺货清单', 'First-stock list'), roles: ['sup'], required: true, form: firstStockListForm, source: 'method.md §10' },
    weeklyMinutes: { title: text('周例会纪要', 'Weekly minutes'), roles: ['rm', 'sup'], required: true, many: text('周', 'week'), form: weeklyMinutesForm, source: 'method.md §14' },
    costReport: { title: text('费用月报', 'Cost report'), roles: ['fin'], required: false, many: text('月', 'month'), form: costReportForm, source: 'method.md §11' },
    shareObservation: { title: text('占有率观察', 'Share observation'), roles: ['clerk', 'rm'], required: false, many: text('时期与方法', 'period and method'), form: shareObservationForm, source: 'method.md §9 share_obs' },
  },
  kpis: {
    numericDistribution: {
      title: text('铺货率', 'Numeric distribution (ND)'), formula: text('铺货终端 / 目标终端', 'handlers / target universe'),
      unit: 'ratio', target: { op: 'at-least', value: 0.6 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §3 [L12]',
    },
    weightedDistribution: {
      title: text('加权铺货率', 'Weighted distribution (WD)'), formula: text('铺货终端的品类销量 / 全部终端的品类销量', 'category volume of handlers / category volume of all'),
      unit: 'ratio', target: null, cadence: 'weekly', from: 'field', source: 'arithmetic.md §3 [L8]',
    },
    distributionQuality: {
      title: text('铺货质量', 'Distribution quality'), formula: text('加权铺货率 / 铺货率(低于 1:铺错了终端)', 'WD / ND (below 1: the wrong outlets)'),
      unit: 'times', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'field', source: 'method.md §10 [O]',
    },
    aClassDistribution: {
      title: text('A 类铺货率', 'A-class distribution'), formula: text('A 类铺货终端 / A 类终端', 'handlers in A / A'),
      unit: 'ratio', target: { op: 'at-least', value: 0.8 }, cadence: 'weekly', from: 'field', source: 'method.md §10 [O]',
    },
    visitCompletion: {
      title: text('拜访达成率', 'Visit completion'), formula: text('计划内有效拜访的终端 / 计划终端', 'planned terminals validly visited / planned'),
      unit: 'ratio', target: { op: 'at-least', value: 0.9 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §6 [L21]',
    },
    unvisited: {
      title: text('未访问客户', 'Unvisited customers'), formula: text('从未访问 + 超期的在营客户', 'never visited + overdue active customers'),
      unit: 'count', target: { op: 'exactly', value: 0 }, cadence: 'weekly', from: 'field', zeroTolerance: true, source: 'arithmetic.md §7 [S:499]',
    },
    strikeRate: {
      title: text('成交率', 'Strike rate'), formula: text('有订单的有效拜访 / 有效拜访', 'valid visits with an order / valid visits'),
      unit: 'ratio', target: { op: 'at-least', value: 0.4 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §6 [O]',
    },
    outOfStock: {
      title: text('断货率', 'Out-of-stock rate'), formula: text('零库存检查 / (铺货终端 × 必备产品)', 'zero-stock checks / handlers × must-stock SKUs'),
      unit: 'ratio', target: { op: 'at-most', value: 0.1 }, cadence: 'weekly', from: 'field', source: 'arithmetic.md §9 [L27]',
    },
    priceCompliance: {
      title: text('价格合规率', 'Price compliance'), formula: text('价格带内的检查 / 价格检查', 'checks inside the band / price checks'),
      unit: 'ratio', target: { op: 'at-least', value: 0.95 }, cadence: 'weekly', from: 'field', source: 'method.md §10 [O]',
    },
  },
  gate: {
    key: 'G5',
    conditions: {
      distributed: { title: text('铺货达标', 'Distribution reached'), anyOf: [{ kpi: 'numericDistribution' }] },
      aClassDistributed: { title: text('A 类铺货达标', 'A-class distribution reached'), anyOf: [{ kpi: 'aClassDistribution' }] },
      everyoneVisited: { title: text('未访问客户为零', 'Zero unvisited customers'), anyOf: [{ kpi: 'unvisited' }] },
      visitsHold: { title: text('拜访达成率连续三周达标', 'Visit completion three weeks running'), anyOf: [{ kpi: 'visitCompletion', weeks: 3 }] },
      inStock: { title: text('断货达标', 'In stock'), anyOf: [{ kpi: 'outOfStock' }] },
      pricesInBand: { title: text('价格在带内', 'Prices in band'), anyOf: [{ kpi: 'priceCompliance' }] },
    },
    signers: ['sup', 'fin'],
    decider: 'rm',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    withinMonths: 3,
    source: 'method.md §10',
  },
});
