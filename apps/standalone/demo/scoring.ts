import type { FeatureRow, Rater } from './source.js';

/** What can be measured of a market in six of the nineteen features; ratios and the market's own unit of volume. */
export type MarketMeasures = {
  /** f1, f2: parts of the outlets that sell the rival, and that sell us. */
  readonly rivalDistribution: number;
  readonly ownDistribution: number;
  /** f9, f10: the category, and our part of it. */
  readonly capacity: number;
  readonly ownShare: number;
  /** f11, f12: growth of the category, and of people × income, a year. */
  readonly growth: number;
  readonly incomeGrowth: number;
};

/** Limits of the scores 5, 4, 3 and 2, stated once for all candidates. */
type Band = readonly [number, number, number, number];
export type Bands = { readonly capacity: Band; readonly ownShare: Band; readonly capacityUnit: string };

/** f1, f2 and f11 as the method has them (method.md §5.3); f12 is ours. */
const bands = { rivalDistribution: [0.2, 0.4, 0.6, 0.8], distributionGap: [0, -0.05, -0.1, -0.2], growth: [0.15, 0.1, 0.05, 0], incomeGrowth: [0.05, 0.04, 0.03, 0.02] } as const;

/** 5 for the first limit that is reached … 2 for the last, 1 for none. */
function atLeast(value: number, limits: Band): number {
  const reached = limits.findIndex((limit) => value >= limit);
  return reached === -1 ? 1 : 5 - reached;
}

function atMost(value: number, [five, four, three, two]: Band): number {
  return atLeast(-value, [-five, -four, -three, -two]);
}

/** Scores and values of the six measured features. `source` says where the figures come from. */
export function measuredRows(market: MarketMeasures, limits: Bands, source: string): FeatureRow[] {
  const gap = market.ownDistribution - market.rivalDistribution;
  const row = (feature: number, score: number, measured: number, measuredUnit: string): FeatureRow => ({ feature, score, evidence: source, measured: rounded(measured), measuredUnit });
  return [
    row(1, atMost(market.rivalDistribution, bands.rivalDistribution), market.rivalDistribution, '竞品铺货率 rival ND'),
    row(2, atLeast(gap, bands.distributionGap), gap, '铺货率差 own ND − rival ND'),
    row(9, atLeast(market.capacity, limits.capacity), market.capacity, limits.capacityUnit),
    row(10, atLeast(market.ownShare, limits.ownShare), market.ownShare, '占有率 own share'),
    row(11, atLeast(market.growth, bands.growth), market.growth, '年增长 growth a year'),
    row(12, atLeast(market.incomeGrowth, bands.incomeGrowth), market.incomeGrowth, '人口×收入年增长 people × income, a year'),
  ];
}

export type Opinion = { readonly first: number; readonly second: number; readonly because: string };

/** What people judge: each rater's own score, or the agreed one, which is the lower where they differ by a point and the middle otherwise. */
export function judgedRow(feature: number, opinion: Opinion, rater: Rater): FeatureRow {
  const score = rater === 'agreed' ? Math.floor((opinion.first + opinion.second) / 2) : opinion[rater];
  return { feature, score, evidence: opinion.because, measured: null, measuredUnit: null };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
