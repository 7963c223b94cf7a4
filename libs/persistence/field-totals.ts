import type { EntityManager } from 'typeorm';
import type { FieldTotals, StreetPart } from '../rules/field-totals.js';
import { weekEnd } from '../rules/iso-week.js';
import { contractTotals } from './field/contract-totals.js';
import { frequencyRules } from './field/frequency.js';
import { churnTotals, repeatTotals, saleWeeks } from './field/order-totals.js';
import { outletTotals, type OutletTotals } from './field/outlet-totals.js';
import { askFor, byMarket, type Ask, type FieldQuestion } from './field/question.js';
import { and, dealersOf, withOurs } from './field/sources.js';
import { dealerStockTotals, stockTotals } from './field/stock-totals.js';
import { incidentTotals, priceTotals, receivableTotals } from './field/trade-totals.js';
import { visitTotals } from './field/visit-totals.js';
import { marks } from './marks.js';

export type { FieldQuestion } from './field/question.js';

/** Markets in one set of queries: enough to share the work, few enough for a statement's parameters. */
const marketsPerAsk = 200;
const everyPart: readonly StreetPart[] = ['outlets', 'rival', 'repeat', 'churn', 'visits', 'stock', 'dealerStock', 'prices', 'incidents', 'receivables', 'contracts'];

/**
 * What the street of each market adds up to for an ISO week, keyed by market id. A dozen grouped queries per 200 markets that are counted
 * alike, over roll-ups and bounded windows: the time per market depends on its outlets and its window, not on its history or on how many
 * markets are asked for. `asOf` is the last day that counts, the week's Sunday unless a gate asks in mid-week.
 * `parts` are all of them unless named: what is not asked for is not counted and stays null or empty.
 * Throws RangeError on a week that does not exist, an `asOf` outside it, or one market asked for in two ways.
 */
export async function fieldTotals(
  em: EntityManager, request: { readonly markets: readonly FieldQuestion[]; readonly week: string; readonly asOf?: string; readonly parts?: readonly StreetPart[] },
): Promise<Map<string, FieldTotals>> {
  const { week, asOf = weekEnd(week) } = request;
  const parts = new Set(request.parts ?? everyPart);
  const totals = new Map<string, FieldTotals>();
  for (const { how, marketIds } of alike(request.markets)) {
    for (let start = 0; start < marketIds.length; start += marketsPerAsk) {
      const ask = await withOurs(askFor(em, how, marketIds.slice(start, start + marketsPerAsk), week, asOf));
      for (const [marketId, total] of await totalsOf(ask, parts)) totals.set(marketId, total);
    }
  }
  return totals;
}

type Alike = { readonly how: Omit<FieldQuestion, 'marketId'>; readonly marketIds: string[] };

function alike(questions: readonly FieldQuestion[]): Alike[] {
  const groups = new Map<string, Alike>();
  const asked = new Map<string, string>();
  for (const { marketId, windowWeeks, volumeBasis, categoryVolume, category, visitPeriods: { A, B, C, dealer }, only } of questions) {
    const how = { windowWeeks, volumeBasis, categoryVolume, category, visitPeriods: { A, B, C, dealer }, ...(only && { only }) };
    const key = JSON.stringify(how);
    if (asked.get(marketId) === key) continue;
    if (asked.has(marketId)) throw new RangeError(`Market ${marketId} is asked for in two ways: ask for each on its own`);
    asked.set(marketId, key);
    const group = groups.get(key);
    if (group) group.marketIds.push(marketId);
    else groups.set(key, { how, marketIds: [marketId] });
  }
  return [...groups.values()];
}

async function totalsOf(ask: Ask, parts: ReadonlySet<StreetPart>): Promise<Map<string, FieldTotals>> {
  const has = (part: StreetPart): boolean => parts.has(part);
  const outlets = has('outlets') ? await outletTotals(ask, has('rival')) : new Map<string, OutletTotals>();
  const dealers = await dealerCounts(ask);
  const weeks = await saleWeeks(ask);
  const repeat = has('repeat') ? await repeatTotals(ask) : none;
  const churn = has('churn') ? await churnTotals(ask) : none;
  const visits = has('visits') ? await visitTotals(ask) : none;
  // Without sale lines, stock that was seen still makes a distribution.
  const stock = has('stock') || has('outlets') ? await stockTotals(ask) : none;
  const dealerStock = has('dealerStock') ? await dealerStockTotals(ask) : none;
  const frequency = await frequencyRules(ask.em, ask.marketIds, ask.asOf);
  const prices = has('prices') ? await priceTotals(ask) : none;
  const incidents = has('incidents') ? await incidentTotals(ask) : none;
  const receivables = has('receivables') ? await receivableTotals(ask) : none;
  const contracts = has('contracts') ? await contractTotals(ask) : none;
  return new Map(ask.marketIds.map((marketId) => {
    const { terminals, zones, sales } = outlets.get(marketId) ?? noOutlets;
    return [marketId, {
      marketId, asOf: ask.asOf, week: ask.week, terminals, zones, dealers: dealers.get(marketId) ?? { active: 0, core: 0, codes: [] },
      sales: weeks.get(marketId)?.inWindow || stock.has(marketId) ? sales : null,
      weeksOfSales: weeks.get(marketId)?.weeks ?? 0,
      repeat: repeat.get(marketId) ?? null, churn: churn.get(marketId) ?? null,
      visits: visits.get(marketId) ?? null, stock: stock.get(marketId) ?? null, dealerStock: dealerStock.get(marketId) ?? null,
      frequency: frequency.get(marketId) ?? null, prices: prices.get(marketId) ?? null, incidents: incidents.get(marketId) ?? null, receivables: receivables.get(marketId) ?? null, contracts: contracts.get(marketId) ?? null,
    }];
  }));
}

const none: ReadonlyMap<string, never> = new Map<string, never>();
const noOutlets: Pick<FieldTotals, 'terminals' | 'zones' | 'sales'> = { terminals: { active: 0, byClass: { A: 0, B: 0, C: 0, none: 0 }, owned: 0, validCode: 0 }, zones: [], sales: null };

async function dealerCounts(ask: Ask): Promise<Map<string, FieldTotals['dealers']>> {
  const part = and(dealersOf(ask, 'd.id'));
  const rows: { marketId: string; code: string; core: number }[] = await ask.em.query(
    `SELECT d.marketId, d.code, d.core FROM dealer d WHERE d.marketId IN (${marks(ask.marketIds)}) AND d.status = 'active'${part.sql} ORDER BY d.code`, [...ask.marketIds, ...part.parameters]);
  return new Map([...byMarket(rows)].map(([marketId, dealers]) => [marketId, {
    active: dealers.length, core: dealers.filter((dealer) => dealer.core === 1).length, codes: dealers.map((dealer) => dealer.code),
  }]));
}
