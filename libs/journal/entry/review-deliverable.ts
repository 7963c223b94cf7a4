import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { lapse } from '../../rules/lapse.js';
import { entryCommand } from '../define-command.js';
import { deliverablesOf } from '../../persistence/work-rows.js';
import { stageWorkChanged } from '../survey/survey-work.js';
import { evidenceChanged, settleWork } from '../work.js';

type ReviewDeliverable = {
  readonly entryId: string; readonly deliverableKey: string; readonly item: string; readonly version: number;
  readonly outcome: 'accept' | 'return'; readonly note?: string | undefined;
};

/** Accepts the newest version or returns it with a note. Never by its author. */
export const reviewDeliverable = entryCommand<ReviewDeliverable>(async (tx, input) => {
  const { em, entry } = tx;
  tx.mustBeIn(entry.stage, ['working', 'watching', 'gate']);
  const def = tx.stage.deliverables[input.deliverableKey];
  const current = (await deliverablesOf(em, entry.stageRunId as string)).find((d) => d.deliverableKey === input.deliverableKey && d.item === input.item);
  if (!def || !current) throw new Refusal('not-found', { what: `deliverable ${input.deliverableKey} ${input.item}`.trim() });
  mustHold(tx.actor, def.acceptedBy ? [def.acceptedBy] : ['rm', 'sponsor'], await tx.markets());
  if (current.handedInBy === tx.actor.personId) throw new Refusal('own-work', { about: input.deliverableKey });
  if (current.version !== input.version || current.state === 'returned') throw new Refusal('not-reviewable', { state: current.version === input.version ? current.state : 'superseded' });
  const state = input.outcome === 'accept' ? 'accepted' : 'returned';
  await em.query('update deliverable set state = ?, reviewedBy = ?, reviewedAt = ?, reviewNote = ? where id = ?', [state, tx.actor.personId, tx.now, input.note ?? null, current.id]);
  if (state === 'returned') tx.tell({ personId: current.handedInBy }, 'deliverable-returned', { deliverable: input.deliverableKey, item: input.item, note: input.note ?? '' });
  await evidenceChanged(tx, lapse('reviewed', input.deliverableKey));
  await settleWork(tx);
  await stageWorkChanged(tx);
  tx.record('reviewDeliverable', { stage: entry.stage, round: entry.round, deliverable: input.deliverableKey, item: input.item, version: input.version, state, ...(input.note && { note: input.note }) });
  return {};
});
