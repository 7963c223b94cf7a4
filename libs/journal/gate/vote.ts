import { randomUUID } from 'node:crypto';
import type { StageKey } from '../../playbook/define-stage.js';
import type { Role } from '../../playbook/roles.js';
import { mayVoteAs } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { entryCommand } from '../define-command.js';
import { namedPacket } from './packet.js';

type CastVote = {
  readonly entryId: string; readonly stage: StageKey; readonly packetHash: string; readonly role: string; readonly choice: 'go' | 'no-go'; readonly comment: string;
};

/**
 * A signer's vote, tied to the packet by its hash: it lapses with the packet. One vote per person and role; voting again replaces it,
 * and the journal keeps both. Nobody signs twice in two roles.
 */
export const vote = entryCommand<CastVote>(async (tx, { stage, packetHash, role, choice, comment }) => {
  const packet = await namedPacket(tx, stage, packetHash);
  const gate = tx.stage.gate;
  const may = mayVoteAs(tx.actor, gate, await tx.markets());
  if (!may.includes(role as Role)) throw new Refusal('not-a-signer', { gate: gate.key, signers: gate.signers.join(', '), role });
  const { em, actor, now } = tx;
  const mine = await em.query<{ id: string; role: string }[]>('select id, role from vote where packetId = ? and personId = ?', [packet.id, actor.personId]);
  if (mine.some((v) => v.role !== role)) throw new Refusal('own-work', { about: `${gate.key}: ${mine[0]?.role}` });
  const again = mine.find((v) => v.role === role);
  if (again) {
    await em.query('update vote set choice = ?, comment = ?, at = ? where id = ?', [choice, comment, now, again.id]);
  } else {
    await em.query('insert into vote (id, entryId, packetId, packetHash, personId, role, choice, comment, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [randomUUID(), tx.entry.id, packet.id, packet.hash, actor.personId, role, choice, comment, now]);
  }
  tx.record('vote', { stage, round: tx.entry.round, gate: gate.key, packet: packet.number, packetHash: packet.hash, role, choice, comment });
  return {};
});
