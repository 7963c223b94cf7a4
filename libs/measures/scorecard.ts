import { compare, exact, minus, ONE, over, plus, roundHalfUp, sum, sumOf, times, toNumber, ZERO, type Exact } from './exact.js';
import { mustBeAmount, mustBeDistinct, mustBeFinite, mustBePart, mustBePositive, mustBeWholeBetween, mustMatchLength } from './input-rules.js';
import { exactRatio, ratio, type Ratio } from './ratio.js';

/** A score: how true the favourable statement is, 1 to 5 (5 = fully); null = not scored. [S:376-379], method.md §5.2 */
export type Score = number | null;

export type ScorecardRules = {
  /** points per criterion, together 100 */
  readonly weights: readonly number[];
  /** how many features each criterion has, in the order of the scores: 2 2 2 2 2 2 2 5 */
  readonly featuresPerCriterion: readonly number[];
  /** a criterion whose normalised mean is at or below this knocks the market out */
  readonly knockoutLimit: number;
  /** with fewer scored features than this a market is not ranked */
  readonly minScoredToRank: number;
};

export type Scorecard = {
  /** mean of the scored features per criterion, 0 to 1; null when none is scored */
  readonly criterionMeans: readonly (number | null)[];
  /** weight × mean, in points */
  readonly criterionPoints: readonly (number | null)[];
  /** 0 to 100; null while a criterion has no score at all */
  readonly total: number | null;
  /** scored ÷ all features */
  readonly completeness: Ratio;
  readonly ranked: boolean;
  /** names of the criteria at or below the knock-out limit: C1, C2 … */
  readonly knockouts: readonly string[];
};

const criterionName = (index: number): string => `C${index + 1}`;
const normalised = (score: number): Exact => over(minus(exact(score), ONE), exact(4));
const known = (scores: readonly Score[]): number[] => scores.filter((score): score is number => score !== null);
const meanOf = (scores: readonly number[]): Exact | null =>
  scores.length === 0 ? null : over(sum(scores.map(normalised)), exact(scores.length));
const numberOrNull = (value: Exact | null): number | null => (value === null ? null : toNumber(value));

const mustBeScores = (name: string, scores: readonly Score[]): void =>
  scores.forEach((score, i) => score !== null && mustBeWholeBetween(`${name}[${i}]`, score, 1, 5));

const mustBeRules = ({ weights, featuresPerCriterion, knockoutLimit, minScoredToRank }: ScorecardRules): number => {
  mustMatchLength('featuresPerCriterion', featuresPerCriterion.length, 'weights', weights.length);
  weights.forEach((weight, i) => mustBeAmount(`weights[${i}]`, weight));
  featuresPerCriterion.forEach((count, i) => mustBeWholeBetween(`featuresPerCriterion[${i}]`, count, 1, 1000));
  mustBePart('knockoutLimit', knockoutLimit);
  const total = sumOf(weights);
  if (compare(total, exact(100)) !== 0) throw new RangeError(`weights: must sum to 100, got ${toNumber(total)}`);
  const features = featuresPerCriterion.reduce((count, n) => count + n, 0);
  mustBeWholeBetween('minScoredToRank', minScoredToRank, 0, features);
  return features;
};

const scoreWith = (weights: readonly Exact[], rules: ScorecardRules, scores: readonly Score[]): Scorecard => {
  let at = 0;
  const means = rules.featuresPerCriterion.map((count) => meanOf(known(scores.slice(at, (at += count)))));
  const points = means.map((mean, i) => (mean === null ? null : times(weights[i] ?? ZERO, mean)));
  const total = points.reduce<Exact | null>((acc, p) => (acc === null || p === null ? null : plus(acc, p)), ZERO);
  const scored = known(scores).length;
  return {
    criterionMeans: means.map(numberOrNull),
    criterionPoints: points.map(numberOrNull),
    total: numberOrNull(total),
    completeness: ratio(scored, scores.length),
    ranked: total !== null && scored >= rules.minScoredToRank,
    knockouts: means.flatMap((mean, i) => (mean !== null && compare(mean, exact(rules.knockoutLimit)) <= 0 ? [criterionName(i)] : [])),
  };
};

/**
 * Scores one candidate market: n = (s − 1)/4, criterion = mean of its scored features, total = Σ weight × mean. arithmetic.md §1
 * Missing features are left out of the mean, which can *raise* a score: show the completeness beside the total.
 * Throws RangeError when weights do not sum to 100, a score is not 1…5, or the numbers of features do not match.
 */
export const scoreMarket = (input: ScorecardRules & { readonly scores: readonly Score[] }): Scorecard => {
  const features = mustBeRules(input);
  mustMatchLength('scores', input.scores.length, 'the features', features);
  mustBeScores('scores', input.scores);
  return scoreWith(input.weights.map(exact), input, input.scores);
};

/** Mean of all scored features × 100, without weights: the second look beside the total. Null when none is scored. arithmetic.md §1 */
export const unweightedTotal = (scores: readonly Score[]): number | null => {
  mustBeScores('scores', scores);
  const mean = meanOf(known(scores));
  return mean === null ? null : toNumber(times(mean, exact(100)));
};

export type RankedMarket = { readonly rank: number; readonly code: string; readonly total: number };
export type MarketRanking = {
  /** best first */
  readonly ranked: readonly RankedMarket[];
  /** codes of the markets with too many gaps, ascending */
  readonly notRanked: readonly string[];
  /** total of the first − total of the second, in points; null below two ranked markets */
  readonly lead: number | null;
};

type Candidate = { readonly code: string; readonly card: Scorecard };

const C5 = 4;
const C7 = 6;

const betterFirst = (a: Candidate, b: Candidate): number => {
  const keys = ({ card }: Candidate): number[] => [card.total ?? -1, card.criterionMeans[C5] ?? -1, card.criterionMeans[C7] ?? -1];
  const ofB = keys(b);
  const gap = keys(a).map((key, i) => (ofB[i] ?? -1) - key).find((difference) => difference !== 0);
  return gap ?? (a.code < b.code ? -1 : 1);
};

/**
 * Ranks candidate markets by total; ties by higher C5, then C7, then code ascending. Knock-outs do not change the rank:
 * they stop the winner at the gate. Markets with too many gaps are listed apart. arithmetic.md §1
 * Throws RangeError when a code occurs twice.
 */
export const rankMarkets = (candidates: readonly Candidate[]): MarketRanking => {
  mustBeDistinct('candidates[].code', candidates.map((candidate) => candidate.code));
  const ranked = candidates
    .filter((candidate) => candidate.card.ranked)
    .sort(betterFirst)
    .map(({ code, card }, i) => ({ rank: i + 1, code, total: card.total ?? 0 }));
  const [first, second] = ranked;
  return {
    ranked,
    notRanked: candidates.filter((candidate) => !candidate.card.ranked).map((candidate) => candidate.code).sort(),
    lead: first && second ? toNumber(minus(exact(first.total), exact(second.total))) : null,
  };
};

export type RankStability = {
  /** runs in which the first stays first ÷ runs; no data below two ranked markets, where nothing could change */
  readonly stability: Ratio;
  /** the runs that put another market first */
  readonly overturned: readonly { readonly criterion: string; readonly factor: number; readonly first: string }[];
};

export type RankStabilityInput = ScorecardRules & {
  readonly candidates: readonly { readonly code: string; readonly scores: readonly Score[] }[];
  /** by how much each weight is moved, 0.2 = a fifth */
  readonly swing: number;
};

const reweighted = (weights: readonly number[], index: number, factor: number): Exact[] => {
  const moved = weights.map((weight, i) => (i === index ? times(exact(weight), exact(factor)) : exact(weight)));
  const total = sum(moved);
  return moved.map((weight) => over(times(weight, exact(100)), total));
};

/**
 * How firmly the first market is first: every weight once lowered and once raised by `swing` (0.2), renormalised to 100,
 * so 16 runs for 8 criteria. arithmetic.md §1 [O]
 * Throws RangeError as `scoreMarket` and `rankMarkets` do, and for a swing that is not between 0 and 1.
 */
export const rankStability = (input: RankStabilityInput): RankStability => {
  mustBePositive('swing', input.swing);
  mustBePart('swing', input.swing);
  const base = rankMarkets(input.candidates.map(({ code, scores }) => ({ code, card: scoreMarket({ ...input, scores }) })));
  const winner = base.ranked[0]?.code;
  if (winner === undefined || base.ranked.length < 2) return { stability: ratio(null, null), overturned: [] };

  const factors = [toNumber(minus(ONE, exact(input.swing))), toNumber(plus(ONE, exact(input.swing)))];
  const runs = input.weights.flatMap((_, index) => factors.map((factor) => ({ index, factor })));
  const firsts = runs.map(({ index, factor }) => {
    const weights = reweighted(input.weights, index, factor);
    const ranking = rankMarkets(input.candidates.map(({ code, scores }) => ({ code, card: scoreWith(weights, input, scores) })));
    return { criterion: criterionName(index), factor, first: ranking.ranked[0]?.code ?? '' };
  });
  const overturned = firsts.filter((run) => run.first !== winner);
  return { stability: ratio(runs.length - overturned.length, runs.length), overturned };
};

/**
 * Mean absolute difference of two raters, in points, over the features both scored. method.md §5.5
 * No data when no feature was scored by both. Throws RangeError when the cards differ in length or a score is not 1…5.
 */
export const raterGap = (a: readonly Score[], b: readonly Score[]): Ratio => {
  const gaps = gapsOf(a, b).filter((gap): gap is number => gap !== null);
  return exactRatio(sumOf(gaps), exact(gaps.length));
};

/** Numbers (1…19) of the features to reconcile: the raters lie more than `limit` points apart, or only one scored. method.md §5.4 */
export const featuresToReconcile = (a: readonly Score[], b: readonly Score[], limit: number): number[] => {
  mustBeAmount('limit', limit);
  return gapsOf(a, b).flatMap((gap, i) => {
    const onlyOneScored = (a[i] === null) !== (b[i] === null);
    return onlyOneScored || (gap !== null && gap > limit) ? [i + 1] : [];
  });
};

const gapsOf = (a: readonly Score[], b: readonly Score[]): (number | null)[] => {
  mustMatchLength('b', b.length, 'a', a.length);
  mustBeScores('a', a);
  mustBeScores('b', b);
  return a.map((score, i) => {
    const other = b[i] ?? null;
    return score === null || other === null ? null : Math.abs(score - other);
  });
};

/**
 * The score that a measured figure gives, by four limits from best to worst: rising limits mean lower is better
 * (f1: 20 40 60 80), falling ones mean higher is better (f18: 95 90 80 70). Reaching a limit counts. Null stays null. method.md §5.3 [O]
 * Throws RangeError unless there are four limits that rise or fall throughout.
 */
export const bandScore = (measured: number | null, limits: readonly number[]): Score => {
  mustMatchLength('limits', limits.length, 'the steps between five scores', 4);
  limits.forEach((limit, i) => mustBeFinite(`limits[${i}]`, limit));
  const rising = limits.every((limit, i) => i === 0 || limit > (limits[i - 1] ?? 0));
  const falling = limits.every((limit, i) => i === 0 || limit < (limits[i - 1] ?? 0));
  if (!rising && !falling) throw new RangeError(`limits: must rise or fall throughout, got ${limits.join(' ')}`);
  if (measured === null) return null;
  mustBeFinite('measured', measured);
  const step = limits.findIndex((limit) => (rising ? measured <= limit : measured >= limit));
  return step === -1 ? 1 : 5 - step;
};

export type NextMarketInput = {
  readonly gdpPerHead: number | null;
  readonly consumptionGrowth: number | null;
  readonly rivalNd: number | null;
  readonly ndFloor: number;
};

/**
 * Index for ordering the next markets: 人均GDP × 消费增速 ÷ 竞品铺货率 (GDP per head × growth of consumption ÷ the rival's
 * numeric distribution). For ordering only; a small distribution is lifted to the floor (0.05), or the index explodes. method.md §13.4 [L42]
 * GDP in any one currency, growth and distribution as parts of 1. Null when one is missing. Six digits. Throws RangeError on bad figures.
 */
export const nextMarketIndex = (input: NextMarketInput): number | null => {
  const { gdpPerHead, consumptionGrowth, rivalNd, ndFloor } = input;
  mustBePositive('ndFloor', ndFloor);
  if (gdpPerHead !== null) mustBeAmount('gdpPerHead', gdpPerHead);
  if (consumptionGrowth !== null) mustBeFinite('consumptionGrowth', consumptionGrowth);
  if (rivalNd !== null) mustBePart('rivalNd', rivalNd);
  if (gdpPerHead === null || consumptionGrowth === null || rivalNd === null) return null;
  return roundHalfUp(over(times(exact(gdpPerHead), exact(consumptionGrowth)), exact(Math.max(rivalNd, ndFloor))), 6);
};
