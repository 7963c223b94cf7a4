import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { CompanyBoard } from '../../../libs/persistence/board/company-board.js';
import { fieldTotals } from '../../../libs/persistence/field-totals.js';
import { parameters } from '../../../libs/playbook/parameters.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

@Controller()
export class MarketsController {
  constructor(private readonly door: DecisionDoor, private readonly board: CompanyBoard, @Inject(PARTS) private readonly parts: Parts) {}

  @Door('listMarkets')
  async listMarkets({ query }: Ask<'listMarkets'>): Promise<Answer<'listMarkets'>> {
    return this.board.markets(query.search);
  }

  @Door('getMarket')
  async getMarket({ params }: Ask<'getMarket'>): Promise<Answer<'getMarket'>> {
    return this.board.market(params.marketId);
  }

  /** Counted as the named bundle counts, or as the playbook does. */
  @Door('fieldTotals')
  async fieldTotals({ params: { marketId }, query: { week, bundleHash } }: Ask<'fieldTotals'>): Promise<Answer<'fieldTotals'>> {
    const em = this.parts.db.reader.manager;
    await this.board.market(marketId);
    const { windowWeeks, volumeBasis, categoryVolume, category, visits } = bundleHash ? (await this.parts.bundles.content(em, bundleHash)).parameters : parameters;
    const totals = await fieldTotals(em, { week, markets: [{ marketId, windowWeeks, volumeBasis, categoryVolume, category, visitPeriods: visits.periodDays }] });
    return { ...totals.get(marketId) };
  }

  @Door('classifyTerminals')
  async classifyTerminals({ by, params, body }: Ask<'classifyTerminals'>): Promise<Answer<'classifyTerminals'>> {
    return this.door.commit('classifyTerminals', { ...by, input: { ...params, ...body } });
  }
}
