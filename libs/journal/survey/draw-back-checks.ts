import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import type { Role } from '../../playbook/roles.js';
import { checkerFor, drawBackChecks as draw } from '../../rules/survey/back-check.js';
import { SpotCheck, SurveyReview, type SurveyProject } from '../../persistence/entities/field/market-survey.js';
import { SurveyRecord } from '../../persistence/entities/field/survey.js';
import { JournalLine } from '../../persistence/entities/process/record.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { sha256 } from '../../persistence/sha256.js';
import { backCheckPool, type PoolRecord } from '../../persistence/survey/back-check-pool.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { surveyOf, touchSurvey } from './survey-work.js';
import { marks } from '../../persistence/marks.js';

/** Who may go back to a record, the independent checker first. */
const checking: readonly Role[] = ['aud', 'sup', 'clerk', 'lead', 'key_team', 'area_team', 'dealer_team', 'adv'];

/**
 * The engine's: draws the back-checks that are owed. Chance is the hash of the entry's last journal line, which nobody chooses and everybody
 * can look up: the same line draws the same records. Each goes to a person who neither surveyed nor reviewed the record.
 */
export const drawBackChecks = entryCommand<{ readonly entryId: string; readonly surveyId: string }>(async (tx, { surveyId }) => {
  const survey = await surveyOf(tx);
  if (survey.id !== surveyId || tx.entry.state !== 'running' || (survey.phase !== 'implementation' && survey.phase !== 'review')) return {};
  const pool = await backCheckPool(tx.em, survey);
  const drawn = (await tx.em.find(SpotCheck, { where: { surveyId }, select: { id: true, recordId: true, block: true } })).map(({ recordId, block }) => ({ recordId, block }));
  const seed = await lastJournalHash(tx);
  const picked = draw(pool, drawn, survey.terms.backCheckShare, (recordId) => sha256(`${seed}/${recordId}`));
  if (picked.length === 0) return {};
  const byId = new Map(pool.map((record) => [record.recordId, record]));
  const checkers = await checkersFor(tx, survey, picked.map((check) => byId.get(check.recordId) as PoolRecord));
  await insertRows(tx.em, SpotCheck, picked.map(({ recordId, block, walksBlock }) => {
    const record = byId.get(recordId) as PoolRecord;
    return {
      id: randomUUID(), surveyId, recordId, block, zoneNo: record.zoneNo, day: record.day, surveyorId: record.submittedBy, walksBlock, checkerId: checkers.get(recordId) ?? null, state: 'todo' as const,
      fieldsChecked: null, fieldsAgreed: null, outletsFound: null, missedOutlets: null, findings: null, note: null, seed, drawnAt: tx.now, checkedAt: null,
    };
  }));
  for (const personId of new Set([...checkers.values()].filter((id): id is string => id !== null))) tx.tell({ personId }, 'back-check-assigned', { checks: [...checkers.values()].filter((id) => id === personId).length });
  if ([...checkers.values()].includes(null)) tx.tell({ role: 'rm' }, 'back-check-nobody', { checks: [...checkers.values()].filter((id) => id === null).length });
  await touchSurvey(tx, survey);
  tx.record('drawBackChecks', { survey: surveyId, seed, of: pool.length, records: picked.map((check) => check.recordId) });
  return {};
});

async function lastJournalHash(tx: EntryTransaction): Promise<string> {
  const line = await tx.em.findOneByOrFail(JournalLine, { chain: tx.entry.id, seq: tx.entry.version });
  return line.hash;
}

/** Everybody who surveyed or reviewed any version of the records. */
export async function hadAPart(tx: EntryTransaction, rootIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const parts = new Map<string, Set<string>>(rootIds.map((id) => [id, new Set()]));
  for (let at = 0; at < rootIds.length; at += 500) {
    const ids = rootIds.slice(at, at + 500);
    for (const { rootId, submittedBy } of await tx.em.find(SurveyRecord, { where: { rootId: In(ids) }, select: { id: true, rootId: true, submittedBy: true } })) parts.get(rootId)?.add(submittedBy);
    for (const { rootId, reviewerId } of await tx.em.find(SurveyReview, { where: { rootId: In(ids) }, select: { id: true, rootId: true, reviewerId: true } })) parts.get(rootId)?.add(reviewerId);
  }
  return parts;
}

async function checkersFor(tx: EntryTransaction, survey: SurveyProject, records: readonly PoolRecord[]): Promise<Map<string, string | null>> {
  const markets = await tx.markets();
  const holders = await tx.em.query<{ personId: string; role: Role }[]>(
    `select r.personId, r.role from role_assignment r join person p on p.id = r.personId and p.active = 1
     where r.role in (${marks(checking)}) and r.marketId in (${marks(['*', ...markets])}) and (r.untilDay is null or r.untilDay >= ?)`,
    [...checking, '*', ...markets, tx.now.slice(0, 10)]);
  const load = new Map<string, number>();
  for (const { checkerId } of await tx.em.find(SpotCheck, { where: { surveyId: survey.id, state: 'todo' }, select: { id: true, checkerId: true } })) if (checkerId) load.set(checkerId, (load.get(checkerId) ?? 0) + 1);
  const independent = new Set(holders.filter((holder) => holder.role === 'aud').map((holder) => holder.personId));
  const people = [...new Set(holders.map((holder) => holder.personId))];
  const parts = await hadAPart(tx, records.map((record) => record.rootId));
  return new Map(records.map((record) => {
    const chosen = checkerFor(people.map((personId) => ({ personId, independent: independent.has(personId), load: load.get(personId) ?? 0 })), parts.get(record.rootId) ?? new Set());
    if (chosen !== null) load.set(chosen, (load.get(chosen) ?? 0) + 1);
    return [record.recordId, chosen];
  }));
}
