import type { EntityManager } from 'typeorm';
import { engine } from '../libs/journal/actor.js';
import type { AnswerOf, CommandName, InputOf } from '../libs/journal/commands.js';
import type { DecisionDoor } from '../libs/journal/commit.js';
import { effectId } from '../libs/journal/effect-id.js';
import type { Database } from '../libs/persistence/data-source.js';
import { readEntryState } from '../libs/persistence/entry-state.js';
import { Refusal, type RefusalCode } from '../libs/rules/failures.js';
import type { EntryState } from '../workflows/entry-state.js';
import { asFailure } from './failures.js';

/** A race that the engine lost: somebody committed between its look and its act. Not a failure, a reason to look again. */
const lostRaces: ReadonlySet<RefusalCode> = new Set([
  'wrong-state', 'entry-not-running', 'stage-not-open', 'not-due', 'no-packet', 'packet-lapsed', 'gate-timed-out', 'decision-stands', 'stale',
]);

/** The engine at the decision door: commands under business keys, and a fresh look at what stands after them. */
export class EngineDesk {
  constructor(private readonly db: Database, private readonly door: DecisionDoor, private readonly clock: { now(): Date }) {}

  /** Reads committed rows. */
  async read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(this.db.reader.manager);
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Where the entry stands now. Throws ApplicationFailure `not-found`. */
  look(entryId: string): Promise<EntryState> {
    return this.read(async (em) => {
      const state = await readEntryState(em, entryId, this.now());
      if (state === null) throw new Refusal('not-found', { what: `entry ${entryId}` });
      return state;
    });
  }

  /** Commits a command as the engine. `key` names the effect in business words: the same effect is the same command, whoever retries it. */
  async order<N extends CommandName>(name: N, key: readonly (string | number)[], input: InputOf<N>): Promise<AnswerOf<N>> {
    try {
      return await this.door.commit(name, { commandId: effectId(name, ...key), actor: engine, input });
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Commits a command on an entry and answers where the entry stands after it, whether it was this command that brought it there or not. */
  async move<N extends CommandName>(name: N, entryId: string, key: readonly (string | number)[], input: InputOf<N>): Promise<EntryState> {
    await this.attempt(name, entryId, key, input);
    return this.look(entryId);
  }

  /** Commits a command on an entry; a race that it lost is no failure. */
  async attempt<N extends CommandName>(name: N, entryId: string, key: readonly (string | number)[], input: InputOf<N>): Promise<void> {
    try {
      await this.door.commit(name, { commandId: effectId(name, entryId, ...key), actor: engine, input });
    } catch (error) {
      if (!(error instanceof Refusal && lostRaces.has(error.code))) throw asFailure(error);
    }
  }

  /** The door's own time: what is due is read and committed by the same clock. */
  now(): string {
    return this.clock.now().toISOString();
  }
}
