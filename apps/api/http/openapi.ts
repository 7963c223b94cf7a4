import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiParameters, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { apiPrefix, endpoints, eventsPath, type Endpoint, type EndpointName } from '../../../libs/contracts/endpoints.js';
import { Problem } from '../../../libs/contracts/problem.js';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import { fileOptions } from './ask.js';
import { formatsOf } from './file-answer.js';
import { isImport, uploadLimits } from './upload.js';

const file = z.string().meta({ override: { type: 'string', format: 'binary' } });
const fileContent = (name: string) => Object.fromEntries(formatsOf(name as EndpointName).map((format) => [fileTypes[format], { schema: file }]));

type Document = ReturnType<typeof createDocument>;

const problem = { $ref: '#/components/responses/Problem' } as const;
const commandId = z.uuid().optional().meta({ description: 'Client-made id of the command: the same id again gives the first answer and happens once.' });
const ifMatch = z.string().optional().meta({ description: 'ETag of the version that this one follows; needed once a version exists.' });
const ifNoneMatch = z.string().optional().meta({ description: 'ETag of what the caller has: 304 when nothing changed.' });
const tagged = new Set<string>(['getEntry', 'getDeliverable', 'handIn']);

/** The OpenAPI 3.1 document of every door, made from the table of endpoints and the schemas that the doors themselves check with. */
export function openApiDocument(version: string): Document {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Beachhead', version,
      description: 'Market entry by the deep-marketing method. Refusals are RFC 9457 problem bodies with a stable `code`, the fields at fault and the next step, in Chinese and English.',
    },
    servers: [{ url: apiPrefix }],
    security: [{ bearer: [] }, { session: [], browser: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token (`bh_t_…`) or the token of a session (`bh_s_…`).' },
        session: { type: 'apiKey', in: 'cookie', name: 'beachhead_session' },
        browser: { type: 'apiKey', in: 'header', name: 'X-Beachhead', description: '`1`, with every write that carries the cookie.' },
      },
      responses: { Problem: { description: 'Why it was refused, and what to do next', content: { 'application/problem+json': { schema: Problem } } } },
    },
    paths: { ...paths(), [eventsPath]: { get: events } },
  });
}

const events: ZodOpenApiOperationObject = {
  operationId: 'events', summary: 'Server-sent events `changed`: { entryId, version }', 'x-scope': 'read',
  responses: { 200: { description: 'An event stream that stays open', content: { 'text/event-stream': { schema: z.string() } } }, 401: problem, 403: problem, 429: problem },
};

function paths(): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    all[path] = { ...all[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) };
  }
  return all;
}

function operation(name: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const body = bodyOf(endpoint, name);
  return {
    operationId: name, summary: endpoint.summary, 'x-scope': endpoint.scope,
    ...(endpoint.scope === 'public' && { security: [] }),
    requestParams: parametersOf(name, endpoint),
    ...(body && { requestBody: { required: true, content: body } }),
    responses: responsesOf(name, endpoint),
  };
}

function parametersOf(name: string, { params, query, command, ifMatch: needsTag }: Endpoint): ZodOpenApiParameters {
  const header = {
    ...(command && { 'Idempotency-Key': commandId }), ...(needsTag && { 'If-Match': ifMatch }), ...(name.startsWith('get') && tagged.has(name) && { 'If-None-Match': ifNoneMatch }),
  };
  return { ...(params && { path: params }), ...queryOf(name, query), ...(Object.keys(header).length > 0 && { header: z.object(header) }) };
}

/** With how the answer is wanted, where it can be had as a file. */
function queryOf(name: string, query: z.ZodObject | undefined): ZodOpenApiParameters {
  const formats = formatsOf(name as EndpointName);
  if (formats.length === 0) return query ? { query } : {};
  const options = fileOptions(formats);
  return { query: query ? z.object({ ...query.shape, ...options.shape }) : options };
}

function bodyOf({ body, upload }: Endpoint, name: string): Record<string, { schema: z.ZodType }> | null {
  if (body) return { 'application/json': { schema: body } };
  if (!upload) return null;
  const limit = isImport(name as EndpointName) ? uploadLimits.import : uploadLimits.file;
  return { 'multipart/form-data': { schema: upload.extend({ file: file.meta({ override: { type: 'string', format: 'binary' }, description: `At most ${limit}` }) }) } };
}

function responsesOf(name: string, endpoint: Endpoint): ZodOpenApiResponsesObject {
  const good = {
    description: endpoint.status === 204 ? 'Done' : endpoint.summary,
    ...(endpoint.returns && { content: { 'application/json': { schema: endpoint.returns }, ...fileContent(name) } }),
    ...(endpoint.download && { content: { [endpoint.download]: { schema: file } } }),
    ...(tagged.has(name) && { headers: { ETag: { schema: { type: 'string' as const }, description: 'For If-Match and If-None-Match' } } }),
  };
  return { [`${endpoint.status}`]: good, ...Object.fromEntries(refusalStatuses(name, endpoint).map((status) => [`${status}`, status === 304 ? { description: 'Not changed' } : problem])) };
}

/** Every status with which a door may refuse; bodies over the limit of 2 MB (or that of the file) are 413. */
function refusalStatuses(name: string, { scope, params, query, body, upload, command, ifMatch: needsTag }: Endpoint): number[] {
  return [
    ...(tagged.has(name) && !needsTag ? [304] : []),
    ...(params || query || body || upload || command ? [400] : []),
    ...(scope === 'public' ? [] : [401, 403]),
    ...(name === 'signIn' ? [401, 429] : []),
    ...(params ? [404] : []), ...(command ? [409, 422] : []), ...(needsTag ? [412, 428] : []), ...(body || upload ? [413, 415] : []), 500, 503,
  ];
}

