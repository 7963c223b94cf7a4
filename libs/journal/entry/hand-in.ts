import { randomUUID } from 'node:crypto';
import { canonical } from '../../playbook/canonical.js';
import type { DeliverableDef } from '../../playbook/define-stage.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { lapse } from '../../rules/lapse.js';
import { Deliverable } from '../../persistence/entities/process/entry.js';
import { Scorecard } from '../../persistence/entities/field/master.js';
import { sha256 } from '../../persistence/sha256.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { deliverablesOf } from '../../persistence/work-rows.js';
import { stageWorkChanged } from '../survey/survey-work.js';
import { evidenceChanged, settleWork } from '../work.js';
import { marketByCode } from '../market-by-code.js';

type HandIn = {
  readonly entryId: string; readonly deliverableKey: string; readonly item: string;
  readonly content: unknown;
  /** ETag of the version this one follows; null: not given. */
  readonly ifMatch: string | null;
};

/**
 * Hands in a deliverable, or its next version. The version before is kept as superseded. An update names the version it follows
 * (`stale` when somebody was faster, `precondition-required` when it names none).
 */
export const handIn = entryCommand<HandIn, { item: string; deliverableVersion: number; hash: string }>(async (tx, input) => {
  const { em, entry } = tx;
  tx.mustBeIn(entry.stage, ['working', 'watching', 'gate']);
  const def = tx.stage.deliverables[input.deliverableKey];
  if (!def) throw new Refusal('not-found', { what: `deliverable ${input.deliverableKey}` });
  mustHold(tx.actor, def.roles, await tx.markets());
  const content = tx.terms.checkContent(def, input.content);
  const item = itemOf(def, input.item, tx.actor.login);
  const before = (await deliverablesOf(em, entry.stageRunId as string)).find((d) => d.deliverableKey === input.deliverableKey && d.item === item);
  if (before) mustFollow(before, input.ifMatch);
  const kept = await keepDeliverable(tx, input.deliverableKey, item, content);
  tx.record('handIn', { stage: entry.stage, round: entry.round, deliverable: input.deliverableKey, item, version: kept.deliverableVersion, hash: kept.hash });
  return { item, ...kept };
});

/** The next version of a deliverable, whoever writes it: people here, the survey for its own papers. The caller records what happened. */
export async function keepDeliverable(tx: EntryTransaction, deliverableKey: string, item: string, content: Record<string, unknown>): Promise<{ deliverableVersion: number; hash: string }> {
  const { em, entry } = tx;
  const def = tx.stage.deliverables[deliverableKey];
  if (!def) throw new Refusal('not-found', { what: `deliverable ${deliverableKey}` });
  const before = (await deliverablesOf(em, entry.stageRunId as string)).find((d) => d.deliverableKey === deliverableKey && d.item === item);
  const hash = sha256(canonical(content));
  const version = (before?.version ?? 0) + 1;
  if (before) await em.query("update deliverable set state = 'superseded' where id = ?", [before.id]);
  const id = randomUUID();
  await insertRows(em, Deliverable, [{
    id, entryId: entry.id, stageRunId: entry.stageRunId as string, deliverableKey, item, version, state: 'handed-in', content,
    contentHash: hash, handedInBy: tx.actor.personId, handedInAt: tx.now, reviewedBy: null, reviewedAt: null, reviewNote: null,
  }]);
  if (def.form?.fields['features'] && def.form.fields['market']) await keepScorecard(tx, id, content, def.perPerson !== true);
  if (def.acceptedBy) tx.tell({ role: def.acceptedBy }, 'deliverable-to-review', { deliverable: deliverableKey, item, stage: entry.stage });
  await evidenceChanged(tx, lapse('handed-in', deliverableKey, item));
  await settleWork(tx);
  await stageWorkChanged(tx);
  return { deliverableVersion: version, hash };
}

function itemOf(def: DeliverableDef, item: string, login: string): string {
  if (!def.many) {
    if (item !== '') throw new Refusal('invalid-input', {}, [{ field: 'item', rule: 'single', zh: '此成果只有一份,不要填写 item', en: 'There is only one of these: leave item out' }]);
    return '';
  }
  if (item === '') throw new Refusal('invalid-input', {}, [{ field: 'item', rule: 'required', zh: `请说明是哪一份:${def.many.zh}`, en: `Say which one: ${def.many.en}` }]);
  if (!def.perPerson) return item;
  return `${item.split('/')[0]}/${login}`;
}

function mustFollow(before: { version: number; contentHash: string }, ifMatch: string | null): void {
  if (ifMatch === null) throw new Refusal('precondition-required', { version: before.version });
  const named = ifMatch.replace(/^W\//, '').replaceAll('"', '');
  if (named !== before.contentHash && named !== '*') throw new Refusal('stale', { version: before.version });
}

type Feature = { readonly feature: number; readonly score: number | null };

/** Scores are kept beside the deliverable too, so that markets can be compared over entries later. */
async function keepScorecard(tx: EntryTransaction, deliverableId: string, content: Record<string, unknown>, agreed: boolean): Promise<void> {
  const market = await marketByCode(tx.em, String(content['market']));
  const features = content['features'] as Feature[];
  const scores = [...features].sort((a, b) => a.feature - b.feature).map((f) => f.score);
  await tx.em.insert(Scorecard, { id: randomUUID(), entryId: tx.entry.id, deliverableId, marketId: market.id, raterId: tx.actor.personId, agreed, scores });
}
