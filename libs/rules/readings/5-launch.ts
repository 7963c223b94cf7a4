import { distributionOfTotals, type Distribution } from '../../measures/distribution.js';
import { ratio, type Ratio } from '../../measures/ratio.js';
import { oosRate } from '../../measures/stock.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { launch } from '../../playbook/stages/5-launch.js';
import type { Measured } from '../facts.js';
import type { FieldTotals, SalesTotals } from '../field-totals.js';
import { fromRatio, noData, outOf, quotientOf } from './measured.js';
import type { Measure, MeasureFacts } from './measure-facts.js';
import { none, saying, street, upTo } from './sources.js';

type LaunchKpi = keyof (typeof launch)['kpis'];

/** A KPI over one part of the street; no data where nobody measures that part. */
export function onField<P extends 'sales' | 'visits' | 'stock' | 'repeat' | 'churn' | 'dealerStock'>(
  part: P, measure: (rows: NonNullable<FieldTotals[P]>) => Ratio, ...from: readonly Text[]
): Measure {
  return ({ field }) => {
    const rows = field?.[part] ?? null;
    return rows === null || field === null ? noData(none(...from)) : fromRatio(measure(rows as NonNullable<FieldTotals[P]>), upTo(field.asOf, ...from));
  };
}

export function distributionOf(sales: SalesTotals): Distribution {
  return distributionOfTotals({ ...sales, outlets: sales.universe });
}

/** Prices seen with the stock and prices checked for themselves, all together. */
function priceCompliance({ field }: MeasureFacts): Measured {
  const { stock = null, prices = null } = field ?? {};
  if (field === null || (stock === null && prices === null)) return noData(none(street.stock, street.prices));
  const checks = (stock?.priceChecks ?? 0) + (prices?.checks ?? 0);
  return fromRatio(ratio((stock?.pricesInBand ?? 0) + (prices?.inBand ?? 0), checks), upTo(field.asOf, street.stock, ...(prices === null ? [] : [street.prices])));
}

export const measureLaunch: { readonly [K in LaunchKpi]: Measure } = {
  numericDistribution: onField('sales', (sales) => distributionOf(sales).nd, street.sales, street.stock),
  weightedDistribution: onField('sales', (sales) => distributionOf(sales).wd, street.sales, street.stock),
  distributionQuality: onField('sales', (sales) => {
    const { wd, nd } = distributionOf(sales);
    return quotientOf(wd, nd);
  }, street.sales, street.stock),
  aClassDistribution: onField('sales', (sales) => ratio(sales.handlersA, sales.universeA), street.sales, street.stock),
  visitCompletion: onField('visits', (visits) => ratio(visits.plannedVisited, visits.planned), street.visits),
  unvisited: ({ field }) => {
    const visits = field?.visits ?? null;
    if (visits === null || visits.customers === 0) return noData(none(street.visits));
    return outOf(visits.neverVisited + visits.overdue, visits.customers, saying(street.visits, text(`从未访问 ${visits.neverVisited},超期 ${visits.overdue}`, `${visits.neverVisited} never visited, ${visits.overdue} overdue`)));
  },
  strikeRate: onField('visits', (visits) => ratio(visits.ordered, visits.valid), street.visits),
  outOfStock: onField('stock', (stock) => oosRate({ handlerOutlets: stock.handlers, mustStockSkus: stock.mustStockSkus, zeroStockChecks: stock.zeroChecks }), street.stock),
  priceCompliance,
};
