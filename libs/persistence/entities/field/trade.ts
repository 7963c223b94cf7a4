import { Entity, Index, Unique } from 'typeorm';
import { Amount, Day, Flag, Instant, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

export type PriceTier = 'dealer' | 'terminal';

/** What a tier may charge for an SKU from a day on, minor units per base unit; `terminal` is the shelf. */
@Entity('price_band')
@Unique(['marketId', 'skuId', 'tier', 'validFrom'])
export class PriceBand {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() skuId: string;
  @Key(10) tier: PriceTier;
  @Day() validFrom: string;
  @Amount() lowest: number;
  @Amount() highest: number;
}

/** A price seen at a terminal or a dealer, beside those of the stock checks. Exactly one of the two is set. */
@Entity('price_check')
@Unique(['marketId', 'clientId'])
@Index(['marketId', 'week'])
export class PriceCheck {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) clientId: string;
  @Ref({ nullable: true }) terminalId: string | null;
  @Ref({ nullable: true }) dealerId: string | null;
  @Ref() skuId: string;
  @Key(10) tier: PriceTier;
  @Day() day: string;
  @Key(8) week: string;
  @Amount() price: number;
  @Key(4, { nullable: true }) priceInBand: 'yes' | 'no' | null;
  /** The file said it; else the band of the day does. */
  @Flag() bandStated: boolean;
}

/** What a dealer owed on a day, per invoice, or in one sum with an empty invoice. Minor units. */
@Entity('receivable')
@Unique(['dealerId', 'day', 'invoice'])
@Index(['marketId', 'day'])
export class Receivable {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() dealerId: string;
  @Day() day: string;
  @Key(80) invoice: string;
  @Day({ nullable: true }) due: string | null;
  @Amount() amount: number;
  @Amount() paid: number;
  /** The part of what is left that was due before the day. */
  @Amount() overdue: number;
}

export type IncidentKind = 'price_cut' | 'dumping' | 'complaint' | 'counterfeit';

/** Price cutting 低价, dumping 冲流货, a complaint or a counterfeit, from the report to its end. One that proved unfounded counts nowhere. */
@Entity('incident')
@Unique(['marketId', 'clientId'])
@Index(['marketId', 'foundOn'])
export class Incident {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) clientId: string;
  @Key(12) kind: IncidentKind;
  @Day() foundOn: string;
  @Ref({ nullable: true }) terminalId: string | null;
  @Ref({ nullable: true }) skuId: string | null;
  @Ref({ nullable: true }) sourceDealerId: string | null;
  @Key(80, { nullable: true }) batchCode: string | null;
  @Line(1000) text: string;
  /** Evidence, stored files. */
  @Json({ nullable: true }) fileIds: string[] | null;
  /** Login of who must see it to its end. */
  @Key(80) owner: string;
  @Day() due: string;
  @Key(14, { default: 'open' }) state: 'open' | 'investigating' | 'closed';
  @Key(10, { nullable: true }) finding: 'confirmed' | 'unfounded' | null;
  @Line(1000, { nullable: true }) result: string | null;
  @Ref({ nullable: true }) reportedBy: string | null;
  @Instant({ nullable: true }) reportedAt: string | null;
  @Day({ nullable: true }) closedOn: string | null;
}
