import type { MarketReportQuery, MarketReportView } from '../../contracts/market-report.js';
import type { AbcView } from '../../contracts/street.js';
import { Refusal } from '../../rules/failures.js';
import { addDays, addWeeks, weeksBetween } from '../../rules/iso-week.js';
import { lastWholeWeek } from '../../rules/street-period.js';
import type { Database } from '../data-source.js';
import { MacroFact, Market } from '../entities/field/master.js';
import { count } from '../field/question.js';
import { abcTable } from '../figures/abc-table.js';
import { frameOf, type BundleLookup, type Frame } from '../figures/frame.js';
import { structureTable } from '../figures/structure-table.js';
import { consumerAnswers } from './consumers.js';
import { papersOf, type Papers } from './papers.js';
import { brandFigures, kpiOf, noFigure, partsOf, priceFigures } from './street-figures.js';

const wholeYear = 52;
/** Longer periods are shown by months. */
const mostTrendWeeks = 30;
const wholeTable = 10_000_000;
const shownUnits = 20;
const curvePoints = 100;

/** Everything that the standard market report shows (method.md §6.8), over committed rows. */
export class MarketReports {
  constructor(private readonly db: Database, private readonly bundles: BundleLookup) {}

  /** Throws `not-found` for the market, the entry or the bundle. */
  async report(marketId: string, query: MarketReportQuery, now: string): Promise<MarketReportView> {
    const em = this.db.reader.manager;
    const market = await em.findOneBy(Market, { id: marketId });
    if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
    const papers = await papersOf(em, this.bundles, marketId, query.entryId, now);
    const { basis, weight, category } = query;
    const bundleHash = query.bundleHash ?? papers.bundleHash ?? undefined;
    const frame = await frameOf(em, this.bundles, marketId, { ...(await periodAsked(em, marketId, query, now.slice(0, 10))), ...(bundleHash !== undefined && { bundleHash }), basis, weight, category }, now.slice(0, 10));
    const { from, to, weeks } = frame.period;
    const { id, code, name, adminRegion } = market;
    return {
      market: { id, code, name, adminRegion }, entry: papers.entry, period: { from, to, weeks: weeks ?? { from: '', to: '' } }, rule: frame.rule, madeAt: now,
      basics: await basics(frame, papers), capacity: await capacity(frame, papers), competitors: await competitors(frame, papers), dealers: await dealers(frame, papers),
      terminals: await terminals(frame), consumers: await consumerAnswers(em, marketId), chances: papers.chances, zones: await zones(frame, papers),
    };
  }
}

/** Open questions end with the last week that has sales, so that a market whose data came late is not reported as empty. */
async function periodAsked(em: Frame['em'], marketId: string, { from, to }: MarketReportQuery, today: string): Promise<{ from: string; to: string }> {
  if (from !== undefined && to !== undefined) return { from, to };
  const [known]: { first: string | null; last: string | null }[] = await em.query('SELECT MIN(w.week) AS first, MAX(w.week) AS last FROM market_week w WHERE w.marketId = ?', [marketId]);
  const last = known?.last ?? lastWholeWeek(today);
  const yearAgo = addWeeks(last, 1 - wholeYear);
  return { from: known?.first != null && known.first > yearAgo ? known.first : yearAgo, to: last };
}

async function basics({ em, market }: Frame, papers: Papers): Promise<MarketReportView['basics']> {
  const facts = await em.find(MacroFact, { where: { marketId: market.id, zoneNo: 0 }, order: { name: 'ASC', year: 'DESC' } });
  const n = async (sql: string): Promise<number> => count((await em.query<{ n: unknown }[]>(sql, [market.id]))[0]?.n);
  const lines = em.connection.driver.escape('lines');
  return {
    facts: facts.map(({ name, year, value, unit, source }) => ({ name, year, value, unit, source })), brief: papers.brief,
    counts: {
      terminals: await n('SELECT COUNT(*) AS n FROM terminal t WHERE t.marketId = ?'), customers: await n("SELECT COUNT(*) AS n FROM terminal t WHERE t.marketId = ? AND t.status NOT IN ('closed', 'merged')"),
      dealers: await n('SELECT COUNT(*) AS n FROM dealer d WHERE d.marketId = ?'), zones: await n('SELECT COUNT(*) AS n FROM zone z WHERE z.marketId = ?'), routes: await n('SELECT COUNT(*) AS n FROM route r WHERE r.marketId = ?'),
      saleLines: await n(`SELECT SUM(w.${lines}) AS n FROM market_week w WHERE w.marketId = ?`), surveyRecords: await n('SELECT COUNT(*) AS n FROM survey_record r WHERE r.marketId = ?'),
    },
  };
}

async function capacity(frame: Frame, papers: Papers): Promise<MarketReportView['capacity']> {
  const { em, market, period } = frame;
  const by = weeksBetween(period.weeks?.from ?? '', period.weeks?.to ?? '') < mostTrendWeeks ? 'week' : 'month';
  const [all, own] = [await partsOf(frame, 'marketVolume', by), await partsOf(frame, 'volume', by)];
  const [census]: { terminals: unknown; withFigure: unknown; monthly: unknown }[] = await em.query(
    "SELECT COUNT(*) AS terminals, COUNT(t.monthlyCategoryVolume) AS withFigure, SUM(t.monthlyCategoryVolume) AS monthly FROM terminal t WHERE t.marketId = ? AND t.status NOT IN ('closed', 'merged')", [market.id]);
  return {
    paper: papers.capacity, census: { terminals: count(census?.terminals), withFigure: count(census?.withFigure), monthly: count(census?.monthly) },
    market: await kpiOf(frame, 'marketVolume'), own: await kpiOf(frame, 'volume'), growth: await kpiOf(frame, 'growth'), likeForLike: await kpiOf(frame, 'likeForLikeGrowth'),
    trend: [...all].map(([key, { value }]) => ({ key, whole: by === 'week' || isWhole(key, period), market: value, own: own.get(key)?.value ?? null })),
  };
}

/** Whether a month lies in the period as a whole. */
const isWhole = (month: string, { from, to }: Frame['period']): boolean => from <= `${month}-01` && to >= addDays(`${month}-01`, new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate() - 1);

async function competitors(frame: Frame, papers: Papers): Promise<MarketReportView['competitors']> {
  return {
    ...(await brandFigures(frame)), concentration: { ...(await kpiOf(frame, 'concentration')), rows: [] }, share: await kpiOf(frame, 'marketShare'), prices: await priceFigures(frame), rivals: [...papers.rivals],
  };
}

async function dealers(frame: Frame, { interviews }: Papers): Promise<MarketReportView['dealers']> {
  const rows: { code: string; name: string; core: unknown; status: string; monthlyCapacity: unknown; terminals: unknown }[] = await frame.em.query(
    `SELECT d.code, d.name, d.core, d.status, d.monthlyCapacity, COUNT(t.id) AS terminals FROM dealer d LEFT JOIN terminal t ON t.dealerId = d.id AND t.status NOT IN ('closed', 'merged')
     WHERE d.marketId = ? GROUP BY d.id, d.code, d.name, d.core, d.status, d.monthlyCapacity ORDER BY d.code LIMIT 100`, [frame.market.id]);
  const [own, distribution] = rows.length === 0 ? [new Map(), new Map()] : [await partsOf(frame, 'volume', 'dealer'), await partsOf(frame, 'numericDistribution', 'dealer')];
  return rows.map(({ code, name, core, status, monthlyCapacity, terminals: outlets }) => ({
    code, name, core: count(core) === 1, status, monthlyCapacity: monthlyCapacity === null ? null : Number(monthlyCapacity), terminals: count(outlets),
    own: own.get(code) ?? noFigure, numericDistribution: distribution.get(code) ?? noFigure, interview: interviews.get(code) ?? null,
  }));
}

async function terminals(frame: Frame): Promise<MarketReportView['terminals']> {
  const abc = await abcTable(frame, { units: 'terminals', boundary: 'before', products: 'all', limit: wholeTable, after: 0 });
  return {
    abc: { ...abc, rows: abc.rows.slice(0, shownUnits), next: abc.rows.length > shownUnits ? shownUnits : null }, curve: curveOf(abc), structure: await structureTable(frame),
    numericDistribution: await kpiOf(frame, 'numericDistribution'), weightedDistribution: await kpiOf(frame, 'weightedDistribution'),
    byClass: await kpiOf(frame, 'numericDistribution', 'class'), byType: await kpiOf(frame, 'numericDistribution', 'type'),
  };
}

function curveOf({ rows }: AbcView): MarketReportView['terminals']['curve'] {
  const step = Math.max(1, Math.ceil(rows.length / curvePoints));
  return rows.flatMap(({ cumulative }, i) => ((i + 1) % step === 0 || i === 0 || i === rows.length - 1 ? [{ units: (i + 1) / rows.length, cumulative: cumulative.value ?? 0 }] : []));
}

async function zones(frame: Frame, papers: Papers): Promise<MarketReportView['zones']> {
  const rows: { zoneNo: number; name: string; priority: 'key' | 'normal'; terminals: unknown; classA: unknown; censusMonthly: unknown }[] = await frame.em.query(
    `SELECT z.zoneNo, z.name, z.priority, COUNT(t.id) AS terminals, SUM(CASE WHEN t.class = 'A' THEN 1 ELSE 0 END) AS classA, SUM(t.monthlyCategoryVolume) AS censusMonthly
     FROM zone z LEFT JOIN terminal t ON t.zoneId = z.id AND t.status NOT IN ('closed', 'merged') WHERE z.marketId = ? GROUP BY z.id, z.zoneNo, z.name, z.priority ORDER BY z.zoneNo`, [frame.market.id]);
  if (rows.length === 0) return [];
  const measures = { volume: await partsOf(frame, 'marketVolume', 'zone'), share: await partsOf(frame, 'marketShare', 'zone'), numericDistribution: await partsOf(frame, 'numericDistribution', 'zone'), coverage: await partsOf(frame, 'coverage', 'zone') };
  return rows.map(({ zoneNo, name, priority, ...sums }) => {
    const its = (of: ReadonlyMap<string, typeof noFigure>): typeof noFigure => of.get(String(zoneNo)) ?? noFigure;
    const plan = papers.zones.get(zoneNo);
    return {
      zoneNo, name, priority, terminals: count(sums.terminals), classA: count(sums.classA), censusMonthly: count(sums.censusMonthly), volume: its(measures.volume), share: its(measures.share),
      numericDistribution: its(measures.numericDistribution), coverage: its(measures.coverage), listed: plan?.listed ?? null, personDays: plan?.personDays ?? null,
    };
  }).sort((a, b) => (b.volume.value ?? 0) - (a.volume.value ?? 0) || b.censusMonthly - a.censusMonthly || a.zoneNo - b.zoneNo);
}
