import type { MarketReportView } from '../../contracts/market-report.js';
import { capacityForm } from '../../playbook/forms/survey.js';
import { tableOf, type Block } from './blocks.js';
import { shareChart, trendChart } from './charts.js';
import type { Figures } from './say-figures.js';

/* Parts 1 to 3: the market, its size, who else is there. method.md §6.8 */

const missing = (text: string): Block => ({ is: 'missing', text });
const heading = (level: 1 | 2, text: string): Block => ({ is: 'heading', level, text });

export function basicsPart({ basics: { facts, counts, brief } }: MarketReportView, f: Figures): Block[] {
  return [
    heading(1, f.t('1 市场基本情况与影响要素', '1 Basics and drivers')),
    ...(brief ? [{ is: 'paragraph', text: `${f.t('调查内容', 'What the survey set out to learn')}: ${brief.content}` } as const, { is: 'paragraph', text: `${f.t('调查范围', 'Scope')}: ${brief.scope}` } as const] : [missing(f.t('没有已提交的调查提纲。', 'No survey brief has been handed in.'))]),
    heading(2, f.t('宏观数据', 'Macro facts')),
    facts.length === 0 ? missing(f.t('没有宏观数据(导入 macro-facts)。', 'No macro facts are known (import macro-facts).'))
      : tableOf(f.t('宏观数据', 'Macro facts'), facts, [
        [f.t('名称', 'Name'), (r) => r.name], [f.t('年份', 'Year'), (r) => String(r.year), 'figure'], [f.t('数值', 'Value'), (r) => f.whole(r.value), 'figure'], [f.t('单位', 'Unit'), (r) => r.unit], [f.t('来源', 'Source'), (r) => r.source],
      ]),
    heading(2, f.t('已掌握的市场', 'What is on record')),
    tableOf(f.t('已掌握的市场', 'What is on record'), [
      [f.t('终端(在册)', 'Terminals on record'), counts.terminals], [f.t('终端(在营客户)', 'Terminals that are customers'), counts.customers], [f.t('经销商', 'Dealers'), counts.dealers], [f.t('区域', 'Zones'), counts.zones],
      [f.t('线路', 'Routes'), counts.routes], [f.t('销售行', 'Sale lines'), counts.saleLines], [f.t('调查记录', 'Survey records'), counts.surveyRecords],
    ] as const, [[f.t('对象', 'What'), ([name]) => name], [f.t('数量', 'Number'), ([, n]) => f.whole(n), 'figure']]),
  ];
}

export function capacityPart({ capacity }: MarketReportView, f: Figures): Block[] {
  const { paper, census, market, own, growth, likeForLike, trend } = capacity;
  return [
    heading(1, f.t('2 市场容量、结构与趋势', '2 Capacity, structure and trend')), heading(2, f.t('三种方法测算的容量', 'Capacity by three methods')),
    ...(paper === null ? [missing(f.t('没有已提交的市场容量测算,三种方法均无数据。', 'No capacity paper has been handed in: none of the three methods has a figure.'))] : capacityTable(paper, f)),
    { is: 'paragraph', text: f.t(
      `终端普查:${f.whole(census.withFigure)} / ${f.whole(census.terminals)} 家在营终端有品类月销量,合计每月 ${f.volume(census.withFigure === 0 ? null : census.monthly)}(${f.unit});未填者不计为零。`,
      `Census of the terminals: ${f.whole(census.withFigure)} of ${f.whole(census.terminals)} customers have a monthly category volume, ${f.volume(census.withFigure === 0 ? null : census.monthly)} a month together (${f.unit}); who gave none is not counted as nought.`) },
    heading(2, f.t('销量与趋势', 'Sales and trend')),
    tableOf(f.t('销量', 'Sales'), [market, own, growth, likeForLike], [
      [f.t('指标', 'Measure'), (r) => r.title[f.language]], [f.t('值', 'Value'), (r) => (r.unit === 'ratio' ? f.percent(r.value) : `${f.volume(r.value)} ${f.unit}`), 'figure'],
      [f.t('分子 / 分母', 'Numerator / denominator'), (r) => (r.unit === 'ratio' && r.value !== null ? `${f.volume(r.numerator)} / ${f.volume(r.denominator)}` : '—'), 'figure'],
    ]),
    { is: 'source', text: f.source(market) },
    ...(trend.every((step) => step.market === null) ? [missing(f.t('本期没有销售数据,无法绘制趋势。', 'There are no sales in the period: no trend can be drawn.'))] : [
      { is: 'chart', title: f.t('图 1 品类与本品销量趋势', 'Chart 1 Sales of the category and of our brands'), chart: trendChart(trend.map(stepName), [{ name: f.t('全部品牌', 'All brands'), values: trend.map((s) => s.market) }, { name: f.t('本品', 'Ours'), values: trend.map((s) => s.own) }], f.unit) } as const,
      tableOf(f.t('趋势', 'Trend'), trend, [[f.t('时段', 'Step'), stepName], [`${f.t('全部品牌', 'All brands')} (${f.unit})`, (r) => f.volume(r.market), 'figure'], [`${f.t('本品', 'Ours')} (${f.unit})`, (r) => f.volume(r.own), 'figure']]),
      ...(trend.every(({ whole }) => whole) ? [] : [{ is: 'source', text: f.t('* 该月只有一部分在本期内。', '* Only a part of this month lies in the period.') } as const]),
    ]),
  ];
}

/** A step that the period cuts off is marked. */
const stepName = ({ key, whole }: MarketReportView['capacity']['trend'][number]): string => (whole ? key : `${key}*`);

type Paper = NonNullable<MarketReportView['capacity']['paper']>;

/** As the capacity paper itself calls its fields. */
const inputName = (field: string, { language }: Figures): string => (capacityForm.fields as Readonly<Record<string, { readonly title: { readonly zh: string; readonly en: string } }>>)[field]?.title[language] ?? field;

function capacityTable(paper: Paper, f: Figures): Block[] {
  const inputs = (method: Paper['topDown']): string => Object.entries(method.inputs).map(([name, value]) => `${inputName(name, f)} ${value === null ? f.none : typeof value === 'number' ? f.whole(value) : value}`).join(f.t(';', '; '));
  return [
    tableOf(f.t('市场容量', 'Market capacity'), [
      [f.t('自上而下(人口 × 使用率 × 人均)', 'Top-down: people × user rate × use'), paper.topDown], [f.t('普查汇总', 'Census build-up'), paper.census], [f.t('主要品牌 ÷ 合计份额', 'Main brands ÷ their joint share'), paper.mainBrands],
    ] as const, [[f.t('方法', 'Method'), ([name]) => name], [f.t(`年容量(${paper.unit})`, `A year (${paper.unit})`), ([, method]) => f.whole(method.figure), 'figure'], [f.t('输入', 'Inputs'), ([, method]) => inputs(method)]]),
    { is: 'paragraph', text: f.t(
      `得出数字的方法:${paper.methods} 种;中位数 ${f.whole(paper.median)} ${paper.unit};离散(最大 ÷ 最小)${f.times(paper.spread.value)}${paper.spread.value === null ? '' : `(${f.whole(paper.spread.numerator)} / ${f.whole(paper.spread.denominator)})`}。`,
      `Methods with a figure: ${paper.methods}; median ${f.whole(paper.median)} ${paper.unit}; spread (largest ÷ smallest) ${f.times(paper.spread.value)}${paper.spread.value === null ? '' : ` (${f.whole(paper.spread.numerator)} / ${f.whole(paper.spread.denominator)})`}.`) },
  ];
}

export function competitorPart({ competitors }: MarketReportView, f: Figures): Block[] {
  const { brands, others, concentration, share, prices, rivals } = competitors;
  const points = concentration.details['points'];
  return [
    heading(1, f.t('3 竞争对手', '3 Competitors')), heading(2, f.t('份额与铺货', 'Share and distribution')),
    ...(brands.length === 0 ? [missing(f.t('本期没有任何品牌的销售。', 'No brand has sales in the period.'))] : [
      { is: 'chart', title: f.t('图 2 品牌份额(橙色为本品)', 'Chart 2 Share by brand (ours in orange)'), chart: shareChart([...brands.map(({ name, share: part, own }) => ({ name, value: part.value, stands: own })), ...(others.brands > 0 ? [{ name: f.t(`其他 ${others.brands} 个品牌`, `${others.brands} other brands`), value: others.share.value, stands: false }] : [])]) } as const,
      tableOf(f.t('品牌', 'Brands'), [...brands, ...(others.brands > 0 ? [{ name: f.t(`其他 ${others.brands} 个品牌`, `${others.brands} other brands`), own: false, ...others, numericDistribution: null, weightedDistribution: null }] : [])], [
        [f.t('品牌', 'Brand'), (r) => `${r.name}${r.own ? f.t('(本品)', ' (ours)') : ''}`], [`${f.t('销量', 'Volume')} (${f.unit})`, (r) => f.volume(r.volume), 'figure'], [f.t('份额', 'Share'), (r) => f.percent(r.share.value), 'figure'],
        [f.t('铺货率 ND', 'ND'), (r) => (r.numericDistribution ? f.ratio(r.numericDistribution) : '—'), 'figure'], [f.t('加权铺货率 WD', 'WD'), (r) => (r.weightedDistribution ? f.percent(r.weightedDistribution.value) : '—'), 'figure'],
      ]),
    ]),
    { is: 'paragraph', text: `${f.t('本品占有率', 'Our share')}: ${share.value === null ? f.none : `${f.percent(share.value)} (${f.volume(share.numerator)} / ${f.volume(share.denominator)})`} · ${f.t('集中度 HHI', 'Concentration (HHI)')}: ${typeof points === 'number' ? f.whole(points) : f.none}` },
    { is: 'source', text: f.source(share) },
    heading(2, f.t('价格(已检查者)', 'Prices, where checked')),
    prices.length === 0 ? missing(f.t('本期没有价格检查。', 'No price was checked in the period.')) : tableOf(f.t('价格', 'Prices'), prices, [
      [f.t('单品', 'SKU'), (r) => `${r.sku} ${r.name}`], [f.t('品牌', 'Brand'), (r) => r.brand], [f.t('检查', 'Checks'), (r) => f.whole(r.checks), 'figure'], [f.t('最低(最小货币单位)', 'Lowest (minor units)'), (r) => f.whole(r.lowest), 'figure'],
      [f.t('最高(最小货币单位)', 'Highest (minor units)'), (r) => f.whole(r.highest), 'figure'], [f.t('价格带内 / 已判定', 'In band / judged'), (r) => (r.judged === 0 ? f.none : `${r.inBand} / ${r.judged}`), 'figure'],
    ]),
    heading(2, f.t('竞品分析', 'Rivals analysed')),
    rivals.length === 0 ? missing(f.t('没有已提交的竞品分析(进入战略)。', 'No analysis of rivals has been handed in (entry strategy).')) : tableOf(f.t('竞品', 'Rivals'), rivals, [[f.t('竞品', 'Rival'), (r) => r.rival], [f.t('状况', 'Finding'), (r) => r.finding]]),
  ];
}
