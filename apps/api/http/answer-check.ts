import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { map, type Observable } from 'rxjs';
import { endpoints, type Endpoint } from '../../../libs/contracts/endpoints.js';
import { doorOf } from './endpoint.js';

/** For tests: every answer is exactly what its contract says, no field less and none more. A breach is an internal fault, and is logged. */
export class AnswerCheck implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const door = doorOf(context);
    const endpoint: Endpoint | undefined = door && endpoints[door];
    if (!endpoint?.returns) return next.handle();
    return next.handle().pipe(map((answer: unknown) => {
      if (answer instanceof StreamableFile) return answer;
      const said: unknown = JSON.parse(JSON.stringify(answer));
      const contract: unknown = endpoint.returns?.parse(said);
      if (!isDeepStrictEqual(said, JSON.parse(JSON.stringify(contract)))) throw new Error(`${door} answers fields that its contract does not name`);
      return answer;
    }));
  }
}
