import { condition, setHandler } from '@temporalio/workflow';
import { record } from './activities.js';
import type { EntryState } from './entry-state.js';
import { changed, whatItWaitsFor, type Waiting } from './messages.js';
import { patiently } from './patience.js';

/** An act that changed nothing (it lost a race, or there was nothing to do after all) is not tried again before this, or a change. */
const nothingHappenedMs = 30_000;

export type Act = (at: EntryState) => Promise<EntryState>;

/** What a run of `marketEntry` knows about the outside: it was woken, and where the entry stood when it last looked. */
export type Attention = {
  look(): Promise<EntryState>;
  /** Does one act of the engine and answers where the entry stands after it. */
  act(name: string, at: EntryState, act: Act): Promise<EntryState>;
  /** Sleeps until a wake or the entry's next deadline, then looks. */
  rest(waitsFor: string, at: EntryState): Promise<EntryState>;
};

/** Registers the handlers, synchronously: they only note that something changed. */
export function payAttention(entryId: string): Attention {
  let woken = false;
  let waiting: Waiting = { for: 'look', until: null, version: null };
  setHandler(changed, () => { woken = true; });
  setHandler(whatItWaitsFor, () => waiting);

  /** What is read after this point contains everything that any earlier wake spoke of. */
  const read = (attempt: () => Promise<EntryState>): Promise<EntryState> => {
    woken = false;
    return patiently(attempt, () => woken);
  };
  const look = (): Promise<EntryState> => read(() => record.look(entryId));
  const sleep = async (ms: number | null): Promise<void> => {
    // Whether a wake or the clock ended it does not matter: what stands in the database does.
    await (ms === null ? condition(() => woken) : condition(() => woken, ms));
  };

  return {
    look,
    async act(name, at, act) {
      waiting = { for: name, until: null, version: at.version };
      const after = await read(() => act(at));
      if (after.version !== at.version) return after;
      waiting = { for: `${name} again`, until: null, version: at.version };
      await sleep(nothingHappenedMs);
      return look();
    },
    async rest(waitsFor, at) {
      waiting = { for: at.state === 'held' ? 'resume' : waitsFor, until: at.nextDueAt, version: at.version };
      await sleep(at.nextDueAt === null ? null : Math.max(1, Date.parse(at.nextDueAt) - Date.now()));
      return look();
    },
  };
}
