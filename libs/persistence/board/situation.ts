import { In, type EntityManager } from 'typeorm';
import { stageOf, type BundleContent, type BundleStage } from '../../playbook/bundle-content.js';
import type { CountedVote } from '../../rules/decision-rights.js';
import { nextMoves, type Move } from '../../rules/next-moves.js';
import { Candidate, StageRun, type Entry } from '../entities/process/entry.js';
import { Market } from '../entities/field/master.js';
import { GatePacket, Obligation, Vote } from '../entities/process/gate.js';
import { Deadline, Wake } from '../entities/process/record.js';
import { deliverablesOf, tasksOf, type DeliverableRow, type TaskRow } from '../work-rows.js';

/** An entry whose last change is older than this and whose wake was not taken waits for the engine. */
const engineGraceMs = 1_500;

/** Everything about where one entry stands that a list or a page needs, read for many entries with a fixed number of queries. */
export type Situation = {
  readonly entry: Entry;
  readonly stage: BundleStage;
  readonly run: StageRun | null;
  readonly market: Market | null;
  readonly candidates: readonly Market[];
  readonly tasks: readonly TaskRow[];
  readonly deliverables: readonly DeliverableRow[];
  readonly packet: GatePacket | null;
  readonly votes: readonly Vote[];
  readonly obligations: readonly Obligation[];
  readonly decideBy: string | null;
  readonly overTerm: boolean;
  readonly waitsForEngine: boolean;
  readonly moves: readonly Move[];
};

type BundleLookup = { content(em: EntityManager, hash: string): Promise<BundleContent> };

export async function situationsOf(em: EntityManager, bundles: BundleLookup, entries: readonly Entry[], now: string): Promise<Situation[]> {
  if (entries.length === 0) return [];
  const ids = entries.map((e) => e.id);
  const runIds = entries.flatMap((e) => e.stageRunId ?? []);
  const runs = await em.findBy(StageRun, { id: In(runIds) });
  const packets = await em.findBy(GatePacket, { id: In(runs.flatMap((r) => r.packetId ?? [])) });
  const votes = await em.findBy(Vote, { packetId: In(packets.map((p) => p.id)) });
  const candidates = await em.find(Candidate, { where: { entryId: In(ids) }, order: { position: 'ASC' } });
  const markets = new Map((await em.findBy(Market, { id: In([...candidates.map((c) => c.marketId), ...entries.flatMap((e) => e.marketId ?? [])]) })).map((m) => [m.id, m]));
  const tasks = await tasksOf(em, ...runIds);
  const deliverables = await deliverablesOf(em, ...runIds);
  const obligations = await em.find(Obligation, { where: { entryId: In(ids) }, order: { dueAt: 'ASC' } });
  const clocks = await em.find(Deadline, { where: { stageRunId: In(runIds), step: 'time-out', state: In(['open', 'fired']) } });
  const waiting = new Set((await em.findBy(Wake, { workflowId: In(ids.map((id) => `entry/${id}`)), pending: 1 })).map((w) => w.workflowId));
  const situations: Situation[] = [];
  for (const entry of entries) {
    const run = runs.find((r) => r.id === entry.stageRunId) ?? null;
    const packet = packets.find((p) => p.id === run?.packetId) ?? null;
    const mine = {
      entry, run, packet, stage: stageOf(await bundles.content(em, entry.bundleHash), entry.stage),
      market: entry.marketId === null ? null : markets.get(entry.marketId) ?? null,
      candidates: candidates.filter((c) => c.entryId === entry.id).flatMap((c) => markets.get(c.marketId) ?? []),
      tasks: tasks.filter((t) => t.stageRunId === entry.stageRunId), deliverables: deliverables.filter((d) => d.stageRunId === entry.stageRunId),
      votes: votes.filter((v) => v.packetId === packet?.id), obligations: obligations.filter((o) => o.entryId === entry.id),
      decideBy: clocks.find((c) => c.stageRunId === run?.id && c.subject === 'gate' && c.state === 'open')?.at ?? null,
      overTerm: clocks.some((c) => c.stageRunId === run?.id && c.subject === 'stage' && c.state === 'fired'),
      waitsForEngine: waiting.has(`entry/${entry.id}`) && Date.parse(now) - Date.parse(entry.updatedAt) > engineGraceMs,
    };
    situations.push({ ...mine, moves: movesOf(mine, now) });
  }
  return situations;
}

function movesOf(s: Omit<Situation, 'moves'>, now: string): Move[] {
  return nextMoves({
    state: s.entry.state, phase: s.entry.phase, stage: s.stage, tasks: s.tasks, deliverables: s.deliverables, decideBy: s.decideBy,
    packet: s.packet === null ? null : { verdict: s.packet.verdict, conditions: s.packet.conditions, votes: s.votes as readonly CountedVote[] },
    obligations: s.obligations.filter((o) => o.clearedAt === null), now,
  });
}
