import { stageKeys, type StageKey } from '../../playbook/define-stage.js';
import { unmet } from '../../rules/gate-verdict.js';
import { lapse } from '../../rules/lapse.js';
import { StageRun } from '../../persistence/entities/process/entry.js';
import { Decision, GatePacket, Obligation } from '../../persistence/entities/process/gate.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { wakeSurvey } from '../survey/survey-work.js';
import { judge } from '../../persistence/judge.js';

/**
 * Carries out the standing decision. A go is judged once more on today's facts before anything opens: when its evidence has fallen
 * since, the decision goes back to its signers and nothing advances.
 */
export const advance = entryCommand<{ readonly entryId: string }>(async (tx) => {
  const { em, entry } = tx;
  if (entry.state !== 'running' || entry.phase !== 'decided') return {};
  const decision = await em.findOneByOrFail(Decision, { terminalKey: entry.stageRunId as string });
  const fallen = decision.kind === 'recycle' ? [] : await fallenSince(tx, decision);
  if (fallen.length > 0) {
    await sendBack(tx, decision, fallen);
    return {};
  }
  const left = { stage: entry.stage, round: entry.round };
  await em.update(StageRun, { id: decision.stageRunId }, { state: 'closed', closedAt: tx.now });
  await em.update(Decision, { id: decision.id }, { state: 'carried-out' });
  await tx.cancelClocks({ subject: 'task' });
  await tx.cancelClocks({ subject: 'stage' });
  if (left.stage === 'survey') await wakeSurvey(tx);
  if (decision.marketId !== null) entry.marketId = decision.marketId;
  await move(tx, decision.kind === 'recycle' ? decision.toStage as StageKey : nextOf(entry.stage));
  tx.record('advance', { from: left, to: { stage: entry.stage, round: entry.round, phase: entry.phase }, decision: decision.id, kind: decision.kind, ...(decision.marketId && { marketId: decision.marketId }) });
  return {};
});

function nextOf(stage: StageKey): StageKey | null {
  return stageKeys[stageKeys.indexOf(stage) + 1] ?? null;
}

/** To the opening of a stage, in a new round where it was open before; from the last stage, to its own move: opening the next market. */
async function move(tx: EntryTransaction, to: StageKey | null): Promise<void> {
  const { entry, em } = tx;
  if (to === null) {
    entry.phase = 'replicating';
    return;
  }
  const rounds = await em.countBy(StageRun, { entryId: entry.id, stage: to });
  Object.assign(entry, { stage: to, round: rounds + 1, phase: 'opening', stageRunId: null });
}

async function fallenSince(tx: EntryTransaction, decision: Decision): Promise<string[]> {
  const judged = await judge(tx.em, tx.entry, tx.bundle, tx.now);
  const owed = (await tx.em.findBy(Obligation, { decisionId: decision.id })).map((o) => o.condition);
  const fallen = unmet(judged.conditions).filter((key) => !owed.includes(key));
  return judged.chosenMarketId === decision.marketId ? fallen : [...fallen, 'chosen-market'];
}

async function sendBack(tx: EntryTransaction, decision: Decision, fallen: readonly string[]): Promise<void> {
  const because = fallen.join(', ');
  await tx.em.update(Decision, { id: decision.id }, { state: 'sent-back', terminalKey: null, sentBackBecause: because.slice(0, 1000) });
  await tx.em.update(GatePacket, { id: decision.packetId }, { state: 'lapsed', lapsedBecause: lapse('fallen', ...fallen) });
  for (const owed of await tx.em.findBy(Obligation, { decisionId: decision.id })) await tx.cancelClocks({ subjectId: owed.id });
  await tx.em.delete(Obligation, { decisionId: decision.id });
  await tx.em.update(StageRun, { id: decision.stageRunId }, { staleAt: tx.now });
  tx.entry.phase = 'watching';
  for (const role of new Set([...tx.stage.gate.signers, tx.stage.gate.decider])) tx.tell({ role }, 'decision-sent-back', { gate: tx.stage.gate.key, because });
  tx.record('sendBack', { stage: tx.entry.stage, round: tx.entry.round, decision: decision.id, because });
}
