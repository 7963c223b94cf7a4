import { Link } from '@tanstack/react-router';
import { Alert, Segmented } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import type { EntryView, GateView } from '../../../libs/contracts/views.js';
import type { StageKey } from '../../../libs/playbook/define-stage.js';
import { useLanding } from '../entry/use-landing.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { Nothing, Read } from '../shell/states.js';
import { Blocked } from './blocked.js';
import { DecideForm } from './decide-form.js';
import { EarlierPackets } from './earlier-packets.js';
import { Obligations } from './obligations.js';
import { Packet } from './packet.js';
import { VoteForm } from './vote-form.js';
import { Votes } from './votes.js';
import './gate.css';

type Props = { readonly entry: EntryView; readonly stage: StageKey; readonly round: number | undefined; readonly item: string | undefined };

/** The gate of a stage: what was put before the deciders, what they said, and what came before. */
export function GateTab({ entry, stage, round, item }: Props) {
  const { t } = useWords();
  const opened = entry.rail
    .filter((run) => run.key === stage && run.state !== 'ahead')
    .map((run) => run.round)
    .sort((a, b) => a - b);
  const asked = useRead(
    'getGate',
    { params: { entryId: entry.id, stage }, ...(round !== undefined && { query: { round } }) },
    opened.length > 0 || stage === entry.stage,
  );
  const navigate = useNavigate();
  return (
    <>
      <div className="gate-head">
        {stage !== entry.stage && (
          <p className="quiet">
            {t('gate.otherStage', { stage: t(`stage.${stage}`) })}{' '}
            <Link to="/entries/$entryId" params={{ entryId: entry.id }} search={{ tab: 'gate' }}>
              {t('gate.toCurrent')}
            </Link>
          </p>
        )}
        {opened.length > 1 && (
          <Segmented
            aria-label={t('gate.rounds')}
            value={round ?? opened.at(-1) ?? 1}
            options={opened.map((each) => ({ value: each, label: t('entry.round', { round: each }) }))}
            onChange={(picked) => void navigate({ to: '/entries/$entryId', params: { entryId: entry.id }, search: { tab: 'gate', stage, round: picked } })}
          />
        )}
      </div>
      <Read of={asked}>{(gate) => <Gate entry={entry} gate={gate} item={item} />}</Read>
    </>
  );
}

function Gate({ entry, gate, item }: { entry: EntryView; gate: GateView; item: string | undefined }) {
  const { t, format } = useWords();
  const land = useLanding(item);
  const packets = [...gate.packets].sort((a, b) => b.number - a.number);
  // A packet that lapsed is history: while there is a preview, that is what counts now.
  const shown = packets[0] && (gate.preview === null || packets[0].state !== 'lapsed') ? packets[0] : null;
  const earlier = packets.filter((packet) => packet !== shown);
  const open = shown?.state === 'current' && entry.state === 'running' && gate.stage === entry.stage && gate.round === entry.round;
  return (
    <div className="gate-columns">
      <div>
        {gate.timedOut && <Alert type="error" showIcon title={t('gate.timedOut')} description={t('gate.timedOutHint')} className="banner" />}
        {shown && (
          <Packet entry={entry} gate={gate} packet={shown} verdict={shown.verdict} conditions={shown.conditions} waivable={open && entry.may.waive} land={land} />
        )}
        {!shown && gate.preview !== null && (
          <Packet
            entry={entry}
            gate={gate}
            packet={null}
            verdict={gate.previewVerdict ?? 'unknown'}
            conditions={gate.preview}
            waivable={entry.may.waive && gate.stage === entry.stage}
            land={land}
          />
        )}
        {!shown && gate.preview === null && <Nothing title={t('gate.none')} />}
        {earlier.length > 0 && <EarlierPackets entry={entry} gate={gate} packets={earlier} />}
      </div>
      <aside className="gate-side">
        {gate.decideBy !== null && open && <p className="decide-by">{t('gate.decideBy', { at: format.instant(gate.decideBy, entry.timeZone) })}</p>}
        {gate.withinMonths !== null && <p className="quiet">{t('gate.withinMonths', { count: gate.withinMonths })}</p>}
        <div {...land('vote')}>
          <Votes gate={gate} votes={shown?.votes ?? []} open={open} />
        </div>
        {open && gate.mayVoteAs.length > 0 && <VoteForm entry={entry} gate={gate} packet={shown} />}
        <Blocked moves={gate.blockedBy} />
        <div {...land('decide')}>
          {open && gate.mayDecide && shown.decisions.every((decision) => decision.state !== 'standing') && <DecideForm entry={entry} gate={gate} packet={shown} />}
        </div>
        <div {...land('obligations')}>
          <Obligations entry={entry} />
        </div>
      </aside>
    </div>
  );
}
