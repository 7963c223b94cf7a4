import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem, type CallInput, type Client } from '../../../libs/contracts/client.js';
import type { EndpointName } from '../../../libs/contracts/endpoints.js';

/** A call that gets no answer within this is asked again: the process that had it may be gone. */
const answerMs = 20_000;
/** How long a system that is being started again is waited for. */
const patienceMs = 120_000;
const restMs = { first: 100, longest: 2_000 } as const;
/** Statuses of a server that is there and cannot, at the moment. */
const momentary = new Set([429, 502, 503, 504]);

/**
 * The typed client for somebody who does not let go: every call has one command id, and is made again under it until it is answered, so a
 * process that dies in the middle neither loses it nor does it twice. A refusal is an answer.
 */
export class Steadfast {
  constructor(private readonly client: Client) {}

  withToken(token: string): Steadfast {
    return new Steadfast(this.client.withToken(token));
  }

  /** Throws ApiProblem for a refusal, or the last failure when there was no answer within two minutes. */
  async call<N extends EndpointName>(name: N, input: CallInput<N>) {
    const commandId = randomUUID();
    const attempt = () => this.client.call(name, { ...input, commandId, signal: AbortSignal.timeout(answerMs) });
    const until = Date.now() + patienceMs;
    for (let rest: number = restMs.first; ; rest = Math.min(rest * 2, restMs.longest)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isMomentary(error) || Date.now() > until) throw error;
      }
      await pause(rest);
    }
  }
}

/** Nobody answered, or nobody could: the connection broke, the answer is late, the database is away. */
function isMomentary(error: unknown): boolean {
  return error instanceof ApiProblem ? momentary.has(error.problem.status) : true;
}

/** Asks until the answer is there. Throws when it is not within `withinMs`, which covers several restarts of the engine. */
export async function until<T>(what: string, probe: () => Promise<T | null>, withinMs = 180_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (let rest = 30; ; rest = Math.min(rest * 1.5, 400)) {
    const found = await probe();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await pause(rest);
  }
}
