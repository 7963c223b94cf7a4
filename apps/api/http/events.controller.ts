import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { apiPrefix, eventsPath } from '../../../libs/contracts/endpoints.js';
import { Sessions } from '../../../libs/journal/sessions.js';
import { ChangeFeed } from './change-feed.js';
import type { ApiRequest } from './request.js';
import { secretOf } from './session-cookie.js';

@Controller()
export class EventsController {
  constructor(private readonly feed: ChangeFeed, private readonly sessions: Sessions) {}

  /** A `Last-Event-ID` needs no answer of its own: events carry no content, and whoever reconnects reads what it shows again. */
  @Get(apiPrefix + eventsPath)
  listen(@Req() request: ApiRequest, @Res() response: Response): void {
    const secret = secretOf(request)?.secret ?? '';
    response.status(200).setHeader('Content-Type', 'text/event-stream; charset=utf-8').setHeader('Cache-Control', 'no-cache, no-transform').setHeader('X-Accel-Buffering', 'no');
    this.feed.add(response, async () => await this.sessions.actorOf(secret) !== null);
  }
}
