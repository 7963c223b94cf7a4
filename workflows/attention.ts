import { condition, setHandler } from '@temporalio/workflow';
import { record } from './activities.js';
import type { EntryState } from './entry-state.js';
import { changed, whatItWaitsFor, type Waiting } from './messages.js';
import { patiently } from './patience.js';

/** An act that changed nothing (it lost a race, or there was nothing to do after all) is not tried again before this, or a change. */
const nothingHappenedMs = 30_000;

/** What any look returns: an entry, or a survey. */
export type Seen = { readonly version: number; readonly state: string; readonly nextDueAt: string | null };
export type Act<S extends Seen = EntryState> = (at: S) => Promise<S>;

/** What a run knows about the outside: it was woken, and where its entry (or survey) stood when it last looked. */
export type Attention<S extends Seen = EntryState> = {
  look(): Promise<S>;
  /** Does one act of the engine and answers where things stand after it. */
  act(name: string, at: S, act: Act<S>): Promise<S>;
  /** Sleeps until a wake or the next deadline, then looks. */
  rest(waitsFor: string, at: S): Promise<S>;
};

/** Pays attention to an entry. */
export function payAttention(entryId: string): Attention {
  return attend(() => record.look(entryId));
}

/** Registers the handlers, synchronously: they only note that something changed. */
export function attend<S extends Seen>(lookOnce: () => Promise<S>): Attention<S> {
  let woken = false;
  let waiting: Waiting = { for: 'look', until: null, version: null };
  setHandler(changed, () => { woken = true; });
  setHandler(whatItWaitsFor, () => waiting);

  /** What is read after this point contains everything that any earlier wake spoke of. */
  const read = (attempt: () => Promise<S>): Promise<S> => {
    woken = false;
    return patiently(attempt, () => woken);
  };
  const look = (): Promise<S> => read(lookOnce);
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
