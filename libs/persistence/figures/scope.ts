import type { EntityManager } from 'typeorm';
import type { ScopeQuery } from '../../contracts/street.js';
import type { Condition, Narrowing } from '../field/question.js';
import { questionFault } from './question-fault.js';
import { marks } from '../marks.js';

/** How a named part of the market becomes conditions. Throws `invalid-input` naming the field when there is nothing of that name. */
export async function narrow(em: EntityManager, marketId: string, scope: ScopeQuery): Promise<Narrowing> {
  const outlets = all(await Promise.all([zone(em, marketId, scope), route(em, marketId, scope), person(em, marketId, scope), type(em, marketId, scope)]), classOf(scope));
  const dealerId = scope.dealer === undefined ? null : await dealer(em, marketId, scope.dealer);
  const ofDealer: Condition | null = dealerId === null ? null : { sql: 't.dealerId = ?', parameters: [dealerId] };
  const terminals = all([outlets ?? null, ofDealer]);
  const visits = visitsOf(marketId, scope, outlets, dealerId);
  const subject = await subjectOf(em, scope);
  return {
    ...(terminals && { outlets: terminals }), ...(dealerId !== null && { dealers: outlets ? [] : [dealerId] }), ...(visits && { visits }), ...(subject && { subject }),
  };
}

function all(conditions: readonly (Condition | null)[], more: Condition | null = null): Condition | null {
  const known = [...conditions, more].filter((condition) => condition !== null);
  if (known.length === 0) return null;
  return { sql: `(${known.map(({ sql }) => sql).join(' AND ')})`, parameters: known.flatMap(({ parameters }) => parameters) };
}

async function ids(em: EntityManager, sql: string, parameters: readonly (string | number)[]): Promise<string[]> {
  const rows: { id: string }[] = await em.query(sql, [...parameters]);
  return rows.map(({ id }) => id);
}

const isOneOf = (column: string, values: readonly string[]): Condition => (values.length === 0 ? { sql: '1 = 0', parameters: [] } : { sql: `${column} IN (${marks(values)})`, parameters: values });

async function zone(em: EntityManager, marketId: string, { zone: zoneNo }: ScopeQuery): Promise<Condition | null> {
  if (zoneNo === undefined) return null;
  const found = await ids(em, 'SELECT z.id FROM zone z WHERE z.marketId = ? AND z.zoneNo = ?', [marketId, zoneNo]);
  if (found.length === 0) throw questionFault('zone', 'unknown-zone', `该市场没有区域 ${zoneNo}`, `This market has no zone ${zoneNo}`);
  return isOneOf('t.zoneId', found);
}

async function route(em: EntityManager, marketId: string, { route: name }: ScopeQuery): Promise<Condition | null> {
  if (name === undefined) return null;
  const [zoneNo = 0, routeNo = 0] = name.split('-').map(Number);
  const found = await ids(em, 'SELECT r.id FROM route r JOIN zone z ON z.id = r.zoneId WHERE r.marketId = ? AND z.zoneNo = ? AND r.routeNo = ?', [marketId, zoneNo, routeNo]);
  if (found.length === 0) throw questionFault('route', 'unknown-route', `该市场没有路线 ${name}`, `This market has no route ${name}`);
  return isOneOf('t.routeId', found);
}

/** The terminals on the routes of an adviser. */
async function person(em: EntityManager, marketId: string, { person: login }: ScopeQuery): Promise<Condition | null> {
  if (login === undefined) return null;
  const routes = await ids(em, 'SELECT r.id FROM route r WHERE r.marketId = ? AND r.adviser = ?', [marketId, login]);
  if (routes.length > 0) return isOneOf('t.routeId', routes);
  const visits = await ids(em, 'SELECT v.id FROM visit v WHERE v.marketId = ? AND v.adviser = ? LIMIT 1', [marketId, login]);
  if (visits.length === 0) throw questionFault('person', 'unknown-person', `该市场没有客户顾问 ${login} 的路线或拜访`, `This market has no route and no visit of an adviser ${login}`);
  return isOneOf('t.routeId', []);
}

async function type(em: EntityManager, marketId: string, { type: name }: ScopeQuery): Promise<Condition | null> {
  if (name === undefined) return null;
  const found = await ids(em, 'SELECT t.id FROM terminal t WHERE t.marketId = ? AND t.type = ? LIMIT 1', [marketId, name]);
  if (found.length === 0) throw questionFault('type', 'unknown-type', `该市场没有类型为 ${name} 的终端`, `This market has no terminal of type ${name}`);
  return { sql: 't.type = ?', parameters: [name] };
}

function classOf({ class: name }: ScopeQuery): Condition | null {
  if (name === undefined) return null;
  return name === 'none' ? { sql: 't.class IS NULL', parameters: [] } : { sql: 't.class = ?', parameters: [name] };
}

async function dealer(em: EntityManager, marketId: string, code: string): Promise<string> {
  const [found] = await ids(em, 'SELECT d.id FROM dealer d WHERE d.marketId = ? AND d.code = ?', [marketId, code]);
  if (found === undefined) throw questionFault('dealer', 'unknown-dealer', `该市场没有经销商 ${code}`, `This market has no dealer ${code}`);
  return found;
}

/** A person's visits are those that the person made; those of any other part are the ones made there, at a dealer himself too. */
function visitsOf(marketId: string, { person: login, ...rest }: ScopeQuery, outlets: Condition | null, dealerId: string | null): Condition | null {
  const made: Condition | null = login === undefined ? null : { sql: 'v.adviser = ?', parameters: [login] };
  const byPlace = rest.zone !== undefined || rest.route !== undefined || rest.class !== undefined || rest.type !== undefined;
  const there: Condition | null = outlets && byPlace ? { sql: `v.terminalId IN (SELECT t.id FROM terminal t WHERE t.marketId = ? AND ${outlets.sql})`, parameters: [marketId, ...outlets.parameters] } : null;
  const atDealer: Condition | null = dealerId === null ? null
    : { sql: '(v.dealerId = ? OR v.terminalId IN (SELECT t.id FROM terminal t WHERE t.marketId = ? AND t.dealerId = ?))', parameters: [dealerId, marketId, dealerId] };
  return all([made, there, atDealer]);
}

/** Over `s` and `b`: the products named instead of our own brands. */
async function subjectOf(em: EntityManager, { brand, sku, text }: ScopeQuery): Promise<Condition | null> {
  if (brand !== undefined && (await ids(em, 'SELECT b.id FROM brand b WHERE b.name = ?', [brand])).length === 0) throw questionFault('brand', 'unknown-brand', `没有品牌 ${brand}`, `There is no brand ${brand}`);
  if (sku !== undefined && (await ids(em, 'SELECT s.id FROM sku s WHERE s.code = ?', [sku])).length === 0) throw questionFault('sku', 'unknown-sku', `没有单品 ${sku}`, `There is no SKU ${sku}`);
  return all([
    brand === undefined ? null : { sql: 'b.name = ?', parameters: [brand] }, sku === undefined ? null : { sql: 's.code = ?', parameters: [sku] },
    text === undefined ? null : { sql: 'INSTR(UPPER(s.name), UPPER(?)) > 0', parameters: [text] },
  ]);
}

/** Throws `invalid-input` when no SKU has this category: a misspelt one must not look like an empty street. */
export async function mustBeCategory(em: EntityManager, field: 'category' | 'weightCategory', category: string | undefined): Promise<void> {
  if (category === undefined) return;
  if ((await ids(em, 'SELECT s.id FROM sku s WHERE s.category = ? LIMIT 1', [category])).length === 0) throw questionFault(field, 'unknown-category', `没有品类 ${category}`, `There is no category ${category}`);
}
