import type { EntityManager } from 'typeorm';
import { bundleHash } from '../playbook/bundle.js';
import type { BundleContent } from '../playbook/bundle-content.js';
import { canonical } from '../playbook/canonical.js';
import { Refusal } from '../rules/failures.js';
import type { DossierView, VerificationView } from '../contracts/views.js';
import { Deliverable, Entry, StageRun } from '../persistence/entities/process/entry.js';
import { Decision, GatePacket, Obligation, Vote, Waiver } from '../persistence/entities/process/gate.js';
import { Bundle, JournalLine } from '../persistence/entities/process/record.js';
import { namesFor } from '../persistence/board/names.js';
import { sha256 } from '../persistence/sha256.js';
import { checkChain, verifyChain } from './chain.js';

export async function verifyEntry(em: EntityManager, entryId: string): Promise<VerificationView> {
  const entry = await em.findOneBy(Entry, { id: entryId });
  if (!entry) throw new Refusal('not-found', { what: `entry ${entryId}` });
  return verifyChain(em, entryId, entry.version);
}

/** Everything the decisions of an entry rest on, in one file that can be checked without the server. */
export async function exportDossier(em: EntityManager, entryId: string): Promise<DossierView> {
  const entry = await em.findOneBy(Entry, { id: entryId });
  if (!entry) throw new Refusal('not-found', { what: `entry ${entryId}` });
  const of = { where: { entryId } };
  const lines = await em.find(JournalLine, { where: { chain: entryId }, order: { seq: 'ASC' } });
  const names = await namesFor(em, lines.map((l) => l.actorId));
  const votes = await em.find(Vote, of);
  const decisions = await em.find(Decision, of);
  const bundle = await em.findOneByOrFail(Bundle, { hash: entry.bundleHash });
  return {
    format: 'beachhead-dossier/1',
    entry: { ...entry, stageRuns: await em.find(StageRun, of), obligations: await em.find(Obligation, of), waivers: await em.find(Waiver, of) },
    bundle: { hash: bundle.hash, alias: bundle.alias, content: bundle.content },
    journal: lines.map(({ seq, at, actorId, kind, data, previousHash, hash }) => ({ seq, at, actor: names.of(actorId), kind, data, previousHash, hash })),
    packets: (await em.find(GatePacket, of)).map((p) => ({ ...p, votes: votes.filter((v) => v.packetId === p.id), decisions: decisions.filter((d) => d.packetId === p.id) })),
    deliverables: await em.find(Deliverable, of),
    verification: await verifyChain(em, entryId, entry.version),
  };
}

type Hashed = { readonly hash: string; readonly content: unknown };

/** Re-checks a dossier with nothing but itself: the chain, the bundle's name, every deliverable's hash, and that the journal names every packet. */
export function verifyDossier(dossier: DossierView): VerificationView {
  const id = String(dossier.entry['id']);
  const chain = checkChain(dossier.journal.map(({ actor, ...line }) => ({ ...line, chain: id, actorId: actor.id })));
  const length = Number(dossier.entry['version']);
  const broken = (why: string): VerificationView => ({ lines: chain.lines, verified: false, brokenAt: null, why });
  if (!chain.verified) return chain;
  if (chain.lines !== length) return broken(`${length} lines were written, ${chain.lines} are there`);
  const bundle = dossier.bundle as unknown as Hashed;
  if (bundleHash(bundle.content as BundleContent, sha256) !== bundle.hash) return broken('the bundle does not match its hash');
  const bad = (dossier.deliverables as readonly Deliverable[]).find((d) => sha256(canonical(d.content)) !== d.contentHash);
  if (bad) return broken(`deliverable ${bad.deliverableKey} ${bad.item} v${bad.version} does not match its hash`);
  const named = new Set(dossier.journal.flatMap((line) => (line.kind === 'freezePacket' ? [String((line.data as { packetHash: unknown }).packetHash)] : [])));
  const stray = (dossier.packets as readonly GatePacket[]).find((p) => !named.has(p.hash));
  return stray ? broken(`packet ${stray.number} is not in the journal`) : chain;
}
