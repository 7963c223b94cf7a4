import type { StructureView } from '../../contracts/street.js';
import { ratio } from '../../measures/ratio.js';
import { outletRows } from '../field/outlet-totals.js';
import { count } from '../field/question.js';
import { askOf, provenanceOf, sourceRows, type Frame } from './frame.js';

type ClassName = StructureView['classes'][number]['class'];
type Group = { readonly class: ClassName; readonly type: string | null; readonly outlets: number; readonly handlers: number; readonly volume: number; readonly own: number; readonly sold: number };
type Figures = StructureView['total'];

const classNames: readonly ClassName[] = ['A', 'B', 'C', 'none'];

/**
 * 终端结构分析表 (method.md §6.7): customers by class and type, with what they sell of the category, how many handle us and our share there.
 * Volumes are the census figures or the sales of the period, by the bundle; a share is always of what was sold. Cumulated in the order of the rows.
 */
export async function structureTable(frame: Frame): Promise<StructureView> {
  const groups = await groupsOf(frame);
  const all = sumOf(groups);
  const figures = figuresOver(all);
  const classes = classNames.map((name) => ({ name, groups: groups.filter((group) => group.class === name) })).filter((one) => one.groups.length > 0);
  return {
    rows: cumulate(groups, figures, ({ class: name, type }) => ({ class: name, type })),
    classes: cumulate(classes.map(({ name, groups: its }) => ({ ...sumOf(its), class: name })), figures, ({ class: name }) => ({ class: name })),
    total: figures(all, all.volume), ...provenanceOf(frame), sourceRows: (await sourceRows(await askOf(frame), 'sales')) + (await sourceRows(await askOf(frame), 'terminals')),
  };
}

async function groupsOf(frame: Frame): Promise<Group[]> {
  const outlets = outletRows(await askOf(frame));
  const volume = frame.parameters.categoryVolume === 'census' ? 'o.census' : 'COALESCE(o.weighed, o.own + o.others)';
  const rows: { class: ClassName | null; type: string | null; outlets: unknown; handlers: unknown; volume: unknown; own: unknown; sold: unknown }[] = await frame.em.query(
    `${outlets.sql} SELECT o.class, o.type, COUNT(*) AS outlets, SUM(o.handles) AS handlers, SUM(${volume}) AS volume, SUM(o.own) AS own, SUM(o.own + o.others) AS sold
     FROM outlet o WHERE o.isActive = 1 GROUP BY o.class, o.type`, [...outlets.parameters]);
  return rows.map((row) => ({
    class: row.class ?? 'none', type: row.type, outlets: count(row.outlets), handlers: count(row.handlers), volume: count(row.volume), own: count(row.own), sold: count(row.sold),
  })).sort((a, b) => classNames.indexOf(a.class) - classNames.indexOf(b.class) || b.volume - a.volume || ((a.type ?? '') < (b.type ?? '') ? -1 : 1));
}

type Sums = Omit<Group, 'class' | 'type'>;

function sumOf(groups: readonly Sums[]): Sums {
  const add = (field: keyof Sums): number => groups.reduce((sum, group) => sum + group[field], 0);
  return { outlets: add('outlets'), handlers: add('handlers'), volume: add('volume'), own: add('own'), sold: add('sold') };
}

const figuresOver = (all: Sums) => (part: Sums, cumulated: number): Figures => ({
  outlets: part.outlets, outletShare: ratio(part.outlets, all.outlets), volume: part.volume, volumeShare: ratio(part.volume, all.volume), cumulative: ratio(cumulated, all.volume),
  mean: ratio(part.volume, part.outlets), numericDistribution: ratio(part.handlers, part.outlets), ownShare: ratio(part.own, part.sold),
});

function cumulate<G extends Sums, N>(groups: readonly G[], figures: (part: Sums, cumulated: number) => Figures, name: (group: G) => N): (N & Figures)[] {
  let cumulated = 0;
  return groups.map((group) => {
    cumulated += group.volume;
    return { ...name(group), ...figures(group, cumulated) };
  });
}
