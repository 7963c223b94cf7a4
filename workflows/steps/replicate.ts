import { ask } from '../activities.js';
import type { Attention } from '../attention.js';
import type { EntryState } from '../entry-state.js';

/** Stage 8's own move: publish the bundle of the proven entry and open the next market from it. */
export function replicate(at: EntryState, attention: Attention): Promise<EntryState> {
  if (at.state === 'held') return attention.rest('resume', at);
  return attention.act('open next', at, ask.openNext);
}
