import type { EntityManager } from 'typeorm';
import type { StageKey } from '../../playbook/define-stage.js';
import type { Text } from '../../playbook/define-form.js';
import { Refusal } from '../../rules/failures.js';
import { lapse, lapseText } from '../../rules/lapse.js';
import { missingDeliverables } from '../../rules/work.js';
import { Vote, type GatePacket } from '../../persistence/entities/process/gate.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { deliverablesOf, tasksOf } from '../../persistence/work-rows.js';

/** Its facts stay where they are: a vote or a decision names them by the hash. */
export type NamedPacket = Pick<GatePacket, 'id' | 'stageRunId' | 'number' | 'state' | 'hash' | 'lapsedBecause'>;

/**
 * The packet that a vote or a decision names by its hash, when it is the one before the deciders now. Throws `no-packet` while work is
 * open, `packet-lapsed` when its evidence has changed, `gate-timed-out` when its time to decide has passed.
 */
export async function namedPacket(tx: EntryTransaction, stage: StageKey, packetHash: string): Promise<NamedPacket> {
  if (tx.entry.stage === stage && tx.entry.phase === 'decided') {
    const [standing] = await tx.em.query<{ kind: string }[]>('select kind from decision where terminalKey = ?', [tx.entry.stageRunId]);
    throw new Refusal('decision-stands', { kind: standing?.kind ?? '' });
  }
  tx.mustBeIn(stage, ['working', 'watching', 'gate']);
  const [packet] = await tx.em.query<NamedPacket[]>(
    'select p.id, p.stageRunId, p.number, p.state, p.hash, p.lapsedBecause from stage_run r join gate_packet p on p.id = r.packetId where r.id = ?', [tx.entry.stageRunId]);
  if (!packet) throw new Refusal('no-packet', { missing: await stillOpen(tx) });
  if (packet.state === 'timed-out') throw new Refusal('gate-timed-out');
  if (packet.state !== 'current') throw lapsed(lapseText(packet.lapsedBecause ?? lapse('readings-changed'), tx.stage));
  if (packet.hash !== packetHash) throw lapsed({ zh: `现行的是材料 ${packet.number}`, en: `packet ${packet.number} is the current one` });
  return packet;
}

const lapsed = ({ zh, en }: Text): Refusal => new Refusal('packet-lapsed', { why: `${zh} · ${en}` });

async function stillOpen(tx: EntryTransaction): Promise<string> {
  const run = tx.entry.stageRunId as string;
  const tasks = (await tasksOf(tx.em, run)).filter((t) => t.state !== 'done').map((t) => t.taskKey);
  const open = [...tasks, ...missingDeliverables(tx.stage, await deliverablesOf(tx.em, run))];
  return open.join(', ') || 'the engine is about to freeze it';
}

export async function votesOn(em: EntityManager, packet: Pick<GatePacket, 'id' | 'hash'>): Promise<Vote[]> {
  return em.findBy(Vote, { packetId: packet.id, packetHash: packet.hash });
}
