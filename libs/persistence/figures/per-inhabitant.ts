import { ratio } from '../../measures/ratio.js';
import { fromRatio } from '../../rules/readings/measured.js';
import { list, named } from '../../rules/readings/sources.js';
import { answered, type Answered } from './answered.js';
import type { Frame } from './frame.js';

/** Which fact of the market, or of the asked zone, a figure is divided by. */
export type FactAsked = { readonly fact: string; readonly factYear?: number | undefined };
type Fact = { readonly year: number; readonly value: number; readonly unit: string };

/** The named year's, or the newest that is no younger than the period. A part of the market that is not a zone has no facts. */
async function factOf({ em, market, asked, period }: Frame, { fact, factYear }: FactAsked): Promise<Fact | null> {
  if ((['route', 'person', 'dealer', 'class', 'type'] as const).some((part) => asked[part] !== undefined)) return null;
  const [sql, year] = factYear === undefined ? ['f.year <= ?', Number(period.to.slice(0, 4))] : ['f.year = ?', factYear];
  const [found]: Fact[] = await em.query(
    `SELECT f.year, f.value, f.unit FROM macro_fact f WHERE f.marketId = ? AND f.zoneNo = ? AND f.name = ? AND ${sql} ORDER BY f.year DESC LIMIT 1`, [market.id, asked.zone ?? 0, fact, year]);
  return found ?? null;
}

/** A figure of the part for every so many of its inhabitants, or of whatever the fact counts. Without the fact no data. */
export async function measurePerFact(frame: Frame, asked: FactAsked, figure: Answered, every: number): Promise<Answered> {
  const fact = await factOf(frame, asked);
  const per = ratio(figure.value === null ? null : (figure.numerator ?? 0) * every, fact === null || fact.value < 0 ? null : Number(fact.value));
  return answered(fromRatio(per, list(figure.evidence, named(`${asked.fact} ${fact?.year ?? '—'}`))), figure.sourceRows,
    { ...figure.details, figure: figure.value, fact: asked.fact, factYear: fact?.year ?? null, factValue: fact?.value ?? null, factUnit: fact?.unit ?? null, every });
}
