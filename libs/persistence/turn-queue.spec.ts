import { DatabaseUnavailable } from './database-errors.js';
import { TurnQueue } from './turn-queue.js';

/** A piece of work that the test ends. */
function held() {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => { end = resolve; });
  return { work: () => done, end };
}

describe('the queue of one connection', () => {
  it('runs one at a time in the order of asking, failures included', async () => {
    const queue = new TurnQueue();
    const order: string[] = [];
    const step = (name: string, fail = false) => queue.take(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fail) throw new Error(name);
      return name;
    }, 1000);
    const results = await Promise.allSettled([step('a'), step('b', true), step('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('tells those who would wait too long to come back, and never runs what they asked', async () => {
    const queue = new TurnQueue();
    const long = held();
    const first = queue.take(long.work, 1000);
    let ran = 0;
    const impatient = queue.take(async () => { ran += 1; }, 20);
    const patient = queue.take(async () => { ran += 10; }, 60_000);
    const error: unknown = await impatient.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect((error as DatabaseUnavailable).retryAfterSeconds).toBeGreaterThan(0);
    long.end();
    await Promise.all([first, patient]);
    expect(ran).toBe(10);
    await queue.take(async () => { ran += 100; }, 20);
    expect(ran).toBe(110);
  });
});
