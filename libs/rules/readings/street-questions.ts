import type { Text } from '../../playbook/define-form.js';
import { totalsMeasures, type TotalsMeasure } from './street-measures.js';

/*
 * Every measure that the street can be asked for, by name: those that follow from its totals, and those that compare periods, list outlets
 * or look at single products and people.
 */
const text = (zh: string, en: string): Text => ({ zh, en });

/** Measures with a way of their own through the rows. */
export const ownWayMeasures = {
  growth: { title: text('销量增长率', 'Growth'), formula: text('(本期 − 基期) / 基期', '(now − base period) / base period'), unit: 'ratio' },
  likeForLikeGrowth: { title: text('同店增长率', 'Like-for-like growth'), formula: text('两期均有销售的终端:(本期 − 基期) / 基期', 'terminals with sales in both periods: (now − base) / base'), unit: 'ratio' },
  newTerminals: { title: text('新增终端', 'New terminals'), formula: text('本期有、基期无销售的终端', 'terminals with sales now and none in the base period'), unit: 'count' },
  lostTerminals: { title: text('流失终端', 'Lost terminals'), formula: text('基期有、本期无销售的终端', 'terminals with sales in the base period and none now'), unit: 'count' },
  concentration: { title: text('市场集中度(HHI)', 'Concentration (HHI)'), formula: text('份额平方和(× 10,000 为点数)', 'sum of the squared shares (× 10,000 = points)'), unit: 'ratio' },
  reorderRate: { title: text('复购率', 'Reorder rate'), formula: text('N 天内再次订货的终端 / 首单满 M 天的终端', 'terminals that ordered again within N days / those whose first order is M days old'), unit: 'ratio' },
  launchCurve: { title: text('铺货曲线', 'Launch curve'), formula: text('首单以来累计下单终端 / 目标终端', 'terminals that ever ordered since the first order / target universe'), unit: 'ratio' },
  sampledDistribution: { title: text('抽样铺货率', 'Sampled numeric distribution'), formula: text('抽查中有货的终端 / 抽查的终端', 'checked terminals with stock / checked terminals'), unit: 'ratio' },
  openTerminals: { title: text('在营终端', 'Open terminals'), formula: text('期末当日营业的终端', 'terminals open on the last day of the period'), unit: 'count' },
  openings: { title: text('新开终端', 'Openings'), formula: text('期内首次发现的终端', 'terminals first seen in the period'), unit: 'count' },
  closings: { title: text('关店', 'Closings'), formula: text('期内关闭的终端(最后营业日)', 'terminals whose last open day lies in the period'), unit: 'count' },
  terminalsPerMillion: { title: text('每百万人终端数', 'Terminals per million inhabitants'), formula: text('期末在营终端 × 1,000,000 / 人口', 'open terminals × 1,000,000 / inhabitants'), unit: 'per million' },
  volumePerInhabitant: { title: text('人均销量', 'Volume per inhabitant'), formula: text('期内净销量 / 人口', 'sales of the period net of returns / inhabitants'), unit: 'volume' },
  nearestTerminal: { title: text('最近邻距离', 'Distance to the nearest terminal'), formula: text('各终端到最近另一终端的距离,取中位数', 'median distance from each open terminal to the next one'), unit: 'metres' },
  capacity: { title: text('市场容量', 'Market capacity'), formula: text('三种方法的中位数(年)', 'median of three methods, a year'), unit: 'volume' },
  capacitySpread: { title: text('容量离散度', 'Spread of the capacity'), formula: text('最大 / 最小', 'largest method / smallest'), unit: 'times' },
  workload: { title: text('工作负荷', 'Workload use'), formula: text('四周所需拜访 / 现有顾问可完成的拜访', 'required calls per four weeks / calls of the advisers there are'), unit: 'ratio' },
  workloadHours: { title: text('工时负荷', 'Workload use in hours'), formula: text('四周所需小时 / 现有顾问的外勤小时', 'hours required in four weeks / field hours of the advisers there are'), unit: 'ratio' },
  workloadBalance: { title: text('负荷均衡度', 'Workload balance'), formula: text('负荷最大的顾问 / 平均', 'largest load of an adviser / mean load'), unit: 'times' },
  routeBalance: { title: text('线路均衡度', 'Route balance'), formula: text('拜访最多的线路 / 平均', 'most calls of a route / mean of the routes'), unit: 'times' },
} as const satisfies Readonly<Record<string, { readonly title: Text; readonly formula: Text; readonly unit: string }>>;

export type OwnWayMeasure = keyof typeof ownWayMeasures;
export type StreetMeasureKey = TotalsMeasure | OwnWayMeasure;

export const streetMeasureKeys = [...Object.keys(totalsMeasures), ...Object.keys(ownWayMeasures)] as [StreetMeasureKey, ...StreetMeasureKey[]];

export function isTotalsMeasure(key: StreetMeasureKey): key is TotalsMeasure {
  return Object.hasOwn(totalsMeasures, key);
}

/** What a list can be broken down by: parts of the market, products, time. */
export const outletDimensions = ['zone', 'route', 'person', 'dealer', 'class', 'type'] as const;
export const productDimensions = ['brand', 'category', 'sku'] as const;
export const timeDimensions = ['week', 'month'] as const;
export type OutletDimension = (typeof outletDimensions)[number];
export type ProductDimension = (typeof productDimensions)[number];
export type TimeDimension = (typeof timeDimensions)[number];
export type Dimension = OutletDimension | ProductDimension | TimeDimension;

/** Measures that ask what became of products, and so can be asked of each brand, category or SKU. */
const ofProducts: ReadonlySet<StreetMeasureKey> = new Set<StreetMeasureKey>([
  'numericDistribution', 'weightedDistribution', 'aClassDistribution', 'shareInHandlers', 'salesPerPoint', 'salesPerNumericPoint', 'volume', 'outOfStock', 'priceCompliance', 'sellThrough', 'repeatTerminals', 'terminalChurn',
]);

/** By which dimensions a measure can be broken down. */
export function dimensionsOf(key: StreetMeasureKey): readonly Dimension[] {
  switch (key) {
    case 'marketShare': return [...outletDimensions, ...productDimensions, ...timeDimensions];
    case 'concentration': return productDimensions;
    case 'capacity': case 'capacitySpread': return ['zone', 'dealer', 'type'];
    case 'launchCurve': return [...outletDimensions, ...timeDimensions];
    case 'coreDealersSigned': case 'overdueReceivables': case 'dealerFlowThrough': case 'dealerStockDays': return ['dealer', ...timeDimensions];
    case 'newTerminals': case 'lostTerminals': return outletDimensions;
    case 'terminalsPerMillion': case 'volumePerInhabitant': return ['zone', ...timeDimensions];
    case 'workloadBalance': return ['zone', 'dealer'];
    case 'routeBalance': return ['zone', 'person'];
    case 'growth': case 'likeForLikeGrowth': case 'reorderRate': case 'workload': case 'workloadHours': return outletDimensions;
    default: return [...outletDimensions, ...(ofProducts.has(key) ? productDimensions : []), ...timeDimensions];
  }
}
