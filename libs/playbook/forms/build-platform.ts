import { defineForm } from '../define-form.js';
import { choice, code, count, date, line, money, optional, quantity, ratio, rows, text, yesNo } from './fields.js';

const person = line('人员', 'Person', 120);
const post = choice('岗位', 'Post', {
  supervisor: text('区域主管', 'Zone supervisor'), adviser: text('客户顾问', 'Customer adviser'), promoter: text('促销员', 'Promoter'), other: text('其他', 'Other'),
});

/** 组织 (org_assignment): the staff of the market and what an adviser can do in four weeks. */
export const organisationForm = defineForm({
  staff: rows('人员', 'Staff', { person, post, zones: optional(line('区域', 'Zones', 160)) }),
  callsPerDay: count('每人每天拜访数', 'Calls a day per adviser', { min: 1, max: 200 }),
  fieldDaysPer4Weeks: count('每四周外勤天数', 'Field days in four weeks', { min: 1, max: 28 }),
});

/** 经销商评估 (dealer_assessment): weighted scores 0–100; core ones are chosen by 2:8. */
export const dealerAssessmentForm = defineForm({
  criteria: rows('标准', 'Criteria', { criterion: line('标准', 'Criterion', 120), weight: ratio('权重', 'Weight') }),
  dealers: rows('经销商', 'Dealers', {
    dealer: code('经销商', 'Dealer'),
    scores: rows('得分', 'Scores', { score: quantity('得分 0–100', 'Score 0–100', 'points') }),
    core: yesNo('核心经销商', 'Core dealer'),
    zoneNo: optional(count('区域号', 'Zone number', { min: 1, max: 99 })),
  }),
});

/** 经销商合同 (distributor_contract). A contract without a date of signature is planned. */
export const dealerContractForm = defineForm({
  dealer: code('经销商', 'Dealer'),
  zones: rows('区域与月承担能力', 'Zones and monthly capacity', {
    zoneNo: count('区域号', 'Zone number', { min: 1, max: 99 }),
    monthlyCapacity: count('月承担能力', 'Monthly capacity'),
  }),
  from: date('起', 'From'),
  to: date('止', 'To'),
  exclusive: yesNo('独家', 'Exclusive'),
  creditLimit: money('信用额度', 'Credit limit'),
  support: optional(line('支持', 'Support')),
  signedOn: optional(date('签署日期', 'Signed on')),
});

/** 业务管理规范 (work_rule) and who has acknowledged it [S:526]. */
export const workRulesForm = defineForm({
  rules: rows('规范', 'Rules', { title: line('标题', 'Title', 200), body: line('内容', 'Body', 8000) }),
  meetings: line('例会与报表', 'Meetings and reports', 4000),
  acknowledged: rows('已确认', 'Acknowledged by', { person, on: date('日期', 'On') }, { min: 0 }),
});

/** 考核表 (appraisal_scheme): one person's KPIs and weights, signed by that person. */
export const appraisalSheetForm = defineForm({
  person,
  metrics: rows('指标', 'Metrics', { kpi: line('指标', 'KPI', 120), weight: ratio('权重', 'Weight') }),
  cap: quantity('封顶', 'Cap', 'times'),
  signedOn: optional(date('签署日期', 'Signed on')),
});

/** 培训与考试 (training). */
export const trainingForm = defineForm({
  topic: line('主题', 'Topic', 200),
  passMark: count('及格分', 'Pass mark', { max: 100 }),
  results: rows('成绩', 'Results', { person, score: count('得分', 'Score', { max: 100 }), on: date('日期', 'On') }),
});

/** 试运行周 (trial_week): real visits and reports. */
export const trialWeekForm = defineForm({
  from: date('开始', 'From'),
  recordsTotal: count('记录总数', 'Records'),
  sameDay: count('当日同步', 'Synced the same day'),
  problems: optional(line('问题', 'Problems')),
});

/** 线路与拜访频率 (route_stop): what one adviser walks. */
export const routePlanForm = defineForm({
  routes: rows('线路', 'Routes', {
    zoneNo: count('区域号', 'Zone number', { min: 1, max: 99 }),
    routeNo: count('线路号', 'Route number', { min: 1, max: 99 }),
    adviser: person,
    terminals: count('终端数', 'Terminals'),
  }),
});
