import { z } from 'zod';
import * as c from './commands.js';
import { importPhases, ImportRow, ImportView } from './import-views.js';

const theImport = z.strictObject({ importId: z.uuid() });

/** The doors of imports under way; the one through which a file comes in stands with the kinds, in endpoints.ts. */
export const importEndpoints = {
  listImports: {
    method: 'GET', path: '/imports', summary: 'Imports, newest first', scope: 'read',
    query: z.strictObject({ phase: z.enum(importPhases).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }), returns: z.array(ImportRow), status: 200,
  },
  getImport: { method: 'GET', path: '/imports/:importId', summary: 'One import: how far it is, what it did, every refused row', scope: 'read', params: theImport, returns: ImportView, status: 200 },
  cancelImport: { method: 'POST', path: '/imports/:importId/cancel', summary: 'Stop an import that is under way; what it has written is taken back', scope: 'imports', params: theImport, returns: ImportView, status: 202, command: true },
  undoImport: { method: 'POST', path: '/imports/:importId/undo', summary: 'Undo a whole import: its rows go, changed rows stand as before', scope: 'imports', params: theImport, body: c.WithReason, returns: ImportView, status: 202, command: true },
} as const;
