import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../libs/contracts/client.js';
import type { MatchView } from '../../libs/contracts/terminal-views.js';
import { runCli } from '../support/cli.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { carryThrough } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* The terminal master over HTTP and from the shell: who sees and does what, and a merge and a renumbering from end to end. */
let api: ApiUnderTest;
let company: Company;
let clerk: Client;
let marketId: string;
let folder: string;

async function send(client: Client, kind: 'markets' | 'terminals', content: string): Promise<void> {
  const { id } = await client.call('importFile', { params: { kind }, query: {}, file: new Blob([content]), fileName: `${kind}.csv`, fields: { mapping: '{}' } });
  expect(await carryThrough({ db: api.parts.db, uow: api.parts.unitOfWork }, id)).toMatchObject({ phase: 'done' });
}
const find = async (client: Client, key: string) => (await client.call('findTerminals', { query: { key } })).found;
const idOf = async (key: string): Promise<string> => (await find(clerk, key))[0]?.terminal.id ?? '';

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  clerk = (await api.tokenOf(company.people.clerk)).client;
  await send(clerk, 'markets', 'code,name,marketNo\nfx,奉贤区,83\n');
  await send(clerk, 'terminals', `market,externalId,name,address,code,phone,contactName,contactRole,latitude,longitude,datum
fx,1,甲店,环城东路1151号,83-02-2-004,13800138000,王五,店主,30.917879,121.46452,gcj02
fx,2,甲 店,环城东路1151号,83-02-2-005,,,,30.92,121.46,wgs84
fx,3,曼谷店,Silom,83-02-2-006,,,,13.75,100.5,gcj02
`);
  marketId = (await clerk.call('listMarkets', { query: { search: 'fx' } }))[0]?.id ?? '';
  folder = mkdtempSync(join(tmpdir(), 'beachhead-terminals-'));
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('says where a terminal is in WGS-84, what its source gave, and whether that was shifted', async () => {
  const [shop] = await find(clerk, '83022004');
  expect(shop?.terminal.position).toEqual({ latitude: expect.closeTo(30.92, 4), longitude: expect.closeTo(121.46, 4), shifted: true, source: { datum: 'gcj02', latitude: 30.917879, longitude: 121.46452 } });
  const [abroad] = await find(clerk, '83-02-2-006');
  expect(abroad?.terminal.position).toEqual({ latitude: 13.75, longitude: 100.5, shifted: false, source: { datum: 'gcj02', latitude: 13.75, longitude: 100.5 } });
});

it('shows whom to call only to those who keep the market\'s master', async () => {
  for (const [role, shown] of [['clerk', true], ['sup', true], ['rm', true], ['fin', false], ['adv', false]] as const) {
    const { client } = await api.tokenOf(company.people[role]);
    const [shop] = await find(client, '1');
    expect([role, shop?.terminal.contactRole, shop?.terminal.contactName, shop?.terminal.phone]).toEqual([role, '店主', shown ? '王五' : null, shown ? '13800138000' : null]);
    const { rows } = await client.call('listTerminals', { params: { marketId }, query: { search: '甲' } });
    expect(rows.map(({ phone }) => phone)).toEqual([shown ? '13800138000' : null, null]);
    const alike = await client.call('duplicateTerminals', { params: { marketId }, query: { phone: '138 0013 8000' } });
    expect(alike.rows).toHaveLength(shown ? 1 : 0);
  }
  const elsewhere = (await api.tokenOf(await aPerson(company, 'clerk', company.markets[0]?.id))).client;
  expect((await find(elsewhere, '1'))[0]?.terminal.phone).toBeNull();
});

it('lets only them merge, close, move and renumber', async () => {
  const adviser = (await api.tokenOf(company.people.adv)).client;
  const [first, second] = [await idOf('1'), await idOf('2')];
  await expect(adviser.call('mergeTerminals', { params: { terminalId: first }, body: { mergedId: second, reason: 'x' } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  await expect(adviser.call('closeTerminal', { params: { terminalId: first }, body: { day: '2026-02-01', reason: 'x' } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  await expect(adviser.call('matchTerminals', { params: { marketId }, query: {}, file: new Blob(['externalId,name\n1,x\n']), fileName: 'x.csv', fields: { mapping: '{}' } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  await expect(clerk.call('mergeTerminals', { params: { terminalId: first }, body: { mergedId: first, reason: 'x' } })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'mergedId' }] } });
  await expect(clerk.call('closeTerminal', { params: { terminalId: first }, body: { day: '2026-02-30', reason: 'x' } })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'day' }] } });
});

it('a person at a shell finds doubles, merges, moves, closes and renumbers by code, and programs read JSON', async () => {
  const { secret } = await api.tokenOf(company.people.clerk);
  const run = async <T>(...args: readonly string[]): Promise<T> => {
    const { code, out, err } = await runCli([...args, '--json'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: secret, XDG_CONFIG_HOME: folder, LANG: 'en_US.UTF-8' });
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as T;
  };
  const alike = await run<{ rows: { reasons: string[]; terminal: { externalId: string } }[] }>('terminals', 'duplicates', 'fx', '--terminal', '83-02-2-004');
  expect(alike.rows.map(({ terminal, reasons }) => [terminal.externalId, reasons])).toEqual([['2', ['name', 'near']]]);
  const merge = await run<{ mergeId: string }>('terminals', 'merge', '83022004', '2', '--market', 'fx', '--reason', '同一家店');
  expect(await run('terminals', 'find', '83-02-2-005')).toMatchObject({ found: [{ by: 'code', terminal: { externalId: '1' }, merged: { externalId: '2' } }] });
  await run('terminals', 'undo-merge', merge.mergeId, '--reason', '看错了');
  expect(await run('terminals', 'move', '83022005', '--zone', '2', '--route', '3', '--reason', '调整线路')).toMatchObject({ code: '83-02-3-001', routeNo: 3 });
  expect(await run('terminals', 'close', '83022005', '--day', '2026-02-01', '--reason', '停业')).toMatchObject({ status: 'closed', closedOn: '2026-02-01' });
  expect(await run('terminals', 'show', '83-02-3-001')).toMatchObject({ codes: [{ code: '83-02-3-001', present: true }, { code: '83-02-2-005', present: false }], history: [{ kind: 'closeTerminal' }, { kind: 'moveTerminal' }, { kind: 'undoMerge' }, { kind: 'mergeTerminals' }] });
  expect(await run('terminals', 'reopen', '83022005', '--day', '2026-02-03', '--reason', '重开')).toMatchObject({ status: 'active', closedOn: null });
  const file = join(folder, 'new.csv');
  writeFileSync(file, 'id,shop,where\nN1,甲店,环城东路1151号\nN3,曼谷店,Silom\n');
  const mapping = '{"fields":{"externalId":"id","name":"shop","address":"where"}}';
  const seen = await run<MatchView>('terminals', 'match', 'fx', file, '--mapping', mapping);
  expect(seen.matched.map(({ terminal, to, by }) => [terminal.externalId, to, by])).toEqual([['3', 'N3', 'name-address']]);
  expect(seen.ambiguous.map(({ externalId, candidates }) => [externalId, candidates.map((one) => one.externalId)])).toEqual([['N1', ['1', '2']]]);
  const stale = await runCli(['terminals', 'match', 'fx', file, '--mapping', mapping, '--confirm', 'a'.repeat(64), '--json'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: secret, XDG_CONFIG_HOME: folder });
  expect([stale.code, (JSON.parse(stale.out) as { code: string }).code]).toEqual([1, 'proposal-outdated']);
  expect(await run('terminals', 'match', 'fx', file, '--mapping', mapping, '--confirm', seen.hash)).toMatchObject({ confirmed: true });
  expect(await run('terminals', 'find', '3', '--market', 'fx')).toMatchObject({ found: [{ by: 'former-number', terminal: { externalId: 'N3', code: '83-02-2-006' } }] });
  expect(await run('terminals', 'list', 'fx', '--search', 'silom')).toMatchObject({ total: 1, rows: [{ externalId: 'N3' }] });
}, 120_000);
