import { ratio } from '../../measures/ratio.js';
import { growth } from '../../measures/share.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import { fromRatio, noData, outOf } from '../../rules/readings/measured.js';
import { from, none, saying, street } from '../../rules/readings/sources.js';
import type { StreetPeriod } from '../../rules/street-period.js';
import { answered, rowOf, type Answered } from './answered.js';
import { askOf, sourceRows, within, type Frame } from './frame.js';
import { terminalVolumes, type UnitVolume } from './unit-volumes.js';

type Products = 'own' | 'all';
type Compared = { readonly now: readonly UnitVolume[]; readonly before: readonly UnitVolume[]; readonly rows: number };
/** Terminals listed beside their number. */
const listed = 500;

async function compare(frame: Frame, base: StreetPeriod, products: Products): Promise<Compared> {
  const [ask, baseAsk] = [await askOf(frame), await askOf(await within(frame, {}, base))];
  return {
    now: await terminalVolumes(ask, products), before: await terminalVolumes(baseAsk, products),
    rows: (await sourceRows(ask, 'sales')) + (await sourceRows(baseAsk, 'sales')),
  };
}

const sum = (units: readonly UnitVolume[]): number => units.reduce((all, { volume }) => all + volume, 0);
const without = (units: readonly UnitVolume[], others: readonly UnitVolume[]): UnitVolume[] => {
  const known = new Set(others.map(({ id }) => id));
  return units.filter(({ id }) => !known.has(id)).sort((a, b) => b.volume - a.volume || (a.code < b.code ? -1 : 1));
};

function inPeriods(base: StreetPeriod, now: StreetPeriod): Text {
  const [was, is] = [`${base.from}…${base.to}`, `${now.from}…${now.to}`];
  return saying(from(street.sales), text(`${was} 和 ${is}`, `${was} and ${is}`));
}

/** What the part sold now against the base period; like for like: only terminals with sale lines in both. */
export async function measureGrowth(frame: Frame, base: StreetPeriod, products: Products, likeForLike: boolean): Promise<Answered> {
  const { now, before, rows } = await compare(frame, base, products);
  const shared = new Set(before.map(({ id }) => id));
  const both = now.filter(({ id }) => shared.has(id));
  const bothIds = new Set(both.map(({ id }) => id));
  const sides = likeForLike ? { now: sum(both), before: sum(before.filter(({ id }) => bothIds.has(id))) } : { now: sum(now), before: sum(before) };
  return answered(fromRatio(growth(sides), inPeriods(base, frame.period)), rows, { ...sides, terminals: likeForLike ? both.length : now.length, terminalsBefore: likeForLike ? both.length : before.length });
}

/** Terminals with sale lines in one of the periods and none in the other: new ones out of those now, lost ones out of those before. */
export async function measureChange(frame: Frame, base: StreetPeriod, products: Products, which: 'new' | 'lost'): Promise<Answered> {
  const { now, before, rows } = await compare(frame, base, products);
  const [all, changed] = which === 'new' ? [now, without(now, before)] : [before, without(before, now)];
  const measured = all.length === 0 ? noData(none(street.sales)) : outOf(changed.length, all.length, inPeriods(base, frame.period));
  return answered(measured, rows, { share: ratio(changed.length, all.length).value, listed: Math.min(listed, changed.length) },
    changed.slice(0, listed).map(({ code, name, volume }) => rowOf(code, name, { numerator: volume, denominator: null, value: volume })));
}
