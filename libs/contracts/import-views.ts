import { z } from 'zod';
import { PersonName } from './views.js';

/* What the doors of the imports answer. */

const id = z.uuid();
const instant = z.iso.datetime();
export const importPhases = ['waiting', 'checking', 'writing', 'rolling-up', 'taking-back', 'done', 'refused', 'cancelled', 'undone'] as const;

export const ImportErrorView = z.object({
  row: z.int(), column: z.string().nullable(),
  /** The cell's name in a workbook, like F12. */
  cell: z.string().nullable(), rule: z.string(), message: z.object({ zh: z.string(), en: z.string() }),
}).meta({ id: 'ImportError' });

export const ImportRow = z.object({
  id, kind: z.string(), fileName: z.string(), size: z.int(), dryRun: z.boolean(), phase: z.enum(importPhases),
  /** How it ends, or ended: an import that is taken back ends as refused, cancelled or undone. */
  ending: z.enum(['done', 'refused', 'cancelled', 'undone']), over: z.boolean(),
  /** What the file was read as; null before it was looked at, or when it could not be read. */
  encoding: z.string().nullable(),
  /** Rows that `where` let through, read so far; `total` once all are read, `written` of them once they stand. */
  rows: z.int(), total: z.int().nullable(), written: z.int(), skipped: z.int(), inserted: z.int(), updated: z.int(), unchanged: z.int(),
  /** Errors found, listed or not. */
  faults: z.int(),
  requestedBy: PersonName, requestedAt: instant, startedAt: instant.nullable(), finishedAt: instant.nullable(), seconds: z.number().nullable(),
  /** The earlier import that this one waits for. */
  waitsFor: z.object({ id, fileName: z.string() }).nullable(), waitsForEngine: z.boolean(),
  takenBackBy: PersonName.nullable(), takenBackBecause: z.string().nullable(),
  may: z.object({ cancel: z.boolean(), undo: z.boolean() }),
}).meta({ id: 'ImportRow' });
export const ImportView = ImportRow.extend({ errors: z.array(ImportErrorView), moreErrors: z.int(),
  /** Of a trial run: what is no error, and a person should look at. */
  warnings: z.array(ImportErrorView), moreWarnings: z.int(),
}).meta({ id: 'Import' });

export type ImportRow = z.infer<typeof ImportRow>;
export type ImportView = z.infer<typeof ImportView>;
