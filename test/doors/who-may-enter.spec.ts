import type { Actor } from '../../libs/journal/actor.js';
import { resetPassword } from '../../libs/journal/seed-administrator.js';
import { Token } from '../../libs/persistence/entities/process/people.js';
import type { Endpoint } from '../../libs/contracts/endpoints.js';
import { aCompany, type Company } from '../support/company.js';
import { adminPassword, startApi, type ApiUnderTest } from '../support/server.js';
import { doors, everythingStored, named, problemIn, send } from './walk.js';

/* Who gets through which door: nobody, a token with another scope, a browser without our header, an expired or revoked secret. */
let api: ApiUnderTest;
let company: Company;
let rm: Actor;
let before: string;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  rm = company.people.rm;
});
afterAll(() => api.stop());

const closed = named(doors.filter(({ endpoint }) => endpoint.scope !== 'public'));
const writing = named(doors.filter(({ endpoint }) => endpoint.scope !== 'public' && endpoint.method !== 'GET'));
const scopesButFor = (scope: string): string[] => ['read', 'entries', 'reviews', 'imports'].filter((other) => other !== scope);

describe('secrets that do not open', () => {
  let narrow: Record<string, string>;
  let cookie: string;

  beforeAll(async () => {
    narrow = {};
    for (const { endpoint } of doors) narrow[endpoint.scope] ??= (await api.tokenOf(rm, scopesButFor(endpoint.scope))).secret;
    const signedIn = await send(api, doors.find((d) => d.name === 'signIn')?.endpoint as Endpoint, null, { body: JSON.stringify({ login: 'admin', password: adminPassword }) });
    cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    before = await everythingStored(api.parts.db);
  });
  afterEach(async () => { expect(await everythingStored(api.parts.db)).toBe(before); });

  it.each(closed)('%s is closed to whoever is not signed in', async (_name, endpoint) => {
    for (const secret of [null, 'bh_t_nonsense', `bh_t_${'A'.repeat(43)}`]) {
      const response = await send(api, endpoint, secret);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      await problemIn(response, 'not-signed-in');
    }
  });

  it.each(closed)('%s is closed to a token without its scope', async (_name, endpoint) => {
    const opensToAll = endpoint.scope === 'self' && endpoint.method === 'GET';
    const response = await send(api, endpoint, narrow[endpoint.scope] ?? '');
    if (opensToAll) expect(response.status).toBe(200);
    else await problemIn(response, 'scope-missing');
  });

  it.each(writing)('%s with the cookie alone is refused, as another site could send it', async (_name, endpoint) => {
    await problemIn(await send(api, endpoint, null, { headers: { cookie } }), 'csrf-header-missing');
    await problemIn(await send(api, endpoint, null, { headers: { cookie, 'x-beachhead': '2' } }), 'csrf-header-missing');
  });
});

it('an administrator\'s doors are closed to others, whatever their token says', async () => {
  const { secret } = await api.tokenOf(rm);
  for (const { endpoint } of doors.filter((d) => d.endpoint.scope === 'admin')) await problemIn(await send(api, endpoint, secret), 'not-allowed');
});

it('a browser signs in with a cookie that scripts cannot read, acts with our header, and signs out', async () => {
  const at = (path: string, init: RequestInit = {}) => fetch(`${api.url}/api/v1${path}`, init);
  const signedIn = await at('/sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'admin', password: adminPassword }) });
  expect(signedIn.status).toBe(201);
  const set = signedIn.headers.getSetCookie()[0] ?? '';
  expect(set).toMatch(/^beachhead_session=bh_s_[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  const headers = { cookie: `other=1; ${set.split(';')[0]}; more=2`, 'x-beachhead': '1' };
  expect((await at('/me', { headers: { cookie: headers.cookie } })).status).toBe(200);
  const signedOut = await at('/sessions/current', { method: 'DELETE', headers });
  expect(signedOut.status).toBe(204);
  expect(signedOut.headers.getSetCookie()[0]).toMatch(/^beachhead_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
  await problemIn(await at('/me', { headers }), 'not-signed-in');
});

it('over TLS the cookie says so', async () => {
  const secure = await startApi({ env: { BEACHHEAD_COOKIE_SECURE: '1' } });
  try {
    const { headers } = await fetch(`${secure.url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'admin', password: adminPassword }) });
    expect(headers.getSetCookie()[0]).toMatch(/; Secure/);
  } finally {
    await secure.stop();
  }
});

it('an expired and a revoked token open nothing', async () => {
  const { secret, client } = await api.tokenOf(rm);
  expect((await client.call('me', {})).id).toBe(rm.personId);
  const { id } = (await client.call('listTokens', {}))[0] ?? { id: '' };
  await api.parts.unitOfWork.run((em) => em.update(Token, { id }, { expiresAt: new Date(Date.now() - 1).toISOString() }));
  await expect(client.call('me', {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  const second = await api.tokenOf(rm);
  await second.client.call('revokeToken', { params: { tokenId: (await second.client.call('listTokens', {})).find((t) => t.revokedAt === null && t.expiresAt > new Date().toISOString())?.id ?? '' } });
  await expect(second.client.call('me', {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  expect(secret).not.toBe(second.secret);
});

it('with a one-time password only a new one can be set', async () => {
  const other = await startApi();
  try {
    const { password } = await resetPassword(other.parts.unitOfWork, new Date(), 'admin');
    const { token } = await other.as().call('signIn', { body: { login: 'admin', password } });
    for (const { endpoint } of doors.filter((d) => d.endpoint.scope !== 'public' && d.name !== 'changePassword' && d.name !== 'signOut')) {
      await problemIn(await send(other, endpoint, token), 'password-change-needed');
    }
    await other.as(token).call('changePassword', { body: { current: password, next: adminPassword } });
    expect((await other.as(token).call('me', {})).login).toBe('admin');
  } finally {
    await other.stop();
  }
});

it('failed sign-ins from one address end in a wait that is told', async () => {
  const attempt = () => fetch(`${api.url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'somebody', password: 'wrong' }) });
  const answers = await Promise.all(Array.from({ length: 10 }, attempt));
  expect(answers.filter((a) => a.status === 401)).toHaveLength(8);
  const waiting = await attempt();
  expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await problemIn(waiting, 'too-many-requests')).next).toMatch(/\d+ seconds/);
  expect((await api.as().call('signIn', { body: { login: 'admin', password: adminPassword } })).person.login).toBe('admin');
});
