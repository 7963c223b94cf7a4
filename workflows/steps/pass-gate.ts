import { ask, record } from '../activities.js';
import type { Attention } from '../attention.js';
import type { EntryState } from '../entry-state.js';
import { restOrRemind } from './clocks.js';

/** Votes are asked: the ladder runs (remind, escalate, time out; never a yes). Evidence that changes meanwhile needs a new packet. */
export function passGate(at: EntryState, attention: Attention): Promise<EntryState> {
  if (at.stale && at.state === 'running') return attention.act('freeze packet', at, ask.freezePacket);
  return restOrRemind(at, attention, 'decision');
}

/** A decision stands: judged once more on today's facts, then carried out, or sent back to its signers. */
export function advance(at: EntryState, attention: Attention): Promise<EntryState> {
  if (at.state === 'held') return attention.rest('resume', at);
  return attention.act('advance', at, record.advance);
}
