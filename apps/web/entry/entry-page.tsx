import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Alert } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { ApiProblem } from '../../../libs/contracts/client.js';
import type { EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { Nothing, Refused, Waiting } from '../shell/states.js';
import { entryTabs } from '../shell/entry-tabs.js';
import { EntryHeader } from './entry-header.js';
import { StageRail } from './stage-rail.js';
import { Work } from './work.js';
import './entry.css';

const Kpis = lazy(() => import('./kpis.js').then((module) => ({ default: module.Kpis })));
const SurveyTab = lazy(() => import('../survey/survey-tab.js').then((module) => ({ default: module.SurveyTab })));
const GateTab = lazy(() => import('../gate/gate-tab.js').then((module) => ({ default: module.GateTab })));
const Reviews = lazy(() => import('./reviews.js').then((module) => ({ default: module.Reviews })));
const Journal = lazy(() => import('./journal.js').then((module) => ({ default: module.Journal })));

/** One entry. Tab, item, stage and round stand in the address, so that a link lands on the exact thing. */
export function EntryPage() {
  const { t } = useWords();
  const { entryId } = useParams({ from: '/frame/entries/$entryId' });
  const entry = useRead('getEntry', { params: { entryId } });
  if (entry.data !== undefined) return <EntryOf entry={entry.data} />;
  if (entry.error instanceof ApiProblem && entry.error.problem.status === 404)
    return (
      <Nothing title={<h1>{t('entry.notFound')}</h1>}>
        <Link to="/">{t('nav.board')}</Link>
      </Nothing>
    );
  return entry.error ? <Refused error={entry.error} again={() => void entry.refetch()} /> : <Waiting />;
}

function EntryOf({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const search = useSearch({ from: '/frame/entries/$entryId' });
  const tab = search.tab ?? 'work';
  const open = entry.tasks.filter((task) => task.state !== 'done').length;
  const red = entry.kpis.filter((kpi) => kpi.colour === 'red' && !kpi.shadow).length;
  const counts: Partial<Record<typeof tab, ReactNode>> = {
    work: open > 0 && <TabCount count={open} says={t('entry.tab.open', { count: open })} />,
    kpis: red > 0 && <TabCount count={red} says={t('entry.tab.red', { count: red })} bad />,
  };
  return (
    <>
      <EntryHeader entry={entry} />
      {entry.waitsForEngine && (
        <Alert
          type="warning"
          showIcon
          banner
          title={
            <>
              <b>{t('entry.waitsForEngine')}</b> {t('entry.waitsForEngineHint')}
            </>
          }
          className="banner"
        />
      )}
      {entry.heldReason !== null && entry.state === 'held' && (
        <Alert type="info" showIcon banner title={t('entry.heldBecause', { reason: entry.heldReason })} className="banner" />
      )}
      {entry.endReason !== null && <Alert type="info" showIcon banner title={t('entry.endedBecause', { reason: entry.endReason })} className="banner" />}
      <StageRail entry={entry} />
      <nav className="tabs" aria-label={t('entry.tabs')}>
        {entryTabs.filter((key) => key !== 'survey' || entry.stage !== 'select').map((key) => (
          <Link
            key={key}
            to="/entries/$entryId"
            params={{ entryId: entry.id }}
            search={{ tab: key }}
            className={key === tab ? 'active' : undefined}
            aria-current={key === tab ? 'page' : undefined}
          >
            {t(`entry.tab.${key}`)}
            {counts[key]}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Waiting />}>
        {tab === 'work' && <Work entry={entry} item={search.item} />}
        {tab === 'survey' && <SurveyTab entry={entry} />}
        {tab === 'kpis' && <Kpis entry={entry} item={search.item} />}
        {tab === 'gate' && <GateTab entry={entry} stage={search.stage ?? entry.stage} round={search.round} item={search.item} />}
        {tab === 'reviews' && <Reviews entry={entry} />}
        {tab === 'journal' && <Journal entry={entry} />}
      </Suspense>
    </>
  );
}

function TabCount({ count, says, bad = false }: { count: number; says: string; bad?: boolean }) {
  return (
    <span className={bad ? 'tab-count bad' : 'tab-count'} title={says}>
      <span aria-hidden="true">{count}</span>
      <span className="sr-only"> {says}</span>
    </span>
  );
}
