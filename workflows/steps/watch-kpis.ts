import { ask } from '../activities.js';
import type { Attention } from '../attention.js';
import type { EntryState } from '../entry-state.js';
import { restOrRemind } from './clocks.js';

/** Freezes a packet whenever the evidence has changed since the last one, until a packet passes and votes are asked. */
export function watchKpis(at: EntryState, attention: Attention): Promise<EntryState> {
  if (at.stale && at.state === 'running') return attention.act('freeze packet', at, ask.freezePacket);
  return restOrRemind(at, attention, 'kpis');
}
