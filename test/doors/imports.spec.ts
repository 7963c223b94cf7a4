import { gzipSync } from 'node:zlib';
import type { Client } from '../../libs/contracts/client.js';
import type { ImportView } from '../../libs/contracts/views.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* Files over HTTP: whoever may, into their markets; whole or not at all. */
let api: ApiUnderTest;
let company: Company;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
});
afterAll(() => api.stop());

function send(client: Client, kind: 'markets' | 'dealers', content: string | Uint8Array<ArrayBuffer>, dryRun = false, mapping = '{}'): Promise<ImportView> {
  return client.call('importFile', { params: { kind }, query: { dryRun: dryRun ? 'true' : 'false' }, file: new Blob([content]), fileName: '文件.csv', fields: { mapping } });
}
const clientOf = async (role: 'clerk' | 'fin' | 'dealer'): Promise<Client> => (await api.tokenOf(company.people[role])).client;
const dealers = (market: number, ...codes: string[]): string => `market,code,name\n${codes.map((code) => `${company.markets[market]?.code},${code},${code}`).join('\n')}\n`;
const dealersIn = async (market: number): Promise<number> => (await api.admin.call('getMarket', { params: { marketId: company.markets[market]?.id ?? '' } })).dealers;

it('takes UTF-8 with a byte-order mark, GBK and gzip, and says what it read', async () => {
  const clerk = await clientOf('clerk');
  const gbk = Buffer.concat([Buffer.from('code,name\ngbk-1,'), Buffer.from([0xb7, 0xee, 0xcf, 0xcd]), Buffer.from('\n')]);
  expect(await send(clerk, 'markets', '\ufeffcode,name\nbom-1,奉贤\n')).toMatchObject({ encoding: 'utf-8', inserted: 1 });
  expect(await send(clerk, 'markets', new Uint8Array(gbk))).toMatchObject({ encoding: 'gbk', inserted: 1 });
  expect(await send(clerk, 'markets', new Uint8Array(gzipSync('code,name\ngz-1,南汇\n')))).toMatchObject({ inserted: 1 });
  const named = await clerk.call('listMarkets', { query: { search: '-1' } });
  expect(named.map((m) => m.name).sort()).toEqual(['南汇', '奉贤', '奉贤']);
});

it('refuses a file with one wrong row as a whole, and names the row', async () => {
  const clerk = await clientOf('clerk');
  await expect(send(clerk, 'dealers', `${dealers(0, 'a')}${company.markets[0]?.code},,b\n`)).rejects.toMatchObject({ problem: { code: 'import-refused', status: 422, errors: [{ field: 'row 3 · code', rule: 'required', zh: expect.any(String), en: expect.any(String) }] } });
  expect(await dealersIn(0)).toBe(0);
  expect(await send(clerk, 'dealers', dealers(0, 'a', 'b'), true)).toMatchObject({ dryRun: true, inserted: 2 });
  expect(await dealersIn(0)).toBe(0);
  expect(await send(clerk, 'dealers', dealers(0, 'a', 'b'))).toMatchObject({ inserted: 2, batchId: expect.any(String) });
  expect(await send(clerk, 'dealers', dealers(0, 'a', 'b'))).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
  expect(await dealersIn(0)).toBe(2);
});

it('names what is wrong with the mapping', async () => {
  const clerk = await clientOf('clerk');
  await expect(send(clerk, 'markets', 'code,name\nx,y\n', false, '{"fieldz":{}}')).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'mapping.fieldz', rule: 'unknown-field' }] } });
  await expect(send(clerk, 'markets', 'code,name\nx,y\n', false, '{')).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'mapping', rule: 'json' }] } });
});

it('lets nobody import who holds no role for it, and others only into their markets', async () => {
  for (const role of ['fin', 'dealer'] as const) {
    await expect(send(await clientOf(role), 'markets', 'code,name\nno-1,x\n')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  }
  const local = (await api.tokenOf(await aPerson(company, 'clerk', company.markets[1]?.id))).client;
  await expect(send(local, 'dealers', dealers(2, 'c'))).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  await expect(send(local, 'markets', 'code,name\nno-2,x\n')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await send(local, 'dealers', dealers(1, 'c'))).toMatchObject({ inserted: 1 });
  expect([await dealersIn(1), await dealersIn(2)]).toEqual([1, 0]);
});
