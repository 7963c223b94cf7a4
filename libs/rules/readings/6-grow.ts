import { ratio } from '../../measures/ratio.js';
import { flowThrough, sellThrough, stockDays } from '../../measures/stock.js';
import { text } from '../../playbook/forms/fields.js';
import type { grow } from '../../playbook/stages/6-grow.js';
import type { Measured } from '../facts.js';
import { distributionOf, onField } from './5-launch.js';
import { costAgainstPlan, costsAndBudget } from './costs.js';
import { fromRatio, furthestFromOne, noData, plain } from './measured.js';
import type { Measure, MeasureFacts } from './measure-facts.js';
import { onShare, shareOf } from './share.js';
import { copies, list, none, notHandedIn, papers, percent, street, upTo } from './sources.js';

type GrowKpi = keyof (typeof grow)['kpis'];

/** Days the dealer tier is summed over in the field totals. */
const dealerStockDays = 28;

const share = onShare(shareOf);

/** Against the last weekly reading at or before the week that G5 was judged on. */
function shareGain(facts: MeasureFacts): Measured {
  const passed = facts.passed.filter((gate) => gate.gate === 'G5').at(-1);
  const now = share(facts);
  if (passed === undefined || now.value === null) return noData(text('未过 G5,或没有占有率', 'G5 not passed, or no share'));
  const { week } = passed;
  const then = facts.history.filter((reading) => reading.kpi === 'marketShare' && reading.value !== null && reading.week <= week).at(-1);
  if (then?.value == null) return noData(text(`截至过 G5 的 ${week} 没有占有率读数`, `No share measured up to ${week}, when G5 was passed`));
  return plain(now.value - then.value, text(`现在 ${percent(now.value)},${then.week} 为 ${percent(then.value)}`, `${percent(now.value)} now, ${percent(then.value)} in ${then.week}`));
}

/** Sell-in that does not flow out is stuffing: the tier that is furthest off speaks for the chain. arithmetic.md §9 */
function flow({ field }: MeasureFacts): Measured {
  if (field === null) return noData(none(street.dealerStock, street.stock));
  const { dealerStock, stock } = field;
  const tiers = [
    ...(dealerStock ? [{ tier: text('经销商环节', 'dealer tier'), ...flowThrough({ shippedOut: dealerStock.shipped, tookIn: dealerStock.received }) }] : []),
    ...(stock ? [{ tier: text('终端环节', 'terminal tier'), ...flowThrough({ shippedOut: stock.opening + stock.received - stock.closing, tookIn: stock.received }) }] : []),
  ];
  const worst = furthestFromOne(tiers);
  return worst ? fromRatio(worst, upTo(field.asOf, worst.tier)) : noData(text('没有环节进货', 'No tier took anything in'));
}

export const measureGrow: { readonly [K in GrowKpi]: Measure } = {
  marketShare: share,
  shareGain,
  laterDistribution: onField('sales', (sales) => distributionOf(sales).nd, street.sales, street.stock),
  repeatTerminals: onField('repeat', (repeat) => ratio(repeat.repeated, repeat.firstOrders), street.sales),
  flowThrough: flow,
  dealerStockDays: onField('dealerStock', (stock) => stockDays({ closing: stock.closing, outflow: stock.shipped, windowDays: dealerStockDays }).days, street.dealerStock),
  sellThrough: onField('stock', ({ opening, received, closing }) => sellThrough({ opening, received, closing }), street.stock),
  skusPerHandler: onField('stock', (stock) => ratio(stock.focusSkusHandled, stock.handlers), street.stock),
  costRatio: (facts) => {
    const costs = costsAndBudget(facts);
    if (costs === null) return noData(notHandedIn('costReport', 'budget'));
    return fromRatio(costAgainstPlan(costs.reports, costs.budget), list(papers('budget'), copies(costs.reports.length, 'costReport')));
  },
};
