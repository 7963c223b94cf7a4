import type { FormOf } from '../../../../libs/playbook/playbook.js';
import { addDays, weekStart } from '../../../../libs/rules/iso-week.js';
import { csv } from '../csv.js';
import type { ImportFile } from '../source.js';
import type { Census } from '../../simulator/census.js';
import type { County } from '../../simulator/country.js';
import type { StreetWeek } from '../../simulator/simulate-market.js';

/** Fen a unit by which a census turns units into money: about what an outlet pays over all brands. */
const censusPrice = 280;

export function masterData(counties: readonly County[], census: Census): ImportFile[] {
  const facts = counties.flatMap((county) => [
    { market: county.code, name: 'population', value: county.people, unit: 'people' }, { market: county.code, name: 'category', value: county.categoryAmount, unit: 'fen/year' },
  ]);
  return [
    {
      kind: 'markets', name: 'counties.csv', mapping: {},
      content: csv(['code', 'name', 'adminRegion', 'marketNo'], counties.map(({ code, name, region }, index) => ({ code, name, adminRegion: region, marketNo: index + 1 }))),
    },
    {
      kind: 'macro-facts', name: 'facts.csv', content: csv(['market', 'name', 'value', 'unit'], facts),
      mapping: { fields: { market: 'market', name: 'name', value: 'value', unit: 'unit', year: { const: '2025' }, source: { const: 'simulator' } } },
    },
    {
      kind: 'skus', name: 'skus.csv', mapping: {},
      content: csv(['code', 'name', 'brand', 'own', 'category', 'caseFactor', 'focus', 'mustStock'], census.skus.map(({ code, name, brand, own }) => ({
        code, name, brand, own: own ? 1 : 0, category: census.category, caseFactor: 12, focus: own ? 1 : 0, mustStock: own ? 1 : 0,
      }))),
    },
  ];
}

export function censusFiles(market: string, census: Census, firstSeen: string): ImportFile[] {
  const zones = new Map(census.zones.map((zone) => [zone.no, zone]));
  return [
    {
      kind: 'dealers', name: 'dealers.csv', mapping: { fields: { market: { const: market }, code: 'code', name: 'name', core: { const: '1' }, owner: 'owner', firstSeen: { const: firstSeen } } },
      content: csv(['code', 'name', 'owner'], census.dealers.map(({ code, name }, index) => ({ code, name, owner: `adv${index + 1}` }))),
    },
    {
      kind: 'terminals', name: 'census.csv',
      mapping: {
        fields: {
          market: { const: market }, externalId: 'id', name: 'name', type: 'type', address: 'address', latitude: 'latitude', longitude: 'longitude', zone: 'zone', zoneName: 'zoneName',
          zonePriority: 'priority', route: 'route', adviser: 'adviser', dealer: 'dealer', code: { assign: true }, monthlyCategoryVolume: 'monthly', firstSeen: { const: firstSeen },
        },
      },
      content: csv(['id', 'name', 'type', 'address', 'latitude', 'longitude', 'zone', 'zoneName', 'priority', 'route', 'adviser', 'dealer', 'monthly'], census.outlets.map((outlet) => ({
        ...outlet, zoneName: zones.get(outlet.zone)?.name ?? '', priority: zones.get(outlet.zone)?.key ? 'key' : 'normal', monthly: outlet.weekly * 4 * censusPrice,
      }))),
    },
  ];
}

/** Shelf prices: a tenth up or down is in order. */
export function priceBands(market: string, census: Census, validFrom: string): ImportFile {
  return {
    kind: 'price-bands', name: 'price-bands.csv', mapping: { fields: { market: { const: market }, sku: 'sku', tier: { const: 'terminal' }, validFrom: { const: validFrom }, lowest: 'lowest', highest: 'highest' } },
    content: csv(['sku', 'lowest', 'highest'], census.skus.map(({ code, price }) => ({ sku: code, lowest: Math.ceil(price * 0.9), highest: Math.floor(price * 1.1) }))),
  };
}

/** What dealers owe at the end of a week; no file where no invoice is open yet. */
export function receivablesFiles(market: string, week: string, { asOf, invoices }: FormOf<'receivables'>): ImportFile[] {
  if (invoices.length === 0) return [];
  return [{
    kind: 'receivables', name: `receivables-${week}.csv`,
    mapping: { fields: { market: { const: market }, dealer: 'dealer', day: { const: asOf }, invoice: 'invoice', due: 'due', amount: 'amount', paid: 'paid' } },
    content: csv(['dealer', 'invoice', 'due', 'amount', 'paid'], invoices.map((invoice) => ({ ...invoice }))),
  }];
}

/** What a shelf shows of a price that is in order, and of one that is cut. */
const shelfPrice = (price: number, inBand: boolean): number => (inBand ? price : Math.round(price * 0.8));

/** Everything one week of the street leaves behind: calls, shelf checks, sales and dealers' stocks. */
export function weekFiles(market: string, census: Census, week: string, street: StreetWeek): ImportFile[] {
  const day = (weekday: number): string => addDays(weekStart(week), weekday);
  const prices = new Map(census.skus.map((sku) => [sku.code, sku.price]));
  const from = { market: { const: market } };
  return [
    visitsFile(market, week, street),
    {
      kind: 'sale-lines', name: `sales-${week}.csv`, mapping: { fields: { ...from, lineKey: 'key', terminal: 'outlet', sku: 'sku', day: 'day', quantity: 'quantity', amount: 'amount' } },
      content: csv(['key', 'outlet', 'sku', 'day', 'quantity', 'amount'], street.sales.map((sale, index) => ({
        key: `${week}-${index}`, outlet: sale.outlet, sku: sale.sku, day: day(sale.weekday), quantity: sale.quantity, amount: sale.quantity * (prices.get(sale.sku) ?? 0),
      }))),
    },
    {
      kind: 'stock-checks', name: `checks-${week}.csv`,
      mapping: { fields: { ...from, clientId: 'id', terminal: 'outlet', sku: 'sku', day: 'day', stock: 'stock', handled: 'handled', opening: 'opening', received: 'received', price: 'price' } },
      content: csv(['id', 'outlet', 'sku', 'day', 'stock', 'handled', 'opening', 'received', 'price'], street.checks.map((check) => ({
        id: `${check.call}-${check.sku}`, outlet: check.outlet, sku: check.sku, day: day(check.weekday), stock: check.stock, handled: check.handled ? 1 : 0,
        opening: check.opening, received: check.received, price: check.priceInBand === null ? '' : shelfPrice(prices.get(check.sku) ?? 0, check.priceInBand),
      }))),
    },
    {
      kind: 'dealer-stock', name: `dealers-${week}.csv`,
      mapping: { fields: { ...from, dealer: 'dealer', sku: 'sku', day: { const: day(6) }, opening: 'opening', received: 'received', shipped: 'shipped', closing: 'closing' } },
      content: csv(['dealer', 'sku', 'opening', 'received', 'shipped', 'closing'], street.dealerStock.map((row) => ({ ...row }))),
    },
  ];
}

export function visitsFile(market: string, week: string, street: StreetWeek): ImportFile {
  return {
    kind: 'visits', name: `calls-${week}.csv`,
    mapping: {
      fields: {
        market: { const: market }, clientId: 'id', terminal: 'outlet', dealer: 'dealer', adviser: 'adviser', day: 'day', planned: 'planned', made: 'made', ordered: 'ordered', distanceM: 'distance', minutes: 'minutes',
        photos: { const: '1' },
      },
    },
    content: csv(['id', 'outlet', 'dealer', 'adviser', 'day', 'planned', 'made', 'ordered', 'distance', 'minutes'], street.calls.map((call) => ({
      id: call.id, outlet: call.outlet ?? '', dealer: call.dealer ?? '', adviser: call.adviser, day: addDays(weekStart(week), call.weekday),
      planned: call.planned ? 1 : 0, made: call.made ? 1 : 0, ordered: call.ordered ? 1 : 0, distance: call.distance, minutes: call.minutes,
    }))),
  };
}
