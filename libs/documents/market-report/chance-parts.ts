import type { MarketReportView } from '../../contracts/market-report.js';
import { tableOf, type Block } from './blocks.js';
import type { Figures } from './say-figures.js';

/* Parts 7 and 8: what people concluded, and where to begin. method.md §6.8 */

const missing = (text: string): Block => ({ is: 'missing', text });
const heading = (level: 1 | 2, text: string): Block => ({ is: 'heading', level, text });

export function chancePart({ chances: { strategy, text } }: MarketReportView, f: Figures): Block[] {
  const empty = f.t('(待填写:由调查负责人撰写)', '(to be written by the survey lead)');
  return [
    heading(1, f.t('7 SWOT 与机会', '7 SWOT and chances')),
    ...(text === null ? [] : [heading(2, f.t('报告正文(人工撰写)', 'Text of the report, written by hand')), ...text.split(/\n+/).filter((line) => line.trim() !== '').map((line): Block => ({ is: 'paragraph', text: line }))]),
    tableOf('SWOT', [
      [f.t('优势 Strengths', 'Strengths'), empty], [f.t('劣势 Weaknesses', 'Weaknesses'), empty], [f.t('机会 Opportunities', 'Opportunities'), empty], [f.t('威胁 Threats', 'Threats'), empty],
    ] as const, [[f.t('方面', 'Side'), ([side]) => side], [f.t('判断', 'Judgement'), ([, words]) => words]]),
    heading(2, f.t('切入点', 'Where to attack')),
    ...(strategy === null ? [missing(f.t('没有已提交的进入战略。', 'No entry strategy has been handed in.'))] : [
      tableOf(f.t('进入战略', 'Entry strategy'), [
        [f.t('目标竞争对手', 'Target rival'), strategy.targetRival], [f.t('其薄弱环节', 'Its weak point'), strategy.weakness], [f.t('证据', 'Evidence'), strategy.evidence], [f.t('重点区域', 'Focus zones'), strategy.focusZones.join(', ')],
        ...strategy.segments.map(({ name, why }) => [`${f.t('细分市场', 'Segment')} ${name}`, why] as const),
      ] as const, [[f.t('项', 'Item'), ([name]) => name], [f.t('内容', 'Content'), ([, words]) => words]]),
    ]),
  ];
}

export function zonePart({ zones }: MarketReportView, f: Figures): Block[] {
  const title = heading(1, f.t('8 区域重点', '8 Zone priorities'));
  if (zones.length === 0) return [title, missing(f.t('该市场还没有划分区域。', 'The market has not been divided into zones.'))];
  return [
    title, { is: 'paragraph', text: f.t('按本期品类销量排序;“重点”是已确定的优先级。', 'In the order of category sales of the period; \'key\' is the priority that was set.') },
    tableOf(f.t('区域', 'Zones'), zones, [
      [f.t('区域', 'Zone'), (r) => `${r.zoneNo} ${r.name}`], [f.t('优先级', 'Priority'), (r) => (r.priority === 'key' ? f.t('重点', 'key') : f.t('一般', 'normal'))], [f.t('终端', 'Terminals'), (r) => f.whole(r.terminals), 'figure'], ['A', (r) => f.whole(r.classA), 'figure'],
      [`${f.t('品类销量', 'Category sales')} (${f.unit})`, (r) => f.volume(r.volume.value), 'figure'], [f.t('本品占有率', 'Our share'), (r) => f.percent(r.share.value), 'figure'], [f.t('铺货率 ND', 'ND'), (r) => f.ratio(r.numericDistribution), 'figure'], [f.t('按期覆盖', 'Coverage'), (r) => f.percent(r.coverage.value), 'figure'],
      [f.t('计划人天', 'Person-days planned'), (r) => f.whole(r.personDays), 'figure'],
    ]),
  ];
}
