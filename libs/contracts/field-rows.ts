import { z } from 'zod';

/* What is stored, in the fields in which it was imported. */

export const importKinds = [
  'markets', 'terminals', 'dealers', 'skus', 'sale-lines', 'visits', 'stock-checks', 'dealer-stock', 'macro-facts', 'price-bands', 'price-checks', 'receivables', 'incidents',
  'frequency-rules', 'route-stops', 'visit-plans', 'dealer-surveys',
] as const;

const day = z.iso.date();

export const FieldRowsQuery = z.strictObject({
  marketId: z.uuid().optional(), zone: z.coerce.number().int().min(1).max(99).optional(), class: z.enum(['A', 'B', 'C', 'none']).optional(),
  /** Of what has a day: sale lines, visits, checks, stock. */
  from: day.optional(), to: day.optional(),
  /** The `next` of the page before. */
  after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const FieldRowsView = z.object({
  kind: z.enum(importKinds), fields: z.array(z.string()),
  /** One value a field; flags are 0 and 1, days YYYY-MM-DD, money in minor units. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  next: z.uuid().nullable(),
}).meta({ id: 'FieldRows' });

export type FieldRowsQuery = z.output<typeof FieldRowsQuery>;
export type FieldRowsView = z.output<typeof FieldRowsView>;
