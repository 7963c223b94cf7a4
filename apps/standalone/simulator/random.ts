/** Numbers drawn in an order that the seed alone decides. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** Whole, in [from, to]. */
  whole(from: number, to: number): number;
  /** True with the probability `p`. */
  happens(p: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Log-normal around `median`; `spread` is the standard deviation of its logarithm. */
  around(median: number, spread: number): number;
};

/**
 * A stream of its own for each purpose: what one part of the world draws never shifts what another one sees, so a change in one
 * place changes only that place. FNV-1a of the name seeds mulberry32.
 */
export function stream(seed: number, ...purpose: readonly (string | number)[]): Random {
  let state = hash(`${seed}/${purpose.join('/')}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + next() * (to - from);
  return {
    next,
    between,
    whole: (from, to) => Math.floor(between(from, to + 1)),
    happens: (p) => next() < p,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    around: (median, spread) => median * Math.exp(spread * normal(next)),
  };
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}

/** Box–Muller; 1 − u keeps the logarithm finite. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
