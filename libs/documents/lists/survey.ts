import type { SurveyView } from '../../contracts/market-survey-views.js';
import { sheetOf, yesNo, type Language, type List, type Texts } from '../list.js';

/* The market survey: assignments, daily sheets, back-checks, re-survey tasks. */

const states: Readonly<Record<string, Texts>> = {
  todo: { zh: '未开始', en: 'to do' }, doing: { zh: '进行中', en: 'under way' }, submitted: { zh: '已提交', en: 'submitted' }, returned: { zh: '已退回', en: 'given back' }, accepted: { zh: '已通过', en: 'accepted' },
  cancelled: { zh: '已取消', en: 'cancelled' }, open: { zh: '未结', en: 'open' }, closed: { zh: '已结', en: 'closed' }, 'handed-in': { zh: '已交', en: 'handed in' }, done: { zh: '已完成', en: 'done' },
  'back-check': { zh: '回访不一致', en: 'back-check differs' }, missed: { zh: '漏扫终端', en: 'outlets missed' }, coverage: { zh: '覆盖不足', en: 'coverage' }, other: { zh: '其他', en: 'other' },
  zone: { zh: '区域', en: 'zone' }, route: { zh: '线路', en: 'route' }, respondent: { zh: '访谈对象', en: 'respondent' },
};
const state = (key: string, language: Language): string => states[key]?.[language] ?? key;

export const surveyAssignments: List<SurveyView['assignments']> = {
  title: { zh: '调查分派', en: 'Survey assignments' },
  sheets: [sheetOf({ zh: '调查分派', en: 'Survey assignments' }, (rows) => rows, [
    ['text', '对象类别', 'Target', (a, l) => state(a.targetType, l)], ['text', '对象', 'Name', (a) => a.title, 28], ['whole', '区域号', 'Zone', (a) => a.zoneNo], ['text', '小组', 'Team', (a) => a.teamCode], ['text', '人员', 'Person', (a) => a.person?.name],
    ['day', '开始', 'From', (a) => a.fromDay], ['day', '结束', 'To', (a) => a.dueDay], ['whole', '计划', 'Planned', (a) => a.planned], ['whole', '今日应达', 'Expected by today', (a) => a.expected], ['whole', '已报', 'Brought in', (a) => a.submitted],
    ['whole', '通过', 'Accepted', (a) => a.accepted], ['text', '状态', 'State', (a, l) => state(a.state, l)], ['text', '逾期', 'Late', (a, l) => yesNo(a.late, l)], ['text', '说明', 'Note', (a) => a.note, 36],
  ])],
};

export const dailySheets: List<SurveyView['sheets']> = {
  title: { zh: '日汇总表', en: 'Daily sheets' },
  sheets: [sheetOf({ zh: '日汇总表', en: 'Daily sheets' }, (rows) => rows, [
    ['day', '日期', 'Day', (s) => s.day], ['text', '小组', 'Team', (s) => s.teamCode], ['whole', '区域号', 'Zone', (s) => s.zoneNo], ['whole', '调查人数', 'Surveyors', (s) => s.surveyors], ['whole', '计划', 'Planned', (s) => s.counts.planned],
    ['whole', '走访', 'Visited', (s) => s.counts.visited], ['whole', '拒访', 'Refused', (s) => s.counts.refused], ['whole', '关闭', 'Closed', (s) => s.counts.closed], ['whole', '新发现', 'Newly found', (s) => s.counts.newFound],
    ['whole', '提交', 'Submitted', (s) => s.counts.submitted], ['whole', '一次通过', 'Accepted at first', (s) => s.counts.accepted], ['whole', '一次退回', 'Given back at first', (s) => s.counts.returned], ['text', '问题', 'Problems', (s) => s.problems, 36],
    ['text', '竞品动态', 'Competitor news', (s) => s.competitorNews, 36], ['whole', '费用(最小货币单位)', 'Fees (minor units)', (s) => s.fees], ['text', '状态', 'State', (s, l) => state(s.state, l)], ['text', '期限', 'Due', (s) => s.dueAt, 24],
    ['text', '签字', 'Signed by', (s) => s.signedBy?.name], ['text', '签字时刻', 'Signed at', (s) => s.signedAt, 24], ['text', '迟交', 'Late', (s, l) => yesNo(s.late, l)],
  ])],
};

export const backChecks: List<SurveyView['backChecks']> = {
  title: { zh: '回访检核', en: 'Back-checks' },
  sheets: [sheetOf({ zh: '回访检核', en: 'Back-checks' }, (rows) => rows, [
    ['day', '日期', 'Day', (c) => c.day], ['whole', '区域号', 'Zone', (c) => c.zoneNo], ['text', '调查人', 'Surveyor', (c) => c.surveyor.name], ['text', '回访人', 'Checker', (c) => c.checker?.name], ['text', '清点街区', 'Walks the block', (c, l) => yesNo(c.walksBlock, l)],
    ['text', '状态', 'State', (c, l) => state(c.state, l)], ['whole', '核对字段', 'Fields checked', (c) => c.fieldsChecked], ['whole', '一致字段', 'Fields agreed', (c) => c.fieldsAgreed], ['whole', '实有终端', 'Outlets found', (c) => c.outletsFound],
    ['whole', '漏扫终端', 'Outlets missed', (c) => c.missedOutlets], ['text', '差异', 'Differences', (c) => c.findings.map((one) => `${one.field}: ${one.was} → ${one.is}`).join('\n'), 36], ['text', '备注', 'Note', (c) => c.note, 36], ['text', '记录', 'Record', (c) => c.recordId, 38],
  ])],
};

export const resurveys: List<SurveyView['resurvey']> = {
  title: { zh: '补充调查', en: 'Re-surveys' },
  sheets: [sheetOf({ zh: '补充调查', en: 'Re-surveys' }, (rows) => rows, [
    ['text', '原因', 'Reason', (r, l) => state(r.reason, l)], ['text', '说明', 'Note', (r) => r.note, 36], ['whole', '区域号', 'Zone', (r) => r.zoneNo], ['whole', '记录数', 'Records', (r) => r.records], ['whole', '已通过', 'Accepted', (r) => r.accepted],
    ['text', '小组', 'Team', (r) => r.teamCode], ['text', '负责人', 'Person', (r) => r.person?.name], ['day', '期限', 'Due', (r) => r.dueDay], ['text', '状态', 'State', (r, l) => state(r.state, l)], ['text', '结清说明', 'Ended because', (r) => r.closedNote, 36],
  ])],
};
