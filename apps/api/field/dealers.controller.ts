import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { DealerBoard } from '../../../libs/persistence/board/dealer-board.js';
import { StockBoard } from '../../../libs/persistence/board/stock-board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

/** Dealers, and the stock of dealers and terminals. */
@Controller()
export class DealersController {
  private readonly board: DealerBoard;
  private readonly stock: StockBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) { db }: Parts) {
    this.board = new DealerBoard(db);
    this.stock = new StockBoard(db);
  }

  @Door('listDealers')
  async listDealers({ params, query }: Ask<'listDealers'>): Promise<Answer<'listDealers'>> {
    return this.board.dealers(params.marketId, query, today());
  }

  @Door('dealerCard')
  async dealerCard({ params, query: { asOf = today() } }: Ask<'dealerCard'>): Promise<Answer<'dealerCard'>> {
    return this.board.card(params.dealerId, asOf);
  }

  @Door('assessDealer')
  async assessDealer({ by, params, body }: Ask<'assessDealer'>): Promise<Answer<'assessDealer'>> {
    return this.door.commit('assessDealer', { ...by, input: { ...params, ...body } });
  }

  @Door('listDealerContracts')
  async listDealerContracts({ params, query }: Ask<'listDealerContracts'>): Promise<Answer<'listDealerContracts'>> {
    return this.board.contracts(params.marketId, query, today());
  }

  @Door('recordDealerContract')
  async recordDealerContract({ by, params, body }: Ask<'recordDealerContract'>): Promise<Answer<'recordDealerContract'>> {
    return this.door.commit('recordDealerContract', { ...by, input: { ...params, ...body } });
  }

  @Door('signDealerContract')
  async signDealerContract({ by, params, body }: Ask<'signDealerContract'>): Promise<Answer<'signDealerContract'>> {
    return this.door.commit('signDealerContract', { ...by, input: { ...params, ...body } });
  }

  @Door('endDealerContract')
  async endDealerContract({ by, params, body }: Ask<'endDealerContract'>): Promise<Answer<'endDealerContract'>> {
    return this.door.commit('endDealerContract', { ...by, input: { ...params, ...body } });
  }

  @Door('dealerStock')
  async dealerStock({ params, query }: Ask<'dealerStock'>): Promise<Answer<'dealerStock'>> {
    return this.stock.dealerStock(params.marketId, query, today());
  }

  @Door('terminalStock')
  async terminalStock({ params, query }: Ask<'terminalStock'>): Promise<Answer<'terminalStock'>> {
    return this.stock.terminalStock(params.marketId, query, today());
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);
