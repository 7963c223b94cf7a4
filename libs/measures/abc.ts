import { compare, exact, isZero, minus, over, plus, sum, times, toNumber, ZERO, type Exact } from './exact.js';
import { mustBeAmount, mustBeDistinct, mustBePart, mustBeWholeBetween, mustNotExceed } from './input-rules.js';

/** Outlet class by volume. */
export type AbcClass = 'A' | 'B' | 'C';

export type AbcItem = { readonly code: string; readonly volume: number | null };
export type AbcLimits = {
  readonly aLimit: number;
  readonly bLimit: number;
  /** Which share is held against the limits: the one before the item (ours, when left out), or the one including it (the rival rule, arithmetic.md §2). */
  readonly boundary?: 'before' | 'including';
};

export type ClassifiedItem = {
  readonly code: string;
  readonly volume: number | null;
  /** null: unclassified, because its volume is missing or the total is 0 */
  readonly class: AbcClass | null;
  /** share of the total sold by the larger ones before it, 0 to 1; null when unclassified */
  readonly shareBefore: number | null;
  /** 未动销: surveyed, and sells nothing of the category */
  readonly notMoving: boolean;
};

const byVolumeThenCode = (a: AbcItem, b: AbcItem): number =>
  (b.volume ?? -1) - (a.volume ?? -1) || (a.code < b.code ? -1 : 1);

const classOf = (before: Exact, volume: number, total: Exact, { aLimit, bLimit, boundary }: AbcLimits): AbcClass => {
  if (volume === 0) return 'C';
  const lies = (limit: number): boolean => {
    const bound = times(exact(limit), total);
    return boundary === 'including' ? compare(plus(before, exact(volume)), bound) <= 0 : compare(before, bound) < 0;
  };
  if (lies(aLimit)) return 'A';
  return lies(bLimit) ? 'B' : 'C';
};

/**
 * Classes outlets by the cumulated share *before* each, largest first, ties by code, so that the outlet which crosses the
 * A limit is still A and one giant is never B. [S:290-292], arithmetic.md §2 (`boundary: 'including'`: the other usual rule)
 *
 * Volumes: category volume in any one unit, null where not surveyed (stays out of the total). Limits: parts of 1, 0.8 and 0.95 by default of the playbook.
 * Result in ranking order, those without volume last. Throws RangeError on a negative volume, a code twice, or limits not 0 ≤ A ≤ B ≤ 1.
 */
export const classify = (items: readonly AbcItem[], limits: AbcLimits): ClassifiedItem[] => {
  mustBePart('aLimit', limits.aLimit);
  mustBePart('bLimit', limits.bLimit);
  mustNotExceed('aLimit', limits.aLimit, 'bLimit', limits.bLimit);
  mustBeDistinct('items[].code', items.map((item) => item.code));
  items.forEach((item, i) => item.volume !== null && mustBeAmount(`items[${i}].volume`, item.volume));

  const total = sum(items.map((item) => exact(item.volume ?? 0)));
  let before = ZERO;
  return [...items].sort(byVolumeThenCode).map(({ code, volume }) => {
    if (volume === null || isZero(total)) return { code, volume, class: null, shareBefore: null, notMoving: volume === 0 };
    const row = { code, volume, class: classOf(before, volume, total, limits), shareBefore: toNumber(over(before, total)), notMoving: volume === 0 };
    before = plus(before, exact(volume));
    return row;
  });
};

export type ReclassInput = {
  /** the class the outlet has now; null when it never had one */
  readonly current: AbcClass | null;
  /** the classes computed at the quarterly runs, oldest first, the latest last */
  readonly computed: readonly (AbcClass | null)[];
  /** category volume when the current class was given, and now */
  readonly volumeThen: number | null;
  readonly volumeNow: number | null;
  /** 0.3: a change of more than 30 % moves the outlet at once [O] */
  readonly volumeChangeLimit: number;
  /** 2: the new class must have been computed in this many runs running [O] */
  readonly quartersToHold: number;
};

export type Reclass = { readonly class: AbcClass | null; readonly moved: boolean; readonly reason: 'first' | 'same' | 'held' | 'volume' | 'waits' | 'no_data' };

const volumeJumped = ({ volumeThen, volumeNow, volumeChangeLimit }: ReclassInput): boolean => {
  if (volumeThen === null || volumeNow === null || volumeThen === 0) return false;
  const change = over(minus(exact(volumeNow), exact(volumeThen)), exact(volumeThen));
  const size = compare(change, ZERO) < 0 ? minus(ZERO, change) : change;
  return compare(size, exact(volumeChangeLimit)) > 0;
};

/**
 * The class after a quarterly run: an outlet moves only when the new class holds, or its volume changed a lot;
 * otherwise outlets near a limit would change route every quarter. arithmetic.md §2 [O]
 * Throws RangeError on negative volumes or limit, or quartersToHold below 1.
 */
export const reclass = (input: ReclassInput): Reclass => {
  const { current, computed, quartersToHold } = input;
  mustBeAmount('volumeChangeLimit', input.volumeChangeLimit);
  mustBeWholeBetween('quartersToHold', quartersToHold, 1, 40);
  if (input.volumeThen !== null) mustBeAmount('volumeThen', input.volumeThen);
  if (input.volumeNow !== null) mustBeAmount('volumeNow', input.volumeNow);

  const latest = computed.at(-1) ?? null;
  if (latest === null) return { class: current, moved: false, reason: 'no_data' };
  if (current === null) return { class: latest, moved: true, reason: 'first' };
  if (latest === current) return { class: current, moved: false, reason: 'same' };
  const lastRuns = computed.slice(-quartersToHold);
  if (lastRuns.length === quartersToHold && lastRuns.every((run) => run === latest)) return { class: latest, moved: true, reason: 'held' };
  if (volumeJumped(input)) return { class: latest, moved: true, reason: 'volume' };
  return { class: current, moved: false, reason: 'waits' };
};
