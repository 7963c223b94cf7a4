import type { EntityManager } from 'typeorm';
import type { KpiAnswer, ScopeQuery } from '../../contracts/street.js';
import type { BundleContent } from '../../playbook/bundle-content.js';
import type { Parameters } from '../../playbook/parameters.js';
import { playbook } from '../../playbook/playbook.js';
import { Refusal } from '../../rules/failures.js';
import { isoWeek, weeksBetween } from '../../rules/iso-week.js';
import { lastWholeWeek, periodOf, windowTo, type StreetPeriod } from '../../rules/street-period.js';
import { askFor, count, type Ask, type FieldQuestion, type Narrowing } from '../field/question.js';
import { checkedIn, tradedIn, withOurs } from '../field/sources.js';
import { incidentTotals, lastPrices, owedBy } from '../field/trade-totals.js';
import { mustBeCategory, narrow } from './scope.js';

export type BundleLookup = { content(em: EntityManager, hash: string): Promise<BundleContent> };

/** What somebody asks, before it is bound to a market's rows. */
export type Asked = ScopeQuery & {
  readonly from?: string | undefined; readonly to?: string | undefined; readonly bundleHash?: string | undefined; readonly basis?: 'amount' | 'quantity' | undefined;
  readonly weight?: 'census' | 'sales' | undefined; readonly weightCategory?: string | undefined; readonly universe?: 'customers' | 'traded' | undefined;
};

/** A question bound to a market, a rule, a part and a period. */
export type Frame = {
  readonly em: EntityManager;
  readonly asked: Asked;
  readonly market: { readonly id: string; readonly code: string };
  readonly rule: KpiAnswer['rule'];
  /** The bundle's, with what was asked for instead. */
  readonly parameters: Parameters;
  readonly period: StreetPeriod;
  readonly question: FieldQuestion;
};

/** Throws `not-found` for the market or the bundle, `invalid-input` for a part of the market or a product that does not exist. */
export async function frameOf(em: EntityManager, bundles: BundleLookup, marketId: string, asked: Asked, today: string): Promise<Frame> {
  const [market]: { id: string; code: string }[] = await em.query('SELECT m.id, m.code FROM market m WHERE m.id = ?', [marketId]);
  if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
  const ruling = asked.bundleHash === undefined ? playbook.parameters : (await bundles.content(em, asked.bundleHash)).parameters;
  await mustBeCategory(em, 'category', asked.category);
  await mustBeCategory(em, 'weightCategory', asked.weightCategory);
  const parameters = { ...ruling, volumeBasis: asked.basis ?? ruling.volumeBasis, categoryVolume: asked.weight ?? ruling.categoryVolume, category: asked.category ?? ruling.category };
  const period = asked.from === undefined || asked.to === undefined ? windowTo(asked.to ?? lastWholeWeek(today), parameters.windowWeeks) : periodOf(asked.from, asked.to);
  const frame = { em, market, rule: { bundleHash: asked.bundleHash ?? null, playbook: playbook.version }, parameters, asked };
  return { ...frame, period, question: await questionOf(frame, period) };
}

/** The same question for another part, or another period. */
export async function within(frame: Frame, scope: ScopeQuery, period: StreetPeriod = frame.period): Promise<Frame> {
  const asked = { ...frame.asked, ...scope };
  return { ...frame, asked, period, question: await questionOf({ ...frame, asked }, period) };
}

async function questionOf({ em, market, parameters, asked }: Pick<Frame, 'em' | 'market' | 'parameters' | 'asked'>, period: StreetPeriod): Promise<FieldQuestion> {
  const { volumeBasis, categoryVolume, category, visits } = parameters;
  const only: Narrowing = {
    ...(await narrow(em, market.id, asked)), universe: asked.universe ?? 'customers',
    ...(asked.weightCategory !== undefined && { weighedBy: { category: asked.weightCategory } }),
    ...(period.weeks === null && { days: { from: period.from, to: period.to } }), ...(asked.from !== undefined && { visitsOfPeriod: true as const }),
  };
  const windowWeeks = weeksBetween(isoWeek(period.from), isoWeek(period.to)) + 1;
  return { marketId: market.id, windowWeeks, volumeBasis, categoryVolume, category, visitPeriods: visits.periodDays, only };
}

export function askOf({ em, question: { marketId, ...how }, period }: Frame): Promise<Ask> {
  return withOurs(askFor(em, how, [marketId], isoWeek(period.to), period.to));
}

const scopeKeys = ['zone', 'route', 'person', 'dealer', 'class', 'type', 'brand', 'sku', 'text', 'category'] as const;

/** What goes with every answer so that it can be computed again. */
export function provenanceOf({ market, rule, asked, period, parameters }: Frame): Pick<KpiAnswer, 'market' | 'rule' | 'scope' | 'period' | 'asOf' | 'settings'> {
  return {
    market, rule, period, asOf: period.to,
    scope: Object.fromEntries(scopeKeys.flatMap((key) => (asked[key] === undefined ? [] : [[key, asked[key]]]))),
    settings: {
      volumeBasis: parameters.volumeBasis, categoryVolume: parameters.categoryVolume, category: parameters.category, weightCategory: asked.weightCategory ?? null, universe: asked.universe ?? 'customers',
    },
  };
}

export type SourceRows = 'sales' | 'visits' | 'stock' | 'dealerStock' | 'terminals' | 'orders' | 'prices' | 'incidents' | 'receivables' | 'contracts';

/** How many rows lie behind an answer, in the asked part and period. */
export async function sourceRows(ask: Ask, kind: SourceRows): Promise<number> {
  const { em, marketIds, only, asOf, from, week } = ask;
  const one = async (sql: string, parameters: readonly (string | number)[]): Promise<number> => {
    const [row]: { n: unknown }[] = await em.query(sql, [...parameters]);
    return count(row?.n);
  };
  const [id = ''] = marketIds;
  const [traded, checked] = [tradedIn(ask), checkedIn(ask)];
  switch (kind) {
    case 'sales': return (await one(`SELECT SUM(w.n) AS n FROM (${traded.sql}) w`, traded.parameters)) + (await sourceRows(ask, 'stock'));
    case 'stock': return one(`SELECT COUNT(*) AS n FROM (${checked.sql}) c`, checked.parameters);
    case 'visits': return (await one(`SELECT COUNT(*) AS n FROM visit_plan v WHERE v.marketId = ? AND v.week BETWEEN ? AND ? AND v.day <= ?${only?.visits ? ` AND ${only.visits.sql}` : ''}`, [id, only?.visitsOfPeriod ? from : week, week, asOf, ...(only?.visits?.parameters ?? [])])) + await one(`SELECT COUNT(*) AS n FROM visit v WHERE v.marketId = ? AND v.week BETWEEN ? AND ? AND v.day <= ?${only?.visits ? ` AND ${only.visits.sql}` : ''}`, [id, only?.visitsOfPeriod ? from : week, week, asOf, ...(only?.visits?.parameters ?? [])]);
    case 'dealerStock': return one('SELECT COUNT(*) AS n FROM dealer_stock d WHERE d.marketId = ? AND d.week BETWEEN ? AND ? AND d.day <= ?', [id, from, week, asOf]);
    case 'prices': return one(`SELECT COUNT(*) AS n FROM (${lastPrices(ask).sql}) p`, lastPrices(ask).parameters);
    case 'incidents': return (await incidentTotals(ask)).get(id)?.reported ?? 0;
    case 'receivables': return one(`SELECT SUM(o.invoices) AS n FROM (${owedBy(ask).sql}) o`, owedBy(ask).parameters);
    case 'contracts': return one('SELECT COUNT(*) AS n FROM dealer_contract c WHERE c.marketId = ?', [id]);
    case 'terminals': return one(`SELECT COUNT(*) AS n FROM terminal t WHERE t.marketId = ?${only?.outlets ? ` AND ${only.outlets.sql}` : ''}`, [id, ...(only?.outlets?.parameters ?? [])]);
    case 'orders': return one(`SELECT SUM(m.${em.connection.driver.escape('lines')}) AS n FROM market_week m WHERE m.marketId = ? AND m.week <= ?`, [id, week]);
  }
}
