import type { DeliverableDef } from '../playbook/define-stage.js';
import { Refusal } from '../rules/failures.js';
import { DocumentContent } from './commands.js';
import { faultsOf } from './faults.js';
import { formSchema } from './form-schema.js';

/**
 * What is handed in, checked against the form that the entry's bundle gives the deliverable, or as a text with files where it has none.
 * Throws `invalid-input` naming each field and rule.
 */
export function checkContent(def: DeliverableDef, content: unknown): Record<string, unknown> {
  const parsed = (def.form ? formSchema(def.form.fields) : DocumentContent).safeParse(content);
  if (!parsed.success) throw new Refusal('invalid-input', {}, faultsOf(parsed.error, 'content'));
  return parsed.data as Record<string, unknown>;
}
