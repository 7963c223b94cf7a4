import { capacityEstimate, censusCapacity, mainBrandsCapacity, topDownCapacity, type CapacityEstimate } from '../../measures/capacity.js';
import { ratio, type Ratio } from '../../measures/ratio.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import { fromRatio, plain } from '../../rules/readings/measured.js';
import { count, isCustomer } from '../field/question.js';
import { answered, rowOf, type Answered, type Details, type Row } from './answered.js';
import type { Frame } from './frame.js';

type ClassVolume = { readonly class: 'A' | 'B' | 'C' | null; readonly surveyed: unknown; readonly unsurveyed: unknown; readonly volume: unknown };
type Facts = ReadonlyMap<string, number>;
type Estimates = { readonly estimate: CapacityEstimate; readonly rows: readonly Row[]; readonly details: Details; readonly sourceRows: number };

/** The facts of a market that its capacity is worked out from, by their names among the macro facts; a main brand's year is `brandYear:` and its name. */
export const capacityFacts = { people: 'population', userRate: 'userRate', perUserYear: 'perUserYear', seasonIndex: 'seasonIndex', jointShare: 'mainBrandsShare', brandYear: 'brandYear:' } as const;

const methodsOf = ({ methods }: CapacityEstimate): Text => text(`3 种方法中的 ${methods} 种`, `${methods} of 3 methods`);

/** Capacity a year: the median of the methods that have all they need. Its rows are the methods. arithmetic.md §4 */
export async function measureCapacity(frame: Frame, season: number | undefined): Promise<Answered> {
  const { estimate, rows, details, sourceRows } = await estimates(frame, season);
  return answered(plain(estimate.median, methodsOf(estimate)), sourceRows, { ...details, spread: estimate.spread.value }, rows);
}

/** How far the methods lie apart: the largest ÷ the smallest; no data below two of them. */
export async function measureCapacitySpread(frame: Frame, season: number | undefined): Promise<Answered> {
  const { estimate, rows, details, sourceRows } = await estimates(frame, season);
  return answered(fromRatio(estimate.spread, methodsOf(estimate)), sourceRows, { ...details, median: estimate.median }, rows);
}

async function estimates(frame: Frame, season: number | undefined): Promise<Estimates> {
  // People and brands are counted for a market, not for a part of it.
  const facts: Facts = frame.question.only?.outlets ? new Map() : await factsOf(frame);
  const seasonIndex = season ?? (await factsOf(frame)).get(capacityFacts.seasonIndex) ?? 1;
  const census = await censusOf(frame, seasonIndex);
  const fact = (name: keyof typeof capacityFacts): number | null => facts.get(capacityFacts[name]) ?? null;
  const brands = [...facts].filter(([name]) => name.startsWith(capacityFacts.brandYear)).map(([, value]) => value);
  const methods: readonly (readonly [string, number | null])[] = [
    ['topDown', topDownCapacity({ people: fact('people'), userRate: fact('userRate'), kgPerUserYear: fact('perUserYear') })],
    ['census', census.year], ['mainBrands', mainBrandsCapacity({ kgYearOfBrands: brands, jointShare: fact('jointShare') })],
  ];
  return {
    estimate: capacityEstimate(methods.map(([, value]) => value)), rows: methods.map(([name, value]) => rowOf(name, name, { numerator: value, denominator: null, value })),
    details: { surveyed: census.cover.numerator, outlets: census.cover.denominator, surveyCover: census.cover.value, seasonIndex, mainBrands: brands.length }, sourceRows: census.cover.denominator + facts.size,
  };
}

/** Of each name the latest year that is not after the period. */
async function factsOf({ em, market, period }: Frame): Promise<Facts> {
  const rows: { name: string; value: unknown }[] = await em.query('SELECT f.name, f.value FROM macro_fact f WHERE f.marketId = ? AND f.year <= ? ORDER BY f.year', [market.id, Number(period.to.slice(0, 4))]);
  return new Map(rows.map(({ name, value }) => [name, Number(value)]));
}

/** The build-up from the census: what was surveyed by class, and the others at the mean of a C outlet; no figure while nobody knows that. */
async function censusOf({ em, market, period, question }: Frame, seasonIndex: number): Promise<{ year: number | null; cover: Ratio }> {
  const { outlets } = question.only ?? {};
  const groups: ClassVolume[] = await em.query(
    `SELECT t.class, SUM(CASE WHEN t.monthlyCategoryVolume IS NULL THEN 0 ELSE 1 END) AS surveyed, SUM(CASE WHEN t.monthlyCategoryVolume IS NULL THEN 1 ELSE 0 END) AS unsurveyed, SUM(t.monthlyCategoryVolume) AS volume
     FROM terminal t WHERE t.marketId = ? AND ${isCustomer('t')}${outlets ? ` AND ${outlets.sql}` : ''} GROUP BY t.class`, [market.id, period.to, ...(outlets?.parameters ?? [])]);
  const add = (of: 'surveyed' | 'unsurveyed'): number => groups.reduce((all, group) => all + count(group[of]), 0);
  const [surveyed, unsurveyed] = [add('surveyed'), add('unsurveyed')];
  const cover = ratio(surveyed, surveyed + unsurveyed);
  const c = groups.find((group) => group.class === 'C');
  const meanOfC = c && count(c.surveyed) > 0 ? count(c.volume) / count(c.surveyed) : null;
  if (surveyed === 0 || (unsurveyed > 0 && meanOfC === null)) return { year: null, cover };
  const { kgYear } = censusCapacity({
    // A class as one outlet with all that its outlets sell: a mean would be rounded first.
    classes: groups.map((group) => ({ class: group.class ?? 'none', outlets: 1, kgMonthEach: count(group.volume) })), unsurveyedOutlets: unsurveyed, unsurveyedKgMonthEach: meanOfC ?? 0, seasonIndex,
  });
  return { year: kgYear, cover };
}
