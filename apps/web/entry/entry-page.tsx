import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, Tabs } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { ApiProblem } from '../../../libs/contracts/client.js';
import type { EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { Nothing, Refused, Waiting } from '../shell/states.js';
import { EntryHeader } from './entry-header.js';
import { StageRail } from './stage-rail.js';
import { Work } from './work.js';
import './entry.css';

const Kpis = lazy(() => import('./kpis.js').then((module) => ({ default: module.Kpis })));
const GateTab = lazy(() => import('../gate/gate-tab.js').then((module) => ({ default: module.GateTab })));
const Reviews = lazy(() => import('./reviews.js').then((module) => ({ default: module.Reviews })));
const Journal = lazy(() => import('./journal.js').then((module) => ({ default: module.Journal })));

/** One entry. Tab, item, stage and round stand in the address, so that a link lands on the exact thing. */
export function EntryPage() {
  const { t } = useWords();
  const { entryId } = useParams({ from: '/frame/entries/$entryId' });
  const entry = useRead('getEntry', { params: { entryId } });
  if (entry.data !== undefined) return <EntryOf entry={entry.data} />;
  if (entry.error instanceof ApiProblem && entry.error.problem.status === 404) return <Nothing title={t('entry.notFound')}><Link to="/">{t('nav.board')}</Link></Nothing>;
  return entry.error ? <Refused error={entry.error} again={() => void entry.refetch()} /> : <Waiting />;
}

function EntryOf({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const search = useSearch({ from: '/frame/entries/$entryId' });
  const navigate = useNavigate();
  const tab = search.tab ?? 'work';
  const open = entry.tasks.filter((task) => task.state !== 'done').length;
  const red = entry.kpis.filter((kpi) => kpi.colour === 'red' && !kpi.shadow).length;
  const tabs: readonly { key: typeof tab; label: ReactNode; children: ReactNode }[] = [
    { key: 'work', label: t('entry.tab.work', { count: open }), children: <Work entry={entry} item={search.item} /> },
    { key: 'kpis', label: t('entry.tab.kpis', { count: red }), children: <Kpis entry={entry} item={search.item} /> },
    { key: 'gate', label: t('entry.tab.gate'), children: <GateTab entry={entry} stage={search.stage ?? entry.stage} round={search.round} item={search.item} /> },
    { key: 'reviews', label: t('entry.tab.reviews'), children: <Reviews entry={entry} /> },
    { key: 'journal', label: t('entry.tab.journal'), children: <Journal entry={entry} /> },
  ];
  return (
    <>
      <EntryHeader entry={entry} />
      {entry.waitsForEngine && <Alert type="warning" showIcon banner title={t('entry.waitsForEngine')} description={t('entry.waitsForEngineHint')} className="banner" />}
      {entry.heldReason !== null && entry.state === 'held' && <Alert type="info" showIcon banner title={t('entry.heldBecause', { reason: entry.heldReason })} className="banner" />}
      {entry.endReason !== null && <Alert type="info" showIcon banner title={t('entry.endedBecause', { reason: entry.endReason })} className="banner" />}
      <StageRail entry={entry} />
      <Tabs activeKey={tab} destroyOnHidden={false}
        onChange={(key) => void navigate({ to: '/entries/$entryId', params: { entryId: entry.id }, search: { tab: key as typeof tab } })}
        items={tabs.map(({ children, ...each }) => ({ ...each, children: <Suspense fallback={<Waiting />}>{children}</Suspense> }))} />
    </>
  );
}
