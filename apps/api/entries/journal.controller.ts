import { Controller, Inject } from '@nestjs/common';
import { exportDossier, verifyEntry } from '../../../libs/journal/dossier.js';
import { Board } from '../../../libs/persistence/board/board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

@Controller()
export class JournalController {
  constructor(private readonly board: Board, @Inject(PARTS) private readonly parts: Parts) {}

  @Door('journal')
  async journal({ params, query }: Ask<'journal'>): Promise<Answer<'journal'>> {
    return this.board.journal(params.entryId, query);
  }

  @Door('verifyJournal')
  async verifyJournal({ params }: Ask<'verifyJournal'>): Promise<Answer<'verifyJournal'>> {
    return verifyEntry(this.parts.db.reader.manager, params.entryId);
  }

  @Door('dossier')
  async dossier({ params, response }: Ask<'dossier'>): Promise<Answer<'dossier'>> {
    response.setHeader('Content-Disposition', `attachment; filename="dossier-${params.entryId}.json"`);
    return exportDossier(this.parts.db.reader.manager, params.entryId);
  }
}
