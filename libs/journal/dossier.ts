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
import { packetHash, wordsHash } from '../persistence/packet-hash.js';
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
type Packet = GatePacket & { readonly votes: readonly Vote[]; readonly decisions: readonly Decision[] };

/**
 * Re-checks a dossier with nothing but itself: the chain, the bundle's name, the hash of every deliverable and packet, and that the journal
 * tells of every packet, vote and decision as they stand.
 */
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
  for (const packet of dossier.packets as readonly Packet[]) {
    const why = faultOf(packet, dossier);
    if (why !== null) return broken(`packet ${packet.number}: ${why}`);
  }
  return chain;
}

function faultOf(packet: Packet, { entry, journal }: DossierView): string | null {
  const run = (entry['stageRuns'] as readonly StageRun[]).find((r) => r.id === packet.stageRunId);
  const { conditions, deliverables } = packet;
  const at = { entry: String(entry['id']), stage: String(run?.stage), round: Number(run?.round), bundle: String(entry['bundleHash']) };
  if (packetHash({ ...at, conditions, deliverables }) !== packet.hash) return 'its facts do not match its hash';
  const told = (kind: string, facts: Readonly<Record<string, unknown>>, actorId?: string): boolean => journal.some((line) => {
    const data = line.data as Readonly<Record<string, unknown>>;
    return line.kind === kind && (actorId === undefined || line.actor.id === actorId) && Object.entries(facts).every(([key, value]) => data[key] === value);
  });
  const named = { packetHash: packet.hash };
  if (!told('freezePacket', named)) return 'the journal does not tell of it';
  const words = wordsHash(conditions);
  if (words !== null && !told('freezePacket', { ...named, wordsHash: words })) return 'the sentences beside its figures are others';
  const vote = packet.votes.find(({ role, choice, comment, personId }) => !told('vote', { ...named, role, choice, comment }, personId));
  if (vote) return `the journal does not tell of the vote of ${vote.role}`;
  const decision = packet.decisions.find(({ kind, reason, decidedBy }) => !told('decideGate', { ...named, kind, reason }, decidedBy));
  return decision ? `the journal does not tell of the decision ${decision.kind}` : null;
}
