import { Problem } from '../../libs/contracts/problem.js';
import { apiPrefix, endpoints, type Endpoint, type EndpointName } from '../../libs/contracts/endpoints.js';
import type { Database } from '../../libs/persistence/data-source.js';
import type { ApiUnderTest } from '../support/server.js';

/*
 * Walks through every door of the table of endpoints: requests made from the table, and what every refusal must look like.
 */
export type Door = { readonly name: EndpointName; readonly endpoint: Endpoint };
export const doors: readonly Door[] = Object.entries(endpoints).map(([name, endpoint]) => ({ name: name as EndpointName, endpoint }));
export const named = (from: readonly Door[]): [EndpointName, Endpoint][] => from.map(({ name, endpoint }) => [name, endpoint]);

/** A value of the right shape for each path parameter; nothing behind it exists. */
const present: Readonly<Record<string, string>> = {
  hash: 'a'.repeat(64), kind: 'terminals', stage: 'select', taskKey: 'listCandidates', deliverableKey: 'candidateList',
};
const someId = '6f1e7a80-1111-4000-8000-00000000000f';

export function pathOf({ path }: Endpoint, replaced: Readonly<Record<string, string>> = {}): string {
  return apiPrefix + path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(replaced[key] ?? present[key] ?? someId));
}

export type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: RequestInit['body']; readonly path?: string };

/** Sends one request as the given secret (none: nobody), with a JSON or multipart body of the door's kind unless another is given. */
export async function send(api: ApiUnderTest, endpoint: Endpoint, secret: string | null, { headers = {}, body, path }: Sent = {}): Promise<Response> {
  const own = endpoint.upload ? upload() : endpoint.body ? '{}' : undefined;
  return fetch(api.url + (path ?? pathOf(endpoint)), {
    method: endpoint.method,
    headers: { ...(secret !== null && { authorization: `Bearer ${secret}` }), ...(endpoint.body && { 'content-type': 'application/json' }), ...headers },
    ...((body ?? own) !== undefined && { body: body ?? own }),
  } as RequestInit);
}

export function upload(fields: Readonly<Record<string, string>> = { mapping: '{}' }, bytes = 'a,b\n1,2\n'): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  form.append('file', new Blob([bytes]), '表 sheet.csv');
  return form;
}

/** Holds a refusal to its contract: media type, request id, texts in both languages for the whole and for each field, and no insides. */
export async function problemIn(response: Response, code: string): Promise<Problem> {
  const text = await response.text();
  expect({ code: (JSON.parse(text) as { code: string }).code, text }).toMatchObject({ code });
  const problem = Problem.strict().parse(JSON.parse(text));
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('x-request-id')).toBe(problem.requestId);
  expect(problem.status).toBe(response.status);
  for (const said of [problem.i18n.zh, problem.i18n.en]) expect([said.title, said.detail, said.next].every((part) => part.trim() !== '')).toBe(true);
  expect(problem.i18n.zh.title).toMatch(/\p{Script=Han}/u);
  for (const fault of problem.errors) {
    expect(fault.field).not.toBe('');
    expect(fault.rule).not.toBe('');
    expect(fault.zh).toMatch(/\p{Script=Han}/u);
    expect(fault.en).toMatch(/[a-z]/i);
  }
  expect(text).not.toMatch(/node_modules|\bat \/|\.js:\d|Error:/);
  return problem;
}

/** Every row of every table but the sessions that tests open, as one text to compare. */
export async function everythingStored(db: Database): Promise<string> {
  const tables = db.reader.entityMetadatas.map((meta) => meta.tableName).sort();
  const content: Record<string, unknown> = {};
  for (const table of tables) content[table] = await db.reader.query(`select * from ${db.kind === 'sqlite' ? `"${table}"` : `\`${table}\``}`);
  return JSON.stringify(content);
}
