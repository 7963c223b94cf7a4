import type { DayView, PlanView, VisitView } from '../../contracts/route-views.js';
import { sheetOf, yesNo, type List } from '../list.js';
import { word } from '../words.js';

/* Visit plans, an adviser's day, visits. */

export const visitPlan: List<PlanView> = {
  title: { zh: '拜访计划', en: 'Visit plan' },
  sheets: [sheetOf({ zh: '拜访计划', en: 'Visit plan' }, ({ rows }) => rows, [
    ['day', '日期', 'Day', (r) => r.day], ['whole', '星期', 'Weekday', (r) => r.weekday], ['text', '客户顾问', 'Adviser', (r) => r.adviser], ['text', '线路', 'Routes', (r) => r.routes.join(' ')], ['whole', '计划家数', 'Stops', (r) => r.stops],
    ['whole', '分钟', 'Minutes', (r) => r.minutes], ['whole', '已访', 'Visited', (r) => r.visited], ['whole', '成交', 'Ordered', (r) => r.ordered], ['whole', '手工', 'By hand', (r) => r.bySource.manual], ['whole', '补访', 'Recovery', (r) => r.bySource.recovery],
  ])],
  about: ({ from, to, planned, visited }) => [[{ zh: '时期', en: 'Period' }, `${from} … ${to}`], [{ zh: '计划', en: 'Planned' }, planned], [{ zh: '已访', en: 'Visited' }, visited]],
};

export const adviserDay: List<DayView> = {
  title: { zh: '当日拜访清单', en: 'Visits of a day' },
  sheets: [
    sheetOf({ zh: '计划', en: 'Planned' }, ({ stops }) => stops, [
      ['whole', '顺序', 'Order', (s) => s.seq], ['text', '编号', 'Code', (s) => s.code ?? s.externalId], ['text', '名称', 'Name', (s) => s.name, 28], ['text', '类', 'Class', (s, l) => s.class ?? word(s.kind, l)], ['text', '地址', 'Address', (s) => s.address, 36],
      ['day', '上次有效拜访', 'Last valid visit', (s) => s.lastVisit], ['text', '状态', 'State', (s, l) => word(s.state, l)], ['text', '无效原因', 'Invalid because', (s, l) => word(s.invalidReason, l)], ['text', '成交', 'Ordered', (s, l) => yesNo(s.ordered, l)],
    ]),
    sheetOf({ zh: '计划外', en: 'Beside the plan' }, ({ unplanned }) => unplanned, [
      ['text', '编号', 'Code', (v) => v.code ?? v.externalId], ['text', '名称', 'Name', (v) => v.name, 28], ['text', '有效', 'Valid', (v, l) => yesNo(v.valid, l)], ['text', '无效原因', 'Invalid because', (v, l) => word(v.invalidReason, l)], ['text', '成交', 'Ordered', (v, l) => yesNo(v.ordered, l)],
    ]),
  ],
  about: ({ day, adviser, planned, visited }) => [[{ zh: '日期', en: 'Day' }, day], [{ zh: '客户顾问', en: 'Adviser' }, adviser], [{ zh: '计划', en: 'Planned' }, planned], [{ zh: '已访', en: 'Visited' }, visited]],
};

export const visits: List<readonly VisitView[]> = {
  title: { zh: '拜访', en: 'Visits' },
  sheets: [sheetOf({ zh: '拜访', en: 'Visits' }, (rows) => rows, [
    ['day', '日期', 'Day', (v) => v.day], ['text', '客户顾问', 'Adviser', (v) => v.adviser], ['text', '编号', 'Code', (v) => v.code ?? v.externalId], ['text', '名称', 'Name', (v) => v.name, 28], ['text', '类', 'Class', (v, l) => v.class ?? word(v.kind, l)],
    ['text', '进店', 'In at', (v) => v.inAt, 24], ['text', '离店', 'Out at', (v) => v.outAt, 24], ['number', '距离(米)', 'Distance (m)', (v) => v.distanceM], ['whole', '照片', 'Photos', (v) => v.photos], ['text', '有效', 'Valid', (v, l) => yesNo(v.valid, l)],
    ['text', '无效原因', 'Invalid because', (v, l) => word(v.invalidReason, l)], ['text', '结果', 'Outcome', (v, l) => word(v.outcome, l)], ['text', '成交', 'Ordered', (v, l) => yesNo(v.ordered, l)], ['text', '豁免人', 'Waived by', (v) => v.waiver?.by.name], ['text', '豁免原因', 'Waived because', (v) => v.waiver?.reason, 36],
    ['text', '下一步', 'Next step', (v) => v.nextStep, 36],
  ])],
  pageRows: 5000,
  next: (rows, { limit, after }) => (rows.length < Number(limit) ? null : { after: Number(after ?? 0) + rows.length }),
};
