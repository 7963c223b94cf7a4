import type { AbcQuery, AbcView, KpiAnswer, KpiQuery, StructureQuery, StructureView, UnvisitedQuery, UnvisitedView } from '../../contracts/street.js';
import { isoWeek, addWeeks, weekEnd } from '../../rules/iso-week.js';
import type { Database } from '../data-source.js';
import { abcTable } from './abc-table.js';
import { frameOf, type Asked, type BundleLookup, type Frame } from './frame.js';
import { answerKpi } from './kpi.js';
import { structureTable } from './structure-table.js';
import { unvisitedList } from './unvisited-list.js';

/**
 * Figures of the street for any part of a market and any period, over committed rows: the same sums and the same formulas as the weekly
 * readings. `today` is the calendar day that open questions end before. Throws `not-found` and `invalid-input`.
 */
export class Figures {
  constructor(private readonly db: Database, private readonly bundles: BundleLookup) {}

  async kpi(marketId: string, query: KpiQuery, today: string): Promise<KpiAnswer> {
    return answerKpi(await this.frame(marketId, query, today), query);
  }

  async abc(marketId: string, query: AbcQuery, today: string): Promise<AbcView> {
    return abcTable(await this.frame(marketId, query, today), query);
  }

  async structure(marketId: string, query: StructureQuery, today: string): Promise<StructureView> {
    return structureTable(await this.frame(marketId, query, today));
  }

  async unvisited(marketId: string, query: UnvisitedQuery, today: string): Promise<UnvisitedView> {
    const { asOf = weekEnd(addWeeks(isoWeek(today), -1)), ...asked } = query;
    return unvisitedList(await this.frame(marketId, { ...asked, from: asOf, to: asOf }, today), query);
  }

  private frame(marketId: string, asked: Asked, today: string): Promise<Frame> {
    return frameOf(this.db.reader.manager, this.bundles, marketId, asked, today);
  }
}
