import { stream, type Random } from './random.js';

/** A county that could be entered, and what a desk can know of it. Amounts are fen a year. */
export type County = {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly people: number;
  /** Growth a year of people × income, a ratio. */
  readonly incomeGrowth: number;
  readonly categoryAmount: number;
  readonly categoryGrowth: number;
  readonly ownShare: number;
  readonly ownDistribution: number;
  readonly rivalDistribution: number;
  /** What two raters see in the thirteen features that no desk figure shows: 1–5 for each, first rater and second. */
  readonly opinions: Readonly<Record<number, readonly [number, number]>>;
};

const heads = ['东', '南', '西', '北', '清', '平', '安', '丰'] as const;
const tails = ['川', '浦', '桥', '原', '溪', '湖', '岭', '港'] as const;
/** Features that people judge; the other six are measured (method.md §5.2). */
export const judgedFeatures = [3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 19] as const;

/**
 * Five counties. One of them is a good place to begin and one a fair place to go on, which ones depends on the seed; the largest is the
 * hardest: the trap that the scorecard is there for.
 */
export function simulateCounties(seed: number): County[] {
  const order = shuffled<Kind>(['best', 'fair', 'average', 'average', 'giant'], stream(seed, 'kinds'));
  const names = namesOf(stream(seed, 'names'));
  return names.map((name, index) => {
    const r = stream(seed, 'county', index);
    const kind = order[index] ?? 'average';
    return { code: `C${String(index + 1).padStart(2, '0')}`, name, region: '模拟省 Simulated province', ...figures(kind, r), opinions: opinionsOf(kind, r) };
  });
}

type Kind = 'best' | 'fair' | 'average' | 'giant';
type Figures = Omit<County, 'code' | 'name' | 'region' | 'opinions'>;
type Span = readonly [number, number];

/** What a kind of county is like: from and to of each figure; `gap` is how far our distribution lies behind the rival's. */
const kinds: Readonly<Record<Kind, { people: Span; income: Span; growth: Span; share: Span; rival: Span; gap: Span; opinions: readonly [number, ...number[]] }>> = {
  best: { people: [470_000, 570_000], income: [0.05, 0.07], growth: [0.1, 0.14], share: [0.05, 0.07], rival: [0.3, 0.39], gap: [0.05, 0.09], opinions: [4, 4, 4, 5] },
  fair: { people: [470_000, 540_000], income: [0.041, 0.06], growth: [0.1, 0.13], share: [0.031, 0.05], rival: [0.4, 0.55], gap: [0.05, 0.09], opinions: [4, 4, 4, 4, 5] },
  average: { people: [380_000, 470_000], income: [0.03, 0.05], growth: [0.04, 0.09], share: [0.02, 0.05], rival: [0.55, 0.75], gap: [0.15, 0.3], opinions: [3, 3, 3, 4] },
  giant: { people: [2_200_000, 2_600_000], income: [0.06, 0.08], growth: [0.01, 0.05], share: [0.005, 0.02], rival: [0.85, 0.95], gap: [0.5, 0.7], opinions: [2, 2, 3, 3] },
};

function shuffled<T>(items: readonly T[], r: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(r.whole(0, left.length - 1), 1)[0] as T);
}

function namesOf(r: Random): string[] {
  const names = new Set<string>();
  while (names.size < 5) names.add(`${r.pick(heads)}${r.pick(tails)}县`);
  return [...names];
}

function figures(kind: Kind, r: Random): Figures {
  const { people, income, growth, share, rival, gap } = kinds[kind];
  const inhabitants = Math.round(r.between(...people));
  const rivalDistribution = r.between(...rival);
  return {
    people: inhabitants, incomeGrowth: r.between(...income), categoryGrowth: r.between(...growth), ownShare: r.between(...share),
    // Half the people use the category, for 180 to 250 yuan a year.
    categoryAmount: Math.round(inhabitants * 0.5 * r.between(18_000, 25_000)),
    rivalDistribution, ownDistribution: Math.max(0.02, rivalDistribution - r.between(...gap)),
  };
}

/** The second rater sees now and then something else, by a point. */
function opinionsOf(kind: Kind, r: Random): County['opinions'] {
  return Object.fromEntries(judgedFeatures.map((feature) => {
    const first = r.pick(kinds[kind].opinions);
    const second = r.happens(0.25) ? Math.min(5, Math.max(1, first + r.pick([-1, 1]))) : first;
    return [feature, [first, second] as const];
  }));
}
