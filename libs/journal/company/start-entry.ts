import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { isTimeZone } from '../../rules/calendar.js';
import { holds, steering } from '../../rules/decision-rights.js';
import { Refusal, type FieldFault } from '../../rules/failures.js';
import { Candidate, Entry } from '../../persistence/entities/process/entry.js';
import { Bundle } from '../../persistence/entities/process/record.js';
import { Market } from '../../persistence/entities/field/master.js';
import { appendJournal } from '../chain.js';
import { bundleOf, storeBundle } from '../bundles.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import type { EntryPosition } from '../entry-transaction.js';

type StartEntry = {
  readonly name: string; readonly candidateMarketIds: readonly string[]; readonly bundleHash?: string | undefined; readonly timeZone: string; readonly currency: string;
};

/** Starts an entry in stage 1 with at least three candidate markets. Its engine is woken; it opens the stage. */
export const startEntry = companyCommand<StartEntry, EntryPosition>(async (tx, input) => {
  await mustBeStartable(tx, input);
  const hash = input.bundleHash ?? await defaultBundle(tx);
  return openEntry(tx, { ...input, bundleHash: hash, lineage: null });
});

type Opening = Omit<StartEntry, 'bundleHash'> & { readonly bundleHash: string; readonly lineage: { readonly entryId: string; readonly bundleHash: string } | null };

/** The rows, the first journal line and the wake of a new entry, in the transaction of whoever opens it. */
export async function openEntry(tx: CompanyTransaction, opening: Opening): Promise<EntryPosition> {
  const content = await tx.bundles.content(tx.em, opening.bundleHash);
  const id = randomUUID();
  const position = { state: 'running', stage: 'select', round: 1, phase: 'opening' } as const;
  const version = await appendJournal(tx.em, id, {
    actorId: tx.actor.personId, kind: 'startEntry', at: tx.now,
    data: { name: opening.name, candidates: [...opening.candidateMarketIds], bundle: opening.bundleHash, ...(opening.lineage && { lineage: opening.lineage }) },
  });
  await tx.em.insert(Entry, {
    id, name: opening.name, marketId: null, ...position, stageRunId: null, version, bundleHash: opening.bundleHash, cohort: `${opening.timeZone}/${content.parameters.reviewSlot}`,
    timeZone: opening.timeZone, currency: opening.currency, heldAt: null, heldReason: null, endedAt: null, endReason: null,
    fromEntryId: opening.lineage?.entryId ?? null, fromBundleHash: opening.lineage?.bundleHash ?? null, createdBy: tx.actor.personId, createdAt: tx.now, updatedAt: tx.now,
  });
  await tx.em.insert(Candidate, opening.candidateMarketIds.map((marketId, index) => ({ entryId: id, marketId, position: index })));
  tx.changes.push({ entryId: id, version });
  await tx.wake({ workflow: 'marketEntry', workflowId: `entry/${id}`, args: { entryId: id } });
  return { entryId: id, version, ...position };
}

async function mustBeStartable(tx: CompanyTransaction, input: StartEntry): Promise<void> {
  const ids = input.candidateMarketIds;
  const known = new Set((await tx.em.find(Market, { where: { id: In([...ids]) }, select: { id: true } })).map((m) => m.id));
  const faults: FieldFault[] = ids.flatMap((id, i) => (known.has(id) ? [] : [{ field: `candidateMarketIds.${i}`, rule: 'known-market', zh: '没有这个市场', en: 'There is no such market' }]));
  if (new Set(ids).size < 3) faults.push({ field: 'candidateMarketIds', rule: 'min:3', zh: '至少三个不同的候选市场', en: 'At least three different candidate markets' });
  else if (new Set(ids).size < ids.length) faults.push({ field: 'candidateMarketIds', rule: 'unique', zh: '候选市场不能重复', en: 'Candidate markets must differ' });
  if (!isTimeZone(input.timeZone)) faults.push({ field: 'timeZone', rule: 'iana', zh: '不是有效的时区(IANA)', en: 'Not an IANA time zone' });
  if (input.bundleHash && !(await tx.em.existsBy(Bundle, { hash: input.bundleHash }))) faults.push({ field: 'bundleHash', rule: 'known-bundle', zh: '没有这个方案包', en: 'There is no such bundle' });
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
  const may = tx.actor.admin || ids.every((id) => steering.some((role) => holds(tx.actor, role, [id])));
  if (!may) throw new Refusal('not-allowed', { role: steering.join(' / ') });
}

/** The playbook with no settings, sealed when first needed. */
async function defaultBundle(tx: CompanyTransaction): Promise<string> {
  const sealed = await storeBundle(tx.em, { alias: '标准 Standard', ...bundleOf({}), parentHash: null, fromEntryId: null, sealedBy: tx.actor.personId, at: tx.now });
  if (sealed.isNew) await tx.record(`bundle/${sealed.hash}`, 'sealBundle', { alias: sealed.alias, hash: sealed.hash });
  return sealed.hash;
}
