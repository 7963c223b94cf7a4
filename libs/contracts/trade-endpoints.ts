import { z } from 'zod';
import * as t from './trade-views.js';

/* Doors of dealers, prices and order in the market; part of the table in endpoints.ts. */

const market = z.strictObject({ marketId: z.uuid() });
const incident = z.strictObject({ incidentId: z.uuid() });

export const tradeEndpoints = {
  listIncidents: { method: 'GET', path: '/markets/:marketId/incidents', summary: 'Price cuts, dumping, complaints and counterfeits, those due first', scope: 'read', params: market, query: t.IncidentQuery, returns: z.array(t.IncidentView), status: 200 },
  reportIncident: { method: 'POST', path: '/markets/:marketId/incidents', summary: 'Report an incident, with who must see it to its end and by when', scope: 'imports', params: market, body: t.ReportIncident, returns: t.IncidentAnswer, status: 201, command: true },
  investigateIncident: { method: 'POST', path: '/incidents/:incidentId/investigations', summary: 'Note what is known of an incident, and hand it on', scope: 'imports', params: incident, body: t.InvestigateIncident, returns: t.IncidentAnswer, status: 200, command: true },
  closeIncident: { method: 'POST', path: '/incidents/:incidentId/closing', summary: 'Close an incident as confirmed or unfounded', scope: 'imports', params: incident, body: t.CloseIncident, returns: t.IncidentAnswer, status: 200, command: true },
  receivables: { method: 'GET', path: '/markets/:marketId/receivables', summary: 'What each dealer owes and how much of it is overdue, by the latest list', scope: 'read', params: market, query: t.ReceivablesQuery, returns: t.ReceivablesView, status: 200 },
  prices: { method: 'GET', path: '/markets/:marketId/prices', summary: 'The last price seen at each place and SKU against its band', scope: 'read', params: market, query: t.PricesQuery, returns: t.PricesView, status: 200 },
} as const;
