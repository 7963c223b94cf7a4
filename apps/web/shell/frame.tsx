import { DatabaseOutlined, InboxOutlined, PlusOutlined, ProjectOutlined, TeamOutlined } from '@ant-design/icons';
import { Link, Outlet } from '@tanstack/react-router';
import { Badge, Button } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useWords } from '../language/i18n.js';
import { ChangePassword } from '../session/change-password.js';
import { useSession } from '../session/session.js';
import { useRead } from './api.js';
import { LanguageButton, LiveSign, PersonMenu, ThemeButton } from './header-tools.js';
import { LiveUpdates } from './live.js';
import { Refused, Waiting } from './states.js';

const SignIn = lazy(() => import('../session/sign-in.js').then((module) => ({ default: module.SignIn })));

/** The frame of every page. Who is not signed in signs in at the very address that was asked for, so a link survives it. */
export function Frame() {
  const session = useSession();
  if (session.data === undefined)
    return session.error ? (
      <main className="page">
        <Refused error={session.error} again={() => void session.refetch()} />
      </main>
    ) : (
      <Waiting />
    );
  if (session.data.state === 'signed-out')
    return (
      <Suspense fallback={<Waiting />}>
        <SignIn />
      </Suspense>
    );
  if (session.data.state === 'must-change') return <ChangePassword />;
  return (
    <LiveUpdates>
      <SignedIn />
    </LiveUpdates>
  );
}

function SignedIn() {
  const { t } = useWords();
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand" title={t('nav.home')}>
          <img src="/favicon.svg" alt="" width="26" height="26" />
          <span>{t('brand')}</span>
        </Link>
        <nav className="nav-wide" aria-label={t('nav.main')}>
          <Pages />
        </nav>
        <div className="tools">
          <Link to="/entries/new" className="start-link">
            <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1} aria-label={t('nav.start')}>
              {t('nav.start')}
            </Button>
          </Link>
          <LiveSign />
          <LanguageButton />
          <ThemeButton />
          <PersonMenu />
        </div>
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className="nav-phone" aria-label={t('nav.main')}>
        <Pages />
      </nav>
    </div>
  );
}

function Pages() {
  const { t } = useWords();
  const waiting = useRead('inbox', {}).data?.length ?? 0;
  return (
    <>
      <Page to="/" icon={<ProjectOutlined aria-hidden />}>
        {t('nav.board')}
      </Page>
      <Page
        to="/inbox"
        icon={
          <Badge count={waiting} size="small" offset={[4, -2]} overflowCount={99}>
            <InboxOutlined aria-hidden />
          </Badge>
        }
      >
        {t('nav.inbox')}
      </Page>
      <Page to="/data" icon={<DatabaseOutlined aria-hidden />}>
        {t('nav.data')}
      </Page>
      <Page to="/people" icon={<TeamOutlined aria-hidden />}>
        {t('nav.people')}
      </Page>
    </>
  );
}

function Page({ to, icon, children }: { to: '/' | '/inbox' | '/data' | '/people'; icon: ReactNode; children: ReactNode }) {
  return (
    <Link to={to} className="nav-link" activeOptions={{ exact: true, includeSearch: false }} activeProps={{ className: 'active', 'aria-current': 'page' }}>
      {icon}
      <span>{children}</span>
    </Link>
  );
}
