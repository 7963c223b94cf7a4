import { ceil, exact, minus, over, plus, times, toNumber, type Exact } from './exact.js';
import { mustBeAmount, mustBeCount, mustBePositive, mustNotExceed } from './input-rules.js';
import { exactRatio, ratio, type Ratio } from './ratio.js';

export type StockDays = {
  /** closing stock ÷ mean daily outflow, in days */
  readonly days: Ratio;
  /** 滞销 slow-moving: stock lies and nothing flows out, a realisation risk [S:530-534] */
  readonly flag: 'no_outflow' | null;
};

/**
 * How many days a dealer's stock lasts. Quantities in base units, window in days (28). arithmetic.md §9
 * No data when a figure is missing; outflow 0 is no data *and* flagged. Throws RangeError on negative figures or a window of 0.
 */
export const stockDays = (input: { closing: number | null; outflow: number | null; windowDays: number }): StockDays => {
  const { closing, outflow, windowDays } = input;
  mustBePositive('windowDays', windowDays);
  if (closing !== null) mustBeAmount('closing', closing);
  if (outflow !== null) mustBeAmount('outflow', outflow);
  if (closing === null || outflow === null) return { days: ratio(closing, null), flag: null };
  return { days: exactRatio(exact(closing), over(exact(outflow), exact(windowDays))), flag: outflow === 0 ? 'no_outflow' : null };
};

/**
 * Out-of-stock rate: zero-stock checks ÷ (handlers × must-stock SKUs). An outlet that does not handle us is not out of stock. arithmetic.md §9
 * Throws RangeError when more checks found zero than could be made.
 */
export const oosRate = (input: { handlerOutlets: number; mustStockSkus: number; zeroStockChecks: number }): Ratio => {
  const { handlerOutlets, mustStockSkus, zeroStockChecks } = input;
  mustBeCount('handlerOutlets', handlerOutlets);
  mustBeCount('mustStockSkus', mustStockSkus);
  return oosRateOfChecks({ checks: handlerOutlets * mustStockSkus, zeroStockChecks });
};

/** The same where the must-stock list differs by outlet type: checks are counted one by one, among handlers only. arithmetic.md §9 */
export const oosRateOfChecks = (input: { checks: number; zeroStockChecks: number }): Ratio => {
  mustBeCount('checks', input.checks);
  mustBeCount('zeroStockChecks', input.zeroStockChecks);
  mustNotExceed('zeroStockChecks', input.zeroStockChecks, 'the checks among handlers', input.checks);
  return ratio(input.zeroStockChecks, input.checks);
};

/** 断货率, the day form: days out of stock ÷ order days. arithmetic.md §9 [L41] */
export const oosDayRate = (input: { daysOut: number; orderDays: number }): Ratio => {
  mustBeCount('daysOut', input.daysOut);
  mustBeCount('orderDays', input.orderDays);
  mustNotExceed('daysOut', input.daysOut, 'orderDays', input.orderDays);
  return ratio(input.daysOut, input.orderDays);
};

export type StockMovement = { readonly opening: number; readonly received: number; readonly closing: number };

const movement = ({ opening, received, closing }: StockMovement): { available: Exact; sold: Exact } => {
  mustBeAmount('opening', opening);
  mustBeAmount('received', received);
  mustBeAmount('closing', closing);
  const available = plus(exact(opening), exact(received));
  mustNotExceed('closing', closing, 'opening + received', toNumber(available));
  return { available, sold: minus(available, exact(closing)) };
};

/**
 * 动销率 sell-through: (opening + received − closing) ÷ (opening + received). Not the share of handlers that sell. arithmetic.md §9
 * Throws RangeError when more is left than there was.
 */
export const sellThrough = (stock: StockMovement): Ratio => {
  const { available, sold } = movement(stock);
  return exactRatio(sold, available);
};

/** Active outlets: handlers with sell-out ÷ handlers; the other number that is called 动销率. arithmetic.md §9 */
export const activeHandlers = (input: { withSellOut: number; handlers: number }): Ratio => {
  mustBeCount('withSellOut', input.withSellOut);
  mustBeCount('handlers', input.handlers);
  mustNotExceed('withSellOut', input.withSellOut, 'handlers', input.handlers);
  return ratio(input.withSellOut, input.handlers);
};

/**
 * 有效出货 flow-through of one tier: what it shipped out ÷ what it took in, over rolling four weeks. [S:511], arithmetic.md §9
 * May exceed 1 when the tier sheds stock. Null sides: no data.
 */
export const flowThrough = (input: { shippedOut: number | null; tookIn: number | null }): Ratio => {
  if (input.shippedOut !== null) mustBeAmount('shippedOut', input.shippedOut);
  return ratio(input.shippedOut, input.tookIn);
};

/**
 * Order hint "1.5倍安全库存": factor × sold − closing, in base units, rounded up to whole ones and never below 0. arithmetic.md §9 [O]
 * Throws RangeError on negative figures or when more is left than there was.
 */
export const orderHint = (stock: StockMovement & { readonly safetyFactor: number }): number => {
  mustBeAmount('safetyFactor', stock.safetyFactor);
  const hint = ceil(minus(times(exact(stock.safetyFactor), movement(stock).sold), exact(stock.closing)));
  return hint > 0n ? Number(hint) : 0;
};
