import { ActivityFailure, ApplicationFailure, condition } from '@temporalio/workflow';

const firstRestMs = 2_000;
const longestRestMs = 60_000;

/** The world did not answer, as opposed to having refused: only a refusal is final. */
function isAway(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false;
  return !(error.cause instanceof ApplicationFailure && error.cause.nonRetryable);
}

/**
 * Tries until the world answers, resting longer each time, a minute at most; `hurry` ends a rest at once. A refusal is thrown on: it is a
 * bug or a hand-made wake, and the run should fail where operators see it.
 */
export async function patiently<T>(attempt: () => Promise<T>, hurry: () => boolean): Promise<T> {
  for (let rest = firstRestMs; ; rest = Math.min(rest * 2, longestRestMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await condition(hurry, rest);
  }
}
