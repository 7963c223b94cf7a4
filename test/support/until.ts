import { setTimeout as pause } from 'node:timers/promises';

const everyMs = 20;

/** Asks again until the answer is the wanted one. Throws, naming what was waited for and the last answer, when it has not come in time. */
export async function until<T>(what: string, ask: () => Promise<T>, wanted: (answer: T) => boolean, withinMs = 20_000): Promise<T> {
  for (const deadline = Date.now() + withinMs; ; await pause(everyMs)) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what}; the last answer was ${JSON.stringify(answer)}`);
  }
}
