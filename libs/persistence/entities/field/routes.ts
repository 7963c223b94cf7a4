import { Entity, Index, Unique } from 'typeorm';
import { Day, Decimal, Instant, Int, Key, PrimaryId, Ref } from '../../columns.js';

/** How often a class of customers is visited in a market from a day on, instead of what the bundle says. */
@Entity('frequency_rule')
@Unique(['marketId', 'class', 'validFrom'])
export class FrequencyRule {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Key(6) class: 'A' | 'B' | 'C' | 'dealer';
  @Day() validFrom: string;
  @Decimal() visitsPer4Weeks: number;
  @Int() minutes: number;
}

/** Where a terminal stands on its route. It counts while the terminal is on that route. */
@Entity('route_stop')
@Unique(['marketId', 'terminalId'])
export class RouteStop {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Ref() terminalId: string;
  @Ref() routeId: string;
  @Int() seq: number;
  /** Days on which it can be visited, Monday = 1: `135`; empty: any working day. */
  @Key(7, { default: '' }) weekdays: string;
}

/** One customer to be visited on one day. Exactly one of terminal and dealer is set, and `customerId` is it. */
@Entity('visit_plan')
@Unique(['marketId', 'day', 'customerId'])
@Index(['marketId', 'week'])
@Index(['marketId', 'adviser', 'day'])
export class VisitPlan {
  @PrimaryId() id: string;
  @Ref() marketId: string;
  @Day() day: string;
  @Key(8) week: string;
  @Key(80) adviser: string;
  @Ref({ nullable: true }) routeId: string | null;
  @Ref() customerId: string;
  @Ref({ nullable: true }) terminalId: string | null;
  @Ref({ nullable: true }) dealerId: string | null;
  @Int() seq: number;
  /** From the frequency rules, by hand, or to make good what was missed. */
  @Key(10) source: 'frequency' | 'manual' | 'recovery';
  @Instant({ nullable: true }) plannedAt: string | null;
}
