import type { PacketView } from '../../../libs/contracts/views.js';
import { ChangedSince } from '../entry/changed-since.js';
import { useWords } from '../language/i18n.js';
import { Chip } from '../shell/marks.js';

/** What was decided on a packet, by whom and why; a decision that was sent back says what had changed. */
export function Decisions({ decisions, zone }: { decisions: PacketView['decisions']; zone: string }) {
  const { t, say, format } = useWords();
  return (
    <section className="decisions">
      <h3>{t('gate.decisions')}</h3>
      <ul>
        {decisions.map((decision) => (
          <li key={decision.id}>
            <Chip tone={decision.kind === 'go' ? 'good' : decision.kind === 'stop' ? 'bad' : 'near'}>
              {t(`decision.${decision.kind}`)}
              {decision.toStage && ` → ${t(`stage.${decision.toStage}`)}`}
            </Chip>
            {decision.market && <b> {decision.market}</b>} <span>{decision.decidedBy.name}</span>{' '}
            <span className="quiet">
              {format.instant(decision.at, zone)} · {t(`gate.decisionState.${decision.state}`)}
            </span>
            <p className="note">{decision.reason}</p>
            <ChangedSince changes={decision.changedSince} />
            {decision.sentBackBecause && <p className="note">{t('gate.sentBackBecause', { why: say(decision.sentBackBecause) })}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
