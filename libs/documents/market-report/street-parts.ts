import type { MarketReportView } from '../../contracts/market-report.js';
import { word } from '../words.js';
import { tableOf, type Block } from './blocks.js';
import { columnChart, paretoChart } from './charts.js';
import type { Figures } from './say-figures.js';

/* Parts 4 to 6: dealers, terminals, consumers. method.md §6.7, §6.8 */

const missing = (text: string): Block => ({ is: 'missing', text });
const heading = (level: 1 | 2, text: string): Block => ({ is: 'heading', level, text });

export function dealerPart({ dealers }: MarketReportView, f: Figures): Block[] {
  const title = heading(1, f.t('4 经销商', '4 Dealers'));
  if (dealers.length === 0) return [title, missing(f.t('没有在册经销商。', 'No dealer is on record.'))];
  const interviews = dealers.flatMap((dealer) => (dealer.interview ? [{ ...dealer, interview: dealer.interview }] : []));
  return [
    title,
    tableOf(f.t('经销商', 'Dealers'), dealers, [
      [f.t('编号', 'Code'), (r) => r.code], [f.t('名称', 'Name'), (r) => `${r.name}${r.core ? f.t('(核心)', ' (core)') : ''}`], [f.t('状态', 'Status'), (r) => word(r.status, f.language) ?? ''], [f.t('月供货能力', 'Monthly capacity'), (r) => f.whole(r.monthlyCapacity), 'figure'],
      [f.t('终端', 'Terminals'), (r) => f.whole(r.terminals), 'figure'], [`${f.t('本品销量', 'Our volume')} (${f.unit})`, (r) => f.volume(r.own.value), 'figure'], [f.t('铺货率 ND', 'ND'), (r) => f.ratio(r.numericDistribution), 'figure'],
    ]),
    heading(2, f.t('访谈', 'Interviews')),
    interviews.length === 0 ? missing(f.t('没有已提交的经销商访谈记录。', 'No dealer interview has been handed in.')) : tableOf(f.t('访谈', 'Interviews'), interviews, [
      [f.t('经销商', 'Dealer'), (r) => r.name], [f.t('日期', 'Date'), (r) => r.interview.date], [f.t('年数', 'Years'), (r) => f.whole(r.interview.historyYears), 'figure'], [f.t('人数', 'Staff'), (r) => f.whole(r.interview.staff), 'figure'],
      [f.t('下游终端', 'Outlets served'), (r) => f.whole(r.interview.networkOutlets), 'figure'], [f.t('本品占其销量', 'Our share of his sales'), (r) => f.percent(r.interview.shareOfSales), 'figure'], [f.t('记录', 'Record'), (r) => r.interview.note],
    ]),
  ];
}

export function terminalPart({ terminals }: MarketReportView, f: Figures): Block[] {
  const { abc, curve, structure, numericDistribution, weightedDistribution, byClass, byType } = terminals;
  const total = Math.max(0, abc.volume);
  const classes = (['A', 'B', 'C'] as const).map((name) => ({ name, ...abc.classes[name] }));
  return [
    heading(1, f.t('5 终端', '5 Terminals')), heading(2, f.t('ABC 分析', 'ABC analysis')),
    ...(abc.units === 0 ? [missing(f.t('本期没有销售,无法做 ABC 分析。', 'There are no sales in the period: no ABC analysis can be made.'))] : [
      { is: 'chart', title: f.t('图 3 累计销量曲线', 'Chart 3 Cumulative volume'), chart: paretoChart(curve, limitsOf(abc.settings), { units: f.t('累计终端占比', 'Part of the terminals'), volume: f.t('累计销量占比', 'Part of the volume') }) } as const,
      tableOf(f.t('ABC 分类', 'ABC classes'), classes, [
        [f.t('类', 'Class'), (r) => r.name], [f.t('终端', 'Terminals'), (r) => f.whole(r.units), 'figure'], [f.t('占比', 'Part'), (r) => f.percent(r.units / abc.units), 'figure'],
        [`${f.t('销量', 'Volume')} (${f.unit})`, (r) => f.volume(r.volume), 'figure'], [f.t('占比', 'Part'), (r) => f.percent(total === 0 ? null : r.volume / total), 'figure'],
      ]),
      { is: 'source', text: f.t(`${abc.period.from} … ${abc.period.to} 有销售的终端 ${f.whole(abc.units)} 家;界限 ${limitsOf(abc.settings).map(({ name }) => name).join('、')}(按${abc.settings['boundary'] === 'including' ? '含本家' : '前一家'}累计);来源行数 ${f.whole(abc.sourceRows)}`, `${f.whole(abc.units)} terminals with sales ${abc.period.from} … ${abc.period.to}; limits ${limitsOf(abc.settings).map(({ name }) => name).join(', ')} of the share cumulated ${abc.settings['boundary'] === 'including' ? 'with' : 'before'} the terminal itself; source rows ${f.whole(abc.sourceRows)}`) } as const,
      tableOf(f.t(`销量最大的 ${abc.rows.length} 家`, `The ${abc.rows.length} largest`), abc.rows, [
        ['#', (r) => String(r.rank), 'figure'], [f.t('编号', 'Code'), (r) => r.code], [f.t('名称', 'Name'), (r) => r.name], [f.t('区域', 'Zone'), (r) => (r.zoneNo === null ? '—' : String(r.zoneNo)), 'figure'], [f.t('类', 'Class'), (r) => r.class ?? '—'],
        [`${f.t('销量', 'Volume')} (${f.unit})`, (r) => f.volume(r.volume), 'figure'], [f.t('累计', 'Cumulative'), (r) => f.percent(r.cumulative.value), 'figure'],
      ]),
    ]),
    heading(2, f.t('终端结构分析表', 'Terminal structure')),
    structure.rows.length === 0 ? missing(f.t('没有在营终端。', 'There are no customers on record.')) : structureBlock(structure, f),
    { is: 'source', text: f.t(`销量口径:${structure.settings['categoryVolume'] === 'census' ? '普查品类月销量' : '本期销售'};来源行数 ${f.whole(structure.sourceRows)}`, `Volumes: ${structure.settings['categoryVolume'] === 'census' ? 'monthly category volume of the census' : 'sales of the period'}; source rows ${f.whole(structure.sourceRows)}`) },
    heading(2, f.t('铺货率', 'Distribution')),
    { is: 'chart', title: f.t('图 4 各类终端铺货率', 'Chart 4 Numeric distribution by class'), chart: columnChart(byClass.rows.map((row) => ({ name: word(row.key, f.language) ?? row.key, value: row.value }))) },
    tableOf(f.t('铺货率', 'Distribution'), [
      { name: f.t('全部(ND)', 'All (ND)'), ...numericDistribution }, { name: f.t('全部(WD)', 'All (WD)'), ...weightedDistribution }, ...byClass.rows.map((row) => ({ ...row, name: `${f.t('类', 'Class')} ${word(row.key, f.language)}` })), ...byType.rows.map((row) => ({ ...row, name: `${f.t('类型', 'Type')} ${row.label}` })),
    ], [[f.t('终端', 'Terminals'), (r) => r.name], [f.t('铺货率', 'Distribution'), (r) => f.percent(r.value), 'figure'], [f.t('分子', 'Numerator'), (r) => f.whole(r.numerator), 'figure'], [f.t('分母', 'Denominator'), (r) => f.whole(r.denominator), 'figure']]),
    { is: 'source', text: f.source(numericDistribution) },
  ];
}

function limitsOf({ aLimit, bLimit }: Readonly<Record<string, string | number | null>>): { name: string; at: number }[] {
  return [['A', aLimit] as const, ['B', bLimit] as const].flatMap(([name, at]) => (typeof at === 'number' ? [{ name: `${name} ${Math.round(at * 100)}\u00a0%`, at }] : []));
}

type Structure = MarketReportView['terminals']['structure'];

function structureBlock({ rows, classes, total }: Structure, f: Figures): Block {
  // Where no terminal has a volume, nobody knows it: that is not nought.
  const volume = (value: number | null): string => f.volume(total.volume === 0 ? null : value);
  const all = [...rows.map((row) => ({ ...row, of: 'type' as const })), ...classes.map((row) => ({ ...row, type: f.t('小计', 'all'), of: 'class' as const })), { ...total, class: 'total' as const, type: '', of: 'total' as const }];
  return tableOf(f.t('终端结构分析表(类 × 类型)', 'Terminal structure (class × type)'), all, [
    [f.t('类', 'Class'), (r) => (r.class === 'total' ? f.t('合计', 'Total') : word(r.class, f.language) ?? '')], [f.t('类型', 'Type'), (r) => r.type ?? '—'], [f.t('家数', 'Outlets'), (r) => f.whole(r.outlets), 'figure'], ['%', (r) => f.percent(r.outletShare.value), 'figure'],
    [`${f.t('销量', 'Volume')} (${f.unit})`, (r) => volume(r.volume), 'figure'], ['%', (r) => f.percent(r.volumeShare.value), 'figure'], [f.t('累计 %', 'Σ %'), (r) => (r.of === 'total' ? '—' : f.percent(r.cumulative.value)), 'figure'],
    [f.t('户均', 'Mean'), (r) => volume(r.mean.value === null ? null : Math.round(r.mean.value)), 'figure'], [f.t('铺货率', 'ND'), (r) => f.percent(r.numericDistribution.value), 'figure'], [f.t('占有率', 'Share'), (r) => f.percent(r.ownShare.value), 'figure'],
  ]);
}

export function consumerPart({ consumers: { records, questions } }: MarketReportView, f: Figures): Block[] {
  const title = heading(1, f.t('6 消费者', '6 Consumers'));
  if (records === 0) return [title, missing(f.t('没有消费者调查记录。', 'There are no survey records of consumers.'))];
  return [
    title, { is: 'paragraph', text: f.t(`消费者调查记录 ${f.whole(records)} 份。`, `${f.whole(records)} survey records of consumers.`) },
    ...questions.flatMap(({ form, question, answered, choices, numbers }): Block[] => [
      heading(2, question),
      numbers ? { is: 'paragraph', text: f.t(`回答 ${answered} 人;最小 ${f.whole(numbers.lowest)},中位数 ${f.whole(numbers.median)},最大 ${f.whole(numbers.highest)}。`, `${answered} answered; lowest ${f.whole(numbers.lowest)}, median ${f.whole(numbers.median)}, highest ${f.whole(numbers.highest)}.`) }
        : tableOf(question, choices, [[f.t('选项', 'Choice'), (r) => r.label], [f.t('人数', 'Number'), (r) => f.whole(r.count), 'figure'], [f.t('占回答者', 'Of those who answered'), (r) => `${f.percent(r.count / answered)} (${r.count} / ${answered})`, 'figure']]),
      { is: 'source', text: form },
    ]),
  ];
}
