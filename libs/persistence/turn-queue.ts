import { DatabaseUnavailable } from './database-errors.js';

/** One after the other, in the order of asking; nobody waits for ever behind a long piece of work. */
export class TurnQueue {
  private tail: Promise<unknown> = Promise.resolve();
  private length = 0;

  /** Runs `work` when its turn has come. Throws `DatabaseUnavailable`, and never runs it, when that takes longer than the patience. */
  take<T>(work: () => Promise<T>, patienceMs: number): Promise<T> {
    return this.length === 0 ? this.append(work) : this.wait(work, patienceMs);
  }

  private append<T>(work: () => Promise<T>): Promise<T> {
    this.length += 1;
    const turn = this.tail.then(work).finally(() => { this.length -= 1; });
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private wait<T>(work: () => Promise<T>, patienceMs: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let gone = false;
      const lose = () => {
        gone = true;
        reject(new DatabaseUnavailable(`The database is busy with a long piece of work: no turn within ${patienceMs / 1000} seconds`, 5));
      };
      const timer = setTimeout(lose, patienceMs);
      this.append(async () => {
        clearTimeout(timer);
        if (!gone) await work().then(resolve, reject);
      }).catch(reject);
    });
  }
}
