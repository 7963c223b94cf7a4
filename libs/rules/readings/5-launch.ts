import { distributionOfTotals, type Distribution } from '../../measures/distribution.js';
import { ratio, type Ratio } from '../../measures/ratio.js';
import { oosRate } from '../../measures/stock.js';
import type { launch } from '../../playbook/stages/5-launch.js';
import type { Measured } from '../facts.js';
import type { FieldTotals, SalesTotals } from '../field-totals.js';
import { fromRatio, noData, outOf, quotientOf } from './measured.js';
import type { Measure, MeasureFacts } from './measure-facts.js';

type LaunchKpi = keyof (typeof launch)['kpis'];

/** A KPI over one part of the street; no data where nobody measures that part. */
export function onField<P extends 'sales' | 'visits' | 'stock' | 'repeat' | 'churn' | 'dealerStock'>(
  part: P, measure: (rows: NonNullable<FieldTotals[P]>) => Ratio, evidence: string,
): Measure {
  return ({ field }) => {
    const rows = field?.[part] ?? null;
    return rows === null || field === null ? noData(`no ${evidence}`) : fromRatio(measure(rows as NonNullable<FieldTotals[P]>), `${evidence} to ${field.asOf}`);
  };
}

export function distributionOf(sales: SalesTotals): Distribution {
  return distributionOfTotals({ ...sales, outlets: sales.universe });
}

/** Prices seen with the stock and prices checked for themselves, all together. */
function priceCompliance({ field }: MeasureFacts): Measured {
  const { stock = null, prices = null } = field ?? {};
  if (field === null || (stock === null && prices === null)) return noData('no stock checks, no price checks');
  const checks = (stock?.priceChecks ?? 0) + (prices?.checks ?? 0);
  return fromRatio(ratio((stock?.pricesInBand ?? 0) + (prices?.inBand ?? 0), checks), `stock checks${prices === null ? '' : ' and price checks'} to ${field.asOf}`);
}

export const measureLaunch: { readonly [K in LaunchKpi]: Measure } = {
  numericDistribution: onField('sales', (sales) => distributionOf(sales).nd, 'sale lines and stock checks'),
  weightedDistribution: onField('sales', (sales) => distributionOf(sales).wd, 'sale lines and stock checks'),
  distributionQuality: onField('sales', (sales) => {
    const { wd, nd } = distributionOf(sales);
    return quotientOf(wd, nd);
  }, 'sale lines and stock checks'),
  aClassDistribution: onField('sales', (sales) => ratio(sales.handlersA, sales.universeA), 'sale lines and stock checks'),
  visitCompletion: onField('visits', (visits) => ratio(visits.plannedVisited, visits.planned), 'visits'),
  unvisited: ({ field }) => {
    const visits = field?.visits ?? null;
    if (visits === null || visits.customers === 0) return noData('no visits');
    return outOf(visits.neverVisited + visits.overdue, visits.customers, `visits: ${visits.neverVisited} never visited, ${visits.overdue} overdue`);
  },
  strikeRate: onField('visits', (visits) => ratio(visits.ordered, visits.valid), 'visits'),
  outOfStock: onField('stock', (stock) => oosRate({ handlerOutlets: stock.handlers, mustStockSkus: stock.mustStockSkus, zeroStockChecks: stock.zeroChecks }), 'stock checks'),
  priceCompliance,
};
