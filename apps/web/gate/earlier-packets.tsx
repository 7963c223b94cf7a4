import { Collapse } from 'antd';
import type { EntryView, GateView, PacketView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { Chip, VerdictMark } from '../shell/marks.js';
import { Packet } from './packet.js';
import { VoteList } from './votes.js';

/** What was put before the deciders earlier: how a gate came from "not passed" to "passed" stays readable. */
export function EarlierPackets({ entry, gate, packets }: { entry: EntryView; gate: GateView; packets: readonly PacketView[] }) {
  const { t, format } = useWords();
  return (
    <section className="section">
      <h2>{t('gate.earlier')}</h2>
      <Collapse
        items={packets.map((packet) => ({
          key: packet.id,
          label: (
            <span className="review-head">
              <b>{t('gate.packetNo', { number: packet.number })}</b> <VerdictMark verdict={packet.verdict} />{' '}
              <Chip tone="off">{t(`gate.packetState.${packet.state}`)}</Chip> <span className="quiet">{format.instant(packet.frozenAt, entry.timeZone)}</span>
            </span>
          ),
          children: (
            <>
              <Packet entry={entry} gate={gate} packet={packet} verdict={packet.verdict} conditions={packet.conditions} waivable={false} />
              <VoteList votes={packet.votes} />
            </>
          ),
        }))}
      />
    </section>
  );
}
