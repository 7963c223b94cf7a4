import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { takeFileIn } from '../../../libs/journal/field/imports/take-file-in.js';
import { ImportBoard } from '../../../libs/persistence/board/import-board.js';
import { fieldRows } from '../../../libs/persistence/field/field-rows.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { fileName } from '../http/upload.js';
import { PARTS, type Parts } from '../parts.js';
import { readMapping } from './read-mapping.js';

@Controller()
export class ImportsController {
  private readonly board: ImportBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) private readonly parts: Parts) {
    this.board = new ImportBoard(parts.db);
  }

  @Door('fieldRows')
  async fieldRows({ params, query }: Ask<'fieldRows'>): Promise<Answer<'fieldRows'>> {
    return fieldRows(this.parts.db.reader.manager, params.kind, query);
  }

  @Door('importFile')
  async importFile({ by, params, query, fields, file }: Ask<'importFile'>): Promise<Answer<'importFile'>> {
    const { importId } = await takeFileIn({ ...this.parts, door: this.door }, by, {
      kind: params.kind, fileName: fileName(file), path: file.path ?? '', mapping: readMapping(fields.mapping), dryRun: query.dryRun === 'true',
    });
    return this.board.import(by.actor, importId);
  }

  @Door('listImports')
  async listImports({ bearer, query }: Ask<'listImports'>): Promise<Answer<'listImports'>> {
    return this.board.imports(bearer.actor, query);
  }

  @Door('getImport')
  async getImport({ bearer, params }: Ask<'getImport'>): Promise<Answer<'getImport'>> {
    return this.board.import(bearer.actor, params.importId);
  }

  @Door('cancelImport')
  async cancelImport({ by, params }: Ask<'cancelImport'>): Promise<Answer<'cancelImport'>> {
    const { importId } = await this.door.commit('cancelImport', { ...by, input: params });
    return this.board.import(by.actor, importId);
  }

  @Door('undoImport')
  async undoImport({ by, params, body }: Ask<'undoImport'>): Promise<Answer<'undoImport'>> {
    const { importId } = await this.door.commit('undoImport', { ...by, input: { ...params, ...body } });
    return this.board.import(by.actor, importId);
  }
}
