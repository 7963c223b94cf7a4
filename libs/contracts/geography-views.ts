import { z } from 'zod';
import { ImportMapping } from './field.js';
import { Scope } from './street.js';
import { ImportErrorView } from './import-views.js';
import { datum, TerminalView } from './terminal-views.js';

/* Areas and distances: regions with their borders, terminals within them and around a place. */

const day = z.iso.date();
const word = (max: number) => z.string().trim().min(1).max(max);
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const degrees = (most: number) => z.coerce.number().min(-most).max(most);
const paging = { limit: whole(1, 500).default(100), after: whole(0, 10_000_000).default(0) };

/** How a file of areas is read: GeoJSON, whose properties are the columns, or a table. Fields: **code** **name** parent. */
export const AreaMapping = ImportMapping.omit({ onUnknown: true }).extend({
  /** What these areas are areas of: `districts`, `divisions 2023`. */
  layer: word(40),
  /** What the coordinates of the borders are. */
  datum: datum.default('wgs84'),
}).meta({ id: 'AreaMapping' });
export const AreasImported = z.object({
  layer: z.string(), dryRun: z.boolean(), rows: z.int(), borders: z.int(), inserted: z.int(), updated: z.int(), unchanged: z.int(), errors: z.array(ImportErrorView), moreErrors: z.int(),
}).meta({ id: 'AreasImported' });

export const ListAreas = z.strictObject({
  layer: word(40).optional(),
  /** Code of an area: what lies under it. */
  under: word(40).optional(),
  /** How many steps under it, or under the top. */
  level: whole(1, 20).default(1), search: word(100).optional(), ...paging,
});
export const AreaList = z.object({
  layers: z.array(z.object({ layer: z.string(), areas: z.int() })),
  /** How many areas stand on each level under the asked one: the first is the next one down. */
  levels: z.array(z.int()), total: z.int(),
  rows: z.array(z.object({
    layer: z.string(), code: z.string(), name: z.string(), parentCode: z.string().nullable(), hasBorder: z.boolean(), datum: datum.nullable(),
    /** The same for each row. */
    below: z.array(z.int()),
  })),
  next: z.int().nullable(),
}).meta({ id: 'AreaList' });

const outletScope = Scope.pick({ zone: true, route: true, person: true, dealer: true, class: true, type: true }).shape;
export const AreaCountsQuery = z.strictObject({
  layer: word(40), ...outletScope,
  /** Terminals open on this day; today when left out. */
  on: day.optional(),
});
export const AreaCounts = z.object({
  layer: z.string(), on: day, terminals: z.int(), withoutPosition: z.int(),
  /** In no area, and in more than one: those count in the first of the layer. */
  outside: z.int(), inSeveral: z.int(),
  /** In the order of the layer. */
  rows: z.array(z.object({ code: z.string(), name: z.string(), terminals: z.int() })),
}).meta({ id: 'AreaCounts' });

export const NearQuery = z.strictObject({
  latitude: degrees(90), longitude: degrees(180), datum: datum.default('wgs84'),
  /** Metres; without it the nearest ones, however far. */
  radiusM: whole(1, 1_000_000).optional(), ...outletScope,
  /** Terminals open on this day; all that were not merged when left out. */
  on: day.optional(), limit: whole(1, 500).default(100),
});
export const NearView = z.object({
  /** WGS-84 of the asked place. */
  place: z.object({ latitude: z.number(), longitude: z.number(), shifted: z.boolean() }),
  /** Within the radius; null when none was asked for. */
  count: z.int().nullable(),
  /** The nearest first. */
  rows: z.array(z.object({ distanceM: z.number(), terminal: TerminalView })),
}).meta({ id: 'Near' });

export type AreaMapping = z.output<typeof AreaMapping>;
export type ListAreas = z.output<typeof ListAreas>;
export type AreaList = z.infer<typeof AreaList>;
export type AreasImported = z.infer<typeof AreasImported>;
export type AreaCountsQuery = z.output<typeof AreaCountsQuery>;
export type AreaCounts = z.infer<typeof AreaCounts>;
export type NearQuery = z.output<typeof NearQuery>;
export type NearView = z.infer<typeof NearView>;
