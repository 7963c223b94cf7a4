import { Outlet, Link } from '@tanstack/react-router';
import { Button, Result } from 'antd';
import { Suspense } from 'react';
import { useWords } from '../language/i18n.js';
import { Waiting } from './states.js';

/** Around every page, signed in or not. */
export function Outside() {
  return (
    <Suspense fallback={<Waiting />}>
      <Outlet />
    </Suspense>
  );
}

export function NoSuchPage() {
  const { t } = useWords();
  return (
    <main>
      <Result
        status="404"
        title={<h1 className="plain">{t('state.noPage')}</h1>}
        extra={
          <Link to="/">
            <Button type="primary">{t('nav.board')}</Button>
          </Link>
        }
      />
    </main>
  );
}
