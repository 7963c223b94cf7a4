import { salesPerPoint } from '../../measures/distribution.js';
import { ratio } from '../../measures/ratio.js';
import { flowThrough } from '../../measures/stock.js';
import { coverage } from '../../measures/visits.js';
import { playbook, type KpiKey } from '../../playbook/playbook.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { Parameters } from '../../playbook/parameters.js';
import type { Measured } from '../facts.js';
import type { FieldTotals, StreetPart } from '../field-totals.js';
import { distributionOf, onField } from './5-launch.js';
import { measureKpi } from './measure-kpi.js';
import { plain, noData } from './measured.js';
import type { Measure, MeasureFacts } from './measure-facts.js';
import { none, street, upTo } from './sources.js';

/** A figure of the street that can be asked for any part of a market and any period. */
export type StreetMeasure = {
  readonly title: Text;
  readonly formula: Text;
  /** As KPIs have it; `volume`: minor units of money or base units of goods, by the volume basis. */
  readonly unit: string;
  /** What is counted for it, beside which nothing needs to be. */
  readonly parts: readonly StreetPart[];
  readonly of: Measure;
};

/** KPIs of the playbook that are measured from the street alone: the very functions that the screens and the gates use. */
const fromPlaybook = {
  numericDistribution: ['outlets'], weightedDistribution: ['outlets'], distributionQuality: ['outlets'], aClassDistribution: ['outlets'],
  marketShare: ['outlets'], leadRatio: ['outlets', 'rival'], shareQuality: ['outlets'],
  visitCompletion: ['visits'], strikeRate: ['visits'], unvisited: ['visits'],
  outOfStock: ['stock'], priceCompliance: ['stock', 'prices'], sellThrough: ['stock'], skusPerHandler: ['stock'], flowThrough: ['stock', 'dealerStock'], dealerStockDays: ['dealerStock'],
  repeatTerminals: ['repeat'], terminalChurn: ['churn'], ownershipCompleteness: ['outlets'], codeValidity: ['outlets'],
  incidentRate: ['incidents', 'outlets'], overdueReceivables: ['receivables'], coreDealersSigned: ['contracts'],
} as const satisfies { readonly [K in KpiKey]?: readonly StreetPart[] };

const own = {
  shareInHandlers: {
    title: text('铺货终端内占有率', 'Share in handlers (SIH)'), formula: text('自有销量 / 铺货终端的品类销量', 'own volume / category volume of handlers'), unit: 'ratio', parts: ['outlets'],
    of: onField('sales', (sales) => distributionOf(sales).sih, street.sales, street.stock),
  },
  salesPerPoint: {
    title: text('每点加权铺货率销量', 'Sales per point of weighted distribution (SPPD)'), formula: text('自有销量 / 加权铺货率百分点', 'own volume / points of weighted distribution'),
    unit: 'volume', parts: ['outlets'], of: onField('sales', (sales) => distributionOf(sales).sppd, street.sales, street.stock),
  },
  salesPerNumericPoint: {
    title: text('每点铺货率销量', 'Sales per point of numeric distribution'), formula: text('自有销量 / 铺货率百分点', 'own volume / points of numeric distribution'),
    unit: 'volume', parts: ['outlets'],
    of: onField('sales', ({ ownVolume, handlers, universe }) => salesPerPoint({ volume: ownVolume, covered: handlers, all: universe }), street.sales, street.stock),
  },
  volume: { title: text('自有销量', 'Own volume'), formula: text('自有产品净销量', 'own sales net of returns'), unit: 'volume', parts: ['outlets'], of: volumeOf('ownVolume') },
  marketVolume: { title: text('市场销量', 'Market volume'), formula: text('全部品牌净销量', 'sales of all brands net of returns'), unit: 'volume', parts: ['outlets'], of: volumeOf('marketVolume') },
  dealerFlowThrough: {
    title: text('经销商有效出货', 'Flow-through of dealers'), formula: text('经销商四周出货 / 进货', 'shipped by dealers / received, four weeks'), unit: 'ratio', parts: ['dealerStock'],
    of: onField('dealerStock', (stock) => flowThrough({ shippedOut: stock.shipped, tookIn: stock.received }), street.dealerStock),
  },
  terminalFlowThrough: {
    title: text('终端有效出货', 'Flow-through of terminals'), formula: text('终端销出 / 进货', 'sold by terminals / received'), unit: 'ratio', parts: ['stock'],
    of: onField('stock', ({ opening, received, closing }) => flowThrough({ shippedOut: opening + received - closing, tookIn: received }), street.stock),
  },
  planConversion: {
    title: text('计划成交率', 'Plan conversion'), formula: text('计划内成交的终端 / 计划终端', 'planned terminals that ordered / planned'), unit: 'ratio', parts: ['visits'],
    // A colleague may have visited what one adviser had planned: no more is looked at here than the plan.
    of: onField('visits', (visits) => ratio(visits.plannedOrdered, visits.planned), street.visits),
  },
  coverage: {
    title: text('按期覆盖率', 'Current coverage'), formula: text('在周期内有效拜访过的客户 / 在营客户', 'customers validly visited within their period / active customers'),
    unit: 'ratio', parts: ['visits'], of: onField('visits', (visits) => missed(visits).currentCoverage, street.visits),
  },
  everCoverage: {
    title: text('累计覆盖率', 'Ever coverage'), formula: text('曾有效拜访过的客户 / 在营客户', 'customers ever validly visited / active customers'),
    unit: 'ratio', parts: ['visits'], of: onField('visits', (visits) => missed(visits).everCoverage, street.visits),
  },
} as const satisfies Readonly<Record<string, StreetMeasure>>;

function missed({ customers, neverVisited, overdue }: NonNullable<FieldTotals['visits']>) {
  return coverage({ customers, never: neverVisited, overdue });
}

function volumeOf(of: 'ownVolume' | 'marketVolume'): Measure {
  return ({ field }) => (field?.sales ? plain(field.sales[of], upTo(field.asOf, street.sales)) : noData(none(street.sales)));
}

export type TotalsMeasure = keyof typeof fromPlaybook | keyof typeof own;

const kpis: Readonly<Record<string, { readonly title: Text; readonly formula: Text; readonly unit: string }>> = Object.assign({}, ...playbook.stages.map((stage) => stage.kpis));

function ofPlaybook(key: keyof typeof fromPlaybook): StreetMeasure {
  const kpi = kpis[key];
  if (!kpi) throw new Error(`The playbook has no KPI ${key}`);
  return { title: kpi.title, formula: kpi.formula, unit: kpi.unit, parts: fromPlaybook[key], of: measureKpi[key] };
}

/** Every measure that follows from the totals of the street. */
export const totalsMeasures: { readonly [K in TotalsMeasure]: StreetMeasure } = {
  ...(Object.fromEntries(Object.keys(fromPlaybook).map((key) => [key, ofPlaybook(key as keyof typeof fromPlaybook)])) as { [K in keyof typeof fromPlaybook]: StreetMeasure }),
  ...own,
};

/** One measure over the totals of a market or of a part of it, without the papers of any entry. */
export function measureTotals(key: TotalsMeasure, field: FieldTotals, parameters: Parameters): Measured {
  return totalsMeasures[key].of(factsOfStreet(field, parameters));
}

function factsOfStreet(field: FieldTotals, parameters: Parameters): MeasureFacts {
  return {
    asOf: field.asOf, timeZone: 'UTC', parameters, field, targets: {}, shadow: new Set(), forms: {}, documents: {}, history: [], passed: [], candidates: [], marketCode: null, stageOpenedAt: {},
  };
}
