import type { MarketView, PersonView } from '../../contracts/views.js';
import type { SurveyFormRow, SurveyRecordView } from '../../contracts/survey-views.js';
import { sheetOf, yesNo, type Cell, type ColumnSpec, type List } from '../list.js';
import { roleName, word } from '../words.js';

/* Markets, people, survey forms and records. */

const same = <R>(rows: readonly R[]): readonly R[] => rows;

export const markets: List<readonly MarketView[]> = {
  title: { zh: '市场', en: 'Markets' },
  sheets: [sheetOf({ zh: '市场', en: 'Markets' }, same, [
    ['text', '代码', 'Code', (m) => m.code], ['text', '名称', 'Name', (m) => m.name, 28], ['text', '地区', 'Region', (m) => m.adminRegion, 28],
    ['whole', '市场号', 'Market no.', (m) => m.marketNo], ['whole', '终端', 'Terminals', (m) => m.terminals], ['whole', '经销商', 'Dealers', (m) => m.dealers],
    ['whole', '销售行', 'Sale lines', (m) => m.saleLines],
  ])],
};

export const people: List<readonly PersonView[]> = {
  title: { zh: '人员', en: 'People' },
  sheets: [sheetOf({ zh: '人员', en: 'People' }, same, [
    ['text', '登录名', 'Login', (p) => p.login], ['text', '姓名', 'Name', (p) => p.name], ['text', '管理员', 'Administrator', (p, l) => yesNo(p.admin, l)],
    ['text', '在用', 'Active', (p, l) => yesNo(p.active, l)], ['text', '语言', 'Language', (p) => p.language],
    ['text', '角色', 'Roles', (p, l) => p.roles.map((r) => `${roleName(r.role, l)}(${r.marketId === '*' ? (l === 'zh' ? '所有市场' : 'everywhere') : r.market ?? r.marketId})`).join('; '), 60],
  ])],
};

export const surveyForms: List<readonly SurveyFormRow[]> = {
  title: { zh: '调查表', en: 'Survey forms' },
  sheets: [sheetOf({ zh: '调查表', en: 'Survey forms' }, same, [
    ['text', '表单', 'Form', (f) => f.formKey], ['whole', '版本', 'Version', (f) => f.version], ['text', '标题', 'Title', (f) => f.title, 32],
    ['text', '对象', 'Respondent', (f) => f.respondentType], ['whole', '题目行', 'Survey rows', (f) => f.rows], ['whole', '记录', 'Records', (f) => f.records],
    ['text', '发布人', 'Published by', (f) => f.publishedBy.name], ['text', '发布时间', 'Published at', (f) => f.publishedAt, 26],
    ['text', '文件', 'File', (f) => f.fileName, 28], ['text', '哈希', 'Hash', (f) => f.hash, 20],
  ])],
};

const recordColumns: readonly ColumnSpec<SurveyRecordView>[] = [
  ['text', '编号', 'Id', (r) => r.id, 38], ['text', '表单', 'Form', (r) => `${r.formKey} v${r.formVersion}`],
  ['text', '对象', 'Respondent', (r) => r.respondentType], ['text', '对象编号', 'Respondent id', (r) => r.respondentId, 38],
  ['text', '方法', 'Method', (r) => r.method], ['text', '状态', 'State', (r, l) => word(r.reviewState, l)],
  ['text', '开始', 'Started', (r) => r.startedAt, 26], ['text', '结束', 'Ended', (r) => r.endedAt, 26], ['number', '纬度', 'Latitude', (r) => r.latitude],
  ['number', '经度', 'Longitude', (r) => r.longitude], ['number', '精度(米)', 'Accuracy (m)', (r) => r.accuracyM],
  ['text', '模拟定位', 'Mock location', (r, l) => yesNo(r.mock, l)],
  ['text', '提交人', 'Submitted by', (r) => r.submittedBy.name], ['text', '提交时间', 'Submitted at', (r) => r.submittedAt, 26],
  ['whole', '文件', 'Files', (r) => r.fileIds.length],
];

/** Answers by their path; a repeat stands in one cell as it lies. */
function answersOf(answers: Readonly<Record<string, unknown>>, prefix = ''): Map<string, Cell> {
  const found = new Map<string, Cell>();
  for (const [name, value] of Object.entries(answers)) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (typeof value === 'string' || typeof value === 'number') found.set(path, value);
    else if (value !== null && typeof value === 'object' && !Array.isArray(value)) for (const [inner, cell] of answersOf(value as Record<string, unknown>, path)) found.set(inner, cell);
    else if (value !== null && value !== undefined) found.set(path, JSON.stringify(value));
  }
  return found;
}

/** Forms differ in their questions: the answers of a record stand together, a line each. */
export const surveyRecords: List<readonly SurveyRecordView[]> = {
  title: { zh: '调查记录', en: 'Survey records' },
  sheets: [sheetOf({ zh: '调查记录', en: 'Survey records' }, same, [...recordColumns, ['text', '答案', 'Answers', (r) => [...answersOf(r.answers)].map(([path, cell]) => `${path}=${cell}`).join('\n'), 80]])],
  pageRows: 5000,
  next: (records, { limit, after }) => (records.length < Number(limit) ? null : { after: Number(after ?? 0) + records.length }),
};
