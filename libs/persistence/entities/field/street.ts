import { Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Amount, Day, Decimal, Flag, Instant, Int, Key, Line, PrimaryId, Ref } from '../../columns.js';

/** Natural key: the market and the source's own line number. Returns are negative. */
@Entity('sale_line')
@Unique(['marketId', 'lineKey'])
@Index(['terminalId', 'week'])
export class SaleLine {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) lineKey: string;
  @Ref() terminalId: string;
  @Ref() skuId: string;
  @Day() day: string;
  @Key(8) week: string;
  @Amount() quantity: number;
  @Amount() amount: number;
}

/**
 * Weekly roll-up of sale lines, maintained by the import: KPI windows read this and never the lines. The index holds all that they read, so
 * that a window is one stretch of it, whatever lies before and after (a third of the time on 800,000 rows).
 */
@Entity('sale_week')
@Index(['marketId', 'week', 'skuId', 'terminalId', 'quantity', 'amount'])
export class SaleWeek {
  @PrimaryColumn({ type: 'varchar', length: 36 }) terminalId: string;
  @PrimaryColumn({ type: 'varchar', length: 8 }) week: string;
  @PrimaryColumn({ type: 'varchar', length: 36 }) skuId: string;
  @Ref() marketId: string;
  @Amount() quantity: number;
  @Amount() amount: number;
  @Int() lines: number;
}

/** All products of a terminal's week together, maintained with the roll-up: what weighs an outlet over months must not read every SKU of them. */
@Entity('terminal_week')
@Index(['marketId', 'week', 'terminalId', 'quantity', 'amount', 'lines'])
export class TerminalWeek {
  @PrimaryColumn({ type: 'varchar', length: 36 }) terminalId: string;
  @PrimaryColumn({ type: 'varchar', length: 8 }) week: string;
  @Ref() marketId: string;
  @Amount() quantity: number;
  @Amount() amount: number;
  @Int() lines: number;
}

/** The weeks in which a market has sale lines at all, maintained with the roll-up: counting them must not walk through history. */
@Entity('market_week')
export class MarketWeek {
  @PrimaryColumn({ type: 'varchar', length: 36 }) marketId: string;
  @PrimaryColumn({ type: 'varchar', length: 8 }) week: string;
  @Int() lines: number;
}

/** A visit made, or a planned one that was not (`made` false). Exactly one of terminal and dealer is set. */
@Entity('visit')
@Unique(['marketId', 'clientId'])
@Index(['marketId', 'week'])
export class Visit {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) clientId: string;
  @Ref({ nullable: true }) @Index() terminalId: string | null;
  @Ref({ nullable: true }) @Index() dealerId: string | null;
  @Key(80) adviser: string;
  @Day() day: string;
  @Key(8) week: string;
  @Flag() planned: boolean;
  @Flag() made: boolean;
  @Flag() valid: boolean;
  @Key(20, { nullable: true }) invalidReason: string | null;
  @Flag() ordered: boolean;
  @Instant({ nullable: true }) inAt: string | null;
  @Instant({ nullable: true }) outAt: string | null;
  /** WGS-84 degrees, where the device stood; metres from there to the outlet. */
  @Decimal({ nullable: true }) latitude: number | null;
  @Decimal({ nullable: true }) longitude: number | null;
  @Decimal({ nullable: true }) distanceM: number | null;
  @Int({ nullable: true }) photos: number | null;
  @Key(10, { nullable: true }) outcome: 'order' | 'no_order' | 'closed' | 'refused' | 'no_owner' | null;
  @Line(400, { nullable: true }) nextStep: string | null;
  /** Why it would not count by itself: reasons with commas; empty: it would. `valid` also knows the waiver and the other visits of the adviser. */
  @Key(120, { default: '' }) faults: string;
  /** We judged it by its facts; else the file said whether it is valid. */
  @Flag() judged: boolean;
  @Ref({ nullable: true }) waivedBy: string | null;
  @Instant({ nullable: true }) waivedAt: string | null;
  @Line(400, { nullable: true }) waiverReason: string | null;
}

@Entity('stock_check')
@Unique(['marketId', 'clientId'])
@Index(['marketId', 'week'])
export class StockCheck {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(80) clientId: string;
  @Ref() @Index() terminalId: string;
  @Ref() skuId: string;
  @Day() day: string;
  @Key(8) week: string;
  @Flag() handled: boolean;
  @Amount() stock: number;
  /** Since the last check; null: not asked. */
  @Amount({ nullable: true }) opening: number | null;
  @Amount({ nullable: true }) received: number | null;
  @Amount({ nullable: true }) price: number | null;
  @Key(4, { nullable: true }) priceInBand: 'yes' | 'no' | null;
  /** The file said it; else the band of the day does. */
  @Flag() bandStated: boolean;
}

@Entity('dealer_stock')
@Unique(['dealerId', 'skuId', 'day'])
@Index(['marketId', 'week'])
export class DealerStock {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() dealerId: string;
  @Ref() skuId: string;
  @Day() day: string;
  @Key(8) week: string;
  @Amount() opening: number;
  @Amount() received: number;
  @Amount() shipped: number;
  @Amount() closing: number;
}
