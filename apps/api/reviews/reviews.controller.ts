import { Controller } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { Board } from '../../../libs/persistence/board/board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';

@Controller()
export class ReviewsController {
  constructor(private readonly door: DecisionDoor, private readonly board: Board) {}

  @Door('listReviews')
  async listReviews({ params }: Ask<'listReviews'>): Promise<Answer<'listReviews'>> {
    return this.board.reviews(params.entryId);
  }

  @Door('requestReviews')
  async requestReviews({ by, body }: Ask<'requestReviews'>): Promise<Answer<'requestReviews'>> {
    return this.door.commit('requestReviews', { ...by, input: body });
  }

  @Door('getSweep')
  async getSweep({ params }: Ask<'getSweep'>): Promise<Answer<'getSweep'>> {
    return this.board.sweep(params.sweepId);
  }
}
