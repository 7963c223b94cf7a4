import type { ImportKind, KindDef } from '../define-kind.js';
import { dealerSurveys } from './dealer-surveys.js';
import { dealerStock } from './dealer-stock.js';
import { dealers } from './dealers.js';
import { frequencyRules } from './frequency-rules.js';
import { incidents } from './incidents.js';
import { macroFacts } from './macro-facts.js';
import { markets } from './markets.js';
import { priceBands } from './price-bands.js';
import { priceChecks } from './price-checks.js';
import { receivables } from './receivables.js';
import { routeStops } from './route-stops.js';
import { saleLines } from './sale-lines.js';
import { skus } from './skus.js';
import { stockChecks } from './stock-checks.js';
import { terminals } from './terminals.js';
import { visitPlans } from './visit-plans.js';
import { visits } from './visits.js';

export const kinds: Readonly<Record<ImportKind, KindDef>> = {
  markets, terminals, dealers, skus, 'sale-lines': saleLines, visits, 'stock-checks': stockChecks, 'dealer-stock': dealerStock, 'macro-facts': macroFacts,
  'price-bands': priceBands, 'price-checks': priceChecks, receivables, incidents,
  'frequency-rules': frequencyRules, 'route-stops': routeStops, 'visit-plans': visitPlans, 'dealer-surveys': dealerSurveys,
};
