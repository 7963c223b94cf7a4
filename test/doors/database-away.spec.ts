import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { lockFile } from '../../libs/persistence/file-lock.js';
import { aCompany, aDocument, type Company } from '../support/company.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { until } from '../support/until.js';
import { everythingStored, problemIn } from './walk.js';

/* Somebody else holds the database for longer than we retry: a clear 503 within bounds, nothing half stored, and the same command later counts once. */
let api: ApiUnderTest;
let company: Company;
let secret: string;
let entryId: string;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  ({ secret } = await api.tokenOf(company.people.rm));
  entryId = await company.startEntry();
});
afterAll(() => api.stop());

it('answers 503 with Retry-After while it is locked, and takes the same command once it is free', async () => {
  const before = await everythingStored(api.parts.db);
  const commandId = randomUUID();
  const handIn = () => fetch(`${api.url}/api/v1/entries/${entryId}/deliverables/candidateList`, {
    method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': commandId }, body: JSON.stringify({ content: aDocument }),
  });
  const lock = await lockFile(join(api.parts.config.dataDir, 'beachhead.sqlite'));
  if (!lock) throw new Error('the file is locked already');
  const from = performance.now();
  const refused = await handIn();
  const waited = performance.now() - from;
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await problemIn(refused, 'database-away');
  expect(waited).toBeLessThan(10_000);
  await lock.release();

  expect(await everythingStored(api.parts.db)).toBe(before);
  const [taken, again] = [await handIn(), await handIn()];
  expect([taken.status, again.status]).toEqual([201, 201]);
  expect(await again.json()).toEqual(await taken.json());
  expect(await company.board.journal(entryId, { after: 0, limit: 100 })).toHaveLength(3);
});

const health = async (of: ApiUnderTest): Promise<object> => {
  const response = await fetch(`${of.url}/api/v1/health`);
  return { code: response.status, ...(await response.json() as object) };
};

it('is ready while the engine is away, and says so', async () => {
  const seen = await until('the engine is seen to be away', () => health(api), (answer) => 'engine' in answer && answer.engine === 'down');
  expect(seen).toEqual({ code: 200, status: 'degraded', database: 'up', engine: 'down', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

it('answers what is under way before it leaves', async () => {
  const leaving = await startApi();
  const file = join(leaving.parts.config.dataDir, 'beachhead.sqlite');
  const lock = await lockFile(file);
  const underWay = leaving.admin.call('createToken', { body: { name: 'slow', scopes: ['read'] } });
  await health(leaving);
  const stopped = leaving.stop();
  await until('new connections are refused', () => fetch(`${leaving.url}/api/v1/health`).then(() => false, () => true), (refused) => refused);
  await lock?.release();
  expect((await underWay).secret).toMatch(/^bh_t_/);
  await stopped;
});

it('is not ready without its database', async () => {
  const other = await startApi();
  try {
    expect(await health(other)).toMatchObject({ code: 200, database: 'up' });
    await other.parts.db.reader.destroy();
    expect(await until('the database is seen to be away', () => health(other), (answer) => 'code' in answer && answer.code !== 200)).toMatchObject({ code: 503, status: 'down', database: 'down' });
  } finally {
    await other.stop().catch(() => undefined);
  }
});
