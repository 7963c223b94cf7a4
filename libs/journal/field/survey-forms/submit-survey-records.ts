import { randomUUID } from 'node:crypto';
import { canonical } from '../../../playbook/canonical.js';
import type { Role } from '../../../playbook/roles.js';
import { mustHold } from '../../../rules/decision-rights.js';
import type { SurveyMethod } from '../../../survey-form/respondents.js';
import { SurveyRecord, type RecordOutcome } from '../../../persistence/entities/field/survey.js';
import { sha256 } from '../../../persistence/sha256.js';
import type { CompanyTransaction } from '../../company-transaction.js';
import { companyCommand } from '../../define-command.js';
import { Placing } from '../../survey/place-records.js';
import { checkRecord, lookUp, type RecordFault } from './record-checks.js';

export type SubmittedRecord = {
  /** Made by the device: the same record again is stored once. */
  readonly clientId: string;
  /** The version of the form under which it was filled. */
  readonly formId: string;
  readonly marketId: string;
  readonly respondentId: string | null;
  readonly method: SurveyMethod;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly position: { readonly latitude: number; readonly longitude: number; readonly accuracyM: number | null; readonly mock: boolean } | null;
  readonly deviceId: string | null;
  readonly answers: Readonly<Record<string, unknown>>;
  /** What came of it: answered, refused to answer, or found closed for good; answered when left out. */
  readonly outcome?: RecordOutcome | undefined;
  /** Stands on no list of the zone. */
  readonly newFound?: boolean | undefined;
  /** Where it was, when the terminal does not say. */
  readonly zoneNo?: number | undefined;
  readonly assignmentId?: string | undefined;
  /** The record that was given back, or is to be surveyed again: this is its next version. */
  readonly corrects?: string | undefined;
  readonly resurveyTaskId?: string | undefined;
};

export type RecordResult = {
  readonly clientId: string;
  /** Only what is stored or repeated may leave the device's queue. */
  readonly state: 'stored' | 'repeated' | 'refused';
  readonly recordId: string | null;
  readonly faults: RecordFault[];
};
type Submitted = { readonly batchId: string | null; readonly stored: number; readonly repeated: number; readonly refused: number; readonly results: RecordResult[] };

const submitting: readonly Role[] = ['lead', 'dealer_team', 'key_team', 'area_team', 'adv', 'sup', 'rm', 'clerk', 'aud'];

/**
 * Takes filled forms from a device. Each record stands for itself: one that breaks a rule is refused with its faults while the others are
 * stored, because a phone must not keep a day's work for one bad sheet. Refuses the whole batch for a market in which the actor may not survey.
 */
export const submitSurveyRecords = companyCommand<{ readonly records: readonly SubmittedRecord[] }, Submitted>(async (tx, { records }) => {
  for (const marketId of new Set(records.map((record) => record.marketId))) if (!tx.actor.admin) mustHold(tx.actor, submitting, [marketId]);
  const places = await Placing.open(tx, records);
  const found = await lookUp(tx.em, records);
  const known = new Map(found.records);
  const batchId = randomUUID();
  const results: RecordResult[] = [];
  const kept: { id: string; clientId: string; hash: string }[] = [];
  for (const record of records) {
    const hash = sha256(canonical(record));
    const before = known.get(record.clientId);
    if (before) {
      results.push(before.hash === hash ? { clientId: record.clientId, state: 'repeated', recordId: before.id, faults: [] } : refused(record, [reused]));
      continue;
    }
    const { faults, row } = checkRecord(record, found);
    const id = randomUUID();
    const { faults: misplaced, place } = places.place(id, record, found.forms.get(record.formId)?.respondentType ?? null);
    if (row === null || place === null) {
      results.push(refused(record, [...faults, ...misplaced]));
      continue;
    }
    await tx.em.insert(SurveyRecord, { id, ...row, ...place, hash, reviewState: 'submitted', batchId, submittedBy: tx.actor.personId, submittedAt: tx.now });
    await places.keep(id, place);
    known.set(record.clientId, { id, hash });
    kept.push({ id, clientId: record.clientId, hash });
    results.push({ clientId: record.clientId, state: 'stored', recordId: id, faults: [] });
  }
  if (kept.length > 0) await recordBatch(tx, batchId, kept, results);
  await places.finish(batchId);
  const count = (state: RecordResult['state']): number => results.filter((result) => result.state === state).length;
  return { batchId: kept.length > 0 ? batchId : null, stored: kept.length, repeated: count('repeated'), refused: count('refused'), results };
});

const reused: RecordFault = { field: 'clientId', rule: 'client-id-reused', zh: '此编号已用于内容不同的记录', en: 'This id was used for a record of other content' };

function refused({ clientId }: SubmittedRecord, faults: RecordFault[]): RecordResult {
  return { clientId, state: 'refused', recordId: null, faults };
}

async function recordBatch(tx: CompanyTransaction, batchId: string, records: readonly object[], results: readonly RecordResult[]): Promise<void> {
  await tx.record(`survey-batch/${batchId}`, 'submitSurveyRecords', { records: [...records], refused: results.filter((result) => result.state === 'refused').map((result) => result.clientId) });
}
