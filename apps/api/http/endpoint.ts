import { applyDecorators, createParamDecorator, HttpCode, RequestMapping, RequestMethod, SetMetadata, UseInterceptors, type ExecutionContext, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { apiPrefix, endpoints, type Endpoint, type EndpointName, type Endpoints } from '../../../libs/contracts/endpoints.js';
import { readAsk, type Ask } from './ask.js';
import { fileAnswer, formatsOf, type FileFormat } from './file-answer.js';
import { receiveFile } from './upload.js';

const doorKey = 'beachhead:door';

/** What a door answers: what its contract says, before it is stripped to that. */
export type Answer<N extends EndpointName> = Endpoints[N] extends { returns: infer S extends z.ZodType } ? z.input<S> : StreamableFile | void;

type Handler<N extends EndpointName> = (ask: Ask<N>) => Promise<Answer<N>>;

/**
 * Makes a method the handler of one endpoint of the contracts: method, path, status and schemas come from there, and the method's one
 * parameter is the request, checked. A method that takes or answers something else than its contract does not compile.
 */
export function Door<N extends EndpointName>(name: N) {
  const endpoint: Endpoint = endpoints[name];
  return (target: object, key: string, descriptor: TypedPropertyDescriptor<Handler<N>>): void => {
    const handler = descriptor.value as Handler<N>;
    if (formatsOf(name).length > 0) descriptor.value = async function asFile(this: unknown, ask) { return (ask.format === null ? handler.call(this, ask) : fileOf(name, ask, ask.format, (query) => handler.call(this, { ...ask, query } as Ask<N>))) as Answer<N>; };
    else if (isStripped(endpoint)) descriptor.value = async function stripped(this: unknown, ask) { return endpoint.returns?.parse(await handler.call(this, ask)) as Answer<N>; };
    AskParameter()(target, key, 0);
    applyDecorators(
      RequestMapping({ method: RequestMethod[endpoint.method], path: apiPrefix + endpoint.path }),
      HttpCode(endpoint.status), SetMetadata(doorKey, name), ...(endpoint.upload ? [UseInterceptors(receiveFile(name))] : []),
    )(target, key, descriptor as PropertyDescriptor);
  };
}

function fileOf<N extends EndpointName>(door: N, { query, by, language, response }: Ask<N>, format: FileFormat, ask: (query: Readonly<Record<string, unknown>>) => Promise<unknown>): Promise<StreamableFile> {
  return fileAnswer({ door, format, language, response, asked: { query: query as Record<string, unknown>, by: by.actor.name, at: new Date().toISOString() } }, ask);
}

/** Name of the endpoint that a handler serves; undefined for what is not in the table (the OpenAPI document, the event stream). */
export function doorOf(context: ExecutionContext): EndpointName | undefined {
  return Reflect.getMetadata(doorKey, context.getHandler()) as EndpointName | undefined;
}

const AskParameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
  readAsk(doorOf(context) as EndpointName, context.switchToHttp().getRequest(), context.switchToHttp().getResponse()));

/**
 * Small answers are cut to their contract on the way out, so that nothing leaves that no contract names. The views of the board are large
 * and made field by field for their contract already; tests check them all (answer-check.ts).
 */
function isStripped(endpoint: Endpoint): boolean {
  return endpoint.returns !== null && (endpoint.command === true || endpoint.scope !== 'read');
}
