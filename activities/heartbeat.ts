import { Context } from '@temporalio/activity';

const everyMs = 1_000;

/** Lets the engine know that this worker still lives while it works, so that one that was killed is missed within seconds. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
