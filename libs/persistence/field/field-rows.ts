import type { EntityManager } from 'typeorm';
import type { FieldRowsQuery, FieldRowsView } from '../../contracts/field-rows.js';
import { Refusal } from '../../rules/failures.js';
import type { Condition } from './question.js';

type Value = FieldRowsView['rows'][number][number];
type Source = {
  readonly from: string;
  /** Field of the import → where it stands. */
  readonly fields: Readonly<Record<string, string>>;
  readonly market: string | null;
  readonly day?: string;
  readonly flags?: readonly string[];
};

const outlet = 'JOIN market m ON m.id = x.marketId LEFT JOIN zone z ON z.id = x.zoneId LEFT JOIN route r ON r.id = x.routeId LEFT JOIN dealer d ON d.id = x.dealerId';
const sold = 'JOIN market m ON m.id = x.marketId JOIN terminal t ON t.id = x.terminalId JOIN sku s ON s.id = x.skuId';
const own = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, `x.${name}`]));

/** What a file said of a price; what the band of the day says is judged again. */
const stated = 'CASE WHEN x.bandStated = 1 THEN x.priceInBand END';

/** What each kind's import can store, in the import's own fields, so that reading it again changes nothing; names and phones of persons stay here. `x` is the kind's table. */
export const fieldSources: Readonly<Record<FieldRowsView['kind'], Source>> = {
  markets: { from: 'market x LEFT JOIN market n ON n.id = x.successorId', fields: { ...own('code', 'name', 'adminRegion', 'marketNo', 'routeDigits', 'validFrom', 'validTo'), successor: 'n.code' }, market: 'x.id' },
  dealers: { from: 'dealer x JOIN market m ON m.id = x.marketId', fields: { market: 'm.code', ...own('code', 'name', 'core', 'status', 'monthlyCapacity', 'owner', 'firstSeen', 'latitude', 'longitude') }, market: 'x.marketId', flags: ['core'] },
  terminals: {
    from: `terminal x ${outlet}`, market: 'x.marketId',
    fields: {
      market: 'm.code', ...own('externalId', 'name', 'type', 'address'), latitude: 'COALESCE(x.sourceLatitude, x.latitude)', longitude: 'COALESCE(x.sourceLongitude, x.longitude)', ...own('datum', 'contactRole', 'status', 'class', 'classAsOf'), zone: 'z.zoneNo', zoneName: 'z.name', zonePriority: 'z.priority', route: 'r.routeNo', adviser: 'r.adviser',
      dealer: 'd.code', ...own('code', 'monthlyCategoryVolume', 'firstSeen', 'lastSeen', 'closedOn'),
    },
  },
  skus: { from: 'sku x JOIN brand b ON b.id = x.brandId', fields: { ...own('code', 'name'), brand: 'b.name', own: 'b.own', ...own('category', 'caseFactor', 'focus', 'mustStock') }, market: null, flags: ['own', 'focus', 'mustStock'] },
  'sale-lines': { from: `sale_line x ${sold}`, fields: { market: 'm.code', lineKey: 'x.lineKey', terminal: 't.externalId', sku: 's.code', ...own('day', 'quantity', 'amount') }, market: 'x.marketId', day: 'x.day' },
  visits: {
    from: 'visit x JOIN market m ON m.id = x.marketId LEFT JOIN terminal t ON t.id = x.terminalId LEFT JOIN dealer d ON d.id = x.dealerId', market: 'x.marketId', day: 'x.day', flags: ['planned', 'made', 'ordered', 'valid', 'judged'],
    fields: {
      market: 'm.code', clientId: 'x.clientId', terminal: 't.externalId', dealer: 'd.code', ...own('adviser', 'day', 'planned', 'made', 'ordered', 'inAt', 'outAt', 'valid', 'invalidReason', 'faults', 'judged'),
      ...own('latitude', 'longitude', 'distanceM', 'photos', 'outcome', 'nextStep'), datum: "CASE WHEN x.latitude IS NOT NULL THEN 'wgs84' END",
    },
  },
  'stock-checks': {
    from: `stock_check x ${sold}`, market: 'x.marketId', day: 'x.day', flags: ['handled'],
    fields: { market: 'm.code', clientId: 'x.clientId', terminal: 't.externalId', sku: 's.code', ...own('day', 'stock', 'handled', 'opening', 'received', 'price'), priceInBand: stated },
  },
  'dealer-stock': {
    from: 'dealer_stock x JOIN market m ON m.id = x.marketId JOIN dealer d ON d.id = x.dealerId JOIN sku s ON s.id = x.skuId', market: 'x.marketId', day: 'x.day',
    fields: { market: 'm.code', dealer: 'd.code', sku: 's.code', ...own('day', 'opening', 'received', 'shipped', 'closing') },
  },
  'price-bands': {
    from: 'price_band x JOIN market m ON m.id = x.marketId JOIN sku s ON s.id = x.skuId', market: 'x.marketId', day: 'x.validFrom',
    fields: { market: 'm.code', sku: 's.code', ...own('tier', 'validFrom', 'lowest', 'highest') },
  },
  'price-checks': {
    from: 'price_check x JOIN market m ON m.id = x.marketId JOIN sku s ON s.id = x.skuId LEFT JOIN terminal t ON t.id = x.terminalId LEFT JOIN dealer d ON d.id = x.dealerId', market: 'x.marketId', day: 'x.day',
    fields: { market: 'm.code', clientId: 'x.clientId', terminal: 't.externalId', dealer: 'd.code', sku: 's.code', ...own('day', 'price', 'tier'), priceInBand: stated },
  },
  receivables: {
    from: 'receivable x JOIN market m ON m.id = x.marketId JOIN dealer d ON d.id = x.dealerId', market: 'x.marketId', day: 'x.day',
    fields: { market: 'm.code', dealer: 'd.code', ...own('day', 'invoice', 'amount', 'paid', 'due', 'overdue') },
  },
  incidents: {
    from: 'incident x JOIN market m ON m.id = x.marketId LEFT JOIN terminal t ON t.id = x.terminalId LEFT JOIN sku s ON s.id = x.skuId LEFT JOIN dealer d ON d.id = x.sourceDealerId', market: 'x.marketId', day: 'x.foundOn',
    fields: {
      market: 'm.code', ...own('clientId', 'kind', 'foundOn', 'text', 'owner', 'due'), terminal: 't.externalId', sku: 's.code', sourceDealer: 'd.code', ...own('batchCode', 'state', 'finding', 'result', 'closedOn'),
    },
  },
  'dealer-surveys': {
    from: 'dealer_survey x JOIN market m ON m.id = x.marketId JOIN dealer d ON d.id = x.dealerId', market: 'x.marketId', day: 'x.day',
    fields: {
      market: 'm.code', dealer: 'd.code', ...own('day', 'nature', 'historyYears', 'staff', 'vehicles', 'warehouseM2', 'capital', 'creditGrade', 'brandShares', 'profitState', 'termsDays', 'upstreamRelation', 'networkOutlets'),
    },
  },
  'frequency-rules': { from: 'frequency_rule x JOIN market m ON m.id = x.marketId', fields: { market: 'm.code', ...own('class', 'validFrom', 'visitsPer4Weeks', 'minutes') }, market: 'x.marketId', day: 'x.validFrom' },
  'route-stops': {
    // A stop of a route that its terminal has left counts no more, and could not be imported.
    from: 'route_stop x JOIN market m ON m.id = x.marketId JOIN terminal t ON t.id = x.terminalId AND t.routeId = x.routeId JOIN route r ON r.id = x.routeId JOIN zone z ON z.id = r.zoneId', market: 'x.marketId',
    fields: { market: 'm.code', terminal: 't.externalId', ...own('seq', 'weekdays'), route: "CONCAT(z.zoneNo, '-', r.routeNo)" },
  },
  'visit-plans': {
    // What frequencies plan is made again, not brought in.
    from: "visit_plan x JOIN market m ON m.id = x.marketId AND x.source <> 'frequency' LEFT JOIN terminal t ON t.id = x.terminalId LEFT JOIN dealer d ON d.id = x.dealerId", market: 'x.marketId', day: 'x.day',
    fields: { market: 'm.code', ...own('day', 'adviser'), terminal: 't.externalId', dealer: 'd.code', ...own('seq', 'source') },
  },
  'macro-facts': { from: 'macro_fact x JOIN market m ON m.id = x.marketId LEFT JOIN zone z ON z.marketId = x.marketId AND z.zoneNo = x.zoneNo', fields: { market: 'm.code', zone: 'NULLIF(x.zoneNo, 0)', zoneName: 'z.name', ...own('name', 'year', 'value', 'unit', 'source') }, market: 'x.marketId' },
};

/** Texts though they may look like numbers. */
const isNumber = (kind: FieldRowsView['kind'], field: string): boolean => numbers.has(field) && !(kind === 'route-stops' && field === 'route');
const numbers = new Set(['marketNo', 'routeDigits', 'monthlyCapacity', 'latitude', 'longitude', 'zone', 'route', 'monthlyCategoryVolume', 'caseFactor', 'quantity', 'amount', 'stock', 'opening', 'received', 'shipped', 'closing', 'price', 'year', 'value', 'lowest', 'highest', 'paid', 'overdue', 'distanceM', 'photos', 'visitsPer4Weeks', 'minutes', 'seq', 'historyYears', 'staff', 'vehicles', 'warehouseM2', 'capital', 'termsDays', 'upstreamRelation', 'networkOutlets']);

/** The rows of a kind in the order in which they were first imported, a page at a time. Throws `invalid-input` for a filter that the kind does not have. */
export async function fieldRows(em: EntityManager, kind: FieldRowsView['kind'], { after, limit, ...filter }: FieldRowsQuery): Promise<FieldRowsView> {
  const { from, fields, flags = [] } = fieldSources[kind];
  const names = Object.keys(fields);
  const where = [...conditionsOf(kind, filter), ...(after === undefined ? [] : [{ sql: 'x.id > ?', parameters: [after] }])];
  const driver = em.connection.driver;
  const found: Record<string, unknown>[] = await em.query(
    `SELECT x.id AS rowId, ${names.map((name) => `${fields[name]} AS ${driver.escape(`f_${name}`)}`).join(', ')} FROM ${from}
     ${where.length > 0 ? `WHERE ${where.map(({ sql }) => sql).join(' AND ')}` : ''} ORDER BY x.id LIMIT ${limit}`, where.flatMap(({ parameters }) => [...parameters]));
  const valueOf = (row: Record<string, unknown>, name: string): Value => {
    const value = row[`f_${name}`] ?? null;
    if (value === null) return null;
    if (flags.includes(name)) return Number(value) === 1 ? 1 : 0;
    return isNumber(kind, name) ? Number(value) : String(value);
  };
  return { kind, fields: names, rows: found.map((row) => names.map((name) => valueOf(row, name))), next: found.length < limit ? null : String(found[found.length - 1]?.['rowId']) };
}

type Filter = Omit<FieldRowsQuery, 'after' | 'limit'>;

function conditionsOf(kind: FieldRowsView['kind'], { marketId, from, to, zone, class: name }: Filter): Condition[] {
  const { market, day } = fieldSources[kind];
  const needed = (column: string | null | undefined, field: string, given: unknown): string => {
    if (column === null || column === undefined) throw new Refusal('invalid-input', {}, [{ field: `query.${field}`, rule: 'unknown-filter', zh: `${kind} 不能按 ${field} 筛选(${String(given)})`, en: `${kind} cannot be filtered by ${field} (${String(given)})` }]);
    return column;
  };
  const ofTerminals = (column: string): string | null => (kind === 'terminals' ? column : null);
  return [
    ...(marketId === undefined ? [] : [{ sql: `${needed(market, 'marketId', marketId)} = ?`, parameters: [marketId] }]),
    ...(from === undefined ? [] : [{ sql: `${needed(day, 'from', from)} >= ?`, parameters: [from] }]), ...(to === undefined ? [] : [{ sql: `${needed(day, 'to', to)} <= ?`, parameters: [to] }]),
    ...(zone === undefined ? [] : [{ sql: `${needed(ofTerminals('z.zoneNo'), 'zone', zone)} = ?`, parameters: [zone] }]),
    ...(name === undefined ? [] : [name === 'none' ? { sql: `${needed(ofTerminals('x.class'), 'class', name)} IS NULL`, parameters: [] } : { sql: `${needed(ofTerminals('x.class'), 'class', name)} = ?`, parameters: [name] }]),
  ];
}
