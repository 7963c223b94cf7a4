import type { AbcView, KpiAnswer, StructureView, UnvisitedView } from '../../contracts/street.js';
import { sheetOf, type Cell, type List, type Texts } from '../list.js';
import { word } from '../words.js';

/* Figures of the street. Each workbook says period, rule, settings and how many rows lie behind it. */

type Provenance = Pick<KpiAnswer, 'market' | 'period' | 'asOf' | 'rule' | 'scope' | 'settings' | 'sourceRows'>;

const pairs = (record: Readonly<Record<string, string | number | null>>): string => Object.entries(record).map(([key, value]) => `${key}=${value ?? '—'}`).join(', ');

export function provenanceLines({ market, period, asOf, rule, scope, settings, sourceRows }: Provenance): (readonly [Texts, Cell])[] {
  return [
    [{ zh: '市场', en: 'Market' }, market.code], [{ zh: '时期', en: 'Period' }, `${period.from} … ${period.to}${period.weeks ? ` (${period.weeks.from} … ${period.weeks.to})` : ''}`], [{ zh: '截至', en: 'As of' }, asOf],
    [{ zh: '规则', en: 'Rule' }, rule.bundleHash ?? `playbook ${rule.playbook}`], [{ zh: '范围', en: 'Scope' }, pairs(scope)], [{ zh: '口径', en: 'Settings' }, pairs(settings)], [{ zh: '来源行数', en: 'Source rows' }, sourceRows],
  ];
}

export const kpi: List<KpiAnswer> = {
  title: { zh: '指标', en: 'KPI' },
  sheets: [sheetOf({ zh: '指标', en: 'KPI' }, (a) => [{ key: '', label: '', numerator: a.numerator, denominator: a.denominator, value: a.value, details: a.details }, ...a.rows], [
    ['text', '分项', 'Part', (r, l) => (r.key === '' ? (l === 'zh' ? '全部' : 'all') : r.key)], ['text', '名称', 'Name', (r) => r.label, 32],
    ['number', '分子', 'Numerator', (r) => r.numerator], ['number', '分母', 'Denominator', (r) => r.denominator], ['number', '值', 'Value', (r) => r.value],
    ['text', '附注', 'Details', (r) => pairs(r.details), 48],
  ])],
  about: (a) => [[{ zh: '指标', en: 'Measure' }, `${a.title.zh} ${a.title.en}`], [{ zh: '公式', en: 'Formula' }, `${a.formula.zh} ${a.formula.en}`], [{ zh: '单位', en: 'Unit' }, a.unit], [{ zh: '依据', en: 'Evidence' }, `${a.evidence.zh} ${a.evidence.en}`], ...provenanceLines(a)],
};

export const abc: List<AbcView> = {
  title: { zh: 'ABC 分析', en: 'ABC analysis' },
  sheets: [sheetOf({ zh: 'ABC 分析', en: 'ABC analysis' }, (a) => a.rows, [
    ['whole', '序', 'Rank', (r) => r.rank], ['text', '编号', 'Code', (r) => r.code], ['text', '名称', 'Name', (r) => r.name, 32],
    ['text', '类型', 'Type', (r) => r.type], ['whole', '区域', 'Zone', (r) => r.zoneNo], ['text', '类', 'Class', (r) => r.class],
    ['whole', '销量', 'Volume', (r) => r.volume], ['percent', '占比', 'Share', (r) => r.share.value],
    ['percent', '累计占比', 'Cumulative share', (r) => r.cumulative.value],
  ])],
  about: (a) => [[{ zh: '对象数', en: 'Units' }, a.units], [{ zh: '销量', en: 'Volume' }, a.volume], ...(['A', 'B', 'C'] as const).map((name): readonly [Texts, Cell] => [{ zh: `${name} 类`, en: `Class ${name}` }, `${a.classes[name].units} / ${a.classes[name].volume}`]), ...provenanceLines(a)],
  // Every page classes all of it again: one page.
  pageRows: 10_000_000,
  next: ({ next }) => (next === null ? null : { after: next }),
};

export const structure: List<StructureView> = {
  title: { zh: '终端结构分析表', en: 'Terminal structure' },
  sheets: [sheetOf({ zh: '终端结构分析表', en: 'Terminal structure' }, (a) => [...a.rows.map((row) => ({ ...row, all: false })), ...a.classes.map((row) => ({ ...row, type: '', all: true })), { ...a.total, class: '' as const, type: '', all: true }], [
    ['text', '类', 'Class', (r, l) => (r.class === '' ? (l === 'zh' ? '合计' : 'total') : word(r.class, l))],
    ['text', '类型', 'Type', (r, l) => (r.all ? (l === 'zh' ? '小计' : 'all types') : r.type)], ['whole', '家数', 'Outlets', (r) => r.outlets],
    ['percent', '家数占比', 'Outlet share', (r) => r.outletShare.value], ['whole', '销量', 'Volume', (r) => r.volume],
    ['percent', '销量占比', 'Volume share', (r) => r.volumeShare.value],
    ['percent', '累计占比', 'Cumulative share', (r) => (r.all ? null : r.cumulative.value)], ['number', '户均销量', 'Mean volume', (r) => r.mean.value],
    ['whole', '铺货家数', 'Handling outlets', (r) => r.numericDistribution.numerator],
    ['percent', '铺货率', 'Numeric distribution', (r) => r.numericDistribution.value],
    ['whole', '本品销量', 'Own volume', (r) => r.ownShare.numerator], ['whole', '品类销量', 'Category sales', (r) => r.ownShare.denominator],
    ['percent', '本品占有率', 'Own share', (r) => r.ownShare.value],
  ])],
  about: provenanceLines,
};

export const unvisited: List<UnvisitedView> = {
  title: { zh: '未访问客户', en: 'Unvisited customers' },
  sheets: [sheetOf({ zh: '未访问客户', en: 'Unvisited customers' }, (a) => a.rows, [
    ['text', '客户', 'Customer', (r, l) => word(r.kind, l)], ['text', '客户编号', 'Customer code', (r) => r.code],
    ['text', '来源编号', 'Own number', (r) => r.externalId], ['text', '名称', 'Name', (r) => r.name, 32], ['text', '类', 'Class', (r) => r.class],
    ['whole', '区域', 'Zone', (r) => r.zoneNo], ['whole', '线路', 'Route', (r) => r.routeNo], ['text', '负责人', 'Owner', (r) => r.owner],
    ['text', '经销商', 'Dealer', (r) => r.dealer],
    ['text', '状态', 'State', (r, l) => word(r.state, l)], ['day', '上次拜访', 'Last visit', (r) => r.lastVisit], ['day', '应访日', 'Due on', (r) => r.dueOn],
    ['whole', '超期天数', 'Days overdue', (r) => r.daysOverdue],
  ])],
  about: (a) => [[{ zh: '截至', en: 'As of' }, a.asOf], [{ zh: '规则', en: 'Rule' }, a.rule.bundleHash ?? `playbook ${a.rule.playbook}`], [{ zh: '客户数', en: 'Customers' }, a.customers], [{ zh: '从未拜访', en: 'Never visited' }, a.never], [{ zh: '超期', en: 'Overdue' }, a.overdue]],
  pageRows: 50_000,
  next: ({ next }) => (next === null ? null : { after: next }),
};
