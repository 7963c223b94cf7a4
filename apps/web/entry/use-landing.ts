import { useEffect, useRef } from 'react';

/** Brings the named item into view and gives it the focus, once it is on the page: a link lands on the exact thing. */
export function useLanding(item: string | undefined): (key: string) => { id: string; 'data-landed'?: true; tabIndex?: -1 } {
  const landed = useRef<string | null>(null);
  useEffect(() => {
    if (item === undefined || landed.current === item) return;
    const element = document.getElementById(`item-${item}`);
    if (element === null) return;
    landed.current = item;
    element.scrollIntoView({ block: 'center' });
    element.focus({ preventScroll: true });
  });
  return (key) => ({ id: `item-${key}`, ...(key === item && { 'data-landed': true as const, tabIndex: -1 as const }) });
}
