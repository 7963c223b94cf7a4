import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useLayoutEffect } from 'react';
import { useSession, type Session } from '../session/session.js';
import { queryClient } from './api.js';
import { PreferencesOf, usePreferences } from './preferences.js';
import { router } from './router.js';
import { useSystemWish } from './system-wish.js';
import { themeOf } from './theme.js';

/** The whole web application: providers around the router. */
export function Desk() {
  return (
    <QueryClientProvider client={queryClient}>
      <Person />
    </QueryClientProvider>
  );
}

function Person() {
  const session: Session | undefined = useSession().data;
  return (
    <PreferencesOf person={session?.state === 'in' ? session.person : null}>
      <Dressed />
    </PreferencesOf>
  );
}

function Dressed() {
  const { language, dark } = usePreferences();
  const isStill = useSystemWish('(prefers-reduced-motion: reduce)');
  // Monday first, in both languages.
  useLayoutEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language]);
  return (
    <ConfigProvider locale={language === 'zh' ? zh : en} theme={themeOf(dark, isStill)} button={{ autoInsertSpace: false }}>
      <App message={{ maxCount: 2 }}>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  );
}
