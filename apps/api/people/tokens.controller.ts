import { Controller } from '@nestjs/common';
import { Sessions } from '../../../libs/journal/sessions.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';

@Controller()
export class TokensController {
  constructor(private readonly sessions: Sessions) {}

  @Door('listTokens')
  async listTokens({ by }: Ask<'listTokens'>): Promise<Answer<'listTokens'>> {
    return this.sessions.listTokens(by.actor);
  }

  @Door('createToken')
  async createToken({ by, body }: Ask<'createToken'>): Promise<Answer<'createToken'>> {
    return this.sessions.createToken(by.actor, body.name, body.scopes, body.days);
  }

  @Door('revokeToken')
  async revokeToken({ by, params }: Ask<'revokeToken'>): Promise<Answer<'revokeToken'>> {
    await this.sessions.revokeToken(by.actor, params.tokenId);
  }
}
