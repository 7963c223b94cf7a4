import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Client } from '../../libs/contracts/client.js';
import type { ImportView } from '../../libs/contracts/import-views.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { carryThrough } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* Files over HTTP: whoever may, into their markets; whole or not at all. */
let api: ApiUnderTest;
let company: Company;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
});
afterAll(() => api.stop());

type Sent = { readonly dryRun?: boolean; readonly mapping?: string; readonly commandId?: string };

function send(client: Client, kind: 'markets' | 'dealers', content: string | Uint8Array<ArrayBuffer>, { dryRun = false, mapping = '{}', commandId }: Sent = {}): Promise<ImportView> {
  return client.call('importFile', {
    params: { kind }, query: { dryRun: dryRun ? 'true' : 'false' }, file: new Blob([content]), fileName: '文件.csv', fields: { mapping }, ...(commandId !== undefined && { commandId }),
  });
}
const seen = (client: Client, importId: string): Promise<ImportView> => client.call('getImport', { params: { importId } });
/** Does what a worker would do with it. */
async function carried(client: Client, { id }: ImportView): Promise<ImportView> {
  await carryThrough({ db: api.parts.db, uow: api.parts.unitOfWork }, id);
  return seen(client, id);
}
const through = async (...sent: Parameters<typeof send>): Promise<ImportView> => carried(sent[0], await send(...sent));
const clientOf = async (role: 'clerk' | 'fin' | 'dealer'): Promise<Client> => (await api.tokenOf(company.people[role])).client;
const dealers = (market: number, ...codes: string[]): string => `market,code,name\n${codes.map((code) => `${company.markets[market]?.code},${code},${code}`).join('\n')}\n`;
const dealersIn = async (market: number): Promise<number> => (await api.admin.call('getMarket', { params: { marketId: company.markets[market]?.id ?? '' } })).dealers;

it('takes UTF-8 with a byte-order mark, GBK and gzip, and says what it read', async () => {
  const clerk = await clientOf('clerk');
  const gbk = Buffer.concat([Buffer.from('code,name\ngbk-1,'), Buffer.from([0xb7, 0xee, 0xcf, 0xcd]), Buffer.from('\n')]);
  expect(await through(clerk, 'markets', '\ufeffcode,name\nbom-1,奉贤\n')).toMatchObject({ encoding: 'utf-8', inserted: 1 });
  expect(await through(clerk, 'markets', new Uint8Array(gbk))).toMatchObject({ encoding: 'gbk', inserted: 1 });
  expect(await through(clerk, 'markets', new Uint8Array(gzipSync('code,name\ngz-1,南汇\n')))).toMatchObject({ inserted: 1 });
  const named = await clerk.call('listMarkets', { query: { search: '-1' } });
  expect(named.map((m) => m.name).sort()).toEqual(['南汇', '奉贤', '奉贤']);
});

it('is taken at once, happens while nobody waits, and says how far it is; without an engine it says that it waits', async () => {
  const clerk = await clientOf('clerk');
  const taken = await send(clerk, 'dealers', dealers(3, 'w1', 'w2'));
  expect(taken).toMatchObject({ phase: 'waiting', over: false, total: null, written: 0, finishedAt: null, may: { cancel: true, undo: false } });
  await api.parts.unitOfWork.run((em) => em.query("update wake set updatedAt = '2026-01-01T00:00:00.000Z' where workflowId = ?", [`import/${taken.id}`]));
  expect(await seen(clerk, taken.id)).toMatchObject({ waitsForEngine: true });
  expect(await carried(clerk, taken)).toMatchObject({ phase: 'done', over: true, rows: 2, total: 2, written: 2, inserted: 2, requestedBy: { name: 'clerk' }, may: { cancel: false, undo: true } });
  expect((await clerk.call('listImports', { query: { phase: 'done', limit: 1 } })).map(({ id }) => id)).toEqual([taken.id]);
});

it('refuses a file with one wrong row as a whole, and names the row', async () => {
  const clerk = await clientOf('clerk');
  expect(await through(clerk, 'dealers', `${dealers(0, 'a')}${company.markets[0]?.code},,b\n`)).toMatchObject({
    phase: 'refused', inserted: 0, faults: 1, errors: [{ row: 3, column: 'code', rule: 'required', message: { zh: expect.any(String), en: expect.any(String) } }],
  });
  expect(await dealersIn(0)).toBe(0);
  expect(await through(clerk, 'dealers', dealers(0, 'a', 'b'), { dryRun: true })).toMatchObject({ dryRun: true, inserted: 2, may: { undo: false } });
  expect(await dealersIn(0)).toBe(0);
  expect(await through(clerk, 'dealers', dealers(0, 'a', 'b'))).toMatchObject({ inserted: 2, phase: 'done' });
  expect(await through(clerk, 'dealers', dealers(0, 'a', 'b'))).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
  expect(await dealersIn(0)).toBe(2);
});

it('one command is one import, however often it is sent', async () => {
  const clerk = await clientOf('clerk');
  const commandId = crypto.randomUUID();
  const [first, second] = [await send(clerk, 'dealers', dealers(3, 'once'), { commandId }), await send(clerk, 'dealers', dealers(3, 'once'), { commandId })];
  expect(second.id).toBe(first.id);
  await expect(send(clerk, 'dealers', dealers(3, 'other'), { commandId })).rejects.toMatchObject({ problem: { code: 'command-id-reused' } });
  expect(await carried(clerk, first)).toMatchObject({ phase: 'done', inserted: 1 });
  expect((await send(clerk, 'dealers', dealers(3, 'once'), { commandId })).phase).toBe('done');
  expect(await api.parts.db.reader.query('select count(*) as n from import_part')).toEqual([{ n: 0 }]);
});

it('names what is wrong with the mapping', async () => {
  const clerk = await clientOf('clerk');
  await expect(send(clerk, 'markets', 'code,name\nx,y\n', { mapping: '{"fieldz":{}}' })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'mapping.fieldz', rule: 'unknown-field' }] } });
  await expect(send(clerk, 'markets', 'code,name\nx,y\n', { mapping: '{' })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'mapping', rule: 'json' }] } });
});

it('lets nobody import who holds no role for it, and others only into their markets', async () => {
  for (const role of ['fin', 'dealer'] as const) {
    await expect(send(await clientOf(role), 'markets', 'code,name\nno-1,x\n')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  }
  const local = (await api.tokenOf(await aPerson(company, 'clerk', company.markets[1]?.id))).client;
  expect(await through(local, 'dealers', dealers(2, 'c'))).toMatchObject({ phase: 'refused', errors: [{ row: 1, rule: 'not-allowed' }] });
  expect(await through(local, 'markets', 'code,name\nno-2,x\n')).toMatchObject({ phase: 'refused', errors: [{ row: 1, rule: 'not-allowed' }] });
  const own = await through(local, 'dealers', dealers(1, 'c'));
  expect(own).toMatchObject({ inserted: 1, may: { undo: true } });
  expect([await dealersIn(1), await dealersIn(2)]).toEqual([1, 0]);
  const stranger = (await api.tokenOf(await aPerson(company, 'clerk', company.markets[2]?.id))).client;
  expect((await seen(stranger, own.id)).may).toEqual({ cancel: false, undo: false });
  await expect(stranger.call('undoImport', { params: { importId: own.id }, body: { reason: '试试' } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});

it('undoes an import by its door, once and with a reason; what is over cannot be cancelled', async () => {
  const clerk = await clientOf('clerk');
  const before = await dealersIn(1);
  const { id } = await through(clerk, 'dealers', dealers(1, 'u1', 'u2', 'u3'));
  expect(await dealersIn(1)).toBe(before + 3);
  await expect(clerk.call('cancelImport', { params: { importId: id } })).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
  const asked = await clerk.call('undoImport', { params: { importId: id }, body: { reason: '文件错了' } });
  expect(asked).toMatchObject({ over: false, ending: 'undone', takenBackBecause: '文件错了', takenBackBy: { name: 'clerk' } });
  expect(await carried(clerk, asked)).toMatchObject({ phase: 'undone', over: true, may: { undo: false } });
  expect(await dealersIn(1)).toBe(before);
  await expect(clerk.call('undoImport', { params: { importId: id }, body: { reason: '再来' } })).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
});

it('refuses more than 2 GB before it is sent', async () => {
  const { secret } = await api.tokenOf(company.people.clerk);
  const { hostname, port } = new URL(api.url);
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request({
      hostname, port, path: '/api/v1/imports/markets', method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(3 * 1024 ** 3) },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => { text += more; }).once('end', () => { asked.destroy(); resolve({ status: response.statusCode, text }); });
    });
    asked.once('error', reject);
    asked.write('--x\r\n');
  });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'too-large', i18n: { en: { detail: expect.stringContaining('2 GB') } } });
}, 30_000);
