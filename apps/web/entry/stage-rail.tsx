import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { EntryView, StageRunView } from '../../../libs/contracts/views.js';
import { stageKeys, type StageKey } from '../../../libs/playbook/define-stage.js';
import { useWords } from '../language/i18n.js';
import { Mark, type Tone } from '../shell/marks.js';

type Stop = { readonly key: StageKey; readonly runs: readonly StageRunView[] };

/** The eight stages with their rounds and what was decided in each. A stage that has been opened leads to its gate. */
export function StageRail({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  // Where the rail is wider than the window (phones), the current stage is what is seen of it.
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (list.current && here) list.current.scrollLeft = here.offsetLeft - 12;
  }, [entry.stage]);
  const stops: Stop[] = stageKeys.map((key) => ({ key, runs: entry.rail.filter((run) => run.key === key).sort((a, b) => a.round - b.round) }));
  return (
    <nav aria-label={t('entry.rail')}>
      <ol className="rail" ref={list}>
        {stops.map((stop, index) => (
          <Station key={stop.key} entry={entry} stop={stop} no={index + 1} />
        ))}
      </ol>
    </nav>
  );
}

function Station({ entry, stop, no }: { entry: EntryView; stop: Stop; no: number }) {
  const { t, say } = useWords();
  const latest = stop.runs.at(-1);
  const opened = stop.runs.filter((run) => run.state !== 'ahead');
  const here = entry.stage === stop.key;
  const state = here && entry.state === 'running' ? 'here' : here ? entry.state : (latest?.state ?? 'ahead');
  const name = (
    <>
      <span className="stage-no">{no}</span>
      <span className="rail-name">{t(`stage.${stop.key}`)}</span>
    </>
  );
  return (
    <li data-state={state} aria-current={here ? 'step' : undefined} title={latest ? say(latest.title) : undefined}>
      <div className="rail-head">
        {opened.length > 0 ? (
          <Link to="/entries/$entryId" params={{ entryId: entry.id }} search={{ tab: 'gate', stage: stop.key }}>
            {name}
          </Link>
        ) : (
          <span className="rail-ahead">{name}</span>
        )}
      </div>
      <ul className="rail-rounds">
        {opened.length === 0 && <li className="quiet">{t('entry.ahead')}</li>}
        {opened.map((run) => (
          <li key={run.round}>
            {stop.runs.length > 1 && <span className="quiet">{t('entry.round', { round: run.round })} </span>}
            <RunMark run={run} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function RunMark({ run }: { run: StageRunView }) {
  const { t } = useWords();
  if (run.decision !== null) {
    const tones: Record<typeof run.decision, Tone> = { go: 'good', conditional_go: 'near', hold: 'off', recycle: 'near', stop: 'bad' };
    return <Mark tone={tones[run.decision]}>{t(`decision.${run.decision}`)}</Mark>;
  }
  return <Mark tone="plain">{t(`runState.${run.state === 'ahead' ? 'opening' : run.state}`)}</Mark>;
}
