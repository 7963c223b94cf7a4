import { Controller } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { CompanyBoard } from '../../../libs/persistence/board/company-board.js';
import { playbook } from '../../../libs/playbook/playbook.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';

@Controller()
export class PlaybookController {
  constructor(private readonly door: DecisionDoor, private readonly board: CompanyBoard) {}

  @Door('playbook')
  async playbook(_ask: Ask<'playbook'>): Promise<Answer<'playbook'>> {
    return playbook;
  }

  @Door('listBundles')
  async listBundles(_ask: Ask<'listBundles'>): Promise<Answer<'listBundles'>> {
    return this.board.bundles();
  }

  @Door('sealBundle')
  async sealBundle({ by, body }: Ask<'sealBundle'>): Promise<Answer<'sealBundle'>> {
    const { hash } = await this.door.commit('sealBundle', { ...by, input: body });
    return this.board.bundle(hash);
  }

  @Door('getBundle')
  async getBundle({ params }: Ask<'getBundle'>): Promise<Answer<'getBundle'>> {
    return this.board.bundle(params.hash);
  }
}
