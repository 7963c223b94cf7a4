import { randomUUID } from 'node:crypto';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { addWorkingDays, localDay } from '../../rules/calendar.js';
import { ResurveyTask, SpotCheck, type CheckFinding, type ResurveyReason, type SurveyProject } from '../../persistence/entities/field/market-survey.js';
import { SurveyRecord } from '../../persistence/entities/field/survey.js';
import { Person } from '../../persistence/entities/process/people.js';
import { loadActor } from '../actor.js';
import { entryCommand } from '../define-command.js';
import { keepDeliverable } from '../entry/hand-in.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { hadAPart } from './draw-back-checks.js';
import { mustBeUnderWay, surveyOf, surveyPlanning, surveyEvidenceChanged, touchSurvey } from './survey-work.js';

type AssignBackCheck = { readonly entryId: string; readonly checkId: string; readonly personId: string };
type RecordBackCheck = {
  readonly entryId: string; readonly checkId: string; readonly fieldsChecked: number; readonly fieldsAgreed: number;
  /** Of the block, from whoever walks it; null for the other checks of a block. */
  readonly outletsFound: number | null; readonly missedOutlets: number | null;
  readonly findings: readonly CheckFinding[]; readonly note: string | null;
};

/** Gives a back-check to a person, who must have neither surveyed nor reviewed the record. */
export const assignBackCheck = entryCommand<AssignBackCheck>(async (tx, { checkId, personId }) => {
  tx.mustRun();
  mustHold(tx.actor, surveyPlanning, await tx.markets());
  const survey = await surveyOf(tx);
  const check = await openCheck(tx, survey, checkId);
  if (!(await loadActor(tx.em, personId))) throw new Refusal('not-found', { what: `person ${personId}` });
  await mustBeAnother(tx, check, personId);
  await tx.em.update(SpotCheck, { id: check.id }, { checkerId: personId });
  tx.tell({ personId }, 'back-check-assigned', { checks: 1 });
  await touchSurvey(tx, survey);
  tx.record('assignBackCheck', { survey: survey.id, check: check.id, personId });
  return {};
});

/**
 * What the second look found, by the person it was given to. A field that differs and an outlet that was missed open a re-survey task each; a
 * walked block is written among the deliverables as well.
 */
export const recordBackCheck = entryCommand<RecordBackCheck, { resurveyTasks: number }>(async (tx, input) => {
  tx.mustRun();
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  const check = await openCheck(tx, survey, input.checkId);
  if (check.checkerId !== tx.actor.personId) throw new Refusal('not-allowed', { role: check.checkerId === null ? 'aud' : '被指派的回访人 the person it was given to' });
  await mustBeAnother(tx, check, tx.actor.personId);
  mustAddUp(check, input);
  const { fieldsChecked, fieldsAgreed, outletsFound, missedOutlets, findings, note } = input;
  await tx.em.update(SpotCheck, { id: check.id }, { state: 'done', fieldsChecked, fieldsAgreed, outletsFound, missedOutlets, findings: [...findings], note, checkedAt: tx.now });
  let opened = 0;
  if (fieldsAgreed < fieldsChecked) opened += await openTask(tx, survey, check, 'back-check', 1, `${fieldsChecked - fieldsAgreed} / ${fieldsChecked} 项不一致 fields differ${findings.length > 0 ? `: ${findings.map((one) => one.field).join(', ')}` : ''}`);
  if ((missedOutlets ?? 0) > 0) opened += await openTask(tx, survey, check, 'missed', missedOutlets as number, `${missedOutlets} 个漏扫终端 outlets missed`);
  if (check.walksBlock && check.zoneNo !== null && tx.entry.stage === 'survey') await writePaper(tx, check, input);
  else await surveyEvidenceChanged(tx);
  await touchSurvey(tx, survey);
  tx.record('recordBackCheck', { survey: survey.id, check: check.id, record: check.recordId, fieldsChecked, fieldsAgreed, outletsFound, missedOutlets, opened });
  return { resurveyTasks: opened };
});

async function openCheck(tx: EntryTransaction, survey: SurveyProject, checkId: string): Promise<SpotCheck> {
  const check = await tx.em.findOneBy(SpotCheck, { id: checkId, surveyId: survey.id });
  if (!check) throw new Refusal('not-found', { what: `back-check ${checkId}` });
  if (check.state === 'done') throw new Refusal('wrong-state', { why: '此回访已完成 This back-check is done.' });
  return check;
}

async function mustBeAnother(tx: EntryTransaction, check: SpotCheck, personId: string): Promise<void> {
  const { rootId } = await tx.em.findOneByOrFail(SurveyRecord, { id: check.recordId });
  if ((await hadAPart(tx, [rootId])).get(rootId)?.has(personId)) throw new Refusal('own-work', { about: '调查与审核 survey and review' });
}

function mustAddUp({ walksBlock }: SpotCheck, { fieldsChecked, fieldsAgreed, outletsFound, missedOutlets, findings }: RecordBackCheck): void {
  const faults = [
    ...(fieldsAgreed > fieldsChecked ? [{ field: 'fieldsAgreed', rule: 'at-most-checked', zh: '一致的字段多于核对的字段', en: 'More fields agree than were checked' }] : []),
    ...(findings.length > fieldsChecked - fieldsAgreed ? [{ field: 'findings', rule: 'at-most-differing', zh: '列出的差异多于不一致的字段', en: 'More differences are listed than fields that differ' }] : []),
    ...(walksBlock && (outletsFound === null || missedOutlets === null) ? [{ field: outletsFound === null ? 'outletsFound' : 'missedOutlets', rule: 'required', zh: '此回访须走完街区,填写实有终端与漏扫', en: 'This check walks its block: give the outlets found and missed' }] : []),
    ...(!walksBlock && (outletsFound !== null || missedOutlets !== null) ? [{ field: 'outletsFound', rule: 'other-check', zh: '该街区由另一回访清点', en: 'Another check of this block counts its outlets' }] : []),
    ...((missedOutlets ?? 0) > (outletsFound ?? 0) ? [{ field: 'missedOutlets', rule: 'at-most-found', zh: '漏扫多于实有终端', en: 'More outlets were missed than are there' }] : []),
  ];
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
}

async function openTask(tx: EntryTransaction, survey: SurveyProject, check: SpotCheck, reason: ResurveyReason, records: number, note: string): Promise<number> {
  const { teamCode } = await tx.em.findOneByOrFail(SurveyRecord, { id: check.recordId });
  const due = localDay(addWorkingDays(new Date(tx.now), survey.terms.resurveyDays, tx.calendar, tx.terms), tx.calendar.timeZone);
  await tx.em.insert(ResurveyTask, {
    id: randomUUID(), surveyId: survey.id, reason, note: note.slice(0, 1000), recordId: reason === 'back-check' ? check.recordId : null, checkId: check.id, zoneNo: check.zoneNo, records, teamCode, personId: null,
    dueDay: due, state: 'open', openedBy: tx.actor.personId, openedAt: tx.now, closedBy: null, closedAt: null, closedNote: null,
  });
  tx.tell({ role: 'lead' }, 'resurvey-opened', { reason, zoneNo: check.zoneNo, records, team: teamCode });
  return 1;
}

async function writePaper(tx: EntryTransaction, check: SpotCheck, { fieldsChecked, fieldsAgreed, outletsFound, missedOutlets }: RecordBackCheck): Promise<void> {
  const def = tx.stage.deliverables['backCheck'];
  if (!def) return;
  const surveyor = await tx.em.findOneBy(Person, { id: check.surveyorId });
  const block = `${surveyor?.name ?? check.surveyorId} · ${check.zoneNo} · ${check.day}`.slice(0, 120);
  const typed = { block, zoneNo: check.zoneNo, date: check.day, outletsFound, missed: missedOutlets, fieldsChecked, fieldsAgreed };
  await keepDeliverable(tx, 'backCheck', block, tx.terms.checkContent(def, typed));
}
