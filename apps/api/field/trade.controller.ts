import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { TradeBoard } from '../../../libs/persistence/board/trade-board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

/** Dealers, prices and order in a market. */
@Controller()
export class TradeController {
  private readonly board: TradeBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) { db }: Parts) { this.board = new TradeBoard(db); }

  @Door('listIncidents')
  async listIncidents({ params, query }: Ask<'listIncidents'>): Promise<Answer<'listIncidents'>> {
    return this.board.incidents(params.marketId, query, today());
  }

  @Door('reportIncident')
  async reportIncident({ by, params, body }: Ask<'reportIncident'>): Promise<Answer<'reportIncident'>> {
    return this.door.commit('reportIncident', { ...by, input: { ...params, ...body } });
  }

  @Door('investigateIncident')
  async investigateIncident({ by, params, body }: Ask<'investigateIncident'>): Promise<Answer<'investigateIncident'>> {
    return this.door.commit('investigateIncident', { ...by, input: { ...params, ...body } });
  }

  @Door('closeIncident')
  async closeIncident({ by, params, body }: Ask<'closeIncident'>): Promise<Answer<'closeIncident'>> {
    return this.door.commit('closeIncident', { ...by, input: { ...params, ...body } });
  }

  @Door('receivables')
  async receivables({ params, query }: Ask<'receivables'>): Promise<Answer<'receivables'>> {
    return this.board.receivables(params.marketId, query, today());
  }

  @Door('prices')
  async prices({ params, query }: Ask<'prices'>): Promise<Answer<'prices'>> {
    return this.board.prices(params.marketId, query, today());
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);
