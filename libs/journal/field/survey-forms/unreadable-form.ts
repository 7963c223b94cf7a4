import type { FormRule, Particulars } from '../../../survey-form/findings.js';

/** The workbook as a whole cannot be read. */
export class UnreadableForm extends Error {
  override readonly name = 'UnreadableForm';
  constructor(readonly rule: Extract<FormRule, 'not-a-workbook' | 'broken-workbook' | 'too-large' | 'missing-sheet' | 'duplicate-sheet'>, readonly particulars: Particulars, readonly sheet = '') {
    super(rule);
  }
}
