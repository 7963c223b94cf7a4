import { z } from 'zod';
import type { Endpoint } from './endpoints.js';
import { fileTypes } from './file-types.js';
import { FieldRowsQuery, FieldRowsView, importKinds } from './field-rows.js';
import { MarketReportQuery, MarketReportView } from './market-report.js';

/** The doors of what leaves on paper; part of the table in endpoints.ts. */
export const documentEndpoints = {
  fieldRows: { method: 'GET', path: '/field/:kind', summary: 'What is stored of a kind, in the fields in which it is imported', scope: 'read', params: z.strictObject({ kind: z.enum(importKinds) }), query: FieldRowsQuery, returns: FieldRowsView, status: 200 },
  importTemplate: { method: 'GET', path: '/field/:kind/template', summary: 'A workbook to fill in for an import: headings, choices, and what each field holds', scope: 'read', params: z.strictObject({ kind: z.enum(importKinds) }), query: z.strictObject({ language: z.enum(['zh', 'en']).optional() }), returns: null, download: fileTypes.xlsx, status: 200 },
  returnWorkbook: { method: 'POST', path: '/imports/:importId/workbook', summary: 'The file of a refused import as a workbook with the errors beside its rows', scope: 'imports', params: z.strictObject({ importId: z.uuid() }), upload: z.object({ mapping: z.string() }), returns: null, download: fileTypes.xlsx, status: 200 },
  marketReport: { method: 'GET', path: '/markets/:marketId/report', summary: 'The standard market report 标准市场报告: its figures, or the document as docx or PDF', scope: 'read', params: z.strictObject({ marketId: z.uuid() }), query: MarketReportQuery, returns: MarketReportView, status: 200 },
} as const satisfies Record<string, Endpoint>;
