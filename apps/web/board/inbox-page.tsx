import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { InboxItem } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { Nothing, Read } from '../shell/states.js';
import { FilterChip } from './board-filters.js';
import { MoveOwner, MoveTitle, placeOf } from './move-line.js';
import { Told } from './told.js';
import './board.css';

const filters = {
  overdue: (item: InboxItem): boolean => item.move.overdue,
  week: (item: InboxItem): boolean => item.move.dueAt !== null && Date.parse(item.move.dueAt) < Date.now() + 7 * 86_400_000,
  gates: (item: InboxItem): boolean => item.move.kind === 'vote' || item.move.kind === 'decide',
};

/** What waits for me over all entries, the earliest due first. A click lands on the very thing. */
export function InboxPage() {
  const { t } = useWords();
  const inbox = useRead('inbox', {});
  const { only } = useSearch({ from: '/frame/inbox' });
  const navigate = useNavigate();
  const pick = (key: keyof typeof filters | undefined): void => void navigate({ to: '/inbox', search: { only: key }, replace: true });
  return (
    <>
      <div className="page-head">
        <h1>{t('nav.inbox')}</h1>
      </div>
      <Read of={inbox}>
        {(items) => (
          <>
            <div className="filters">
              <div className="chips" role="group" aria-label={t('inbox.filter')}>
                {(Object.keys(filters) as (keyof typeof filters)[]).map((key) => (
                  <FilterChip key={key} on={only === key} flip={() => pick(only === key ? undefined : key)} count={items.filter(filters[key]).length}>
                    {t(`inbox.only.${key}`)}
                  </FilterChip>
                ))}
              </div>
            </div>
            <Items items={only === undefined ? items : items.filter(filters[only])} clear={items.length > 0 ? () => pick(undefined) : undefined} />
          </>
        )}
      </Read>
      <Told />
    </>
  );
}

function Items({ items, clear }: { items: readonly InboxItem[]; clear: (() => void) | undefined }) {
  const { t } = useWords();
  if (items.length === 0) return <Nothing title={t(clear ? 'inbox.noMatch' : 'inbox.none')}>{clear && <Button onClick={clear}>{t('board.clear')}</Button>}</Nothing>;
  const sorted = [...items].sort((a, b) => (a.move.dueAt ?? '9').localeCompare(b.move.dueAt ?? '9'));
  return (
    <ul className="rows inbox">
      {sorted.map((item) => (
        <li key={`${item.entryId} ${item.move.kind} ${item.move.about}`} className="row" data-late={item.move.overdue}>
          <div className="row-main">
            <Link to="/entries/$entryId" params={{ entryId: item.entryId }} search={placeOf(item.move)} className="card-link">
              <MoveTitle move={item.move} />
            </Link>
            <div className="quiet">
              {item.entry} · {t(`stage.${item.stage}`)}
            </div>
          </div>
          <MoveOwner move={item.move} />
        </li>
      ))}
    </ul>
  );
}
