import { PauseCircleOutlined, PlayCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { EntryView } from '../../../libs/contracts/views.js';
import { stageKeys } from '../../../libs/playbook/define-stage.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { Chip } from '../shell/marks.js';
import { CopyButton } from '../shell/states.js';
import { EntryBadges } from '../board/entry-card.js';
import { MoveLine, placeOf } from '../board/move-line.js';
import { ReasonDialog } from './reason-dialog.js';

/** What the entry is, where it stands, whose turn it is, where it came from and what came of it. */
export function EntryHeader({ entry }: { entry: EntryView }) {
  const { t, list } = useWords();
  return (
    <header className="entry-head">
      <div className="entry-title">
        <h1>{entry.name}</h1>
        <p className="card-marks">
          <Chip>
            {stageKeys.indexOf(entry.stage) + 1} {t(`stage.${entry.stage}`)} · {t('entry.round', { round: entry.round })}
          </Chip>
          <EntryBadges row={entry} />
          {entry.overdue > 0 && <Chip tone="bad">{t('board.overdue', { count: entry.overdue })}</Chip>}
        </p>
        <dl className="facts-line">
          <Fact name={t('entry.market')}>
            {entry.market ?? t('board.candidates', { count: entry.candidateMarkets.length, names: list(entry.candidateMarkets.map((market) => market.name)) })}
          </Fact>
          <Fact name={t('entry.ageName')}>{t('board.age', { count: entry.ageDays })}</Fact>
          <Fact name={t('entry.bundle')}>
            {entry.bundle.alias} <code title={entry.bundle.hash}>{entry.bundle.hash.slice(0, 8)}</code>
            <CopyButton text={entry.bundle.hash} label={t('entry.copyHash')} />
          </Fact>
          <Fact name={t('entry.zone')}>
            {entry.timeZone} · {entry.currency}
          </Fact>
          {entry.lineage && (
            <Fact name={t('entry.openedFrom')}>
              <Link to="/entries/$entryId" params={{ entryId: entry.lineage.entryId }}>
                {entry.lineage.entry}
              </Link>{' '}
              <code title={entry.lineage.bundleHash}>{entry.lineage.bundleHash.slice(0, 8)}</code>
            </Fact>
          )}
          {entry.opened.length > 0 && (
            <Fact name={t('entry.opened')}>
              {entry.opened.map((next) => (
                <Link key={next.entryId} to="/entries/$entryId" params={{ entryId: next.entryId }}>
                  {next.entry}
                </Link>
              ))}
            </Fact>
          )}
        </dl>
      </div>
      <div className="entry-side">
        <Steering entry={entry} />
        {entry.next && (
          <Link to="/entries/$entryId" params={{ entryId: entry.id }} search={placeOf(entry.next)} className="entry-next">
            <span className="label">{t('entry.nextAct')}</span>
            <MoveLine move={entry.next} />
          </Link>
        )}
      </div>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const acts = ['hold', 'resume', 'stop'] as const;
const icons = { hold: <PauseCircleOutlined aria-hidden />, resume: <PlayCircleOutlined aria-hidden />, stop: <StopOutlined aria-hidden /> };

/** Hold, resume, stop: each with a reason that is kept. */
function Steering({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const [asking, setAsking] = useState<(typeof acts)[number] | null>(null);
  const commands = { hold: useCommand('hold'), resume: useCommand('resume'), stop: useCommand('stop') };
  const command = commands[asking ?? 'hold'];
  const close = (): void => {
    command.reset();
    setAsking(null);
  };
  return (
    <div className="buttons">
      {acts
        .filter((act) => entry.may[act])
        .map((act) => (
          <Button key={act} icon={icons[act]} danger={act === 'stop'} onClick={() => setAsking(act)}>
            {t(`steer.${act}`)}
          </Button>
        ))}
      <ReasonDialog
        open={asking !== null}
        title={t(`steer.${asking ?? 'hold'}Title`, { entry: entry.name })}
        hint={t(`steer.${asking ?? 'hold'}Hint`)}
        danger={asking === 'stop'}
        confirm={t(`steer.${asking ?? 'hold'}`)}
        busy={command.isPending}
        error={command.error}
        cancel={close}
        send={(reason) => command.mutate({ params: { entryId: entry.id }, body: { reason } }, { onSuccess: close })}
      />
    </div>
  );
}
