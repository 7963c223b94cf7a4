import { ApplicationFailure } from '@temporalio/common';
import { DatabaseUnavailable } from '../libs/persistence/database-errors.js';
import { Refusal } from '../libs/rules/failures.js';

/**
 * What an activity threw, in the engine's words: a refusal is final and carries its code as type, a database or engine that is away is
 * tried again, anything else is a fault of ours and is tried again too, where operators see it. Messages never hold personal data.
 */
export function asFailure(error: unknown): unknown {
  if (error instanceof Refusal) {
    return ApplicationFailure.create({ type: error.code, message: error.message, nonRetryable: error.status < 500, details: [error.about] });
  }
  if (error instanceof DatabaseUnavailable) return ApplicationFailure.retryable(error.message, 'database-away');
  return error;
}
