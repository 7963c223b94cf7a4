import { readFileSync } from 'node:fs';
import { classify, type AbcClass } from './abc.js';
import { breakEven, cashPlan } from './break-even.js';
import { capacityEstimate, censusCapacity, mainBrandsCapacity, topDownCapacity } from './capacity.js';
import { parseCustomerCode, type RouteDigits } from './customer-code.js';
import { distribution, sampledHalfWidth } from './distribution.js';
import { priceChain } from './price-chain.js';
import type { Ratio } from './ratio.js';
import { scoreMarket, type Score } from './scorecard.js';
import { rangeTests, marketShare } from './share.js';
import { oosRate, sellThrough, stockDays } from './stock.js';
import { appraisalScore, dealerTotal, decomposeTarget, pace, poolAttainment } from './targets.js';
import { unvisited, visitRates, type Customer } from './visits.js';
import { workload } from './workload.js';

/**
 * The 30 vectors of the specification (arithmetic.md §13), word for word in vectors.json, put through the measures.
 * The specification speaks in yuan and snake_case; this file translates and computes nothing else.
 */
type Vector = { readonly id: string; readonly op: string; readonly in: unknown; readonly out: unknown };

const vectors: readonly Vector[] = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8'));

/** Verdicts are rules, not arithmetic: these two are tested in libs/rules. */
const TESTED_IN_RULES = ['gate', 'gate.fail_wins'];

const minor = (yuan: number): number => Math.round(yuan * 100);
const v = (r: Ratio): number | null => r.value;

// The vectors are JSON, so this is the one place where their shape is asserted instead of checked.
const given = <Input>(measure: (input: Input) => unknown) => (input: unknown): unknown => measure(input as Input);

type ScoreIn = { weights: number[]; features_per_criterion: number[]; scores: Score[]; knockout_limit: number; min_scored_to_rank: number };
type DistributionIn = { category_volume: number[]; handled: number[]; own_volume: number[] };
type CapacityIn = {
  top_down: { people: number; user_rate: number; kg_per_user_year: number };
  census: { classes: { class: string; outlets: number; kg_month_each: number }[]; unsurveyed_outlets: number; unsurveyed_kg_month_each: number; season_index: number };
  main_brands: { kg_year_sum: number; joint_share: number };
};
type VisitsIn = { planned: number; visited_on_plan: number; visited_unplanned: number; orders_on_plan: number; orders_unplanned: number };
type TerminalIn = { id: string; class: AbcClass | null; status: Customer['status']; last_valid_visit: string | null };
type BreakEvenIn = { unit_contribution: number; fixed_month: number; kg_per_case: number; capacity_kg_month: number; plan_cases: number };
type CashIn = { launch_outlay: number; fixed_cash_month: number; unit_contribution: number; cases_by_month: number[] };
type TargetIn = {
  total: number;
  factor_weights: { capacity: number; potential: number; competition: number; past_sales: number };
  zones: { zone: number; percent: [number, number, number, number] }[];
};
type PaceIn = { target: number; done: number; elapsed_working_days: number; working_days: number; green_from: number; amber_from: number };

const score = given<ScoreIn>((i) => {
  const card = scoreMarket({
    weights: i.weights, featuresPerCriterion: i.features_per_criterion, scores: i.scores, knockoutLimit: i.knockout_limit, minScoredToRank: i.min_scored_to_rank,
  });
  return { criterion_points: card.criterionPoints, total: card.total, completeness: v(card.completeness), ranked: card.ranked, knockouts: card.knockouts };
});

const abc = given<{ volumes: number[]; a_limit: number; b_limit: number }>((i) =>
  classify(i.volumes.map((volume, at) => ({ code: String(at).padStart(3, '0'), volume })), { aLimit: i.a_limit, bLimit: i.b_limit })
    .map((row) => row.class).join(''));

const dist = given<DistributionIn>((i) => {
  const d = distribution(i.category_volume.map((categoryVolume, at) => ({ categoryVolume, handled: i.handled[at] === 1, ownVolume: i.own_volume[at] ?? 0 })));
  return { nd: v(d.nd), wd: v(d.wd), share: v(d.share), sih: v(d.sih), sppd: v(d.sppd) };
});

const capacity = given<CapacityIn>(({ top_down: t, census: c, main_brands: m }) => {
  const topDown = topDownCapacity({ people: t.people, userRate: t.user_rate, kgPerUserYear: t.kg_per_user_year });
  const census = censusCapacity({
    classes: c.classes.map((row) => ({ class: row.class, outlets: row.outlets, kgMonthEach: row.kg_month_each })),
    unsurveyedOutlets: c.unsurveyed_outlets, unsurveyedKgMonthEach: c.unsurveyed_kg_month_each, seasonIndex: c.season_index,
  }).kgYear;
  const mainBrands = mainBrandsCapacity({ kgYearOfBrands: [m.kg_year_sum], jointShare: m.joint_share });
  const estimate = capacityEstimate([topDown, census, mainBrands]);
  return { top_down: topDown, census, main_brands: mainBrands, median: estimate.median, spread: v(estimate.spread) };
});

const share = given<{ own: number; capacity_month: number; leader: number; third: number; range_factor: number }>((i) => {
  const range = rangeTests({ own: i.own, leader: i.leader, third: i.third, rangeFactor: i.range_factor });
  return {
    own_share: v(marketShare({ own: i.own, capacity: i.capacity_month })),
    leader_ratio: v(range.leaderRatio), leader_in_range: range.leaderInRange, third_ratio: v(range.thirdRatio), third_in_range: range.thirdInRange,
  };
});

const visits = given<VisitsIn>((i) => {
  const rates = visitRates({
    planned: i.planned, visitedOnPlan: i.visited_on_plan, visitedUnplanned: i.visited_unplanned, ordersOnPlan: i.orders_on_plan, ordersUnplanned: i.orders_unplanned,
  });
  return { completion: v(rates.completion), strike: v(rates.strike), plan_conversion: v(rates.planConversion) };
});

const zeroUnvisited = given<{ as_of: string; period_days: Record<AbcClass, number>; terminals: TerminalIn[] }>((i) => {
  const terminals = i.terminals.map((t) => ({ id: t.id, class: t.class, status: t.status, lastValidVisit: t.last_valid_visit }));
  const result = unvisited({ asOf: i.as_of, since: null, periodDays: i.period_days, terminals, dealers: [], dealerPeriodDays: 7 });
  return {
    active: result.active, never: result.never.length, overdue: result.overdue.length,
    ever_coverage: v(result.everCoverage), current_coverage: v(result.currentCoverage), colour: result.colour,
  };
});

const staffing = given<{ outlets: Record<string, number>; visits_per_4_weeks: Record<string, number>; calls_per_day: number; field_days_per_4_weeks: number }>((i) => {
  const result = workload({ outlets: i.outlets, visitsPer4Weeks: i.visits_per_4_weeks, callsPerDay: i.calls_per_day, fieldDaysPer4Weeks: i.field_days_per_4_weeks });
  return { calls: result.calls, people: result.people, use: v(result.use) };
});

const dealerStock = given<{ closing: number; outflow: number; window_days: number }>((i) => {
  const { days, flag } = stockDays({ closing: i.closing, outflow: i.outflow, windowDays: i.window_days });
  return { days: v(days), flag };
});

const price = given<{ factory_sell: number; dealer_sell: number; terminal_sell: number }>((i) => {
  const [dealer, terminal] = priceChain([
    { tier: 'dealer', buyMinor: minor(i.factory_sell), sellMinor: minor(i.dealer_sell) },
    { tier: 'terminal', buyMinor: minor(i.dealer_sell), sellMinor: minor(i.terminal_sell) },
  ]).tiers;
  return {
    dealer_markup: dealer?.markup.value, dealer_margin: dealer?.margin.value, terminal_markup: terminal?.markup.value, terminal_margin: terminal?.margin.value,
  };
});

const evenBreak = given<BreakEvenIn>((i) => {
  const result = breakEven({
    unitContributionMinor: minor(i.unit_contribution), fixedMonthMinor: minor(i.fixed_month), kgPerCase: i.kg_per_case,
    capacityKgMonth: i.capacity_kg_month, planCases: i.plan_cases,
  });
  return { cases: result.cases, required_share: v(result.requiredShare), profit: result.profitMinor / 100, margin_of_safety: v(result.marginOfSafety) };
});

const cash = given<CashIn>((i) => {
  const plan = cashPlan({
    launchOutlayMinor: minor(i.launch_outlay), fixedCashMonthMinor: minor(i.fixed_cash_month), unitContributionMinor: minor(i.unit_contribution),
    casesByMonth: i.cases_by_month,
  });
  return { peak: plan.peakNeedMinor / 100, peak_month: plan.peakMonth, payback_month: plan.paybackMonth };
});

const target = given<TargetIn>((i) =>
  decomposeTarget({
    total: i.total, weights: { ...i.factor_weights, pastSales: i.factor_weights.past_sales },
    zones: i.zones.map(({ zone, percent: [capacityPart, potential, competition, pastSales] }) => ({ zone, capacity: capacityPart, potential, competition, pastSales })),
  })?.map((zone) => zone.target));

const paceToDate = given<PaceIn>((i) => {
  const result = pace({
    target: i.target, done: i.done, elapsedWorkingDays: i.elapsed_working_days, workingDays: i.working_days, greenFrom: i.green_from, amberFrom: i.amber_from,
  });
  return { attainment: v(result.attainment), colour: result.colour };
});

const pool = given<{ people: { person: string; done: number; target: number }[] }>((i) => {
  const { each, all } = poolAttainment(i.people);
  return { ...Object.fromEntries(each.map((row) => [row.person, v(row.attainment)])), all: v(all) };
});

const codes = given<{ code: string; route_digits: RouteDigits }>((i) => parseCustomerCode(i.code, { routeDigits: i.route_digits, markets: null }));
const badCodes = given<{ codes: string[]; route_digits: RouteDigits }>((i) => ({
  valid: i.codes.map((code) => parseCustomerCode(code, { routeDigits: i.route_digits, markets: null }).valid),
}));

const MEASURES: Readonly<Record<string, (input: unknown) => unknown>> = {
  'score.A': score, 'score.B': score, 'score.C': score, 'score.A_gap': score,
  'abc.base': abc, 'abc.giant': abc,
  dist, 'dist.empty': dist, 'nd.ci': given<Parameters<typeof sampledHalfWidth>[0]>((i) => ({ half_width: sampledHalfWidth(i) })),
  capacity, share, visits, unvisited: zeroUnvisited, workload: staffing, stock: dealerStock, 'stock.zero': dealerStock,
  oos: given<{ handler_outlets: number; must_stock_skus: number; zero_stock_checks: number }>((i) =>
    ({ oos: v(oosRate({ handlerOutlets: i.handler_outlets, mustStockSkus: i.must_stock_skus, zeroStockChecks: i.zero_stock_checks })) })),
  sellthrough: given<Parameters<typeof sellThrough>[0]>((i) => ({ rate: v(sellThrough(i)) })),
  price, breakeven: evenBreak, cash, target, pace: paceToDate,
  appraisal: given<Omit<Parameters<typeof appraisalScore>[0], 'floor'>>((i) => ({ score: appraisalScore({ ...i, floor: 0 }).score })),
  pool, dealer: given<Parameters<typeof dealerTotal>[0]>((i) => ({ total: dealerTotal(i) })),
  'code.ok': codes, 'code.bad': badCodes,
};

const RELATIVE_TOLERANCE = 1e-5;

/** Numbers to a relative tolerance, everything else exactly; a result may say more than its vector, never less. */
const expectMatch = (actual: unknown, expected: unknown, path: string): void => {
  if (typeof expected === 'number') {
    expect({ path, type: typeof actual }).toEqual({ path, type: 'number' });
    expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(RELATIVE_TOLERANCE * Math.abs(expected));
  } else if (Array.isArray(expected)) {
    expect({ path, length: (actual as unknown[]).length }).toEqual({ path, length: expected.length });
    expected.forEach((item, i) => expectMatch((actual as unknown[])[i], item, `${path}[${i}]`));
  } else if (typeof expected === 'object' && expected !== null) {
    Object.entries(expected).forEach(([key, item]) => expectMatch((actual as Record<string, unknown>)[key], item, `${path}.${key}`));
  } else {
    expect({ path, value: actual }).toEqual({ path, value: expected });
  }
};

describe('the vectors of the specification', () => {
  it('leave no vector untested and name none that is not there', () => {
    const ids = vectors.map((vector) => vector.id);
    expect(ids).toHaveLength(30);
    expect([...Object.keys(MEASURES), ...TESTED_IN_RULES].sort()).toEqual([...ids].sort());
  });

  it.each(vectors.filter((vector) => !TESTED_IN_RULES.includes(vector.id)))('$id: $op', ({ id, in: input, out }) => {
    expectMatch(MEASURES[id]?.(input), out, id);
  });

  it('would notice a wrong figure', () => {
    expect(() => expectMatch({ total: 70.63 }, { total: 70.625 }, 'score.A')).toThrow();
    expect(() => expectMatch({ nd: 0 }, { nd: null }, 'dist.empty')).toThrow();
    expect(() => expectMatch({ nd: null }, { nd: 0 }, 'dist')).toThrow();
    expect(() => expectMatch({}, { nd: null }, 'dist')).toThrow();
    expect(() => expectMatch([1, 2], [1, 2, 3], 'target')).toThrow();
  });
});
