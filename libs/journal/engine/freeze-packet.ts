import { randomUUID } from 'node:crypto';
import { gateClocks } from '../../rules/deadlines.js';
import { lapse } from '../../rules/lapse.js';
import { GatePacket, Reading } from '../../persistence/entities/process/gate.js';
import { StageRun } from '../../persistence/entities/process/entry.js';
import { wordsHash } from '../../persistence/packet-hash.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { judge, type Judgement } from '../../persistence/judge.js';

/**
 * Freezes the facts as they are now into a packet. Passed: the signers are asked and the ladder starts. Otherwise the entry keeps
 * watching, and everybody sees what is missing. A packet that would say the same as the current one is not frozen twice.
 */
export const freezePacket = entryCommand<{ readonly entryId: string }>(async (tx) => {
  const { em, entry } = tx;
  if (entry.state !== 'running' || (entry.phase !== 'watching' && entry.phase !== 'gate')) return {};
  const run = await tx.stageRun();
  if (run.staleAt === null) return {};
  const judged = await judge(em, entry, tx.bundle, tx.now);
  const before = run.packetId === null ? null : await em.findOneBy(GatePacket, { id: run.packetId });
  if (before?.state === 'current' && before.hash === judged.hash) {
    await em.update(StageRun, { id: run.id }, { staleAt: null });
    tx.record('lookAgain', { stage: entry.stage, round: entry.round, packet: before.number, packetHash: before.hash });
    return {};
  }
  if (before?.state === 'current') await em.update(GatePacket, { id: before.id }, { state: 'lapsed', lapsedBecause: lapse('readings-changed') });
  const packet = await freeze(tx, run, judged);
  await tx.cancelClocks({ subject: 'gate' });
  entry.phase = judged.verdict === 'passed' ? 'gate' : 'watching';
  if (entry.phase === 'gate') await askForVotes(tx, run.id);
  tx.record('freezePacket', {
    stage: entry.stage, round: entry.round, gate: tx.stage.gate.key, packet: packet.number, packetHash: packet.hash, wordsHash: wordsHash(judged.conditions), verdict: packet.verdict, asOf: judged.asOf,
    conditions: Object.fromEntries(judged.conditions.map((c) => [c.key, c.met])),
  });
  return {};
});

async function freeze(tx: EntryTransaction, run: StageRun, judged: Judgement): Promise<{ number: number; hash: string; verdict: string }> {
  const { em, entry, now } = tx;
  const id = randomUUID();
  const number = run.packetNumber + 1;
  const passed = judged.verdict === 'passed';
  await insertRows(em, GatePacket, [{
    id, entryId: entry.id, stageRunId: run.id, number, state: 'current', verdict: judged.verdict, conditions: [...judged.conditions], deliverables: [...judged.deliverables],
    hash: judged.hash, frozenAt: now, votesAskedAt: passed ? now : null, lapsedBecause: null,
  }]);
  await insertRows(em, Reading, judged.readings.map((r) => ({
    id: randomUUID(), entryId: entry.id, kpi: r.kpi, sourceId: id, week: '', asOf: r.asOf, numerator: r.numerator, denominator: r.denominator, value: r.value,
    met: r.met === null ? null : r.met ? 'yes' as const : 'no' as const, colour: 'none' as const, bundleHash: entry.bundleHash,
  })));
  await em.update(StageRun, { id: run.id }, { packetId: id, packetNumber: number, staleAt: null });
  return { number, hash: judged.hash, verdict: judged.verdict };
}

async function askForVotes(tx: EntryTransaction, stageRunId: string): Promise<void> {
  const { gate } = tx.stage;
  await tx.setClocks(gateClocks(gate, new Date(tx.now), tx.calendar, tx.terms).map((clock) => ({ ...clock, subjectId: stageRunId })));
  for (const role of new Set([...gate.signers, gate.decider])) tx.tell({ role }, 'votes-asked', { gate: gate.key, stage: tx.entry.stage });
}
