import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Endpoint, EndpointName } from '../../libs/contracts/endpoints.js';
import { isImport } from '../../apps/api/http/upload.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { doors, everythingStored, named, pathOf, problemIn, send, upload } from './walk.js';

/* Every door of the table, with every kind of bad input: a 4xx that names field and rule in both languages, and nothing stored. */
let api: ApiUnderTest;
let secret: string;
let before: string;

beforeAll(async () => {
  api = await startApi();
  const admin = (await api.parts.sessions.actorOf(api.adminToken))?.actor;
  if (!admin) throw new Error('no administrator');
  ({ secret } = await api.tokenOf(admin));
  before = await everythingStored(api.parts.db);
});
afterEach(async () => { expect(await everythingStored(api.parts.db)).toBe(before); });
afterAll(() => api.stop());

const withBody = named(doors.filter(({ endpoint }) => endpoint.body));
const withParams = named(doors.filter(({ endpoint }) => endpoint.params));
const uploads = named(doors.filter(({ endpoint }) => endpoint.upload));
const commands = named(doors.filter(({ endpoint }) => endpoint.command));
const reads = named(doors.filter(({ endpoint }) => endpoint.method === 'GET' && endpoint.returns !== null));

function shapeOf(endpoint: Endpoint): Record<string, z.ZodType> {
  return (endpoint.body as z.ZodObject).shape as Record<string, z.ZodType>;
}

/** A value that no field of this schema takes. */
function wrongFor(schema: z.ZodType): unknown {
  return [{ wrong: true }, 'wrong', 12.5, [[]], true].find((value) => !schema.safeParse(value).success);
}

describe.each(withBody)('%s', (_name: EndpointName, endpoint: Endpoint) => {
  it('names an unknown field', async () => {
    const problem = await problemIn(await send(api, endpoint, secret, { body: JSON.stringify({ zzz: 1 }) }), 'invalid-input');
    expect(problem.errors).toContainEqual(expect.objectContaining({ field: 'zzz', rule: 'unknown-field' }));
  });

  it('names every field of a wrong type', async () => {
    const fields = Object.entries(shapeOf(endpoint));
    expect(fields.length).toBeGreaterThan(0);
    const problem = await problemIn(await send(api, endpoint, secret, { body: JSON.stringify(Object.fromEntries(fields.map(([key, schema]) => [key, wrongFor(schema)]))) }), 'invalid-input');
    for (const [key] of fields) expect(problem.errors.some(({ field }) => field === key || field.startsWith(`${key}.`))).toBe(true);
  });

  it.each([['a list', '[]'], ['nothing', ''], ['a text', '"x"'], ['null', 'null'], ['broken JSON', '{"a":'], ['a comment', '{/* */}']])('refuses %s instead of an object', async (_what, body) => {
    const optional = body === '' && (endpoint.body as z.ZodType).safeParse({}).success;
    const response = await send(api, endpoint, secret, { body });
    if (optional) expect(response.status).toBe(404);
    else expect((await problemIn(response, 'invalid-input')).errors.length).toBeGreaterThan(0);
  });

  it('refuses another content type, another charset and a body that is not UTF-8', async () => {
    await problemIn(await send(api, endpoint, secret, { headers: { 'content-type': 'text/plain' } }), 'unsupported-media-type');
    await problemIn(await send(api, endpoint, secret, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' }), 'unsupported-media-type');
    await problemIn(await send(api, endpoint, secret, { headers: { 'content-type': 'application/json; charset=gbk' } }), 'unsupported-media-type');
    const gbk = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd6, 0xd0]), Buffer.from('"}')]);
    const problem = await problemIn(await send(api, endpoint, secret, { body: new Blob([gbk]) }), 'invalid-input');
    expect(problem.errors).toEqual([expect.objectContaining({ rule: 'encoding:utf-8' })]);
  });

  it('refuses a body over the limit, packed or not, and one that does not unpack', async () => {
    const huge = JSON.stringify({ zzz: 'x'.repeat(2 * 1024 * 1024) });
    await problemIn(await send(api, endpoint, secret, { body: huge }), 'too-large');
    await problemIn(await send(api, endpoint, secret, { body: new Blob([new Uint8Array(gzipSync(huge))]), headers: { 'content-encoding': 'gzip' } }), 'too-large');
    await problemIn(await send(api, endpoint, secret, { body: 'not gzip', headers: { 'content-encoding': 'gzip' } }), 'invalid-input');
    await problemIn(await send(api, endpoint, secret, { headers: { 'content-encoding': 'rot13' } }), 'unsupported-media-type');
  });

  it('refuses what JSON can say and no text may hold', async () => {
    const rules = async (body: string): Promise<string[]> => (await problemIn(await send(api, endpoint, secret, { body }), 'invalid-input')).errors.map((e) => e.rule);
    expect(await rules('{"a":{"b":"\\u0000"}}')).toEqual(['no-nul']);
    expect(await rules('{"a":["\\ud800"]}')).toEqual(['well-formed']);
    expect(await rules('{"__proto__":{"admin":true}}')).toEqual(['unknown-field']);
    expect(await rules(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toEqual(['max-depth:40']);
  });
});

it.each(withParams)('%s names a bad value in the path', async (_name, endpoint) => {
  for (const key of Object.keys(endpoint.params?.shape ?? {})) {
    for (const bad of ['x'.repeat(61), "' or 1=1 --".padEnd(70, '-'), '%00'.padEnd(80, 'a')]) {
      const problem = await problemIn(await send(api, endpoint, secret, { path: pathOf(endpoint, { [key]: bad }) }), 'invalid-input');
      expect(problem.errors).toContainEqual(expect.objectContaining({ field: `path.${key}` }));
    }
  }
});

it.each(reads)('%s names an unknown question', async (_name, endpoint) => {
  if (endpoint.scope === 'public') return;
  const problem = await problemIn(await send(api, endpoint, secret, { path: `${pathOf(endpoint)}?zzz=1` }), 'invalid-input');
  expect(problem.errors).toContainEqual(expect.objectContaining({ field: 'query.zzz', rule: 'unknown-field' }));
});

it.each(commands)('%s takes only a UUID as command id', async (_name, endpoint) => {
  const problem = await problemIn(await send(api, endpoint, secret, { headers: { 'idempotency-key': 'again' } }), 'invalid-input');
  expect(problem.errors).toContainEqual(expect.objectContaining({ field: 'Idempotency-Key', rule: 'format:uuid' }));
});

describe.each(uploads)('%s', (name, endpoint) => {
  it('refuses what is not a form, an unknown field, a second file and no file', async () => {
    await problemIn(await send(api, endpoint, secret, { body: '{}', headers: { 'content-type': 'application/json' } }), 'unsupported-media-type');
    await problemIn(await send(api, endpoint, secret, { body: 'x', headers: { 'content-type': 'multipart/form-data' } }), 'invalid-input');
    const unknown = await problemIn(await send(api, endpoint, secret, { body: upload({ zzz: '1' }) }), 'invalid-input');
    expect(unknown.errors).toContainEqual(expect.objectContaining({ field: 'zzz', rule: 'unknown-field' }));
    const two = upload();
    two.append('file', new Blob(['x']), 'b');
    await problemIn(await send(api, endpoint, secret, { body: two }), 'invalid-input');
    const none = new FormData();
    none.append('x', 'y');
    expect((await problemIn(await send(api, endpoint, secret, { body: none }), 'invalid-input')).errors).toContainEqual(expect.objectContaining({ field: 'file', rule: 'required' }));
  });

  // What may be imported is larger than a test sends; its limit is shown in imports.spec.ts.
  if (isImport(name)) return;

  it('refuses a file over its limit', async () => {
    const limit = 10;
    const problem = await problemIn(await send(api, endpoint, secret, { body: upload({}, 'x'.repeat(limit * 1024 * 1024 + 1)) }), 'too-large');
    expect(problem.i18n.en.detail).toContain(`${limit} MB`);
  });
});

it('refuses an address that is not encoded, an unknown one, and a method that the address does not take', async () => {
  const get = (path: string, method = 'GET') => fetch(api.url + path, { method, headers: { authorization: `Bearer ${secret}` } });
  expect((await problemIn(await get('/api/v1/entries/%E0%A4%A'), 'invalid-input')).errors).toEqual([expect.objectContaining({ field: 'path', rule: 'percent-encoding' })]);
  await problemIn(await get('/api/v1/nothing-here'), 'not-found');
  await problemIn(await get('/api/v2/entries'), 'not-found');
  const wrongMethod = await get('/api/v1/entries', 'PUT');
  expect(wrongMethod.headers.get('allow')).toBe('GET, POST');
  await problemIn(wrongMethod, 'method-not-allowed');
});

it('speaks the language that is asked for, and knows a request by its id', async () => {
  const said = async (language: string): Promise<string> => {
    const response = await fetch(`${api.url}/api/v1/me`, { headers: { 'accept-language': language, 'x-request-id': 'asked-by-a-test' } });
    expect(response.headers.get('x-request-id')).toBe('asked-by-a-test');
    return (await problemIn(response, 'not-signed-in')).title;
  };
  expect(await said('zh-CN,zh;q=0.9,en;q=0.8')).toBe('尚未登录');
  expect(await said('fr, en;q=0.5, zh;q=0.4')).toBe('Not signed in');
  const odd = await fetch(`${api.url}/api/v1/me`, { headers: { 'x-request-id': 'a b<script>' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});
