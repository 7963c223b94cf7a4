import type { ConditionView, EntryView, GateView, PacketView } from '../../../libs/contracts/views.js';
import { ChangedSince } from '../entry/changed-since.js';
import type { useLanding } from '../entry/use-landing.js';
import { useWords } from '../language/i18n.js';
import { Chip } from '../shell/marks.js';
import { CopyButton } from '../shell/states.js';
import { Conditions } from './conditions.js';
import { Decisions } from './decisions.js';
import { Verdict } from './verdict.js';

type Props = {
  readonly entry: EntryView;
  readonly gate: GateView;
  readonly packet: PacketView | null;
  readonly verdict: PacketView['verdict'];
  readonly conditions: readonly ConditionView[];
  readonly waivable: boolean;
  readonly land?: ReturnType<typeof useLanding>;
};

/** The frozen facts of one packet; without a packet, the facts as they would be judged now. */
export function Packet({ entry, gate, packet, verdict, conditions, waivable, land }: Props) {
  const { t, say, format } = useWords();
  return (
    <section className="packet" data-state={packet?.state ?? 'preview'} aria-labelledby={`packet-${packet?.id ?? 'preview'}`}>
      <div className="packet-head">
        <h2 id={`packet-${packet?.id ?? 'preview'}`}>
          {gate.key} · {packet ? t('gate.packetNo', { number: packet.number }) : t('gate.preview')}
        </h2>
        {packet && (
          <span className="row-facts">
            <Chip tone={packet.state === 'current' ? 'plain' : packet.state === 'timed-out' ? 'bad' : 'off'}>{t(`gate.packetState.${packet.state}`)}</Chip>
            <span className="quiet">{t('gate.frozenAt', { at: format.instant(packet.frozenAt, entry.timeZone) })}</span>
            <code title={packet.hash}>{packet.hash.slice(0, 8)}</code>
            <CopyButton text={packet.hash} label={t('entry.copyHash')} />
          </span>
        )}
      </div>
      {packet?.lapsedBecause && <p className="note">{t('gate.lapsedBecause', { why: say(packet.lapsedBecause) })}</p>}
      {packet && <ChangedSince changes={packet.changedSince} />}
      <Verdict verdict={verdict} conditions={conditions} />
      <Conditions entry={entry} stage={gate.stage} conditions={conditions} waivable={waivable} {...(land && { land })} />
      {packet && packet.decisions.length > 0 && <Decisions decisions={packet.decisions} zone={entry.timeZone} />}
      {packet && <Frozen entry={entry} packet={packet} />}
    </section>
  );
}

function Frozen({ entry, packet }: { entry: EntryView; packet: PacketView }) {
  const { t, say } = useWords();
  if (packet.deliverables.length === 0) return null;
  const titleOf = (key: string): string => {
    const known = entry.deliverables.find((each) => each.key === key);
    return known ? say(known.title) : key;
  };
  return (
    <details className="frozen">
      <summary>{t('gate.deliverables', { count: packet.deliverables.length })}</summary>
      <ul>
        {packet.deliverables.map((each) => (
          <li key={`${each.key} ${each.item}`}>
            <span>
              {titleOf(each.key)} {each.item !== '' && <b>{each.item}</b>}
            </span>{' '}
            <span className="quiet">{t('deliverable.version', { version: each.version })}</span> <code title={each.hash}>{each.hash.slice(0, 8)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
