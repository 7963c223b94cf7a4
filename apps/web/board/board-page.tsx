import { AppstoreOutlined, PlusOutlined, TableOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import type { EntryRow } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { Nothing, Read, Waiting } from '../shell/states.js';
import { BoardColumns } from './board-columns.js';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import { DownloadButton } from '../shell/download.js';
import { filterRows, type BoardSearch } from './board-filter.js';
import { BoardFilters } from './board-filters.js';
import './board.css';

const BoardTable = lazy(() => import('./board-table.js').then((module) => ({ default: module.BoardTable })));

/** All entries by stage. Every choice stands in the address. */
export function BoardPage() {
  const { t } = useWords();
  const entries = useRead('listEntries', {});
  const search = useSearch({ from: '/frame/' });
  const navigate = useNavigate();
  const change = (next: BoardSearch): void => void navigate({ to: '/', search: { ...search, ...next }, replace: true });
  const view = search.view ?? 'board';
  return (
    <>
      <div className="page-head">
        <h1>{t('nav.board')}</h1>
        <Segmented
          value={view}
          onChange={(value) => change({ view: value === 'table' ? 'table' : undefined })}
          aria-label={t('board.view')}
          options={[
            { value: 'board', icon: <AppstoreOutlined aria-hidden />, label: t('board.asBoard') },
            { value: 'table', icon: <TableOutlined aria-hidden />, label: t('board.asTable') },
          ]}
        />
        <DownloadButton door="listEntries" input={{}} type={fileTypes.xlsx} name="board.xlsx" label={t('files.excel')} />
      </div>
      <Read of={entries}>
        {(rows) =>
          rows.length === 0 ? (
            <NoEntries />
          ) : (
            <>
              <BoardFilters rows={rows} search={search} change={change} />
              <Filtered rows={filterRows(rows, search)} search={search} change={change} />
            </>
          )
        }
      </Read>
    </>
  );
}

function Filtered({ rows, search, change }: { rows: EntryRow[]; search: BoardSearch; change: (next: BoardSearch) => void }) {
  const { t } = useWords();
  if (rows.length === 0) {
    return (
      <Nothing title={t('board.noMatch')}>
        <Button onClick={() => change({ q: undefined, state: undefined, only: undefined, stage: undefined })}>{t('board.clear')}</Button>
      </Nothing>
    );
  }
  if (search.view === 'table')
    return (
      <Suspense fallback={<Waiting />}>
        <BoardTable rows={rows} sort={search.sort} change={change} />
      </Suspense>
    );
  return <BoardColumns rows={rows} />;
}

function NoEntries() {
  const { t } = useWords();
  return (
    <Nothing title={t('board.none')}>
      <Link to="/entries/new">
        <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
          {t('nav.start')}
        </Button>
      </Link>
      <ol className="checklist">
        <li>
          <Link to="/people">{t('board.first.people')}</Link>
        </li>
        <li>
          <Link to="/data" search={{ kind: 'markets' }}>
            {t('board.first.markets')}
          </Link>
        </li>
        <li>
          <Link to="/entries/new">{t('board.first.entry')}</Link>
        </li>
      </ol>
    </Nothing>
  );
}
