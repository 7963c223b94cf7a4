import { Controller, Inject, StreamableFile } from '@nestjs/common';
import { endpoints } from '../../../libs/contracts/endpoints.js';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { readForm, type FormFinding, type ReadForm } from '../../../libs/journal/field/survey-forms/read-form.js';
import { writeForm } from '../../../libs/journal/field/survey-forms/write-form.js';
import { SurveyBoard } from '../../../libs/persistence/board/survey-board.js';
import { Refusal } from '../../../libs/rules/failures.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { fileName } from '../http/upload.js';
import { PARTS, type Parts } from '../parts.js';

@Controller()
export class SurveyFormsController {
  private readonly board: SurveyBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) { db }: Parts) {
    this.board = new SurveyBoard(db);
  }

  /** What a trial run finds is its answer; a real run with one error is refused as a whole. */
  @Door('publishSurveyForm')
  async publishSurveyForm({ by, query, fields, file }: Ask<'publishSurveyForm'>): Promise<Answer<'publishSurveyForm'>> {
    const name = fileName(file);
    const read = await readForm(file.buffer ?? Buffer.alloc(0), name);
    if (query.dryRun === 'true') return seen(read, true);
    if (read.form === null) throw refused(read.findings);
    const { formId, unchanged } = await this.door.commit('publishSurveyForm', { ...by, input: { form: read.form, respondentType: fields.respondentType, fileName: name } });
    return { ...seen(read, false), form: await this.board.formRow(formId), unchanged };
  }

  @Door('listSurveyForms')
  async listSurveyForms({ query }: Ask<'listSurveyForms'>): Promise<Answer<'listSurveyForms'>> {
    return this.board.forms(query);
  }

  @Door('getSurveyForm')
  async getSurveyForm({ params: { formId } }: Ask<'getSurveyForm'>): Promise<Answer<'getSurveyForm'>> {
    return { ...(await this.board.formRow(formId)), form: { ...(await this.board.form(formId)) } };
  }

  @Door('exportSurveyForm')
  async exportSurveyForm({ params: { formId } }: Ask<'exportSurveyForm'>): Promise<Answer<'exportSurveyForm'>> {
    const { formKey, version } = await this.board.formRow(formId);
    const bytes = await writeForm(await this.board.form(formId));
    return new StreamableFile(bytes, {
      type: endpoints.exportSurveyForm.download, length: bytes.length, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(`${formKey} v${version}.xlsx`)}`,
    });
  }
}

function seen({ form, counts, findings }: ReadForm, dryRun: boolean): Answer<'publishSurveyForm'> {
  return {
    dryRun, formKey: form?.settings['form_id'] ?? null, title: form?.settings['form_title'] ?? null, form: null, unchanged: false, findings: [...findings],
    counts: counts && { ...counts, languages: [...counts.languages] },
  };
}

function refused(findings: readonly FormFinding[]): Refusal {
  const errors = findings.filter((finding) => finding.level === 'error');
  const place = ({ sheet, row, column }: FormFinding): string => (sheet === '' ? 'file' : `${sheet} · row ${row}${column === null ? '' : ` · ${column}`}`);
  return new Refusal('import-refused', { why: `${errors.length} 个错误 errors.` }, errors.map((finding) => ({ field: place(finding), rule: finding.rule, ...finding.message })));
}
