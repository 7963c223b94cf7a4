import { Controller, Inject, StreamableFile } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { readFile, storeFile } from '../../../libs/journal/stored-files.js';
import { Board } from '../../../libs/persistence/board/board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { tag } from '../http/etag.js';
import { fileName, mediaType } from '../http/upload.js';
import { PARTS, type Parts } from '../parts.js';

@Controller()
export class DeliverablesController {
  constructor(private readonly door: DecisionDoor, private readonly board: Board, @Inject(PARTS) private readonly parts: Parts) {}

  @Door('handIn')
  async handIn({ by, params, body, ifMatch, response }: Ask<'handIn'>): Promise<Answer<'handIn'>> {
    const answer = await this.door.commit('handIn', { ...by, input: { ...params, ...body, ifMatch } });
    response.setHeader('ETag', `"${answer.hash}"`);
    return answer;
  }

  @Door('getDeliverable')
  async getDeliverable({ params, query, response }: Ask<'getDeliverable'>): Promise<Answer<'getDeliverable'>> {
    const view = await this.board.deliverable(params.entryId, params.deliverableKey, query.item, query.version);
    tag(response, `"${view.hash}"`);
    return view;
  }

  @Door('reviewDeliverable')
  async reviewDeliverable({ by, params, body }: Ask<'reviewDeliverable'>): Promise<Answer<'reviewDeliverable'>> {
    return this.door.commit('reviewDeliverable', { ...by, input: { ...params, ...body } });
  }

  @Door('storeFile')
  async storeFile({ by, file }: Ask<'storeFile'>): Promise<Answer<'storeFile'>> {
    const stored = { name: fileName(file), mediaType: mediaType(file), bytes: file.buffer ?? Buffer.alloc(0) };
    return this.parts.unitOfWork.run((em) => storeFile(em, by.actor, stored, new Date().toISOString()));
  }

  /** Always as a download: a stored page must never run with our origin's rights. */
  @Door('getFile')
  async getFile({ params, response }: Ask<'getFile'>): Promise<Answer<'getFile'>> {
    const file = await readFile(this.parts.db.reader.manager, params.fileId);
    response.setHeader('Content-Security-Policy', 'sandbox');
    return new StreamableFile(file.bytes, {
      type: file.mediaType, length: file.bytes.length, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  }
}
