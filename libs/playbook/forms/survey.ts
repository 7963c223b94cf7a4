import { defineForm } from '../define-form.js';
import { choice, code, count, date, line, money, optional, quantity, ratio, rows, text } from './fields.js';

/** Who walks: 甲 乙 丙 丁 and further teams (method.md §6.4). */
const team = choice('小组', 'Team', {
  lead: text('甲', '甲 lead'),
  dealers: text('乙', '乙 dealer interviews'),
  key: text('丙', '丙 key area'),
  other: text('丁', '丁 other area'),
  further: text('增补组', 'Further team'),
});

const zoneNo = count('区域号', 'Zone number', { min: 1, max: 99 });

/** 前期调查 (method.md §6.1): what, where, whom, how. Its dealer list is what "all dealers" means until the master data say more. */
export const surveyBriefForm = defineForm({
  content: line('调查内容', 'What to find out', 8000),
  scope: line('调查范围', 'Scope', 4000),
  methods: rows('调查方法', 'Methods', {
    method: choice('方法', 'Method', { observation: text('观察法', 'Observation'), interview: text('访谈法', 'Interview'), questionnaire: text('问卷法', 'Questionnaire') }),
  }),
  dealers: rows('已知经销商', 'Dealers known', { dealer: code('经销商', 'Dealer'), name: optional(line('名称', 'Name', 160)) }),
});

/** 区域划分、核定工作量: the outlets listed per zone are the base of census coverage. */
export const zonePlanForm = defineForm({
  zones: rows('区域', 'Zones', {
    zoneNo,
    name: line('名称', 'Name', 160),
    priority: choice('重点', 'Priority', { key: text('重点', 'Key'), normal: text('非重点', 'Normal') }),
    listed: count('已列终端数', 'Outlets listed'),
    personDays: quantity('人天', 'Person-days', 'person-days'),
  }, { max: 99 }),
});

/** Schedule and workload per team; measures punctuality and productivity. */
export const surveyPlanForm = defineForm({
  teams: rows('小组', 'Teams', {
    team,
    people: count('人数', 'People', { min: 1 }),
    from: date('开始', 'From'),
    to: date('结束', 'To'),
    fieldDays: count('外勤天数', 'Field days', { min: 1 }),
  }),
  outletsPerDay: quantity('每人每天计划终端数', 'Planned outlets per surveyor and day', 'outlets/day'),
  fees: money('费用预算', 'Fee budget'),
});

/** 日汇总表, due before 20:00 of its day (method.md §6.9, daily_summary). `accepted` and `returned` are outcomes of the first review. */
export const dailySheetForm = defineForm({
  date: date('日期', 'Date'),
  team,
  zoneNo,
  surveyors: count('调查人数', 'Surveyors', { min: 1 }),
  planned: count('计划', 'Planned'),
  visited: count('走访', 'Visited'),
  refused: count('拒访', 'Refused'),
  closed: count('关闭', 'Closed'),
  newFound: count('新发现', 'Newly found'),
  submitted: count('提交', 'Submitted'),
  accepted: count('一次通过', 'Accepted at first review'),
  returned: count('退回', 'Returned at first review'),
  problems: optional(line('问题', 'Problems')),
  competitorNews: optional(line('竞品动态', 'Competitor news')),
  fees: money('费用', 'Fees'),
});

/** Interview record of one dealer (method.md §6.2, dealer_survey). */
export const dealerInterviewForm = defineForm({
  dealer: code('经销商', 'Dealer'),
  date: date('日期', 'Date'),
  person: line('受访人职务', 'Role interviewed', 160),
  historyYears: optional(quantity('经营年数', 'Years in business', 'years')),
  staff: optional(count('人数', 'Staff')),
  vehicles: optional(count('车辆', 'Vehicles')),
  warehouse: optional(quantity('仓库面积', 'Warehouse', 'm2')),
  networkOutlets: optional(count('下游终端数', 'Outlets served')),
  shareOfSales: optional(ratio('我司产品销量份额', 'Our share of his sales')),
  note: line('访谈记录', 'Record', 8000),
});

/** Merging and coding of the census (GPS: accuracy ≤ 30 m and not mocked). */
export const censusCleaningForm = defineForm({
  submitted: count('提交记录', 'Records submitted'),
  merged: count('合并重复', 'Merged as duplicates'),
  gpsRecords: count('带坐标记录', 'Records with a position'),
  gpsValid: count('坐标有效', 'Positions valid'),
  note: optional(line('说明', 'Note')),
});

/** A block walked again by somebody else (5 %). */
export const backCheckForm = defineForm({
  block: line('街区', 'Block', 160),
  zoneNo,
  date: date('日期', 'Date'),
  outletsFound: count('实有终端', 'Outlets found'),
  missed: count('漏扫', 'Missed by the sweep'),
  fieldsChecked: count('核对字段', 'Fields checked'),
  fieldsAgreed: count('一致字段', 'Fields agreed'),
});

/** 补充调查: records to be surveyed again. */
export const resurveyTaskForm = defineForm({
  zoneNo,
  reason: line('原因', 'Reason'),
  records: count('记录数', 'Records to redo', { min: 1 }),
  assignee: line('责任人', 'Assignee', 160),
  due: date('期限', 'Due'),
  state: choice('状态', 'State', { open: text('未结', 'Open'), closed: text('已结', 'Closed') }),
  accepted: count('补调后通过', 'Accepted after the second survey'),
});

/** Inputs of the three capacity methods (arithmetic.md §4), a year's volume in one unit. A method with a missing input gives no figure. */
export const capacityForm = defineForm({
  unit: line('单位', 'Unit of volume', 40),
  people: optional(count('人口', 'People')),
  userRate: optional(ratio('使用率', 'User rate')),
  perUserYear: optional(quantity('人均年用量', 'Volume per user and year', 'unit/year')),
  aOutlets: optional(count('A 类终端', 'A outlets')),
  aMonthly: optional(quantity('A 类月均量', 'Volume of an A outlet', 'unit/month')),
  bOutlets: optional(count('B 类终端', 'B outlets')),
  bMonthly: optional(quantity('B 类月均量', 'Volume of a B outlet', 'unit/month')),
  cOutlets: optional(count('C 类终端', 'C outlets')),
  cMonthly: optional(quantity('C 类月均量', 'Volume of a C outlet', 'unit/month')),
  unsurveyed: optional(count('未调查终端', 'Outlets not surveyed')),
  seasonIndex: optional(quantity('季节指数', 'Season index of the survey month', 'index')),
  mainBrands: rows('主要品牌', 'Main brands', { brand: line('品牌', 'Brand', 120), yearly: quantity('年量', 'Volume a year', 'unit/year') }, { min: 0 }),
  mainBrandsShare: optional(ratio('主要品牌合计份额', 'Joint share of the main brands')),
});
