import type { EntityManager } from 'typeorm';
import type { Touch } from '../define-kind.js';
import { chunksOf } from '../upsert.js';

const rowsPerStatement = 200;
/** So many are remembered, so that a sum is not noted again for each of its rows. */
const mostRemembered = 50_000;

const nameOf = ({ what, id, week }: Touch): string => `${what}/${id}/${week}`;

/** Notes which sums an import puts out of date, in the transactions that do so; what is noted survives whoever noted it. */
export class TouchedSums {
  private readonly noted = new Set<string>();
  private readonly waiting = new Map<string, Touch>();

  constructor(private readonly importId: string) {}

  add(touches: readonly Touch[]): void {
    for (const touch of touches) {
      const name = nameOf(touch);
      if (!this.noted.has(name) && !this.waiting.has(name)) this.waiting.set(name, touch);
    }
  }

  /** A transaction begins, or begins again: what an earlier try added is added once more by this one. */
  begin(): void {
    this.waiting.clear();
  }

  async write(em: EntityManager): Promise<void> {
    await noteTouched(em, this.importId, [...this.waiting.values()]);
  }

  /** The transaction has committed. */
  keep(): void {
    if (this.noted.size > mostRemembered) this.noted.clear();
    for (const name of this.waiting.keys()) this.noted.add(name);
    this.waiting.clear();
  }
}

export async function noteTouched(em: EntityManager, importId: string, touches: readonly Touch[]): Promise<void> {
  for (const some of chunksOf(touches, rowsPerStatement)) {
    await em.query(`replace into touched_sum (importId, what, id, week) values ${some.map(() => '(?, ?, ?, ?)').join(', ')}`, some.flatMap(({ what, id, week }) => [importId, what, id, week]));
  }
}
