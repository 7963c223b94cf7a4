import { z } from 'zod';
import * as r from './route-views.js';

/* Doors of routes, visit plans and visits; part of the table in endpoints.ts. */

const market = z.strictObject({ marketId: z.uuid() });

export const routeEndpoints = {
  planVisits: { method: 'POST', path: '/markets/:marketId/visit-plans', summary: 'Make the visit plan of some weeks from the visit frequencies, balanced over the working days', scope: 'imports', params: market, body: r.PlanVisits, returns: r.PlanAnswer, status: 200, command: true },
  visitPlan: { method: 'GET', path: '/markets/:marketId/visit-plans', summary: 'The visit plan of some weeks by adviser and day, with what was visited', scope: 'read', params: market, query: r.PlanQuery, returns: r.PlanView, status: 200 },
  adviserDay: { method: 'GET', path: '/markets/:marketId/adviser-day', summary: "An adviser's list of a day, in the order of the route, with what has been done", scope: 'read', params: market, query: r.DayQuery, returns: r.DayView, status: 200 },
  listVisits: { method: 'GET', path: '/markets/:marketId/visits', summary: 'Visits with why they do not count, newest first', scope: 'read', params: market, query: r.VisitQuery, returns: z.array(r.VisitView), status: 200 },
  waiveVisit: { method: 'POST', path: '/visits/:visitId/waivers', summary: 'Let a visit count although the device was too far off', scope: 'imports', params: z.strictObject({ visitId: z.uuid() }), body: r.WaiveVisit, returns: r.WaiverAnswer, status: 201, command: true },
  visitFrequencies: { method: 'GET', path: '/markets/:marketId/frequencies', summary: 'How often each class is visited on a day, and the work that this makes', scope: 'read', params: market, query: r.FrequencyQuery, returns: r.FrequencyView, status: 200 },
} as const;
