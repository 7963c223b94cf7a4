import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { z } from 'zod';
import { endpoints, type Endpoint, type EndpointName, type Endpoints } from '../../../libs/contracts/endpoints.js';
import { faultsOf } from '../../../libs/contracts/faults.js';
import type { Actor } from '../../../libs/journal/actor.js';
import type { Bearer } from '../../../libs/journal/sessions.js';
import { Refusal, type FieldFault } from '../../../libs/rules/failures.js';
import { formatAsked, formatsOf, type FileFormat } from './file-answer.js';
import { strangeText } from './json-body.js';
import type { ApiRequest, UploadedFile } from './request.js';

type Parsed<N extends EndpointName, K extends string> = Endpoints[N] extends { [P in K]: infer S extends z.ZodType } ? z.output<S> : Record<never, never>;
type Who<N extends EndpointName> = Endpoints[N]['scope'] extends 'public' ? undefined : Bearer;

/** A request that has passed the guard and whose every part fits the endpoint's contract. */
export type Ask<N extends EndpointName> = {
  readonly bearer: Who<N>;
  readonly params: Parsed<N, 'params'>;
  readonly query: Parsed<N, 'query'>;
  readonly body: Parsed<N, 'body'>;
  readonly fields: Parsed<N, 'upload'>;
  readonly file: Endpoints[N] extends { upload: z.ZodType } ? UploadedFile : undefined;
  /** Who commands, under which command id; to be spread into an order at the decision door. */
  readonly by: { readonly commandId: string; readonly actor: Actor };
  readonly ifMatch: string | null;
  readonly language: 'zh' | 'en';
  /** The file that the answer is wanted as; null: JSON. */
  readonly format: FileFormat | null;
  /** The caller's network address, for the throttle. */
  readonly address: string;
  readonly response: Response;
};

const commandIdSchema = z.uuid();

/** Checks every part of a request against its endpoint. Throws `invalid-input` naming each field and rule, or `unsupported-media-type`. */
export function readAsk<N extends EndpointName>(name: N, request: ApiRequest, response: Response): Ask<N> {
  const endpoint: Endpoint = endpoints[name];
  const faults: FieldFault[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, prefix: string): unknown => {
    if (!schema) return {};
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    faults.push(...faultsOf(parsed.error, prefix).map((fault) => (fault.field === '' ? { ...fault, field: 'body' } : fault)));
    return {};
  };
  mustBeOfType(endpoint, request.headers['content-type'] ?? '');
  const strange = endpoint.body ? strangeText(request) : null;
  if (strange) throw new Refusal('invalid-input', {}, [strange]);
  const params = parse(endpoint.params, request.params, 'path');
  const formats = formatsOf(name);
  const { format, ...queried } = formats.length > 0 ? fileQuery(request, formats, parse) : { format: null, ...request.query };
  const query = parse(endpoint.query ?? noQuery, queried, 'query');
  const body = parse(endpoint.body, request.body ?? {}, '');
  const fields = parse(endpoint.upload?.strict(), endpoint.upload && { ...(request.body as object) }, '');
  const commandId = endpoint.command ? commandIdOf(request, faults) : '';
  if (endpoint.upload && !request.file) faults.push({ field: 'file', rule: 'required', zh: '请附上一个文件', en: 'One file is needed' });
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
  const ask = {
    params, query, body, fields, bearer: request.bearer, file: request.file, by: { commandId, actor: request.bearer?.actor },
    ifMatch: endpoint.ifMatch ? ifMatchOf(request) : null, address: request.ip ?? '', language: request.language, format, response,
  };
  return ask as unknown as Ask<N>;
}

function mustBeOfType(endpoint: Endpoint, given: string): void {
  if (endpoint.body && !/^application\/json\s*(;|$)/i.test(given)) throw new Refusal('unsupported-media-type', { accepts: 'application/json' });
  if (endpoint.upload && !/^multipart\/form-data\s*(;|$)/i.test(given)) throw new Refusal('unsupported-media-type', { accepts: 'multipart/form-data' });
}

/** How an answer is wanted that can be had as a file; taken out of the query before the door's own filters are read. */
export const fileOptions = (formats: readonly FileFormat[]) => z.strictObject({ format: z.enum(['json', ...formats]).optional(), language: z.enum(['zh', 'en']).optional() });

function fileQuery(request: ApiRequest, formats: readonly FileFormat[], parse: (schema: z.ZodType, value: unknown, prefix: string) => unknown): Record<string, unknown> & { format: FileFormat | null } {
  const { format, language, ...filters } = request.query;
  const options = parse(fileOptions(formats), { ...(format !== undefined && { format }), ...(language !== undefined && { language }) }, 'query') as z.output<ReturnType<typeof fileOptions>>;
  if (options.language) request.language = options.language;
  return { ...filters, format: formatAsked(formats, options.format, request.headers.accept) };
}

/** A mistyped filter must not silently show everything. */
const noQuery = z.strictObject({});

/** The client-made command id; one is made when it sent none, which then cannot be repeated. */
function commandIdOf(request: ApiRequest, faults: FieldFault[]): string {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return randomUUID();
  const parsed = commandIdSchema.safeParse(given);
  if (!parsed.success) faults.push({ field: 'Idempotency-Key', rule: 'format:uuid', zh: '应为 UUID', en: 'Should be a UUID' });
  return String(given).toLowerCase();
}

/** The bare tag of `If-Match`. */
function ifMatchOf(request: ApiRequest): string | null {
  const given = request.headers['if-match'];
  if (given === undefined) return null;
  const tag = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(given.trim())?.[1];
  if (tag !== undefined) return tag;
  throw new Refusal('invalid-input', {}, [{ field: 'If-Match', rule: 'etag', zh: '应为读取时得到的 ETag', en: 'Should be the ETag that the read gave' }]);
}
