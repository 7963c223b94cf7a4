import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { stageKeys } from '../../../libs/playbook/define-stage.js';
import { entryTabs } from './entry-tabs.js';
import { Frame } from './frame.js';
import { NoSuchPage, Outside } from './outside.js';

/* Every page and what its address may carry. A value that does not fit falls away; it never breaks a page. */

const word = z.string().max(100).optional().catch(undefined);
const several = z.array(z.string().max(40)).max(20).optional().catch(undefined);

const root = createRootRoute({ component: Outside, notFoundComponent: NoSuchPage });
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });
const board = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: z.object({
    view: z.enum(['board', 'table']).optional().catch(undefined),
    q: word,
    state: several,
    only: several,
    stage: z.enum(stageKeys).optional().catch(undefined),
    sort: word,
  }),
  component: lazyRouteComponent(() => import('../board/board-page.js'), 'BoardPage'),
});
const inbox = createRoute({
  getParentRoute: () => frame,
  path: '/inbox',
  validateSearch: z.object({ only: z.enum(['overdue', 'week', 'gates']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../board/inbox-page.js'), 'InboxPage'),
});
const start = createRoute({
  getParentRoute: () => frame,
  path: '/entries/new',
  component: lazyRouteComponent(() => import('../entry/start-entry-page.js'), 'StartEntryPage'),
});
const entry = createRoute({
  getParentRoute: () => frame,
  path: '/entries/$entryId',
  validateSearch: z.object({
    tab: z.enum(entryTabs).optional().catch(undefined),
    item: word,
    stage: z.enum(stageKeys).optional().catch(undefined),
    round: z.int().min(1).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../entry/entry-page.js'), 'EntryPage'),
});
const people = createRoute({ getParentRoute: () => frame, path: '/people', component: lazyRouteComponent(() => import('../people/people-page.js'), 'PeoplePage') });
const tokens = createRoute({ getParentRoute: () => frame, path: '/tokens', component: lazyRouteComponent(() => import('../people/tokens-page.js'), 'TokensPage') });
const data = createRoute({
  getParentRoute: () => frame,
  path: '/data',
  validateSearch: z.object({ kind: word, q: word }),
  component: lazyRouteComponent(() => import('../imports/data-page.js'), 'DataPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([frame.addChildren([board, inbox, start, entry, people, tokens, data])]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
