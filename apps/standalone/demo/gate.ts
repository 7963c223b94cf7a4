import type { DecideGate } from '../../../libs/contracts/commands.js';
import type { PacketView } from '../../../libs/contracts/views.js';
import { stageKeys, type StageKey } from '../../../libs/playbook/define-stage.js';
import type { DecisionKind } from '../../../libs/rules/facts.js';
import type { RefusalCode } from '../../../libs/rules/failures.js';
import { refusalOf, type Play } from './play.js';

type Commitment = Pick<DecideGate, 'reason'> & Partial<Pick<DecideGate, 'obligations' | 'toStage'>>;

/** Waits for a packet that passes, has everybody sign it and the decider say go. */
export async function goThrough(play: Play, stage: StageKey, reason: string): Promise<void> {
  const packet = await play.packet(stage);
  play.teller.packet(stage, play.at.round, packet);
  await sign(play, stage, packet);
  await decide(play, stage, packet, 'go', { reason });
}

/** Every signer of the gate says go on this packet. */
export async function sign(play: Play, stage: StageKey, packet: PacketView): Promise<void> {
  const gate = await play.cast.get('rm').client.call('getGate', { params: { entryId: play.entryId, stage } });
  for (const role of gate.signers) {
    const signer = play.cast.signer(role);
    await signer.client.call('vote', { params: { entryId: play.entryId, stage }, body: { packetHash: packet.hash, role, choice: 'go' } });
  }
  play.teller.signed(gate.signers.map((role) => play.cast.signer(role).name));
}

/** The decider of the gate commits the company, and the engine carries it out. */
export async function decide(play: Play, stage: StageKey, packet: PacketView, kind: DecisionKind, commitment: Commitment): Promise<void> {
  const decider = await deciderOf(play, stage);
  await decider.client.call('decideGate', { params: { entryId: play.entryId, stage }, body: { packetHash: packet.hash, kind, ...commitment } });
  play.teller.decided(decider.name, kind, commitment.reason);
  const next = kind === 'recycle' ? commitment.toStage : stageKeys[stageKeys.indexOf(stage) + 1];
  if (next === undefined || kind === 'hold' || kind === 'stop') return;
  const { round } = await play.opened(next as StageKey);
  play.at = { stage: next as StageKey, round };
}

/** A go is tried that must be refused, for this reason and no other. */
export async function goIsRefused(play: Play, stage: StageKey, packet: PacketView, why: RefusalCode): Promise<void> {
  const decider = await deciderOf(play, stage);
  const refusal = await refusalOf(decider.client.call('decideGate', {
    params: { entryId: play.entryId, stage }, body: { packetHash: packet.hash, kind: 'go', reason: '想早一点 Rather sooner' },
  }));
  if (refusal.problem.code !== why) throw refusal;
  play.teller.refused(decider.name, refusal.problem);
}

async function deciderOf(play: Play, stage: StageKey) {
  const gate = await play.cast.get('rm').client.call('getGate', { params: { entryId: play.entryId, stage } });
  return play.cast.signer(gate.decider);
}
