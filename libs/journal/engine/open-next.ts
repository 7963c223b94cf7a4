import { lockRow } from '../../persistence/unit-of-work.js';
import { Entry } from '../../persistence/entities/process/entry.js';
import { Decision, GatePacket } from '../../persistence/entities/process/gate.js';
import { Bundle } from '../../persistence/entities/process/record.js';
import { Market } from '../../persistence/entities/field/master.js';
import { In, type EntityManager } from 'typeorm';
import { bundleHash } from '../../playbook/bundle.js';
import type { BundleContent } from '../../playbook/bundle-content.js';
import { readMeasureFacts } from '../../persistence/facts.js';
import { sha256 } from '../../persistence/sha256.js';
import { storeBundle } from '../bundles.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import { openEntry } from '../company/start-entry.js';

type OpenNext = { readonly entryId: string };

/**
 * Stage 8's own move, in one transaction: publishes a bundle from the proven entry (its stages and settings, its template, the hashes of
 * the packets that proved it), opens the next entry on it at stage 1, and ends this one. What is copied is the set-up, never terminals,
 * targets, verdicts or approvals (method.md §13.2). The next entry's candidates are the scored targets; the named one stands first.
 */
export const openNext = companyCommand<OpenNext, { nextEntryId: string | null; bundleHash: string | null }>(async (tx, { entryId }) => {
  const entry = await lockRow(tx.em, Entry, { id: entryId });
  if (!entry || entry.state !== 'running' || entry.phase !== 'replicating') return { nextEntryId: null, bundleHash: null };
  const bundle = await tx.bundles.content(tx.em, entry.bundleHash);
  const facts = await readMeasureFacts(tx.em, entry, bundle, tx.now);
  const target = facts.forms.replicationRequest?.[0]?.data.market ?? '';
  const scored = (facts.forms.targetAgreedScorecard ?? []).map((card) => card.data.market);
  const markets = await inOrder(tx.em, [target, ...scored.filter((code) => code !== target)]);

  const sealed = await publish(tx, entry, bundle, { template: facts.forms.template?.[0]?.data ?? null, localisation: facts.forms.localisation?.[0]?.data ?? null });
  const next = await openEntry(tx, {
    name: markets[0]?.name ?? target, candidateMarketIds: markets.map((m) => m.id), bundleHash: sealed, timeZone: entry.timeZone, currency: entry.currency,
    lineage: { entryId: entry.id, bundleHash: sealed },
  });
  await tx.within(entry, async (own) => {
    Object.assign(own.entry, { state: 'completed', phase: 'ended', endedAt: tx.now, endReason: 'replicated' });
    await own.cancelClocks({ entryId: entry.id });
    own.record('openNext', { nextEntryId: next.entryId, bundle: sealed, market: target });
  });
  return { nextEntryId: next.entryId, bundleHash: sealed };
});

async function publish(tx: CompanyTransaction, entry: Entry, bundle: BundleContent, taught: { template: unknown; localisation: unknown }): Promise<string> {
  const proof = await tx.em.find(Decision, { where: { entryId: entry.id, state: 'carried-out', kind: In(['go', 'conditional_go']) }, order: { at: 'ASC' } });
  const packets = await tx.em.findBy(GatePacket, { id: In(proof.map((d) => d.packetId)) });
  const content: BundleContent = {
    ...bundle,
    provenBy: { entryId: entry.id, parent: entry.bundleHash, packets: packets.map((p) => p.hash).sort(), ...taught },
  };
  const { settings } = await tx.em.findOneByOrFail(Bundle, { hash: entry.bundleHash });
  const alias = `${entry.name} ✓`.slice(0, 120);
  // Not linted again: what an earlier release let through must not hold back a market that has proven it.
  const sealed = await storeBundle(tx.em, { alias, settings, sealed: { hash: bundleHash(content, sha256), content }, parentHash: entry.bundleHash, fromEntryId: entry.id, sealedBy: tx.actor.personId, at: tx.now });
  if (sealed.isNew) await tx.record(`bundle/${sealed.hash}`, 'publishBundle', { alias, hash: sealed.hash, fromEntryId: entry.id, parent: entry.bundleHash });
  return sealed.hash;
}

async function inOrder(em: EntityManager, codes: readonly string[]): Promise<Market[]> {
  const found = new Map((await em.findBy(Market, { code: In([...codes]) })).map((m) => [m.code, m]));
  return codes.flatMap((code) => found.get(code) ?? []);
}
