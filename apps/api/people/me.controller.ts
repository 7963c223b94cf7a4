import { Controller, Inject } from '@nestjs/common';
import { Sessions } from '../../../libs/journal/sessions.js';
import { Board } from '../../../libs/persistence/board/board.js';
import { CompanyBoard } from '../../../libs/persistence/board/company-board.js';
import { Refusal } from '../../../libs/rules/failures.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.js';
import { PARTS, type Parts } from '../parts.js';

/** Signing in and out, and what is mine. */
@Controller()
export class MeController {
  private readonly cookieSecure: boolean;

  constructor(private readonly sessions: Sessions, private readonly board: Board, private readonly company: CompanyBoard, @Inject(PARTS) { config }: Parts) {
    this.cookieSecure = config.cookieSecure;
  }

  @Door('signIn')
  async signIn({ body, address, response }: Ask<'signIn'>): Promise<Answer<'signIn'>> {
    const { secret, expiresAt, personId } = await this.sessions.signIn(body.login, body.password, address);
    setSessionCookie(response, secret, expiresAt, this.cookieSecure);
    return { token: secret, expiresAt, person: await this.company.person(personId) };
  }

  @Door('signOut')
  async signOut({ bearer, response }: Ask<'signOut'>): Promise<Answer<'signOut'>> {
    if (bearer.kind !== 'session') throw new Refusal('wrong-state', { why: 'an API token is revoked, not signed out 令牌应吊销而非退出' });
    await this.sessions.signOut(bearer.tokenId);
    clearSessionCookie(response, this.cookieSecure);
  }

  @Door('me')
  async me({ by }: Ask<'me'>): Promise<Answer<'me'>> {
    return this.company.person(by.actor.personId);
  }

  @Door('changePassword')
  async changePassword({ bearer, body, address }: Ask<'changePassword'>): Promise<Answer<'changePassword'>> {
    await this.sessions.changePassword(bearer, body.current, body.next, address);
  }

  @Door('inbox')
  async inbox({ by }: Ask<'inbox'>): Promise<Answer<'inbox'>> {
    return this.board.inbox(by.actor);
  }

  @Door('notifications')
  async notifications({ by }: Ask<'notifications'>): Promise<Answer<'notifications'>> {
    return this.board.notifications(by.actor);
  }
}
