import { Entity, Index, Unique } from 'typeorm';
import { Amount, Day, Decimal, Flag, Int, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

@Entity('market')
export class Market {
  @PrimaryId() id: string;
  @Key(40, { unique: true }) code: string;
  @Line(160) name: string;
  @Line(160, { nullable: true }) adminRegion: string | null;
  /** The MM of customer codes, 1–99 (method.md §6.5). */
  @Int({ nullable: true }) marketNo: number | null;
  @Int({ default: 1 }) routeDigits: number;
  @Day({ nullable: true }) validFrom: string | null;
  @Day({ nullable: true }) validTo: string | null;
  /** The market that took this one in when its number ended. */
  @Ref({ nullable: true }) successorId: string | null;
}

@Entity('zone')
@Unique(['marketId', 'zoneNo'])
export class Zone {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Int() zoneNo: number;
  @Line(160) name: string;
  @Key(10, { default: 'normal' }) priority: 'key' | 'normal';
}

@Entity('route')
@Unique(['zoneId', 'routeNo'])
export class Route {
  @PrimaryId() id: string;
  @Ref() @Index() marketId: string;
  @Ref() zoneId: string;
  @Int() routeNo: number;
  /** Login of the customer adviser who owns it. */
  @Key(80, { nullable: true }) adviser: string | null;
}

@Entity('dealer')
@Unique(['marketId', 'code'])
export class Dealer {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) code: string;
  @Line(160) name: string;
  @Flag() core: boolean;
  @Key(10, { default: 'active' }) status: 'active' | 'closed';
  /** Base units a month; null: not stated. */
  @Amount({ nullable: true }) monthlyCapacity: number | null;
  /** Login of who calls on the dealer. */
  @Key(80, { nullable: true }) owner: string | null;
  @Day({ nullable: true }) firstSeen: string | null;
  /** WGS-84 degrees. */
  @Decimal({ nullable: true }) latitude: number | null;
  @Decimal({ nullable: true }) longitude: number | null;
  /** The first and the last day of a valid visit, kept by the import of visits. */
  @Day({ nullable: true }) firstValidVisit: string | null;
  @Day({ nullable: true }) lastValidVisit: string | null;
}

/** A retail outlet. `externalId` is the source's own number; `code` is ours, MM-ZZ-R-NNN. The long index holds all that the unvisited list asks of 100,000. */
@Entity('terminal')
@Unique(['marketId', 'externalId'])
@Unique(['marketId', 'code'])
@Index(['marketId', 'status'])
@Index(['marketId', 'lastValidVisit', 'firstValidVisit', 'status', 'class', 'firstSeen', 'externalId', 'id'])
@Index(['marketId', 'nameKey'])
@Index(['marketId', 'phoneKey'])
@Index(['marketId', 'latitude', 'longitude'])
export class Terminal {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) externalId: string;
  @Key(12, { nullable: true }) code: string | null;
  @Line(200) name: string;
  @Key(40, { nullable: true }) type: string | null;
  @Line(300, { nullable: true }) address: string | null;
  /** WGS-84 degrees. */
  @Decimal({ nullable: true }) latitude: number | null;
  @Decimal({ nullable: true }) longitude: number | null;
  /** What the source's coordinates are (wgs84, gcj02, bd09), and the pair as it gave them; `shifted`: ours were computed from it. */
  @Key(6, { nullable: true }) datum: 'wgs84' | 'gcj02' | 'bd09' | null;
  @Decimal({ nullable: true }) sourceLatitude: number | null;
  @Decimal({ nullable: true }) sourceLongitude: number | null;
  @Flag() shifted: boolean;
  /** Who to ask for; name and phone are shown to those who keep the market's master only (method.md §16). */
  @Key(40, { nullable: true }) contactRole: string | null;
  @Line(120, { nullable: true }) contactName: string | null;
  @Key(40, { nullable: true }) phone: string | null;
  /** Name and phone without what spellings differ in (rules/same-terminal.ts): what duplicates are looked up by. */
  @Key(200, { nullable: true }) nameKey: string | null;
  @Key(40, { nullable: true }) phoneKey: string | null;
  @Key(12, { default: 'active' }) status: 'active' | 'closed' | 'merged' | 'refused' | 'unreachable';
  /** The terminal that it was merged into. */
  @Ref({ nullable: true }) mergedInto: string | null;
  @Key(1, { nullable: true }) class: 'A' | 'B' | 'C' | null;
  @Day({ nullable: true }) classAsOf: string | null;
  @Ref({ nullable: true }) zoneId: string | null;
  @Ref({ nullable: true }) routeId: string | null;
  @Ref({ nullable: true }) dealerId: string | null;
  /** Census: all brands of the category a month, in the bundle's volume basis (minor units or base units). */
  @Amount({ nullable: true }) monthlyCategoryVolume: number | null;
  @Day({ nullable: true }) firstSeen: string | null;
  /** The last day on which its source still listed it; null: its source does not say. */
  @Day({ nullable: true }) lastSeen: string | null;
  /** The last day on which it was open; null: open, or nobody knows when it closed. */
  @Day({ nullable: true }) closedOn: string | null;
  /** The first and the last day of a valid visit, kept by the import of visits. */
  @Day({ nullable: true }) firstValidVisit: string | null;
  @Day({ nullable: true }) lastValidVisit: string | null;
  /** The first two days with an own sale, kept by the import of sale lines: re-orders are counted from them, not from history. */
  @Day({ nullable: true }) firstOrder: string | null;
  @Day({ nullable: true }) secondOrder: string | null;
}

@Entity('brand')
export class Brand {
  @PrimaryId() id: string;
  @Key(120, { unique: true }) name: string;
  @Flag() own: boolean;
}

@Entity('sku')
export class Sku {
  @PrimaryId() id: string;
  @Key(80, { unique: true }) code: string;
  @Line(200) name: string;
  @Ref() @Index() brandId: string;
  @Key(80, { default: '' }) category: string;
  @Int({ default: 1 }) caseFactor: number;
  @Flag() focus: boolean;
  @Flag() mustStock: boolean;
}

@Entity('macro_fact')
@Unique(['marketId', 'zoneNo', 'name', 'year'])
export class MacroFact {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  /** 0: of the whole market. */
  @Int({ default: 0 }) zoneNo: number;
  @Key(80) name: string;
  @Int() year: number;
  @Decimal() value: number;
  @Key(40) unit: string;
  @Line(300) source: string;
}

/** One rater's 19 scores for a candidate market (method.md §5.3), kept beside the deliverable so that entries can be compared later. */
@Entity('scorecard')
@Index(['entryId', 'marketId'])
export class Scorecard {
  @PrimaryId() id: string;
  @Ref() entryId: string;
  @Ref() deliverableId: string;
  @Ref() marketId: string;
  @Ref() raterId: string;
  @Flag() agreed: boolean;
  @Json() scores: (number | null)[];
}
