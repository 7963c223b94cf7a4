import type { Place } from '../../measures/geo-distance.js';
import { distanceM } from '../../measures/geo-distance.js';
import { nearM } from '../../rules/same-terminal.js';
import type { ListedTerminal } from './read-master.js';

/** A terminal as we have it, with every code that it ever had. */
export type KnownTerminal = {
  readonly id: string; readonly externalId: string; readonly name: string; readonly status: string; readonly codes: readonly string[];
  readonly nameKey: string | null; readonly addressKey: string | null; readonly place: Place | null;
};
export type MatchedBy = 'code' | 'name-address' | 'name-position';
export type Match = { readonly known: KnownTerminal; readonly listed: ListedTerminal; readonly by: MatchedBy };
/** `several`: more than one of them fits; `number-in-use`: its number is another terminal's, which the list does not have. */
export type Doubt = { readonly listed: ListedTerminal; readonly why: 'several' | 'number-in-use'; readonly candidates: readonly KnownTerminal[] };
export type Matching = {
  /** Under the number that they had. */
  readonly same: number;
  readonly matched: readonly Match[];
  readonly ambiguous: readonly Doubt[];
  readonly unmatched: readonly ListedTerminal[];
  /** Known, not closed, and nowhere in the list. */
  readonly vanished: readonly KnownTerminal[];
};

type Pair = { readonly known: KnownTerminal; readonly listed: ListedTerminal };

/**
 * Which terminal of a source's new list is which of ours, when the source has given out new numbers overnight: by any code, then by name and
 * address, then by name and a position within 100 m [O]. Only what fits one to one is matched; what fits several is left to a person.
 */
export function matchTerminals(known: readonly KnownTerminal[], listed: readonly ListedTerminal[]): Matching {
  const open = { known: new Set(known), listed: new Set(listed) };
  const doubts = new Map<ListedTerminal, Set<KnownTerminal>>();
  const pairs: (Pair & { readonly by: MatchedBy | 'number' })[] = [];
  const phase = (by: MatchedBy | 'number', fits: readonly Pair[]): void => {
    for (const pair of oneToOne(fits, doubts)) {
      pairs.push({ ...pair, by });
      open.known.delete(pair.known);
      open.listed.delete(pair.listed);
    }
  };
  phase('number', fitting(open, (one) => one.externalId, (one) => one.externalId, isAlike));
  phase('code', fittingMany(open));
  phase('name-address', fitting(open, fullKey, fullKey));
  phase('name-position', fitting(open, (one) => one.nameKey, (one) => one.nameKey, isNear));
  phase('number', fitting(open, (one) => one.externalId, (one) => one.externalId, (a, b) => a.nameKey === b.nameKey));
  return sorted(pairs, open, doubts);
}

function sorted(pairs: readonly (Pair & { readonly by: MatchedBy | 'number' })[], open: { known: Set<KnownTerminal>; listed: Set<ListedTerminal> }, doubts: ReadonlyMap<ListedTerminal, ReadonlySet<KnownTerminal>>): Matching {
  const isRenumbered = ({ known, listed }: Pair): boolean => known.externalId !== listed.externalId;
  const staying = new Map([...open.known, ...pairs.filter((pair) => !isRenumbered(pair)).map(({ known }) => known)].map((one) => [one.externalId, one]));
  const renumbered = pairs.filter(isRenumbered) as Match[];
  const blocked = renumbered.filter(({ listed }) => staying.has(listed.externalId));
  const several = [...open.listed].filter((one) => doubts.has(one));
  return {
    same: pairs.length - renumbered.length,
    matched: renumbered.filter((match) => !blocked.includes(match)),
    ambiguous: [
      ...several.map((one): Doubt => ({ listed: one, why: 'several', candidates: [...doubts.get(one) ?? []] })),
      ...blocked.map(({ listed, known }): Doubt => ({ listed, why: 'number-in-use', candidates: [known, ...[staying.get(listed.externalId)].filter((one) => one !== undefined)] })),
    ].sort((a, b) => a.listed.row - b.listed.row),
    unmatched: [...open.listed].filter((one) => !doubts.has(one)),
    vanished: [...open.known].filter(({ status, ...one }) => status !== 'closed' && ![...doubts.values()].some((candidates) => [...candidates].some(({ id }) => id === one.id))),
  };
}

const isNear = (a: KnownTerminal, b: ListedTerminal): boolean => a.place !== null && b.place !== null && distanceM(a.place, b.place) <= nearM;
const isAlike = (a: KnownTerminal, b: ListedTerminal): boolean => a.nameKey === b.nameKey && (a.addressKey === b.addressKey || isNear(a, b));
const fullKey = ({ nameKey, addressKey }: KnownTerminal | ListedTerminal): string | null => (nameKey === null || addressKey === null ? null : `${nameKey}\u0000${addressKey}`);

type Open = { readonly known: ReadonlySet<KnownTerminal>; readonly listed: ReadonlySet<ListedTerminal> };

/** All pairs with one key that also pass the test: found by the key, never by trying everybody with everybody. */
function fitting(open: Open, ofKnown: (one: KnownTerminal) => string | null, ofListed: (one: ListedTerminal) => string | null, test: (a: KnownTerminal, b: ListedTerminal) => boolean = () => true): Pair[] {
  const byKey = grouped(open.known, (one) => [ofKnown(one)]);
  return [...open.listed].flatMap((listed) => (byKey.get(ofListed(listed) ?? '') ?? []).filter((known) => test(known, listed)).map((known) => ({ known, listed })));
}

function fittingMany(open: Open): Pair[] {
  const byCode = grouped(open.known, (one) => one.codes);
  return [...open.listed].flatMap((listed) => (byCode.get(listed.code ?? '') ?? []).map((known) => ({ known, listed })));
}

function grouped<T>(items: Iterable<T>, keysOf: (item: T) => readonly (string | null)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (key === null || key === '') continue;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

/** The pairs of which neither side fits anybody else. The others are doubts, until a later look settles them. */
function oneToOne(fits: readonly Pair[], doubts: Map<ListedTerminal, Set<KnownTerminal>>): Pair[] {
  const times = new Map<KnownTerminal | ListedTerminal, number>();
  for (const { known, listed } of fits) for (const side of [known, listed]) times.set(side, (times.get(side) ?? 0) + 1);
  return fits.filter((pair) => {
    if (times.get(pair.known) === 1 && times.get(pair.listed) === 1) return true;
    doubts.set(pair.listed, (doubts.get(pair.listed) ?? new Set()).add(pair.known));
    return false;
  });
}
