import { randomUUID } from 'node:crypto';
import { canonical } from '../../../playbook/canonical.js';
import type { Role } from '../../../playbook/roles.js';
import type { Actor } from '../../../rules/decision-rights.js';
import { Refusal } from '../../../rules/failures.js';
import { isError } from '../../../survey-form/findings.js';
import type { SurveyForm } from '../../../survey-form/form.js';
import { lintForm } from '../../../survey-form/lint.js';
import type { RespondentType } from '../../../survey-form/respondents.js';
import { SurveyFormVersion } from '../../../persistence/entities/field/survey.js';
import { sha256 } from '../../../persistence/sha256.js';
import { companyCommand } from '../../define-command.js';

type PublishSurveyForm = { readonly form: SurveyForm; readonly respondentType: RespondentType; readonly fileName: string };
type Published = { readonly formId: string; readonly version: number; readonly unchanged: boolean };

/** Whoever plans surveys in any market: forms belong to the company, so that markets can be compared. */
const publishing: readonly Role[] = ['sponsor', 'rm', 'sup', 'lead', 'clerk'];

export function mayPublish(actor: Actor): boolean {
  return actor.admin || actor.roles.some((held) => publishing.includes(held.role));
}

/** Publishes the next version of the form that its settings name. A form equal to the newest version makes none. */
export const publishSurveyForm = companyCommand<PublishSurveyForm, Published>(async (tx, { form, respondentType, fileName }) => {
  if (!mayPublish(tx.actor)) throw new Refusal('not-allowed', { role: publishing.join(' / ') });
  if (lintForm(form).some((fault) => isError(fault.rule))) throw new Refusal('import-refused', { why: '' });
  const formKey = form.settings['form_id'] ?? '';
  const hash = sha256(canonical({ respondentType, form }));
  const newest = await tx.em.findOne(SurveyFormVersion, { where: { formKey }, order: { version: 'DESC' }, select: { id: true, version: true, hash: true } });
  if (newest?.hash === hash) return { formId: newest.id, version: newest.version, unchanged: true };
  const id = randomUUID();
  const version = (newest?.version ?? 0) + 1;
  await tx.em.insert(SurveyFormVersion, {
    id, formKey, version, respondentType, title: form.settings['form_title'] ?? formKey, fileName, hash, rows: form.survey.length, form, publishedBy: tx.actor.personId, publishedAt: tx.now,
  });
  await tx.record(`survey-form/${formKey}`, 'publishSurveyForm', { form: id, version, respondentType, hash, fileName });
  return { formId: id, version, unchanged: false };
});
