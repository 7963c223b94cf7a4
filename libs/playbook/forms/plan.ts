import { defineForm } from '../define-form.js';
import { choice, code, count, line, money, optional, quantity, ratio, rows, text, yesNo } from './fields.js';

/** 制定进入战略 (method.md §7.2, entry_strategy); at most five focus SKUs. */
export const entryStrategyForm = defineForm({
  segments: rows('细分市场', 'Segments', { name: line('名称', 'Name', 160), why: line('理由', 'Why') }),
  rivals: rows('竞品分析', 'Rivals analysed', { rival: line('竞品', 'Rival', 120), finding: line('状况', 'Finding') }),
  targetRival: line('目标竞争对手', 'Target rival', 120),
  weakness: line('其薄弱环节', 'Its weak point'),
  evidence: line('证据', 'Evidence'),
  focusZones: rows('重点区域', 'Focus zones', { zoneNo: count('区域号', 'Zone number', { min: 1, max: 99 }) }),
  focusSkus: rows('重点产品', 'Focus SKUs', { sku: code('产品', 'SKU') }, { max: 5 }),
});

const owner = choice('谁的价格', 'Whose price', { own: text('我司', 'Own'), rival: text('主要竞品', 'Main rival') });
const tier = choice('环节', 'Tier', { dealer: text('经销商', 'Dealer'), second: text('二批', 'Second tier'), terminal: text('终端', 'Terminal') });

/** 定价 (method.md §7.1, price_tier): what each tier pays and charges per case ex VAT, own and the main rival's. */
export const priceChainForm = defineForm({
  tiers: rows('价格环节', 'Tiers', {
    product: line('产品', 'Product', 120),
    owner,
    tier,
    buy: money('进价', 'Buys at'),
    sell: money('售价', 'Sells at'),
  }),
  industryMarkup: rows('行业加价规律', 'Markup usual in the industry', { tier, markup: quantity('顺加率', 'Markup', 'times') }, { min: 0 }),
  dealerReward: rows('经销商报酬', 'Dealer reward', { kind: line('形式', 'Form', 120), rate: ratio('比率', 'Rate') }, { min: 0 }),
  priceSensitivity: rows('消费者价格敏感性', 'Consumer price sensitivity', { price: money('价格', 'Price'), wouldBuy: ratio('愿买比例', 'Would buy') }, { min: 0 }),
  unitCost: optional(money('单位成本', 'Cost per case')),
  pricingMethod: optional(line('定价方法评估', 'Evaluation of the pricing method')),
  marginReason: optional(line('毛利低于竞品的理由', 'Reason for a margin below the rival’s')),
});

/** 产品组合 (product_set). */
export const productSchemeForm = defineForm({
  products: rows('产品', 'Products', {
    sku: code('产品', 'SKU'),
    role: choice('角色', 'Role', { focus: text('主推', 'Focus'), profit: text('利润', 'Profit'), attack: text('攻击', 'Attack'), image: text('形象', 'Image') }),
  }),
});

/** 渠道合作方案 (channel_scheme). */
export const channelSchemeForm = defineForm({
  zones: rows('区域渠道', 'Channel per zone', {
    zoneNo: count('区域号', 'Zone number', { min: 1, max: 99 }),
    model: choice('模式', 'Model', { direct: text('直营', 'Direct'), dealer: text('经销', 'Dealer'), second: text('经销加二批', 'Dealer and second tier') }),
    dealer: optional(code('经销商', 'Dealer')),
    duties: line('分工', 'Duties'),
    support: line('支持', 'Support'),
  }),
});

/** 促销方案计划 (promo_scheme). */
export const promotionSchemeForm = defineForm({
  rivalMeans: line('竞品促销手段', 'The rival’s means'),
  promotions: rows('本品促销', 'Own promotions', {
    objective: line('目的', 'Objective'),
    audience: choice('对象', 'Audience', { channel: text('渠道', 'Channel'), terminal: text('终端', 'Terminal'), consumer: text('消费者', 'Consumer') }),
    rule: line('规则', 'Rule'),
    budget: money('预算', 'Budget'),
  }),
});

/** 目标分解 (arithmetic.md §11, plan_target). A child names its parent by that row's owner; the top row has none. */
export const targetsForm = defineForm({
  targets: rows('目标', 'Targets', {
    owner: line('承担者', 'Owner', 120),
    level: choice('层级', 'Level', {
      total: text('总计', 'Total'), zone: text('区域', 'Zone'), dealer: text('经销商', 'Dealer'), supervisor: text('主管', 'Supervisor'), adviser: text('客户顾问', 'Adviser'),
    }),
    parent: optional(line('上级', 'Parent', 120)),
    zoneNo: optional(count('区域号', 'Zone number', { min: 1, max: 99 })),
    metric: choice('指标', 'Metric', { volume: text('月销量', 'Volume a month'), handlers: text('铺货终端', 'Handlers'), revenue: text('月收入', 'Revenue a month') }),
    value: count('数值', 'Value'),
  }),
});

/** 费用 (budget_line), month 1 = first month of the launch, with the yardsticks that cost reports are held against. */
export const budgetForm = defineForm({
  lines: rows('费用', 'Costs', {
    account: choice('科目', 'Account', {
      people: text('人员', 'People'), vehicle: text('车辆', 'Vehicles'), promotion: text('促销', 'Promotion'), display: text('陈列', 'Display'),
      freight: text('运费', 'Freight'), training: text('培训', 'Training'), other: text('其他', 'Other'),
    }),
    month: count('月份', 'Month', { min: 1, max: 60 }),
    amount: money('金额', 'Amount'),
    fixed: yesNo('固定', 'Fixed'),
  }),
  revenue: rows('净收入计划', 'Planned net revenue', { month: count('月份', 'Month', { min: 1, max: 60 }), amount: money('金额', 'Amount') }),
  costPerNewHandler: money('每新增铺货终端计划费用', 'Planned cost per new handler'),
  costPerEffectiveVisit: money('每次有效拜访计划费用', 'Planned cost per effective visit'),
});

/** 进度 · 人员 · 物料. */
export const scheduleForm = defineForm({
  steps: rows('进度', 'Schedule', { what: line('事项', 'What'), week: count('第几周', 'Week', { min: 1 }) }),
  people: rows('人员', 'People', { role: line('岗位', 'Post', 120), number: count('人数', 'Number', { min: 1 }) }),
  material: rows('物料', 'Material', { what: line('物料', 'What', 160), number: count('数量', 'Number', { min: 1 }) }),
});

/** 财务核算 (arithmetic.md §10): inputs only; contribution, break-even, cash and the three scenarios are computed. A unit is one case. */
export const financeCheckForm = defineForm({
  netPrice: money('净价', 'Net price per case'),
  rebate: ratio('返利率', 'Rebate'),
  unitCost: money('单位成本', 'Cost per case'),
  promotionPerUnit: money('单位促销费', 'Promotion per case'),
  freightPerUnit: money('单位运费', 'Freight per case'),
  fixedCosts: rows('每月固定现金费用', 'Fixed cash cost a month', { account: line('科目', 'Account', 120), perMonth: money('每月', 'A month') }),
  launchOutlay: money('启动投入', 'Launch outlay, month 0'),
  launchSpreadMonths: count('启动投入分摊月数', 'Months it is spread over', { min: 1, max: 600 }),
  planUnits: count('计划月销量', 'Planned cases a month'),
  unitsByMonth: rows('逐月销量', 'Cases by month', { units: count('箱', 'Cases') }, { min: 1, max: 60 }),
  volumePerUnit: quantity('每箱容量单位数', 'Capacity units per case', 'capacity unit/case'),
  targetShare: ratio('目标份额', 'Target share'),
  cashLimit: money('现金上限', 'Cash limit'),
});
