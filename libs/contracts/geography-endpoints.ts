import { z } from 'zod';
import type { Endpoint } from './endpoints.js';
import * as g from './geography-views.js';

const market = z.strictObject({ marketId: z.uuid() });

/** The doors of areas and distances. */
export const geographyEndpoints = {
  importAreas: { method: 'POST', path: '/areas', summary: 'Import areas with their borders from GeoJSON, or a tree of areas from a table, or try it (dryRun)', scope: 'imports', query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }), upload: z.object({ mapping: z.string() }), returns: g.AreasImported, status: 200, command: true },
  listAreas: { method: 'GET', path: '/areas', summary: 'The areas of a layer, level by level, with how many lie under each', scope: 'read', query: g.ListAreas, returns: g.AreaList, status: 200 },
  areaCounts: { method: 'GET', path: '/markets/:marketId/area-counts', summary: 'How many terminals stand in each area of a layer on a day', scope: 'read', params: market, query: g.AreaCountsQuery, returns: g.AreaCounts, status: 200 },
  terminalsNear: { method: 'GET', path: '/markets/:marketId/terminals-near', summary: 'Terminals within so many metres of a place, or the nearest ones', scope: 'read', params: market, query: g.NearQuery, returns: g.NearView, status: 200 },
} as const satisfies Record<string, Endpoint>;
