import type { Text } from '../../../../libs/playbook/define-form.js';
import type { KpiKey } from '../../../../libs/playbook/playbook.js';
import type { Settings } from '../../../../libs/playbook/settings.js';
import { category } from './story-county.js';

/** KPIs that no file of this source can feed: they stay grey, are shown, and count nowhere. */
const shadows: Readonly<Partial<Record<KpiKey, Text>>> = {
  visitCompletion: { zh: '没有拜访记录', en: 'there are no visits in the data' },
  unvisited: { zh: '没有拜访记录', en: 'there are no visits in the data' },
  strikeRate: { zh: '没有拜访记录', en: 'there are no visits in the data' },
  outOfStock: { zh: '没有库存检查', en: 'nobody counted shelves' },
  priceCompliance: { zh: '没有货架价格', en: 'there are no shelf prices' },
  flowThrough: { zh: '没有经销商库存', en: 'the state’s stock is not in the data' },
  dealerStockDays: { zh: '没有经销商库存', en: 'the state’s stock is not in the data' },
  sellThrough: { zh: '没有库存检查', en: 'nobody counted shelves' },
  skusPerHandler: { zh: '没有库存检查', en: 'nobody counted shelves' },
  incidentRate: { zh: '没有巡查', en: 'nobody patrolled' },
  overdueReceivables: { zh: '没有收款记录', en: 'payments are not in the data' },
  dailySheetPunctuality: { zh: '故事是事后讲述的', en: 'the story is told afterwards' },
  evidence03: { zh: '没有有效出货', en: 'flow-through is not measured' },
  evidence05: { zh: '没有拜访记录,无法算每次拜访费用', en: 'without visits there is no cost per visit' },
  evidence06: { zh: '没有拜访记录', en: 'there are no visits in the data' },
};

/** All thresholds are the playbook's; only what counts is narrowed to what the sale lines can say. */
export const iowaSettings: Settings = {
  kpis: Object.fromEntries(Object.keys(shadows).map((kpi) => [kpi, { shadow: true }])),
  parameters: { category, categoryVolume: 'sales' },
};

export const iowaStated: readonly Text[] = [
  ...Object.entries(shadows).map(([kpi, why]) => ({ zh: `影子 KPI ${kpi}:${why.zh}`, en: `shadow KPI ${kpi}: ${why.en}` })),
  { zh: '成本按计划给定:净价的 55 % 生产、6 % 促销、2 % 运费;收入来自销售行', en: 'costs are stated: 55 % of the net price to make, 6 % to promote, 2 % to ship; revenue comes from the sale lines' },
  { zh: '销售行是门店向州仓的进货', en: 'a sale line is what a shop bought from the state warehouse' },
];
