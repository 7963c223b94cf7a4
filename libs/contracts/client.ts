import type { z } from 'zod';
import { apiPrefix, endpoints, type Endpoint, type EndpointName, type Endpoints } from './endpoints.js';
import type { Problem } from './problem.js';

type In<N extends EndpointName, K extends string> = Endpoints[N] extends { [P in K]: infer S extends z.ZodType } ? { [P in K]: z.input<S> } : unknown;
type Answer<N extends EndpointName> = Endpoints[N] extends { returns: infer S extends z.ZodType } ? z.output<S> : null;
type Queried<N extends EndpointName> = Endpoints[N] extends { query: infer S extends z.ZodType } ? { query?: z.input<S> } : unknown;
type Uploaded<N extends EndpointName> = Endpoints[N] extends { upload: infer S extends z.ZodType } ? { file: Blob; fileName: string; fields: z.input<S> } : unknown;

/** What a call takes: the path's parameters, the query, the body, and for commands the client-made command id. */
export type CallInput<N extends EndpointName> = In<N, 'params'> & In<N, 'body'> & Queried<N> & Uploaded<N> & {
  commandId?: string;
  /** ETag of the version this hand-in follows, as the read or the last answer gave it. */
  ifMatch?: string;
  signal?: AbortSignal;
};

/** An answer that is not 2xx, as the server's problem body says it. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem, readonly retryAfterSeconds: number | null) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ApiProblem';
  }
}

export type ClientOptions = {
  /** Origin, without the prefix; empty in the browser. */
  readonly baseUrl: string;
  readonly token?: string;
  readonly language?: () => 'zh' | 'en';
};

export class Client {
  constructor(private readonly options: ClientOptions) {}

  withToken(token: string): Client {
    return new Client({ ...this.options, token });
  }

  /** Calls one endpoint by its name. Throws ApiProblem for a problem body; a failed connection rejects as `fetch` does. */
  async call<N extends EndpointName>(name: N, input: CallInput<N>): Promise<Answer<N>> {
    const response = await this.send(name, input);
    return (endpoints[name].returns === null ? null : await response.json()) as Answer<N>;
  }

  /** The bytes of an endpoint that answers with a file, or with a list as a file of the accepted media type. Throws as `call` does. */
  async download<N extends EndpointName>(name: N, input: CallInput<N>, accept?: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.send(name, input, accept)).arrayBuffer());
  }

  private async send<N extends EndpointName>(name: N, input: CallInput<N>, accept = 'application/json'): Promise<Response> {
    const endpoint: Endpoint = endpoints[name];
    const given = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; file?: Blob; fileName?: string; fields?: Record<string, string> } & CallInput<N>;
    const response = await fetch(this.url(endpoint, given.params, given.query), {
      method: endpoint.method,
      headers: { ...this.headers(endpoint, given.commandId, given.ifMatch), Accept: accept },
      ...(endpoint.body !== undefined && { body: JSON.stringify(given.body) }),
      ...(endpoint.upload !== undefined && { body: form(given.file as Blob, given.fileName ?? 'file', given.fields ?? {}) }),
      ...(given.signal && { signal: given.signal }),
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  private url(endpoint: Endpoint, params: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
    const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined).map(([key, value]): [string, string] => [key, String(value)]));
    return `${this.options.baseUrl}${apiPrefix}${path}${search.size > 0 ? `?${search}` : ''}`;
  }

  private headers(endpoint: Endpoint, commandId?: string, ifMatch?: string): Record<string, string> {
    return {
      'Accept-Language': this.options.language?.() ?? 'en',
      // Browsers do not send this across origins without asking: it is what protects the cookie session from forged posts.
      'X-Beachhead': '1',
      ...(endpoint.body !== undefined && { 'Content-Type': 'application/json' }),
      ...(this.options.token !== undefined && { Authorization: `Bearer ${this.options.token}` }),
      ...(endpoint.command && { 'Idempotency-Key': commandId ?? crypto.randomUUID() }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    };
  }
}

function form(file: Blob, fileName: string, fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.append(key, value);
  data.append('file', file, fileName);
  return data;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = response.headers.get('Retry-After');
  const text = await response.text();
  return new ApiProblem(parseProblem(text, response.status), retryAfter === null ? null : Number(retryAfter));
}

function parseProblem(text: string, status: number): Problem {
  try {
    const body = JSON.parse(text) as Problem;
    if (typeof body.code === 'string') return body;
  } catch { /* a proxy's page, not ours: described below */ }
  const detail = `HTTP ${status}`;
  return { type: 'about:blank', title: detail, status, code: 'internal', detail, next: '', requestId: '', errors: [], i18n: { zh: { title: detail, detail, next: '' }, en: { title: detail, detail, next: '' } } };
}
