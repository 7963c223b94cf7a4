import { aCompany, aDocument, type Company } from '../support/company.js';
import { EventStream } from '../support/event-stream.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { until } from '../support/until.js';
import { problemIn } from './walk.js';

/* Browsers learn which entry changed: from this process at once, from others within a second. */
let api: ApiUnderTest;
let company: Company;
let secret: string;
let entryId: string;
const open: EventStream[] = [];

beforeAll(async () => {
  api = await startApi({ heartbeatMs: 100 });
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  ({ secret } = await api.tokenOf(company.people.rm, ['read', 'entries']));
  entryId = await company.startEntry();
});
afterEach(() => { for (const stream of open.splice(0)) stream.close(); });
afterAll(() => api.stop());

async function listen(headers: Record<string, string> = { authorization: `Bearer ${secret}` }): Promise<EventStream> {
  const stream = await EventStream.open(api.url, headers);
  open.push(stream);
  return stream;
}

it('is an event stream for whoever may read, and for nobody else', async () => {
  const stream = await listen();
  expect(stream.response.status).toBe(200);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  await problemIn((await fetch(`${api.url}/api/v1/events`)), 'not-signed-in');
  const { secret: narrow } = await api.tokenOf(company.people.rm, ['imports']);
  await problemIn(await fetch(`${api.url}/api/v1/events`, { headers: { authorization: `Bearer ${narrow}` } }), 'scope-missing');
});

it('tells every listener of a change through this API', async () => {
  const [one, two] = [await listen(), await listen({ authorization: `Bearer ${secret}`, 'last-event-id': 'from another life' })];
  const { version } = await api.as(secret).call('handIn', { params: { entryId, deliverableKey: 'candidateList' }, body: { content: aDocument } });
  await Promise.all([one.hears(entryId, version), two.hears(entryId, version)]);
  expect(one.events.filter(({ data }) => data.entryId === entryId && data.version === version)).toHaveLength(1);
});

it('tells of a change that another process committed, once', async () => {
  const stream = await listen();
  // The company has a decision door of its own over the same database, as another process would.
  const { version } = await company.do('hold', company.people.rm, { entryId, reason: 'a test' });
  await stream.hears(entryId, version);
  const next = (await company.do('resume', company.people.rm, { entryId, reason: 'a test' })).version;
  await stream.hears(entryId, next);
  expect(stream.events.filter(({ data }) => data.entryId === entryId && data.version === version)).toHaveLength(1);
});

it('ends when the token is revoked', async () => {
  const { secret: short, client } = await api.tokenOf(company.people.fin);
  const stream = await listen({ authorization: `Bearer ${short}` });
  const [token] = await client.call('listTokens', {});
  await client.call('revokeToken', { params: { tokenId: token?.id ?? '' } });
  await until('the stream ends', async () => stream.ended, (ended) => ended);
});

it('ends with the API, which does not wait for browsers', async () => {
  const other = await startApi();
  const stream = await EventStream.open(other.url, { authorization: `Bearer ${other.adminToken}` });
  await other.stop();
  await until('the stream ends', async () => stream.ended, (ended) => ended);
});
