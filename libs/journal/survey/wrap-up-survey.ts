import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { SurveyProject, type FeeLine } from '../../persistence/entities/field/market-survey.js';
import { entryCommand } from '../define-command.js';
import { keepDeliverable } from '../entry/hand-in.js';
import { openWork } from '../../persistence/survey/open-work.js';
import { surveyOf, touchSurvey } from './survey-work.js';

type WrapUpSurvey = { readonly entryId: string; readonly lessons: string; readonly problems: string; readonly fees: readonly FeeLine[] };

/**
 * 经验总结与费用核算: lessons, problems and the fee account beside the plan; then the survey is over and stays open as visit data. Refused while
 * field work, reviews, back-checks or re-surveys are open. It is the wrap-up among the deliverables as well.
 */
export const wrapUpSurvey = entryCommand<WrapUpSurvey>(async (tx, { lessons, problems, fees }) => {
  tx.mustBeIn('survey', ['working', 'watching', 'gate']);
  mustHold(tx.actor, ['lead'], await tx.markets());
  const survey = await surveyOf(tx);
  if (survey.wrappedUpAt !== null) throw new Refusal('wrong-state', { why: '已总结 It is wrapped up.' });
  const open = Object.entries(await openWork(tx.em, survey)).filter(([, count]) => count > 0);
  if (open.length > 0) throw new Refusal('wrong-state', { why: `仍未完成 Still open: ${open.map(([what, count]) => `${what} ${count}`).join(', ')}.` });
  const wrapUp = { lessons, problems, fees: [...fees] };
  await tx.em.update(SurveyProject, { id: survey.id }, { wrapUp, wrappedUpBy: tx.actor.personId, wrappedUpAt: tx.now });
  survey.wrappedUpAt = tx.now;
  const account = fees.map((line) => `${line.what}: 预算 planned ${line.planned}, 实际 spent ${line.spent}`);
  await keepDeliverable(tx, 'surveyWrapUp', '', { text: [`经验 Lessons`, lessons, `问题 Problems`, problems, `费用(最小货币单位) Fees (minor units)`, ...account].join('\n'), fileIds: [] });
  await touchSurvey(tx, survey);
  tx.record('wrapUpSurvey', { survey: survey.id, ...wrapUp });
  return {};
});
