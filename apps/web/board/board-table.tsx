import { Link } from '@tanstack/react-router';
import { Table, type TableProps } from 'antd';
import type { EntryRow } from '../../../libs/contracts/views.js';
import { stageKeys } from '../../../libs/playbook/define-stage.js';
import { useWords } from '../language/i18n.js';
import { VerdictMark } from '../shell/marks.js';
import type { BoardSearch } from './board-filter.js';
import { EntryBadges } from './entry-card.js';
import { MoveLine } from './move-line.js';

const orders: Record<string, (a: EntryRow, b: EntryRow) => number> = {
  name: (a, b) => a.name.localeCompare(b.name, 'zh'),
  stage: (a, b) => stageKeys.indexOf(a.stage) - stageKeys.indexOf(b.stage),
  age: (a, b) => a.ageDays - b.ageDays,
  due: (a, b) => (a.next?.dueAt ?? '9').localeCompare(b.next?.dueAt ?? '9'),
  blockers: (a, b) => a.blockers - b.blockers,
  overdue: (a, b) => a.overdue - b.overdue,
};

/** The same entries as a table; the order stands in the address, `age.descend`. */
export function BoardTable({ rows, sort, change }: { rows: EntryRow[]; sort: string | undefined; change: (next: BoardSearch) => void }) {
  const { t, list } = useWords();
  const [by, order] = (sort ?? '').split('.');
  const sorted = (key: string) => ({ key, sorter: orders[key] as (a: EntryRow, b: EntryRow) => number, sortOrder: by === key ? (order as 'ascend' | 'descend') : null });
  const columns: TableProps<EntryRow>['columns'] = [
    {
      title: t('board.column.name'),
      ...sorted('name'),
      fixed: 'left',
      width: 190,
      render: (_, row) => (
        <Link to="/entries/$entryId" params={{ entryId: row.id }}>
          {row.name}
        </Link>
      ),
    },
    {
      title: t('board.column.market'),
      key: 'market',
      width: 150,
      render: (_, row) => row.market ?? t('board.candidates', { count: row.candidates.length, names: list(row.candidates.slice(0, 3)) }),
    },
    {
      title: t('board.column.stage'),
      ...sorted('stage'),
      width: 120,
      render: (_, row) => `${stageKeys.indexOf(row.stage) + 1} ${t(`stage.${row.stage}`)}${row.round > 1 ? ` · ${t('entry.round', { round: row.round })}` : ''}`,
    },
    {
      title: t('board.column.state'),
      key: 'state',
      width: 120,
      render: (_, row) => (
        <span className="card-marks">
          <EntryBadges row={row} />
        </span>
      ),
    },
    { title: t('board.column.verdict'), key: 'verdict', width: 110, render: (_, row) => (row.verdict === null ? '–' : <VerdictMark verdict={row.verdict} />) },
    { title: t('board.column.next'), ...sorted('due'), width: 260, render: (_, row) => (row.next === null ? '–' : <MoveLine move={row.next} />) },
    { title: t('board.column.age'), ...sorted('age'), width: 90, align: 'right', render: (_, row) => t('board.age', { count: row.ageDays }) },
    { title: t('board.column.blockers'), ...sorted('blockers'), width: 90, align: 'right', dataIndex: 'blockers' },
    { title: t('board.column.overdue'), ...sorted('overdue'), width: 90, align: 'right', dataIndex: 'overdue' },
  ];
  return (
    <Table<EntryRow>
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 1120 }}
      pagination={{ hideOnSinglePage: true, pageSize: 50, showSizeChanger: false }}
      onChange={(_, __, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter;
        change({ sort: one?.order ? `${String(one.columnKey)}.${one.order}` : undefined });
      }}
    />
  );
}
