import type { AbcQuery, AbcView, KpiAnswer, KpiQuery, StructureQuery, StructureView, UnvisitedQuery, UnvisitedView } from '../../contracts/street.js';
import type { AreaCounts, AreaCountsQuery, NearQuery, NearView } from '../../contracts/geography-views.js';
import { isoWeek, addWeeks, weekEnd } from '../../rules/iso-week.js';
import type { Database } from '../data-source.js';
import type { MayCall } from '../board/terminal-view.js';
import { abcTable } from './abc-table.js';
import { areaCounts } from './area-counts.js';
import { frameOf, type Asked, type BundleLookup, type Frame } from './frame.js';
import { answerKpi } from './kpi.js';
import { terminalsNear } from './near.js';
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

  /** Terminals per area of a layer, on a day. */
  async areaCounts(marketId: string, { layer, on, ...scope }: AreaCountsQuery, today: string): Promise<AreaCounts> {
    return areaCounts(await this.frame(marketId, { ...scope, from: on ?? today, to: on ?? today }, today), layer);
  }

  async near(marketId: string, query: NearQuery, today: string, mayCall: MayCall): Promise<NearView> {
    const { zone, route, person, dealer, class: ofClass, type, on = today } = query;
    const scope = Object.fromEntries(Object.entries({ zone, route, person, dealer, class: ofClass, type }).filter(([, part]) => part !== undefined));
    return terminalsNear(await this.frame(marketId, { ...scope, from: on, to: on }, today), query, mayCall);
  }

  private frame(marketId: string, asked: Asked, today: string): Promise<Frame> {
    return frameOf(this.db.reader.manager, this.bundles, marketId, asked, today);
  }
}
