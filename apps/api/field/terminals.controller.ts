import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { TerminalBoard } from '../../../libs/persistence/board/terminal-board.js';
import { mayKeepMaster, type Actor } from '../../../libs/rules/decision-rights.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

const mayCall = ({ by }: { readonly by: { readonly actor: Actor } }) => (marketId: string): boolean => mayKeepMaster(by.actor, marketId);

/** The terminal master: looking up, and what may be done to one. */
@Controller()
export class TerminalsController {
  private readonly board: TerminalBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) { db }: Parts) { this.board = new TerminalBoard(db); }

  @Door('findTerminals')
  async findTerminals(ask: Ask<'findTerminals'>): Promise<Answer<'findTerminals'>> {
    return this.board.find(ask.query, mayCall(ask));
  }

  @Door('getTerminal')
  async getTerminal(ask: Ask<'getTerminal'>): Promise<Answer<'getTerminal'>> {
    return this.board.detail(ask.params.terminalId, mayCall(ask));
  }

  @Door('listTerminals')
  async listTerminals(ask: Ask<'listTerminals'>): Promise<Answer<'listTerminals'>> {
    return this.board.list(ask.params.marketId, ask.query, mayCall(ask));
  }

  @Door('mergeTerminals')
  async mergeTerminals({ by, params, body }: Ask<'mergeTerminals'>): Promise<Answer<'mergeTerminals'>> {
    return this.board.merge((await this.door.commit('mergeTerminals', { ...by, input: { ...params, ...body } })).mergeId);
  }

  @Door('undoMerge')
  async undoMerge({ by, params, body }: Ask<'undoMerge'>): Promise<Answer<'undoMerge'>> {
    return this.board.merge((await this.door.commit('undoMerge', { ...by, input: { ...params, ...body } })).mergeId);
  }

  @Door('closeTerminal')
  async closeTerminal(ask: Ask<'closeTerminal'>): Promise<Answer<'closeTerminal'>> {
    await this.door.commit('closeTerminal', { ...ask.by, input: { ...ask.params, ...ask.body } });
    return this.board.terminal(ask.params.terminalId, mayCall(ask));
  }

  @Door('reopenTerminal')
  async reopenTerminal(ask: Ask<'reopenTerminal'>): Promise<Answer<'reopenTerminal'>> {
    await this.door.commit('reopenTerminal', { ...ask.by, input: { ...ask.params, ...ask.body } });
    return this.board.terminal(ask.params.terminalId, mayCall(ask));
  }

  @Door('moveTerminal')
  async moveTerminal(ask: Ask<'moveTerminal'>): Promise<Answer<'moveTerminal'>> {
    await this.door.commit('moveTerminal', { ...ask.by, input: { ...ask.params, ...ask.body } });
    return this.board.terminal(ask.params.terminalId, mayCall(ask));
  }
}
