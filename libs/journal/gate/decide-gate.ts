import { randomUUID } from 'node:crypto';
import { stageKeys, type StageKey } from '../../playbook/define-stage.js';
import { advancing, missingVotes, mustHold } from '../../rules/decision-rights.js';
import { obligationClocks } from '../../rules/deadlines.js';
import type { DecisionKind } from '../../rules/facts.js';
import { Refusal } from '../../rules/failures.js';
import { unmet } from '../../rules/gate-verdict.js';
import { Decision, GatePacket, Obligation } from '../../persistence/entities/process/gate.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { judge, type Judgement } from '../../persistence/judge.js';
import { holdNow, stopNow } from '../entry/steer.js';
import { namedPacket, votesOn, type NamedPacket } from './packet.js';

type Owed = { readonly condition: string; readonly text: string; readonly ownerId: string; readonly dueDays: number };
type Decide = {
  readonly entryId: string; readonly stage: StageKey; readonly packetHash: string; readonly kind: DecisionKind; readonly reason: string;
  readonly toStage?: StageKey | undefined; readonly obligations: readonly Owed[];
};

/**
 * A named person commits the company. A go is judged on the facts of this very moment, not on what the packet once said, and needs every
 * signer's go on this packet; hold and stop take effect at once; go, conditional go and recycle are carried out by the engine.
 */
export const decideGate = entryCommand<Decide, { decisionId: string }>(async (tx, input) => {
  const packet = await namedPacket(tx, input.stage, input.packetHash);
  const { gate } = tx.stage;
  mustHold(tx.actor, [gate.decider], await tx.markets());
  const judged = advancing.includes(input.kind) ? await mayAdvance(tx, packet, input) : null;
  if (input.kind === 'recycle') mayRecycle(tx, input.toStage);

  const ends = input.kind !== 'hold';
  const decisionId = randomUUID();
  await tx.em.insert(Decision, {
    id: decisionId, entryId: tx.entry.id, stageRunId: packet.stageRunId, packetId: packet.id, kind: input.kind, state: input.kind === 'hold' || input.kind === 'stop' ? 'carried-out' : 'standing',
    terminalKey: ends ? packet.stageRunId : null, reason: input.reason, marketId: judged?.chosenMarketId ?? null, toStage: input.toStage ?? null,
    decidedBy: tx.actor.personId, at: tx.now, sentBackBecause: null,
  });
  if (ends) await tx.cancelClocks({ subject: 'gate' });
  await carry(tx, input, packet, decisionId);
  tx.record('decideGate', {
    stage: input.stage, round: tx.entry.round, gate: gate.key, packet: packet.number, packetHash: packet.hash, kind: input.kind, reason: input.reason,
    ...(input.toStage && { toStage: input.toStage }), ...(judged?.chosenMarketId && { marketId: judged.chosenMarketId }),
    ...(input.obligations.length > 0 && { obligations: input.obligations.map(({ condition, text }) => ({ condition, text })) }),
  });
  return { decisionId };
});

async function carry(tx: EntryTransaction, input: Decide, packet: NamedPacket, decisionId: string): Promise<void> {
  if (input.kind === 'hold') return holdNow(tx, input.reason);
  await tx.em.update(GatePacket, { id: packet.id }, { state: 'decided' });
  if (input.kind === 'stop') return stopNow(tx, input.reason);
  for (const owed of input.obligations) await owe(tx, owed, decisionId);
  tx.entry.phase = 'decided';
}

async function owe(tx: EntryTransaction, owed: Owed, decisionId: string): Promise<void> {
  const id = randomUUID();
  const { dueAt, clocks } = obligationClocks(owed.dueDays, new Date(tx.now), tx.calendar, tx.terms);
  await tx.em.insert(Obligation, {
    id, entryId: tx.entry.id, decisionId, condition: owed.condition, text: owed.text, ownerId: owed.ownerId, dueAt, clearedAt: null, clearedBy: null, clearedNote: null,
  });
  await tx.setClocks(clocks.map((clock) => ({ ...clock, subjectId: id })));
  tx.tell({ personId: owed.ownerId }, 'obligation', { condition: owed.condition, text: owed.text, dueAt });
}

async function mayAdvance(tx: EntryTransaction, packet: NamedPacket, input: Decide): Promise<Judgement> {
  const { gate } = tx.stage;
  const open = await openObligations(tx);
  if (open.length > 0) throw new Refusal('obligations-open', { obligations: open.join('; ') });
  const judged = await judge(tx.em, tx.entry, tx.bundle, tx.now);
  const owed = input.kind === 'conditional_go' ? conditionsOwed(tx, judged, input.obligations) : [];
  const inTheWay = unmet(judged.conditions).filter((key) => !owed.includes(key));
  if (inTheWay.length > 0) throw new Refusal('verdict-not-passed', { verdict: judged.verdict, conditions: inTheWay.join(', ') });
  const missing = missingVotes(gate, await votesOn(tx.em, packet));
  if (missing.length > 0) throw new Refusal('votes-missing', { roles: missing.join(', ') });
  return judged;
}

/** Each obligation belongs to a condition that is known not to be met. What nobody measured cannot be promised away. */
function conditionsOwed(tx: EntryTransaction, judged: Judgement, obligations: readonly Owed[]): string[] {
  if (tx.stage.gate.key === 'G8') throw new Refusal('conditional-go-not-offered', { why: 'G8 is the last gate: nothing after it could collect the debt.' });
  const failed = judged.conditions.filter((c) => c.met === false && !c.waived && !c.shadow).map((c) => c.key);
  if (failed.length === 0) throw new Refusal('conditional-go-not-offered', { why: 'No condition is known to be unmet: decide go, or wait for data.' });
  const stray = obligations.find((o) => !failed.includes(o.condition));
  if (stray) throw new Refusal('conditional-go-not-offered', { why: `${stray.condition} is not an unmet condition of this gate.` });
  return obligations.map((o) => o.condition);
}

function mayRecycle(tx: EntryTransaction, toStage: StageKey | undefined): void {
  const earlier = stageKeys.slice(0, stageKeys.indexOf(tx.entry.stage) + 1);
  if (toStage && earlier.includes(toStage)) return;
  throw new Refusal('invalid-input', {}, [{ field: 'toStage', rule: 'earlier-stage', zh: `只能退回到:${earlier.join('、')}`, en: `One of: ${earlier.join(', ')}` }]);
}

async function openObligations(tx: EntryTransaction): Promise<string[]> {
  const rows = await tx.em.query<{ text: string }[]>('select text from obligation where entryId = ? and clearedAt is null', [tx.entry.id]);
  return rows.map((row) => row.text);
}
