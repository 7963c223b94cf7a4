import { canonical } from '../playbook/canonical.js';
import type { FrozenCondition, PacketDeliverable } from '../rules/facts.js';
import { factsOf, wordsOf } from '../rules/frozen-conditions.js';
import { sha256 } from './sha256.js';

type Hashed = {
  readonly entry: string; readonly stage: string; readonly round: number; readonly bundle: string;
  readonly conditions: readonly FrozenCondition[]; readonly deliverables: readonly PacketDeliverable[];
};

/**
 * The name of a packet: a function of its facts, so that a better sentence in a later release makes no other packet of it. Packets whose
 * evidence is one string were hashed with it, and keep their names.
 */
export function packetHash(packet: Hashed): string {
  const { conditions } = packet;
  return sha256(canonical({ ...packet, conditions: wordsOf(conditions) === null ? conditions : factsOf(conditions) }));
}

/** What the journal keeps of the sentences, so that a dossier cannot be given others; null where the packet's own hash holds them. */
export function wordsHash(conditions: readonly FrozenCondition[]): string | null {
  const words = wordsOf(conditions);
  return words === null ? null : sha256(canonical(words));
}
