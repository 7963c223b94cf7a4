import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { apiPrefix, eventsPath } from '../../../libs/contracts/endpoints.js';
import { queryClient, refreshEntry } from './api.js';

export type Live = 'connecting' | 'live' | 'offline';
const Context = createContext<Live>('connecting');

/** Waits this long before the next attempt, in ms; the browser's own reconnecting stops at an answer that is not 200. */
const patience = [1_000, 2_000, 5_000, 10_000];

/** Listens to what changes on the server and reads again what is on the screen. After a gap everything is read again: events were missed. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const [live, setLive] = useState<Live>('connecting');
  useEffect(() => {
    let attempts = 0;
    let missed = false;
    let timer: number | undefined;
    let source: EventSource | undefined;
    const dirty = new Set<string>();
    let flush: number | undefined;

    const changed = (event: MessageEvent<string>): void => {
      dirty.add((JSON.parse(event.data) as { entryId: string }).entryId);
      // Several commits of one moment are one refresh.
      flush ??= window.setTimeout(() => {
        flush = undefined;
        dirty.forEach(refreshEntry);
        dirty.clear();
      }, 120);
    };
    const connect = (): void => {
      source = new EventSource(`${apiPrefix}${eventsPath}`);
      source.addEventListener('changed', changed);
      source.onopen = () => {
        attempts = 0;
        setLive('live');
        if (missed) void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
        missed = false;
      };
      source.onerror = () => {
        missed = true;
        setLive('offline');
        source?.close();
        // The stream also ends with the session: then this shows the sign-in.
        void queryClient.invalidateQueries({ queryKey: ['session'] });
        timer = window.setTimeout(connect, patience[Math.min(attempts++, patience.length - 1)]);
      };
    };
    connect();
    return () => {
      window.clearTimeout(timer);
      window.clearTimeout(flush);
      source?.close();
    };
  }, []);
  return <Context value={live}>{children}</Context>;
}

export function useLive(): Live {
  return use(Context);
}
