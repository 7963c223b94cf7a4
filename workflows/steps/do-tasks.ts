import type { Attention } from '../attention.js';
import type { EntryState } from '../entry-state.js';
import { restOrRemind } from './clocks.js';

/** People do the tasks; finishing one unlocks the next in their own transaction. The engine keeps the clocks. */
export function doTasks(at: EntryState, attention: Attention): Promise<EntryState> {
  return restOrRemind(at, attention, 'tasks');
}
