import { defineForm } from '../define-form.js';
import { choice, code, count, date, line, money, optional, quantity, rows, text } from './fields.js';

/* Forms of the three market stages S5–S7 (method.md §9). Some are handed in again in each of them. */

/** 首批铺货清单: what each zone's dealer puts on stock before the first visits. */
export const firstStockListForm = defineForm({
  lines: rows('首批', 'First stock', {
    zoneNo: count('区域号', 'Zone number', { min: 1, max: 99 }),
    dealer: code('经销商', 'Dealer'),
    sku: code('产品', 'SKU'),
    quantity: count('数量', 'Quantity'),
    deliveredOn: optional(date('到货日期', 'Delivered on')),
  }),
});

/** 周例会纪要: at most five actions, one owner and one due date each (method.md §14). */
export const weeklyMinutesForm = defineForm({
  week: line('周', 'ISO week', 8),
  decisions: line('决定与下周重点', 'Decisions and next week’s focus', 8000),
  actions: rows('行动', 'Actions', { what: line('事项', 'What'), owner: line('责任人', 'Owner', 120), due: date('期限', 'Due') }, { min: 0, max: 5 }),
});

/** 占有率观察 (share_obs): one period by one method, own sell-out and all brands in one unit; A terminals apart where known. */
export const shareObservationForm = defineForm({
  from: date('起', 'From'),
  to: date('止', 'To'),
  method: choice('方法', 'Method', { census: text('普查', 'Census'), dealer: text('经销商账', 'Dealers’ books'), panel: text('样本店', 'Panel') }),
  own: quantity('我司销量', 'Own sell-out', 'unit'),
  capacity: quantity('市场容量', 'Capacity of the period', 'unit'),
  rivals: rows('竞品', 'Rivals', { brand: line('品牌', 'Brand', 120), volume: quantity('销量', 'Sell-out', 'unit') }, { min: 0 }),
  ownInA: optional(quantity('A 类终端内我司销量', 'Own sell-out in A terminals', 'unit')),
  capacityInA: optional(quantity('A 类终端容量', 'Capacity of the A terminals', 'unit')),
});

/** 费用月报: what a month in the field cost, and what it brought. */
export const costReportForm = defineForm({
  month: date('月份首日', 'First day of the month'),
  fieldCost: money('外勤费用', 'Field cost'),
  promotionCost: money('促销费用', 'Promotion cost'),
  netRevenue: money('净收入', 'Net revenue'),
  newHandlers: count('新增铺货终端', 'New handlers'),
  effectiveVisits: count('有效拜访', 'Effective visits'),
});

/** 价格与区域巡查 (incident): an empty list of findings says that nothing was found. */
export const patrolForm = defineForm({
  from: date('起', 'From'),
  to: date('止', 'To'),
  incidents: rows('发现', 'Incidents', {
    kind: choice('类型', 'Kind', {
      priceCut: text('低价', 'Price cut'), dumping: text('冲流货', 'Dumping'), complaint: text('投诉', 'Complaint'), counterfeit: text('假货', 'Counterfeit'),
    }),
    foundOn: date('日期', 'Found on'),
    terminal: optional(code('终端', 'Terminal')),
    evidence: line('证据', 'Evidence'),
    owner: line('责任人', 'Owner', 120),
    due: date('期限', 'Due'),
    state: choice('状态', 'State', { open: text('未结', 'Open'), closed: text('已结', 'Closed') }),
  }, { min: 0 }),
});

/** 与 A 类终端的协议. */
export const agreementsForm = defineForm({
  agreements: rows('协议', 'Agreements', {
    terminal: code('终端', 'Terminal'),
    from: date('起', 'From'),
    to: date('止', 'To'),
    signedOn: optional(date('签署日期', 'Signed on')),
  }),
});

/** 应收账款 (receivable), as of a day. */
export const receivablesForm = defineForm({
  asOf: date('截至', 'As of'),
  invoices: rows('发票', 'Invoices', {
    dealer: code('经销商', 'Dealer'),
    invoice: line('发票号', 'Invoice', 80),
    due: date('到期', 'Due'),
    amount: money('金额', 'Amount'),
    paid: money('已付', 'Paid'),
  }, { min: 0 }),
});

/** 贡献月报: one month after all support, HQ people included (method.md §13.3, row 4). */
export const contributionMonthForm = defineForm({
  month: date('月份首日', 'First day of the month'),
  netRevenue: money('净收入', 'Net revenue'),
  variableCost: money('变动成本', 'Variable cost'),
  fieldCost: money('外勤与促销费用', 'Field and promotion cost'),
  otherFixed: money('其他固定费用', 'Other fixed cost'),
  headOfficeSupport: money('总部支持(含人员)', 'Head office support, people included'),
});

/** 顾问留存: who started when, and who left. */
export const adviserRosterForm = defineForm({
  advisers: rows('客户顾问', 'Advisers', {
    person: line('人员', 'Person', 120),
    startedOn: date('入职', 'Started on'),
    leftOn: optional(date('离职', 'Left on')),
  }),
});
