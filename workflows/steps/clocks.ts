import { record } from '../activities.js';
import type { Attention } from '../attention.js';
import type { EntryState } from '../entry-state.js';

/** Fires what is due (reminders, escalations, time-outs: each a command of its own), else sleeps until something is or changes. */
export async function restOrRemind(at: EntryState, attention: Attention, waitsFor: string): Promise<EntryState> {
  const [deadlineId] = at.due;
  if (deadlineId === undefined) return attention.rest(waitsFor, at);
  return attention.act('remind', at, () => record.fireDeadline({ entryId: at.entryId, version: at.version, deadlineId }));
}
