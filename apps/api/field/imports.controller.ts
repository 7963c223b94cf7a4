import { Controller, Inject } from '@nestjs/common';
import { appendJournal } from '../../../libs/journal/chain.js';
import { importFile, type ImportResult } from '../../../libs/journal/field/import-file.js';
import { fieldRows } from '../../../libs/persistence/field/field-rows.js';
import { mustImportInto } from '../../../libs/rules/decision-rights.js';
import { Refusal } from '../../../libs/rules/failures.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { fileName } from '../http/upload.js';
import { PARTS, type Parts } from '../parts.js';
import { readMapping } from './read-mapping.js';

@Controller()
export class ImportsController {
  constructor(@Inject(PARTS) private readonly parts: Parts) {}

  @Door('fieldRows')
  async fieldRows({ params, query }: Ask<'fieldRows'>): Promise<Answer<'fieldRows'>> {
    return fieldRows(this.parts.db.reader.manager, params.kind, query);
  }

  /** What a trial run finds is its answer; a real run with one error is refused as a whole. */
  @Door('importFile')
  async importFile({ by, params, query, fields, file }: Ask<'importFile'>): Promise<Answer<'importFile'>> {
    const { db, unitOfWork: uow } = this.parts;
    const dryRun = query.dryRun === 'true';
    const result = await importFile({ db, uow, appendJournal }, {
      kind: params.kind, fileName: fileName(file), source: { path: file.path ?? '' }, mapping: readMapping(fields.mapping), dryRun,
      actorId: by.actor.personId, authorize: (marketIds) => mustImportInto(by.actor, marketIds), now: new Date().toISOString(),
    });
    if (!dryRun && result.errors.length > 0) throw refused(result);
    return { ...result, errors: [...result.errors] };
  }
}

function refused({ errors, moreErrors }: ImportResult): Refusal {
  const count = errors.length + moreErrors;
  return new Refusal('import-refused', { why: `${count} 个错误 errors.` }, errors.map(({ row, column, cell, rule, message }) => ({ field: [`row ${row}`, cell, column].filter((part) => part !== null).join(' · '), rule, ...message })));
}
