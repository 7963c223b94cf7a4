import { Controller, Inject, StreamableFile } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import { templateWorkbook } from '../../../libs/journal/field/workbooks/template.js';
import { writeReturnedWorkbook } from '../../../libs/journal/field/workbooks/returned-workbook.js';
import { ImportBoard } from '../../../libs/persistence/board/import-board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';
import { readMapping } from './read-mapping.js';

/** Workbooks that go out to be filled in, and come back with what is wrong in them. */
@Controller()
export class WorkbooksController {
  private readonly board: ImportBoard;

  constructor(@Inject(PARTS) { db }: Parts) { this.board = new ImportBoard(db); }

  @Door('importTemplate')
  async importTemplate({ params, query, language }: Ask<'importTemplate'>): Promise<Answer<'importTemplate'>> {
    const bytes = await templateWorkbook(params.kind, query.language ?? language);
    return new StreamableFile(bytes, { type: fileTypes.xlsx, length: bytes.length, disposition: `attachment; filename="${params.kind}.xlsx"` });
  }

  /** Written beside the file that came, which goes with the answer. */
  @Door('returnWorkbook')
  async returnWorkbook({ by, params, fields, file, language }: Ask<'returnWorkbook'>): Promise<Answer<'returnWorkbook'>> {
    const { errors } = await this.board.import(by.actor, params.importId);
    const [source, path] = [file.path ?? '', join(dirname(file.path ?? ''), 'returned.xlsx')];
    await writeReturnedWorkbook(path, { path: source }, readMapping(fields.mapping), errors, language);
    return new StreamableFile(createReadStream(path), { type: fileTypes.xlsx, disposition: `attachment; filename="errors.xlsx"` });
  }
}
