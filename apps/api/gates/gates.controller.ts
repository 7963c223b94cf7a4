import { Controller } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { Board } from '../../../libs/persistence/board/board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';

@Controller()
export class GatesController {
  constructor(private readonly door: DecisionDoor, private readonly board: Board) {}

  @Door('getGate')
  async getGate({ by, params, query }: Ask<'getGate'>): Promise<Answer<'getGate'>> {
    return this.board.gate(by.actor, params.entryId, params.stage, query.round);
  }

  @Door('vote')
  async vote({ by, params, body }: Ask<'vote'>): Promise<Answer<'vote'>> {
    return this.door.commit('vote', { ...by, input: { ...params, ...body } });
  }

  @Door('decideGate')
  async decideGate({ by, params, body }: Ask<'decideGate'>): Promise<Answer<'decideGate'>> {
    return this.door.commit('decideGate', { ...by, input: { ...params, ...body } });
  }

  @Door('waive')
  async waive({ by, params, body }: Ask<'waive'>): Promise<Answer<'waive'>> {
    return this.door.commit('waive', { ...by, input: { ...params, ...body } });
  }

  @Door('clearObligation')
  async clearObligation({ by, params, body }: Ask<'clearObligation'>): Promise<Answer<'clearObligation'>> {
    return this.door.commit('clearObligation', { ...by, input: { ...params, ...body } });
  }
}
