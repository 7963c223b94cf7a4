import { Link } from '@tanstack/react-router';
import type { EntryRow } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { Chip, VerdictMark } from '../shell/marks.js';
import { MoveLine } from './move-line.js';

/** One entry on the board: where it is, how old, what is next and whose turn it is. */
export function EntryCard({ row }: { row: EntryRow }) {
  const { t, list } = useWords();
  return (
    <article className="entry-card" data-held={row.state === 'held'}>
      <h3>
        <Link to="/entries/$entryId" params={{ entryId: row.id }} className="card-link">
          {row.name}
        </Link>
      </h3>
      <p className="card-market">{row.market ?? t('board.candidates', { count: row.candidates.length, names: list(row.candidates.slice(0, 3)) })}</p>
      <p className="card-marks">
        <EntryBadges row={row} />
        {row.verdict !== null && row.state === 'running' && <VerdictMark verdict={row.verdict} />}
      </p>
      {row.next && <MoveLine move={row.next} />}
      <p className="card-foot">
        <span>{t('board.age', { count: row.ageDays })}</span>
        {row.round > 1 && <span>{t('entry.round', { round: row.round })}</span>}
        {row.blockers > 0 && <span>{t('board.blockers', { count: row.blockers })}</span>}
        {row.overdue > 0 && <Chip tone="bad">{t('board.overdue', { count: row.overdue })}</Chip>}
      </p>
    </article>
  );
}

/** State and phase in words, and whether the entry waits for the engine. */
export function EntryBadges({ row }: { row: EntryRow }) {
  const { t } = useWords();
  return (
    <>
      {row.state === 'running' ? (
        <Chip>{t(`phase.${row.phase}`)}</Chip>
      ) : (
        <Chip tone={row.state === 'held' ? 'near' : row.state === 'completed' ? 'good' : 'off'}>{t(`entryState.${row.state}`)}</Chip>
      )}
      {row.waitsForEngine && (
        <Chip tone="near" title={t('entry.waitsForEngineHint')}>
          {t('entry.waitsForEngine')}
        </Chip>
      )}
    </>
  );
}
