import type { KpiAnswer, KpiQuery } from '../../contracts/street.js';
import type { StreetPart } from '../../rules/field-totals.js';
import { isoWeek } from '../../rules/iso-week.js';
import { measureTotals, totalsMeasures, type TotalsMeasure } from '../../rules/readings/street-measures.js';
import {
  dimensionsOf, isTotalsMeasure, outletDimensions, ownWayMeasures, productDimensions, type Dimension, type OutletDimension, type ProductDimension,
} from '../../rules/readings/street-questions.js';
import { partsOf, periodOf, yearBefore, type StreetPeriod } from '../../rules/street-period.js';
import { fieldTotals } from '../field-totals.js';
import { answered, rowOf, type Answered, type Row } from './answered.js';
import { measureCapacity, measureCapacitySpread } from './capacity.js';
import { measureChange, measureGrowth } from './compare.js';
import { askOf, provenanceOf, sourceRows, within, type Frame, type SourceRows } from './frame.js';
import { membersOf, mostMembers, tooMany } from './members.js';
import { measureLaunchCurve, measureReorders } from './orders.js';
import { measureOpen, measureTurnover } from './open-terminals.js';
import { measurePerFact } from './per-inhabitant.js';
import { measureConcentration, shareRows, volumesBy } from './products.js';
import { questionFault } from './question-fault.js';
import { measureSample } from './sample.js';
import { measureSpacing } from './spacing.js';
import { measureBalance, measureWorkload, measureWorkloadHours } from './workload.js';

/** The answer to one question about the street. Throws `invalid-input` when the measure cannot be broken down that way. */
export async function answerKpi(frame: Frame, query: KpiQuery): Promise<KpiAnswer> {
  const { measure, by } = query;
  if (by !== undefined && !dimensionsOf(measure).includes(by)) {
    const allowed = dimensionsOf(measure);
    throw questionFault('by', 'not-for-this-measure', `${measure} 只能按以下维度:${allowed.join('、')}`, `${measure} goes by: ${allowed.join(', ')}`);
  }
  const whole = await measureOf(frame, query);
  const rows = by === undefined || ownRows(query) ? whole.rows : await rowsBy(frame, query, by);
  const { title, formula, unit } = isTotalsMeasure(measure) ? totalsMeasures[measure] : ownWayMeasures[measure];
  const { numerator, denominator, value, evidence, details } = whole;
  return {
    measure, title, formula, unit, numerator, denominator, value, evidence, details, ...provenanceOf(frame), sourceRows: whole.sourceRows, by: by ?? null, rows: [...rows],
  };
}

/** Measures whose own rows answer what was asked by. */
function ownRows({ measure, by }: KpiQuery): boolean {
  return measure === 'concentration' || (measure === 'launchCurve' && (by === 'week' || by === 'month'));
}

async function rowsBy(frame: Frame, query: KpiQuery, by: Dimension): Promise<Row[]> {
  if (isOneOf(productDimensions, by)) return query.measure === 'marketShare' ? shareRows(await volumesBy(frame, by)) : rowsOfProducts(frame, query, by);
  if (isOneOf(outletDimensions, by)) return rowsOfParts(frame, query, by);
  const rows: Row[] = [];
  for (const { key, period } of partsOf(frame.period, by)) rows.push(toRow(key, `${period.from}…${period.to}`, await measureOf(await within(frame, {}, period), query)));
  return rows;
}

/** Each product that was sold in the part and period, asked for as ours are. */
async function rowsOfProducts(frame: Frame, query: KpiQuery, by: ProductDimension): Promise<Row[]> {
  const sold = await volumesBy(frame, by);
  if (sold.length > mostMembers) throw tooMany(sold.length);
  const rows: Row[] = [];
  // A category is a way of counting, which parameters say; a brand or SKU takes the place of ours.
  const of = (key: string): Promise<Frame> => (by === 'category' ? within({ ...frame, parameters: { ...frame.parameters, category: key } }, {}) : within(frame, { [by]: key }));
  for (const { key, label } of sold) rows.push(toRow(key, label, await measureOf(await of(key), query)));
  return rows;
}

async function rowsOfParts(frame: Frame, query: KpiQuery, by: OutletDimension): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { key, label, scope } of await membersOf(frame, by)) rows.push(toRow(key, label, await measureOf(await within(frame, scope), query)));
  return rows;
}

function isOneOf<D extends Dimension>(dimensions: readonly D[], by: Dimension): by is D {
  return (dimensions as readonly Dimension[]).includes(by);
}

const toRow = (key: string, label: string, { details, sourceRows: rows, ...measured }: Answered): Row => rowOf(key, label, measured, { ...details, sourceRows: rows });

async function measureOf(frame: Frame, query: KpiQuery): Promise<Answered> {
  const { measure, products } = query;
  if (isTotalsMeasure(measure)) return measureOfTotals(frame, measure);
  switch (measure) {
    case 'growth': return measureGrowth(frame, baseOf(frame, query), products, false);
    case 'likeForLikeGrowth': return measureGrowth(frame, baseOf(frame, query), products, true);
    case 'newTerminals': return measureChange(frame, baseOf(frame, query), products, 'new');
    case 'lostTerminals': return measureChange(frame, baseOf(frame, query), products, 'lost');
    case 'concentration': return measureConcentration(frame, query.by as ProductDimension | undefined);
    case 'reorderRate': return measureReorders(frame, query.withinDays, query.historyDays);
    case 'launchCurve': return measureLaunchCurve(frame, query.by === 'month' || query.by === 'week' ? query.by : 'day');
    case 'sampledDistribution': return measureSample(frame, query.z);
    case 'openTerminals': return measureOpen(frame);
    case 'openings': case 'closings': return measureTurnover(frame, measure);
    case 'terminalsPerMillion': return measurePerFact(frame, query, await measureOpen(frame), 1_000_000);
    case 'volumePerInhabitant': return measurePerFact(frame, query, await measureOfTotals(frame, products === 'own' ? 'volume' : 'marketVolume'), 1);
    case 'nearestTerminal': return measureSpacing(frame, query.underM, query.overM);
    case 'capacity': return measureCapacity(frame, query.seasonIndex);
    case 'capacitySpread': return measureCapacitySpread(frame, query.seasonIndex);
    case 'workload': return measureWorkload(frame, query);
    case 'workloadHours': return measureWorkloadHours(frame, query);
    case 'workloadBalance': return measureBalance(frame, 'person');
    case 'routeBalance': return measureBalance(frame, 'route');
  }
}

function baseOf(frame: Frame, { baseFrom, baseTo }: KpiQuery): StreetPeriod {
  return baseFrom === undefined || baseTo === undefined ? yearBefore(frame.period) : periodOf(baseFrom, baseTo);
}

const rowsBehind: { readonly [P in StreetPart]: SourceRows } = {
  outlets: 'sales', rival: 'sales', repeat: 'orders', churn: 'orders', visits: 'visits', stock: 'stock', dealerStock: 'dealerStock',
  prices: 'prices', incidents: 'incidents', receivables: 'receivables', contracts: 'contracts',
};

/** Where not every row of the part is looked at. */
const rowsOf: { readonly [M in TotalsMeasure]?: readonly SourceRows[] } = { incidentRate: ['incidents', 'terminals'], ownershipCompleteness: ['terminals'], codeValidity: ['terminals'] };

async function measureOfTotals(frame: Frame, measure: TotalsMeasure): Promise<Answered> {
  const { em, question, parameters, period } = frame;
  const { parts } = totalsMeasures[measure];
  const totals = (await fieldTotals(em, { markets: [question], week: isoWeek(period.to), asOf: period.to, parts })).get(question.marketId);
  if (!totals) throw new Error(`No totals for market ${question.marketId}`);
  const ask = await askOf(frame);
  let rows = 0;
  for (const kind of new Set(rowsOf[measure] ?? parts.map((part) => rowsBehind[part]))) rows += await sourceRows(ask, kind);
  return answered(measureTotals(measure, totals, parameters), rows);
}
