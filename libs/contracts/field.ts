import { z } from 'zod';

/*
 * How a file's columns become our fields: the mapping that goes with every import. Which fields a kind has, and which of them it cannot do
 * without, is said in libs/journal/field/README.md and checked there, with the columns that the file really has.
 */
const name = z.string().trim().min(1).max(200);

const FromColumn = z.strictObject({
  column: name,
  /** Decimal figures become integers by this factor, exactly: 12.34 × 100 = 1234. More decimals than the factor holds are refused. */
  scale: z.int().min(1).max(1_000_000).optional(),
  /** The cell becomes yes or no: is it this text? */
  equals: z.string().max(200).optional(),
  /** The cell's text becomes another; one that is not listed becomes `else`, or is refused without it. */
  map: z.record(z.string().max(200), z.string().max(200)).optional(),
  else: z.string().max(200).optional(),
  /** Built from YYYY, MM, DD (or M, D for one or two digits) and separators; YYYY-MM-DD when not said. */
  dateFormat: z.string().max(30).regex(/^(?=.*YYYY)(?=.*M)(?=.*D)[YMD./\- 年月日]+$/, 'a pattern of YYYY, MM and DD').optional(),
}).refine((source) => [source.scale, source.equals, source.map].filter((option) => option !== undefined).length <= 1, { message: 'Only one of scale, equals and map', params: { zh: 'scale、equals、map 只能用一个' } })
  .refine((source) => source.else === undefined || source.map !== undefined, { message: 'Belongs to map', params: { zh: '只能与 map 一起使用' }, path: ['else'] });

/** A text with columns in it: `{month}-01` makes a day of a month, `{customer}/milk` a line's key where the file has none. */
const FromTemplate = z.strictObject({ template: z.string().trim().min(1).max(400).regex(/\{[^{}]+\}/, 'a text that names at least one {column}') });

export const FieldSource = z.union([name, z.strictObject({ const: z.string().max(200) }), z.strictObject({ assign: z.literal(true) }), FromTemplate, FromColumn]);

const unknownReference = z.enum(['reject', 'skip']);

export const ImportMapping = z.strictObject({
  /** Our field → the file's column. Left out: every column that bears the name of a field. */
  fields: z.record(name, FieldSource).optional(),
  /** Only rows whose cells have one of these texts are read. */
  where: z.record(name, z.array(z.string().max(200)).min(1).max(10_000)).optional(),
  /** Left out: UTF-8, or GBK where the bytes are not UTF-8; the answer says which was used. */
  encoding: z.enum(['utf-8', 'gbk']).optional(),
  delimiter: z.enum([',', ';', '\t']).optional(),
  /** Of a workbook. Left out: the only sheet that holds anything, or the one of our templates. */
  sheet: name.optional(),
  /** What to do with rows that name an SKU or a terminal that we do not have. */
  onUnknown: z.strictObject({ sku: unknownReference.optional(), terminal: unknownReference.optional() }).optional(),
}).meta({ id: 'ImportMapping' });

export type FieldSource = z.infer<typeof FieldSource>;
export type ImportMapping = z.infer<typeof ImportMapping>;
