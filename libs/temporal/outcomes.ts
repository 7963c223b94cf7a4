import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { Refusal } from '../rules/failures.js';

/** gRPC: the call was cut off, the deadline passed, the server is overloaded or not there. */
const awayCodes = new Set([1, 4, 8, 14]);

/** True when the engine did not answer, as opposed to having refused. */
export function isEngineAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return awayCodes.has(cause.code);
    if (cause.name === 'TransportError') return true;
  }
  return error instanceof ServiceError && error.cause === undefined;
}

/** What a call to the engine ended with, in the words of the house: `engine-away`, or the error as it is. */
export function engineFailure(error: unknown): unknown {
  if (!isEngineAway(error)) return error;
  return Object.assign(new Refusal('engine-away'), { cause: error });
}
