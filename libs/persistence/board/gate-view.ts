import { In, type EntityManager } from 'typeorm';
import { stageOf, type BundleContent } from '../../playbook/bundle-content.js';
import type { StageKey } from '../../playbook/define-stage.js';
import { holds, mayVoteAs, missingVotes, type Actor } from '../../rules/decision-rights.js';
import type { FrozenCondition } from '../../rules/facts.js';
import { evidenceText } from '../../rules/frozen-conditions.js';
import { lapseText, sentBackText } from '../../rules/lapse.js';
import { isoWeek } from '../../rules/iso-week.js';
import type { ConditionView, GateView, PacketView } from '../../contracts/views.js';
import { StageRun } from '../entities/process/entry.js';
import { Decision, GatePacket, Vote } from '../entities/process/gate.js';
import { Market } from '../entities/field/master.js';
import { judge } from '../judge.js';
import { ChangedFigures, type ChangedWeek } from './changed-figures.js';
import { moveView } from './entry-row.js';
import { namesFor, type Names } from './names.js';
import type { Situation } from './situation.js';
import { marks } from '../marks.js';

type Kpis = Readonly<Record<string, { readonly title: { readonly zh: string; readonly en: string }; readonly unit: string }>>;

export function conditionView(condition: FrozenCondition, bundle: BundleContent, stageKey: StageKey): ConditionView {
  const stage = stageOf(bundle, stageKey);
  const kpis: Kpis = Object.assign({}, ...bundle.stages.map((s) => s.kpis), stage.kpis);
  const missing = { zh: condition.key, en: condition.key };
  return {
    ...condition, title: stage.gate.conditions[condition.key]?.title ?? missing,
    tests: condition.tests.map((test) => ({ ...test, evidence: evidenceText(test.evidence), title: kpis[test.kpi]?.title ?? missing, unit: kpis[test.kpi]?.unit ?? '' })),
  };
}

/** The gate of one stage and round: every packet with its votes and decisions, who is missing, and while none is frozen, a preview. */
export async function gateView(em: EntityManager, bundle: BundleContent, situation: Situation, actor: Actor, stageKey: StageKey, round: number, now: string): Promise<GateView> {
  const { entry } = situation;
  const stage = stageOf(bundle, stageKey);
  const current = entry.stage === stageKey && entry.round === round;
  const run = await em.findOneBy(StageRun, { entryId: entry.id, stage: stageKey, round });
  const packets = run ? await em.find(GatePacket, { where: { stageRunId: run.id }, order: { number: 'ASC' } }) : [];
  const votes = await em.find(Vote, { where: { packetId: In(packets.map((p) => p.id)) }, order: { at: 'ASC' } });
  const decisions = run ? await em.find(Decision, { where: { stageRunId: run.id }, order: { at: 'ASC' } }) : [];
  const names = await namesFor(em, [...votes.map((v) => v.personId), ...decisions.map((d) => d.decidedBy), ...situation.moves.map((m) => m.personId)]);
  const markets = new Map((await em.findBy(Market, { id: In(decisions.flatMap((d) => d.marketId ?? [])) })).map((m) => [m.id, m.name]));
  const newest = packets.at(-1);
  const changes = await changesOf(em, entry.marketId, bundle, packets);
  const open = current && entry.state === 'running' && newest?.state === 'current' && entry.phase !== 'decided';
  const where = situation.market ? [situation.market.id] : situation.candidates.map((m) => m.id);
  const preview = current && newest?.state !== 'current' && run && entry.phase !== 'ended' ? await judge(em, entry, bundle, now) : null;
  return {
    key: stage.gate.key, stage: stageKey, round, signers: [...stage.gate.signers], decider: stage.gate.decider, withinMonths: stage.gate.withinMonths,
    mayVoteAs: open ? mayVoteAs(actor, stage.gate, where) : [], mayDecide: open && holds(actor, stage.gate.decider, where),
    missingVotes: open ? missingVotes(stage.gate, votes.filter((v) => v.packetId === newest.id)) : [], decideBy: current ? situation.decideBy : null,
    timedOut: newest?.state === 'timed-out' || (current && situation.overTerm), blockedBy: current ? situation.moves.map((m) => moveView(m, names)) : [],
    packets: packets.map((packet) => packetView(packet, votes, decisions, names, markets, bundle, stageKey, changes)),
    preview: preview?.conditions.map((c) => conditionView(c, bundle, stageKey)) ?? null, previewVerdict: preview?.verdict ?? null,
  };
}

/** Which figures that a packet shows were changed after an instant. */
type Changes = (packetId: string, since: string) => ChangedWeek[];

async function changesOf(em: EntityManager, marketId: string | null, { parameters }: BundleContent, packets: readonly GatePacket[]): Promise<Changes> {
  if (packets.length === 0) return () => [];
  const readings = await em.query<{ sourceId: string; asOf: string }[]>(`select sourceId, max(asOf) as asOf from reading where sourceId in (${marks(packets)}) group by sourceId`, packets.map(({ id }) => id));
  const weekOf = new Map(readings.map(({ sourceId, asOf }) => [sourceId, isoWeek(asOf)]));
  const changed = await ChangedFigures.of(em, marketId, packets.map(({ frozenAt }) => frozenAt).sort()[0] ?? null);
  return (packetId, since) => changed.after(since, weekOf.get(packetId) ?? null, parameters.windowWeeks);
}

function packetView(
  packet: GatePacket, votes: readonly Vote[], decisions: readonly Decision[], names: Names, markets: ReadonlyMap<string, string>, bundle: BundleContent, stageKey: StageKey,
  changes: Changes,
): PacketView {
  const stage = stageOf(bundle, stageKey);
  return {
    id: packet.id, number: packet.number, state: packet.state, verdict: packet.verdict, hash: packet.hash, frozenAt: packet.frozenAt, votesAskedAt: packet.votesAskedAt,
    lapsedBecause: packet.lapsedBecause === null ? null : lapseText(packet.lapsedBecause, stage), conditions: packet.conditions.map((c) => conditionView(c, bundle, stageKey)),
    deliverables: packet.deliverables.map(({ key, item, version, hash, state }) => ({ key, item, version, hash, state })),
    changedSince: changes(packet.id, packet.frozenAt),
    votes: votes.filter((v) => v.packetId === packet.id).map((v) => ({
      person: names.of(v.personId), role: v.role, choice: v.choice, comment: v.comment, at: v.at, counts: packet.state === 'current' || packet.state === 'decided',
    })),
    decisions: decisions.filter((d) => d.packetId === packet.id).map((d) => ({
      id: d.id, kind: d.kind, state: d.state, reason: d.reason, decidedBy: names.of(d.decidedBy), at: d.at, market: d.marketId === null ? null : markets.get(d.marketId) ?? null,
      toStage: d.toStage, sentBackBecause: d.sentBackBecause === null ? null : sentBackText(d.sentBackBecause, stage), changedSince: changes(packet.id, d.at),
    })),
  };
}
