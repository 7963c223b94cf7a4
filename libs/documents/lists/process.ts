import type { BundleRow, EntryRow, EntryView, InboxItem, JournalLineView, NextMove, NotificationView, ReviewView } from '../../contracts/views.js';
import { sheetOf, yesNo, type ColumnSpec, type List } from '../list.js';
import { roleName, stageName, word } from '../words.js';

/* The board, what waits for whom, and what happened. */

const owner = (move: NextMove | null, language: 'zh' | 'en'): string | null => move && (move.person?.name ?? roleName(move.role, language));
const same = <R>(rows: readonly R[]): readonly R[] => rows;

export const entries: List<readonly EntryRow[]> = {
  title: { zh: '看板', en: 'Board' },
  sheets: [sheetOf({ zh: '进入项目', en: 'Entries' }, same, [
    ['text', '编号', 'Id', (e) => e.id, 38], ['text', '进入项目', 'Entry', (e) => e.name, 28], ['text', '市场', 'Market', (e) => e.market],
    ['text', '候选市场', 'Candidates', (e) => e.candidates.join(', '), 28],
    ['text', '阶段', 'Stage', (e, l) => stageName(e.stage, l), 24], ['whole', '轮次', 'Round', (e) => e.round],
    ['text', '进度', 'Phase', (e, l) => word(e.phase, l)], ['text', '状态', 'State', (e, l) => word(e.state, l)],
    ['text', '结论', 'Verdict', (e, l) => word(e.verdict, l)],
    ['text', '下一步', 'Next act', (e, l) => e.next?.title[l], 36], ['text', '由谁', 'Owner', (e, l) => owner(e.next, l)],
    ['text', '期限', 'Due', (e) => e.next?.dueAt, 26],
    ['whole', '天数', 'Days', (e) => e.ageDays], ['whole', '阻碍', 'Blockers', (e) => e.blockers], ['whole', '逾期', 'Overdue', (e) => e.overdue],
  ])],
};

const measured: readonly ColumnSpec<{ readonly numerator: number | null; readonly denominator: number | null; readonly value: number | null }>[] = [
  ['number', '分子', 'Numerator', (k) => k.numerator], ['number', '分母', 'Denominator', (k) => k.denominator], ['number', '值', 'Value', (k) => k.value],
];

/** One entry: its tasks first, then what else its page lists. */
export const entry: List<EntryView> = {
  title: { zh: '进入项目', en: 'Entry' },
  sheets: [
    sheetOf({ zh: '任务', en: 'Tasks' }, (e) => e.tasks, [
      ['text', '任务', 'Task', (t) => t.key, 22], ['text', '内容', 'Title', (t, l) => t.title[l], 40], ['text', '角色', 'Role', (t, l) => roleName(t.role, l)],
      ['text', '负责人', 'Assignee', (t) => t.assignee?.name], ['text', '状态', 'State', (t, l) => word(t.state, l)],
      ['text', '期限', 'Due', (t) => t.dueAt, 26], ['text', '逾期', 'Overdue', (t, l) => yesNo(t.overdue, l)],
      ['text', '完成时间', 'Completed at', (t) => t.completedAt, 26], ['text', '完成人', 'Completed by', (t) => t.completedBy?.name],
      ['text', '备注', 'Note', (t) => t.note, 36],
    ]),
    sheetOf({ zh: '成果', en: 'Deliverables' }, (e) => e.deliverables.flatMap((d) => (d.items.length === 0 ? [null] : d.items).map((item) => ({ d, item }))), [
      ['text', '成果', 'Deliverable', ({ d }) => d.key, 22], ['text', '内容', 'Title', ({ d }, l) => d.title[l], 40],
      ['text', '必需', 'Required', ({ d }, l) => yesNo(d.required, l)], ['text', '项', 'Item', ({ item }) => item?.item],
      ['whole', '版本', 'Version', ({ item }) => item?.version],
      ['text', '状态', 'State', ({ item }, l) => word(item?.state, l)], ['text', '提交人', 'Handed in by', ({ item }) => item?.handedInBy.name],
      ['text', '提交时间', 'Handed in at', ({ item }) => item?.handedInAt, 26], ['text', '审核人', 'Reviewed by', ({ item }) => item?.reviewedBy?.name],
      ['text', '审核意见', 'Review note', ({ item }) => item?.reviewNote, 36],
    ]),
    sheetOf({ zh: '指标', en: 'KPIs' }, (e) => e.kpis, [
      ['text', '指标', 'KPI', (k, l) => k.title[l], 32], ['text', '公式', 'Formula', (k, l) => k.formula[l], 40],
      ['text', '单位', 'Unit', (k) => k.unit], ...measured, ['text', '目标', 'Target', (k) => k.target && JSON.stringify(k.target), 28],
      ['text', '颜色', 'Colour', (k, l) => word(k.colour, l)],
      ['text', '截至', 'As of', (k) => k.asOf], ['text', '依据', 'Evidence', (k, l) => k.evidence[l], 40],
    ]),
    sheetOf({ zh: '义务', en: 'Obligations' }, (e) => e.obligations, [
      ['text', '条件', 'Condition', (o) => o.condition], ['text', '内容', 'Text', (o) => o.text, 40], ['text', '承担人', 'Owner', (o) => o.owner.name],
      ['text', '期限', 'Due', (o) => o.dueAt, 26], ['text', '清偿时间', 'Cleared at', (o) => o.clearedAt, 26],
    ]),
    sheetOf({ zh: '下一步', en: 'Next acts' }, (e) => e.moves, [['text', '下一步', 'Next act', (m, l) => m.title[l], 40], ['text', '由谁', 'Owner', (m, l) => owner(m, l)], ['text', '期限', 'Due', (m) => m.dueAt, 26], ['text', '逾期', 'Overdue', (m, l) => yesNo(m.overdue, l)]]),
  ],
  about: (e) => [[{ zh: '进入项目', en: 'Entry' }, e.name], [{ zh: '市场', en: 'Market' }, e.market], [{ zh: '方案包', en: 'Bundle' }, `${e.bundle.alias} ${e.bundle.hash}`]],
};

export const inbox: List<readonly InboxItem[]> = {
  title: { zh: '我的工作', en: 'Inbox' },
  sheets: [sheetOf({ zh: '我的工作', en: 'Inbox' }, same, [
    ['text', '进入项目', 'Entry', (i) => i.entry, 28], ['text', '阶段', 'Stage', (i, l) => stageName(i.stage, l), 24],
    ['text', '事项', 'Act', (i, l) => i.move.title[l], 40], ['text', '由谁', 'Owner', (i, l) => owner(i.move, l)],
    ['text', '期限', 'Due', (i) => i.move.dueAt, 26], ['text', '逾期', 'Overdue', (i, l) => yesNo(i.move.overdue, l)],
  ])],
};

export const notifications: List<readonly NotificationView[]> = {
  title: { zh: '通知', en: 'Notifications' },
  sheets: [sheetOf({ zh: '通知', en: 'Notifications' }, same, [['text', '时间', 'At', (n) => n.at, 26], ['text', '类型', 'Kind', (n) => n.kind, 24], ['text', '进入项目', 'Entry', (n) => n.entryId, 38], ['text', '内容', 'Content', (n) => JSON.stringify(n.data), 60]])],
};

export const bundles: List<readonly BundleRow[]> = {
  title: { zh: '方案包', en: 'Bundles' },
  sheets: [sheetOf({ zh: '方案包', en: 'Bundles' }, same, [
    ['text', '哈希', 'Hash', (b) => b.hash, 68], ['text', '名称', 'Alias', (b) => b.alias, 24], ['text', '来自', 'Parent', (b) => b.parentHash, 68],
    ['text', '封存人', 'Sealed by', (b) => b.sealedBy.name], ['text', '封存时间', 'Sealed at', (b) => b.sealedAt, 26],
    ['whole', '项目数', 'Entries', (b) => b.entries],
  ])],
};

type Reading = { readonly review: ReviewView; readonly reading: ReviewView['readings'][number] };
export const reviews: List<readonly ReviewView[]> = {
  title: { zh: '周例会', en: 'Weekly reviews' },
  sheets: [sheetOf({ zh: '读数', en: 'Readings' }, (all) => all.flatMap((review) => review.readings.map((reading): Reading => ({ review, reading }))), [
    ['text', '周', 'Week', ({ review }) => review.week], ['text', '截至', 'As of', ({ review }) => review.asOf],
    ['text', '阶段', 'Stage', ({ review }, l) => stageName(review.stage, l), 24], ['text', '指标', 'KPI', ({ reading }, l) => reading.title[l], 36],
    ['number', '分子', 'Numerator', ({ reading }) => reading.numerator], ['number', '分母', 'Denominator', ({ reading }) => reading.denominator],
    ['number', '值', 'Value', ({ reading }) => reading.value], ['text', '颜色', 'Colour', ({ reading }, l) => word(reading.colour, l)],
  ])],
};

export const journal: List<readonly JournalLineView[]> = {
  title: { zh: '日志', en: 'Journal' },
  sheets: [sheetOf({ zh: '日志', en: 'Journal' }, same, [
    ['whole', '序号', 'No.', (l) => l.seq], ['text', '时间', 'At', (l) => l.at, 26], ['text', '谁', 'Who', (l) => l.actor.name],
    ['text', '事项', 'Kind', (l) => l.kind, 20], ['text', '内容', 'Data', (l) => JSON.stringify(l.data), 80],
    ['text', '前一哈希', 'Previous hash', (l) => l.previousHash, 20], ['text', '哈希', 'Hash', (l) => l.hash, 20],
  ])],
  pageRows: 5000,
  next: (lines, { limit }) => (lines.length < Number(limit) ? null : { after: lines[lines.length - 1]?.seq }),
};

