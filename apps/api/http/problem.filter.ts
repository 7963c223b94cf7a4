import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { problemOf } from '../../../libs/contracts/problem.js';
import { DatabaseUnavailable, databaseTrouble } from '../../../libs/persistence/database-errors.js';
import type { Logger } from '../../../libs/platform/logging.js';
import { Refusal } from '../../../libs/rules/failures.js';
import { NotModified } from './etag.js';
import { refusalOf } from './http-errors.js';
import { allowedMethods } from './known-paths.js';
import type { ApiRequest } from './request.js';

/** Whatever goes wrong leaves as one RFC 9457 body with a stable code; what we did not foresee stays in the log. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof NotModified) {
      response.status(304).end();
      return;
    }
    const refusal = this.understand(error, request);
    if (response.headersSent) {
      // Half an answer is on its way: cutting the connection is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    for (const [name, value] of headersOf(refusal, error, request)) response.setHeader(name, value);
    // `end` rather than `json`: express would add a charset that the media type does not have.
    response.status(refusal.status).setHeader('Content-Type', 'application/problem+json');
    response.end(JSON.stringify(problemOf(refusal, request.language, request.requestId)));
  }

  private understand(error: unknown, request: ApiRequest): Refusal {
    if (error instanceof Refusal) return error;
    if (error instanceof DatabaseUnavailable || isDatabaseTrouble(error)) {
      this.log.warn({ requestId: request.requestId, error }, 'the database is away');
      return new Refusal('database-away');
    }
    const known = error instanceof HttpException ? refusalOf(error, request) : null;
    if (known) return known;
    this.log.error({ requestId: request.requestId, method: request.method, path: request.path, err: error }, 'unexpected fault');
    return new Refusal('internal');
  }
}

/** A read outside the unit of work that met a lock or a lost server. Sockets and files have the same codes, so the driver's mark is asked for too. */
function isDatabaseTrouble(error: unknown): boolean {
  return error instanceof Error && ('driverError' in error || 'fatal' in error) && databaseTrouble(error) !== null;
}

function headersOf(refusal: Refusal, error: unknown, request: ApiRequest): [string, string][] {
  switch (refusal.code) {
    case 'not-signed-in': return [['WWW-Authenticate', 'Bearer']];
    case 'too-many-requests': return [['Retry-After', String(refusal.about['seconds'])]];
    case 'database-away': return [['Retry-After', String(error instanceof DatabaseUnavailable ? error.retryAfterSeconds : 2)]];
    case 'engine-away': return [['Retry-After', '5']];
    case 'method-not-allowed': return [['Allow', allowedMethods(request.path).join(', ')]];
    default: return [];
  }
}
