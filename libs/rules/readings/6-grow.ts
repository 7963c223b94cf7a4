import { ratio } from '../../measures/ratio.js';
import { flowThrough, sellThrough, stockDays } from '../../measures/stock.js';
import type { grow } from '../../playbook/stages/6-grow.js';
import type { Measured } from '../facts.js';
import { distributionOf, onField } from './5-launch.js';
import { costAgainstPlan, costsAndBudget } from './costs.js';
import { fromRatio, furthestFromOne, noData, plain } from './measured.js';
import type { Measure, MeasureFacts } from './measure-facts.js';
import { onShare, shareOf } from './share.js';

type GrowKpi = keyof (typeof grow)['kpis'];

/** Days the dealer tier is summed over in the field totals. */
const dealerStockDays = 28;

const share = onShare(shareOf);

/** Against the last weekly reading at or before the week that G5 was judged on. */
function shareGain(facts: MeasureFacts): Measured {
  const passed = facts.passed.filter((gate) => gate.gate === 'G5').at(-1);
  const now = share(facts);
  if (passed === undefined || now.value === null) return noData('G5 not passed, or no share');
  const { week } = passed;
  const then = facts.history.filter((reading) => reading.kpi === 'marketShare' && reading.value !== null && reading.week <= week).at(-1);
  if (then?.value == null) return noData(`no share measured up to ${week}, when G5 was passed`);
  return plain(now.value - then.value, `${now.value} now, ${then.value} in ${then.week}`);
}

/** Sell-in that does not flow out is stuffing: the tier that is furthest off speaks for the chain. arithmetic.md §9 */
function flow({ field }: MeasureFacts): Measured {
  if (field === null) return noData('no dealer stock, no stock checks');
  const { dealerStock, stock } = field;
  const tiers = [
    ...(dealerStock ? [{ tier: 'dealer', ...flowThrough({ shippedOut: dealerStock.shipped, tookIn: dealerStock.received }) }] : []),
    ...(stock ? [{ tier: 'terminal', ...flowThrough({ shippedOut: stock.opening + stock.received - stock.closing, tookIn: stock.received }) }] : []),
  ];
  const worst = furthestFromOne(tiers);
  return worst ? fromRatio(worst, `${worst.tier} tier to ${field.asOf}`) : noData('no tier took anything in');
}

export const measureGrow: { readonly [K in GrowKpi]: Measure } = {
  marketShare: share,
  shareGain,
  laterDistribution: onField('sales', (sales) => distributionOf(sales).nd, 'sale lines and stock checks'),
  repeatTerminals: onField('repeat', (repeat) => ratio(repeat.repeated, repeat.firstOrders), 'sale lines'),
  flowThrough: flow,
  dealerStockDays: onField('dealerStock', (stock) => stockDays({ closing: stock.closing, outflow: stock.shipped, windowDays: dealerStockDays }).days, 'dealer stock'),
  sellThrough: onField('stock', ({ opening, received, closing }) => sellThrough({ opening, received, closing }), 'stock checks'),
  skusPerHandler: onField('stock', (stock) => ratio(stock.focusSkusHandled, stock.handlers), 'stock checks'),
  costRatio: (facts) => {
    const costs = costsAndBudget(facts);
    if (costs === null) return noData('no cost report, or no budget');
    return fromRatio(costAgainstPlan(costs.reports, costs.budget), `costReport: ${costs.reports.length} months, budget`);
  },
};
