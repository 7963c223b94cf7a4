import type { ImportMapping } from '../../../../libs/contracts/field.js';
import { csv } from '../csv.js';
import type { ImportFile } from '../source.js';
import { ownVendor } from './county-measures.js';
import { counties } from './opinions.js';
import { category, story, type Line, type Shop } from './story-county.js';
import { bytesOf } from './tables.js';

/** The state is the only wholesaler of spirits in Iowa: every shop buys from its warehouse. */
export const dealer = { code: 'IABD', name: 'Iowa Alcoholic Beverages Division', zones: [1, 2] } as const;

/** Markets and what is known about all of them; the state's own product list as it stands. */
export function masterData(folder: string): ImportFile[] {
  const codes = counties.map((county) => county.code);
  const fact = (name: string, value: string, unit: string): ImportFile => ({
    kind: 'macro-facts', name: 'bea_cainc1.csv', content: bytesOf(folder, 'counties'),
    mapping: { where: { fips: codes }, fields: { market: 'fips', year: 'year', value, name: { const: name }, unit: { const: unit }, source: { const: 'BEA CAINC1' } } },
  });
  return [
    {
      kind: 'markets', name: 'counties.csv', mapping: { fields: { code: 'code', name: 'name', marketNo: 'marketNo', adminRegion: { const: 'Iowa' } } },
      content: csv(['code', 'name', 'marketNo'], counties.map((county, index) => ({ ...county, marketNo: index + 1 }))),
    },
    fact('population', 'population', 'people'), fact('personal income', 'personal_income_kusd', '1,000 USD'),
    {
      kind: 'skus', name: 'products.csv', content: bytesOf(folder, 'products'),
      mapping: {
        where: { category: [category] },
        fields: { code: 'item', name: 'description', brand: 'vendor_name', own: { column: 'vendor_name', equals: ownVendor }, category: 'category', caseFactor: 'pack' },
      },
    },
  ];
}

export const dealerFile: ImportFile = {
  kind: 'dealers', name: 'wholesaler.csv', content: csv(['code', 'name'], [{ code: dealer.code, name: dealer.name }]),
  mapping: { fields: { market: { const: story }, code: 'code', name: 'name', core: { const: '1' } } },
};

const shopColumns = ['id', 'name', 'address', 'latitude', 'longitude', 'zone', 'zoneName', 'priority', 'route', 'adviser', 'monthly', 'firstSeen'] as const;
export const zoneNames: Readonly<Record<number, string>> = { 1: 'Ames', 2: 'Story County outside Ames' };

/** Shops as terminals: each with its zone, its route, the adviser who walks it and the one wholesaler. */
export function shopsFile(name: string, shops: readonly (Omit<Shop, 'class'> & { readonly firstSeen: string })[]): ImportFile {
  return {
    kind: 'terminals', name,
    content: csv(shopColumns, shops.map((shop) => ({
      ...shop, address: `${shop.address}, ${shop.city}`, zoneName: zoneNames[shop.zone] ?? '', priority: shop.zone === 1 ? 'key' : 'normal', adviser: 'adv1', monthly: (shop.monthly / 100).toFixed(2),
    }))),
    mapping: {
      fields: {
        market: { const: story }, externalId: 'id', name: 'name', address: 'address', latitude: 'latitude', longitude: 'longitude', zone: 'zone', zoneName: 'zoneName',
        zonePriority: 'priority', route: 'route', adviser: 'adviser', dealer: { const: dealer.code }, code: { assign: true },
        monthlyCategoryVolume: { column: 'monthly', scale: 100 }, firstSeen: 'firstSeen',
      },
    },
  };
}

/** A week of the state's invoice lines as the state writes them; the door takes those of the category. */
export function linesFile(name: string, lines: readonly Line[], items: readonly string[]): ImportFile {
  const fields: ImportMapping['fields'] = { market: { const: story }, lineKey: 'invoice_item', terminal: 'store', sku: 'item', day: 'date', quantity: 'bottles', amount: { column: 'dollars', scale: 100 } };
  return {
    kind: 'sale-lines', name, content: csv(['date', 'invoice_item', 'store', 'item', 'bottles', 'dollars'], lines.map((line) => line.row)),
    mapping: { where: { item: [...items] }, fields },
  };
}
