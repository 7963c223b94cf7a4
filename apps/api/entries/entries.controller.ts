import { Controller } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { Board } from '../../../libs/persistence/board/board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { tag } from '../http/etag.js';

@Controller()
export class EntriesController {
  constructor(private readonly door: DecisionDoor, private readonly board: Board) {}

  @Door('listEntries')
  async listEntries({ query }: Ask<'listEntries'>): Promise<Answer<'listEntries'>> {
    return this.board.entries(query);
  }

  @Door('startEntry')
  async startEntry({ by, body }: Ask<'startEntry'>): Promise<Answer<'startEntry'>> {
    return this.door.commit('startEntry', { ...by, input: body });
  }

  /** The tag names the version, and the content too: what is overdue or waits for the engine changes without a new version. */
  @Door('getEntry')
  async getEntry({ by, params, response }: Ask<'getEntry'>): Promise<Answer<'getEntry'>> {
    const view = await this.board.entry(by.actor, params.entryId);
    tag(response, `W/"${view.version}.${createHash('sha1').update(JSON.stringify(view)).digest('base64url')}"`);
    return view;
  }

  @Door('completeTask')
  async completeTask({ by, params, body }: Ask<'completeTask'>): Promise<Answer<'completeTask'>> {
    return this.door.commit('completeTask', { ...by, input: { ...params, ...body } });
  }

  @Door('assignTask')
  async assignTask({ by, params, body }: Ask<'assignTask'>): Promise<Answer<'assignTask'>> {
    return this.door.commit('assignTask', { ...by, input: { ...params, ...body } });
  }

  @Door('hold')
  async hold({ by, params, body }: Ask<'hold'>): Promise<Answer<'hold'>> {
    return this.door.commit('hold', { ...by, input: { ...params, ...body } });
  }

  @Door('resume')
  async resume({ by, params, body }: Ask<'resume'>): Promise<Answer<'resume'>> {
    return this.door.commit('resume', { ...by, input: { ...params, ...body } });
  }

  @Door('stop')
  async stop({ by, params, body }: Ask<'stop'>): Promise<Answer<'stop'>> {
    return this.door.commit('stop', { ...by, input: { ...params, ...body } });
  }
}
