import fc from 'fast-check';
import {
  bandScore, featuresToReconcile, nextMarketIndex, rankMarkets, rankStability, raterGap, scoreMarket, unweightedTotal, type Score, type ScorecardRules,
} from './scorecard.js';

const rules: ScorecardRules = {
  weights: [15, 15, 10, 15, 15, 10, 10, 10], featuresPerCriterion: [2, 2, 2, 2, 2, 2, 2, 5], knockoutLimit: 0.25, minScoredToRank: 18,
};
const A: Score[] = [4, 4, 3, 4, 3, 4, 4, 5, 4, 3, 4, 4, 3, 4, 4, 4, 3, 4, 5];
const B: Score[] = [5, 3, 4, 3, 5, 2, 4, 3, 2, 2, 5, 4, 4, 5, 3, 3, 3, 4, 4];
const C: Score[] = [2, 3, 2, 2, 1, 3, 2, 3, 5, 5, 4, 5, 2, 2, 4, 2, 4, 3, 4];
const card = (scores: readonly Score[], changed: Partial<ScorecardRules> = {}) => scoreMarket({ ...rules, ...changed, scores });
const withScore = (scores: readonly Score[], feature: number, score: Score) => scores.map((s, i) => (i === feature - 1 ? score : s));
const even = (score: number): Score[] => Array.from({ length: 19 }, () => score);

describe('the entry scorecard', () => {
  it.each<[string, Score[], number[], number, string[]]>([
    ['A', A, [11.25, 9.375, 6.25, 13.125, 9.375, 7.5, 6.25, 7.5], 70.625, []],
    ['B', B, [11.25, 9.375, 6.25, 9.375, 3.75, 8.75, 8.75, 6], 63.5, ['C5']],
    ['C', C, [5.625, 3.75, 2.5, 5.625, 15, 8.75, 2.5, 6], 49.75, ['C2', 'C3', 'C7']],
  ])('scores market %s', (_, scores, points, total, knockouts) => {
    expect(card(scores)).toMatchObject({ criterionPoints: points, total, knockouts, ranked: true, completeness: { value: 1 } });
  });

  it('takes the unweighted mean as a second look', () => {
    expect(unweightedTotal(A)).toBeCloseTo(71.05, 2);
    expect(unweightedTotal(B)).toBeCloseTo(64.47, 2);
    expect(unweightedTotal(C)).toBeCloseTo(51.32, 2);
    expect(unweightedTotal([null, null])).toBeNull();
  });

  it('shows the gap that raises a score', () => {
    const gap = card(withScore(A, 17, null));
    expect(gap.total).toBe(71.25);
    expect(gap.total).toBeGreaterThan(card(A).total ?? 0);
    expect(gap.completeness).toEqual({ numerator: 18, denominator: 19, value: 0.947368 });
    expect(gap.ranked).toBe(true);
  });

  it('does not rank below 18 of 19', () => {
    const twoGaps = card(withScore(withScore(A, 17, null), 15, null));
    expect(twoGaps.ranked).toBe(false);
    expect(twoGaps.completeness.value).toBe(0.894737);
  });

  it('has no total, and is never ranked, while a criterion has no score at all', () => {
    const noC1 = card(withScore(withScore(A, 1, null), 2, null), { minScoredToRank: 0 });
    expect(noC1.criterionPoints[0]).toBeNull();
    expect(noC1.total).toBeNull();
    expect(noC1.ranked).toBe(false);
    expect(noC1.knockouts).toEqual([]);
  });

  it('knocks out on the limit itself and not just above it', () => {
    expect(card(withScore(withScore(even(3), 9, 2), 10, 2)).knockouts).toEqual(['C5']);
    expect(card(withScore(withScore(even(3), 9, 2), 10, 3)).knockouts).toEqual([]);
  });

  it('scores 0 when nothing is true and 100 when all is', () => {
    expect(card(even(1)).total).toBe(0);
    expect(card(even(5)).total).toBe(100);
  });

  it('takes weights that only sum to 100 exactly', () => {
    expect(card(even(5), { weights: [14.1, 14.2, 14.3, 14.4, 14.5, 9.5, 9.5, 9.5] }).total).toBe(100);
  });

  it.each<[string, Partial<ScorecardRules> & { scores?: Score[] }, string]>([
    ['weights that sum to 99', { weights: [14, 15, 10, 15, 15, 10, 10, 10] }, 'weights: must sum to 100, got 99'],
    ['a negative weight', { weights: [-15, 45, 10, 15, 15, 10, 10, 10] }, 'weights[0]: must be a finite number of 0 or more, got -15'],
    ['a weight too few', { weights: [25, 15, 10, 15, 15, 10, 10] }, 'featuresPerCriterion: must be as long as weights (7), got 8'],
    ['a score of 0', { scores: withScore(A, 3, 0) }, 'scores[2]: must be a whole number from 1 to 5, got 0'],
    ['a score of 3.5', { scores: withScore(A, 3, 3.5) }, 'scores[2]: must be a whole number from 1 to 5, got 3.5'],
    ['a score of NaN', { scores: withScore(A, 3, Number.NaN) }, 'scores[2]: must be a whole number from 1 to 5, got NaN'],
    ['18 scores', { scores: A.slice(1) }, 'scores: must be as long as the features (19), got 18'],
    ['a knock-out limit in points', { knockoutLimit: 25 }, 'knockoutLimit: must be a number from 0 to 1, got 25'],
  ])('refuses %s', (_, changed, message) => {
    expect(() => scoreMarket({ ...rules, scores: A, ...changed })).toThrow(new RangeError(message));
  });

  it('never falls when a feature gets better', () => {
    const scores = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 19, maxLength: 19 });
    fc.assert(fc.property(scores, fc.integer({ min: 1, max: 19 }), (s, feature) => {
      const better = withScore(s, feature, Math.min(5, (s[feature - 1] ?? 1) + 1));
      expect(card(better).total ?? -1).toBeGreaterThanOrEqual(card(s).total ?? -1);
    }));
  });
});

describe('ranking candidate markets', () => {
  it('ranks A, B, C with a lead of 7.125, knock-outs or not', () => {
    const ranking = rankMarkets([{ code: 'C', card: card(C) }, { code: 'A', card: card(A) }, { code: 'B', card: card(B) }]);
    expect(ranking.ranked).toEqual([{ rank: 1, code: 'A', total: 70.625 }, { rank: 2, code: 'B', total: 63.5 }, { rank: 3, code: 'C', total: 49.75 }]);
    expect(ranking.lead).toBe(7.125);
    expect(ranking.notRanked).toEqual([]);
  });

  it('breaks ties by C5, then C7, then code', () => {
    const highC5 = withScore(withScore(even(3), 9, 4), 1, 2);
    const highC7 = withScore(withScore(even(3), 13, 4), 11, 2);
    const cards = { plain: card(even(3)), highC5: card(highC5), highC7: card(highC7) };
    expect(new Set(Object.values(cards).map((c) => c.total))).toEqual(new Set([50]));
    const order = rankMarkets([
      { code: '01', card: cards.plain }, { code: '02', card: cards.highC7 }, { code: '03', card: cards.highC5 }, { code: '00', card: cards.plain },
    ]);
    expect(order.ranked.map((market) => market.code)).toEqual(['03', '02', '00', '01']);
    expect(order.lead).toBe(0);
  });

  it('lists markets with gaps apart, however high they score', () => {
    const gaps = card(withScore(withScore(even(5), 17, null), 18, null));
    const ranking = rankMarkets([{ code: 'X', card: gaps }, { code: 'B', card: card(B) }]);
    expect(ranking).toEqual({ ranked: [{ rank: 1, code: 'B', total: 63.5 }], notRanked: ['X'], lead: null });
  });

  it('refuses a market twice', () => {
    expect(() => rankMarkets([{ code: 'A', card: card(A) }, { code: 'A', card: card(B) }])).toThrow(RangeError);
  });
});

describe('rank stability', () => {
  const candidates = [{ code: 'A', scores: A }, { code: 'B', scores: B }, { code: 'C', scores: C }];

  it('holds in 16 of 16 runs for the worked example', () => {
    const { stability, overturned } = rankStability({ ...rules, candidates, swing: 0.2 });
    expect(stability).toEqual({ numerator: 16, denominator: 16, value: 1 });
    expect(overturned).toEqual([]);
  });

  it('names the runs that put another market first', () => {
    // P is ahead of Q by a hair through C1 (16 points) and behind it in C5 (15): weighing C1 less or C5 more turns them round.
    const P = withScore(withScore(even(3), 1, 5), 2, 4);
    const Q = withScore(withScore(even(3), 9, 5), 10, 4);
    const close = rankStability({
      ...rules, weights: [16, 14, 10, 15, 15, 10, 10, 10], candidates: [{ code: 'P', scores: P }, { code: 'Q', scores: Q }], swing: 0.2,
    });
    expect(close.overturned).toEqual([
      { criterion: 'C1', factor: 0.8, first: 'Q' },
      { criterion: 'C5', factor: 1.2, first: 'Q' },
    ]);
    expect(close.stability).toEqual({ numerator: 14, denominator: 16, value: 0.875 });
  });

  it('has no data below two ranked markets, where nothing could change', () => {
    expect(rankStability({ ...rules, candidates: [{ code: 'A', scores: A }], swing: 0.2 }).stability.value).toBeNull();
    expect(rankStability({ ...rules, candidates: [], swing: 0.2 }).stability.value).toBeNull();
  });

  it('refuses a swing that would turn a weight negative', () => {
    expect(() => rankStability({ ...rules, candidates, swing: 1.2 })).toThrow(RangeError);
    expect(() => rankStability({ ...rules, candidates, swing: 0 })).toThrow(RangeError);
  });
});

describe('two raters', () => {
  it('measures the mean absolute difference', () => {
    expect(raterGap(A, A)).toEqual({ numerator: 0, denominator: 19, value: 0 });
    expect(raterGap(A, withScore(withScore(A, 1, 2), 2, 5))).toEqual({ numerator: 3, denominator: 19, value: 0.157895 });
  });

  it('leaves out what only one has scored, and lists it for reconciling', () => {
    const other = withScore(withScore(withScore(A, 1, null), 2, 2), 3, 4);
    expect(raterGap(A, other)).toEqual({ numerator: 3, denominator: 18, value: 0.166667 });
    expect(featuresToReconcile(A, other, 1)).toEqual([1, 2]);
  });

  it('has no data when nothing was scored by both', () => {
    expect(raterGap([4, null], [null, 3]).value).toBeNull();
    expect(raterGap([], []).value).toBeNull();
    expect(featuresToReconcile([null], [null], 1)).toEqual([]);
  });

  it('does not depend on who is first', () => {
    const scores = fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { minLength: 19, maxLength: 19 });
    fc.assert(fc.property(scores, scores, (a, b) => expect(raterGap(a, b)).toEqual(raterGap(b, a))));
  });

  it('refuses cards of different length', () => {
    expect(() => raterGap(A, A.slice(1))).toThrow(new RangeError('b: must be as long as a (19), got 18'));
  });
});

describe('scores from measured figures', () => {
  it.each<[string, number[], number | null, Score]>([
    ['f1 rival distribution 20 %', [20, 40, 60, 80], 20, 5],
    ['f1 rival distribution 20.1 %', [20, 40, 60, 80], 20.1, 4],
    ['f1 rival distribution 81 %', [20, 40, 60, 80], 81, 1],
    ['f2 own − rival 0 pp', [0, -5, -10, -20], 0, 5],
    ['f2 own − rival −21 pp', [0, -5, -10, -20], -21, 1],
    ['f11 growth 10 %', [15, 10, 5, 0], 10, 4],
    ['f16 dumping 6 per 1,000', [1, 3, 6, 10], 6, 3],
    ['f18 completion 70 %', [95, 90, 80, 70], 70, 2],
    ['f18 completion unknown', [95, 90, 80, 70], null, null],
  ])('%s', (_, limits, measured, score) => {
    expect(bandScore(measured, limits)).toBe(score);
  });

  it('refuses limits that make no bands', () => {
    expect(() => bandScore(1, [1, 2, 2, 3])).toThrow(new RangeError('limits: must rise or fall throughout, got 1 2 2 3'));
    expect(() => bandScore(1, [1, 2, 3])).toThrow(RangeError);
    expect(() => bandScore(Number.NaN, [1, 2, 3, 4])).toThrow(RangeError);
  });
});

describe('the index of the next market', () => {
  const index = (gdpPerHead: number | null, consumptionGrowth: number | null, rivalNd: number | null) =>
    nextMarketIndex({ gdpPerHead, consumptionGrowth, rivalNd, ndFloor: 0.05 });

  it('puts the second market of the example first', () => {
    expect(index(80_000, 0.08, 0.4)).toBe(16_000);
    expect(index(60_000, 0.1, 0.25)).toBe(24_000);
  });

  it('does not explode on a small distribution', () => {
    expect(index(60_000, 0.1, 0.001)).toBe(120_000);
    expect(index(60_000, 0.1, 0)).toBe(120_000);
  });

  it('may be negative, and is null without data', () => {
    expect(index(60_000, -0.1, 0.5)).toBe(-12_000);
    expect(index(60_000, null, 0.5)).toBeNull();
    expect(index(null, 0.1, 0.5)).toBeNull();
    expect(index(60_000, 0.1, null)).toBeNull();
  });

  it('refuses a distribution in per cent', () => {
    expect(() => index(60_000, 0.1, 25)).toThrow(new RangeError('rivalNd: must be a number from 0 to 1, got 25'));
  });
});
