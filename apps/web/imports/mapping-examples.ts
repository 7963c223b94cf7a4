import type { importKinds } from '../../../libs/contracts/field-rows.js';
import type { ImportMapping } from '../../../libs/contracts/field.js';

/** A mapping per kind that shows what is needed: our field → the column of the file. Columns that bear our names need no mapping at all. */
const examples: Readonly<Record<(typeof importKinds)[number], ImportMapping>> = {
  markets: { fields: { code: 'code', name: 'name', adminRegion: 'region' } },
  terminals: { fields: { market: 'market', externalId: 'id', name: 'name', type: 'type', address: 'address', zone: 'zone' } },
  dealers: { fields: { market: 'market', code: 'code', name: 'name', core: 'core' } },
  skus: { fields: { code: 'code', name: 'name', brand: 'brand', own: { column: 'brand', equals: '我司 Ours' } } },
  'sale-lines': {
    fields: {
      market: 'market', lineKey: 'line', terminal: 'terminal', sku: 'sku', day: { column: 'date', dateFormat: 'YYYY-MM-DD' }, quantity: 'quantity',
      amount: { column: 'amount', scale: 100 },
    },
    onUnknown: { sku: 'skip' },
  },
  visits: { fields: { market: 'market', clientId: 'id', terminal: 'terminal', adviser: 'adviser', day: 'date', valid: 'valid' } },
  'stock-checks': { fields: { market: 'market', clientId: 'id', terminal: 'terminal', sku: 'sku', day: 'date', stock: 'stock' } },
  'dealer-stock': { fields: { market: 'market', dealer: 'dealer', sku: 'sku', day: 'date', opening: 'opening', received: 'received', shipped: 'shipped', closing: 'closing' } },
  'macro-facts': { fields: { market: 'market', name: { const: 'population' }, year: 'year', value: 'population', unit: { const: 'people' }, source: { const: '统计年鉴 Yearbook' } } },
  'price-bands': { fields: { market: 'market', sku: 'sku', tier: { const: 'terminal' }, validFrom: 'from', lowest: { column: 'lowest', scale: 100 }, highest: { column: 'highest', scale: 100 } } },
  'price-checks': { fields: { market: 'market', clientId: 'id', terminal: 'terminal', sku: 'sku', day: 'date', price: { column: 'price', scale: 100 } } },
  receivables: {
    fields: { market: 'market', dealer: 'dealer', day: 'date', invoice: 'invoice', due: 'due', amount: { column: 'amount', scale: 100 }, paid: { column: 'paid', scale: 100 } },
  },
  'frequency-rules': { fields: { market: 'market', class: 'class', validFrom: 'from', visitsPer4Weeks: 'visits', minutes: 'minutes' } },
  'route-stops': { fields: { market: 'market', terminal: 'terminal', seq: 'no', weekdays: 'weekdays' } },
  'dealer-surveys': { fields: { market: 'market', dealer: 'dealer', day: 'date', staff: 'staff', vehicles: 'vehicles', warehouseM2: 'warehouse', termsDays: 'terms', brandShares: 'brands' } },
  'visit-plans': { fields: { market: 'market', day: 'date', adviser: 'adviser', terminal: 'terminal' } },
  incidents: { fields: { market: 'market', clientId: 'id', kind: 'kind', foundOn: 'date', terminal: 'terminal', text: 'what', owner: 'owner', due: 'due' } },
};

export function exampleMapping(kind: keyof typeof examples): string {
  return JSON.stringify(examples[kind], null, 2);
}
