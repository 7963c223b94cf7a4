import { useCallback, useSyncExternalStore } from 'react';

/** Whether the system asks for something (a media query), and again whenever that changes. */
export function useSystemWish(query: string): boolean {
  const subscribe = useCallback((changed: () => void) => {
    const wish = window.matchMedia(query);
    wish.addEventListener('change', changed);
    return () => wish.removeEventListener('change', changed);
  }, [query]);
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
