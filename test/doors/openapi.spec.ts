import { Validator } from '@seriousme/openapi-schema-validator';
import { apiPrefix, type Endpoint } from '../../libs/contracts/endpoints.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { doors } from './walk.js';

type Operation = {
  operationId: string; responses: Record<string, unknown>; security?: unknown[]; requestBody?: { content: Record<string, { schema: { $ref?: string; properties?: Record<string, unknown> } }> };
  parameters?: { in: string; name: string; required?: boolean }[];
};
type Document = { openapi: string; servers: { url: string }[]; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> } };

/* The document that other programs are made from says what the doors do. */
let api: ApiUnderTest;
let document: Document;

beforeAll(async () => {
  api = await startApi();
  document = (await (await fetch(`${api.url}/api/v1/openapi.json`)).json()) as Document;
});
afterAll(() => api.stop());

const operationOf = ({ method, path }: Endpoint): Operation | undefined => document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];

it('is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect([valid, validator.version]).toEqual([true, '3.1']);
  expect(document.servers).toEqual([{ url: apiPrefix }]);
});

it.each(doors.map(({ name, endpoint }) => [name, endpoint] as const))('says everything about %s', (name, endpoint) => {
  const operation = operationOf(endpoint);
  expect(operation?.operationId).toBe(name);
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([String(endpoint.status), '500', '503']));
  const parameters = (operation?.parameters ?? []).map((p) => `${p.in}:${p.name}`);
  for (const key of Object.keys(endpoint.params?.shape ?? {})) expect(parameters).toContain(`path:${key}`);
  for (const key of Object.keys(endpoint.query?.shape ?? {})) expect(parameters).toContain(`query:${key}`);
  expect(parameters.includes('header:Idempotency-Key')).toBe(endpoint.command === true);
  expect(parameters.includes('header:If-Match')).toBe(endpoint.ifMatch === true);
  expect(operation?.security).toEqual(endpoint.scope === 'public' ? [] : undefined);
  expect(Object.keys(operation?.requestBody?.content ?? {})).toEqual(endpoint.body ? ['application/json'] : endpoint.upload ? ['multipart/form-data'] : []);
});

it('names the schemas of the contracts, and refers to nothing that is not there', () => {
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Problem', 'Entry', 'Gate', 'StartEntry', 'DecideGate', 'CommandAnswer']));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(50);
  for (const [, kind = '', name = ''] of references) expect((document.components as unknown as Record<string, Record<string, unknown>>)[kind]?.[name]).toBeDefined();
});

it('shows its file fields as files', () => {
  const upload = document.paths['/imports/{kind}']?.['post']?.requestBody?.content['multipart/form-data']?.schema.properties;
  expect(upload).toMatchObject({ file: { type: 'string', format: 'binary' }, mapping: { type: 'string' } });
});
