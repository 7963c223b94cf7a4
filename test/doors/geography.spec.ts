import type { Client } from '../../libs/contracts/client.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { runCli } from '../support/cli.js';
import { carryThrough } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/* Areas and distances over HTTP and from the shell: whole files or none, each fault by its feature, and what has no data says so. */
let api: ApiUnderTest;
let company: Company;
let clerk: Client;
let marketId: string;

const square = (west: number, south: number, side = 1) => ({ type: 'Polygon', coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]] });
const features = (...all: readonly (readonly [properties: object, geometry: unknown])[]): string => JSON.stringify({ type: 'FeatureCollection', features: all.map(([properties, geometry]) => ({ type: 'Feature', properties, geometry })) });
const mapping = { layer: 'squares', fields: { code: 'id', name: 'title' } };
const send = (client: Client, content: string, asked: object = mapping, dryRun: 'true' | 'false' = 'false') => client.call('importAreas', { query: { dryRun }, file: new Blob([content]), fileName: 'areas.geojson', fields: { mapping: JSON.stringify(asked) } });

async function importRows(kind: 'markets' | 'terminals', content: string): Promise<void> {
  const { id } = await clerk.call('importFile', { params: { kind }, query: {}, file: new Blob([content]), fileName: 'rows.csv', fields: { mapping: '{}' } });
  expect((await carryThrough({ db: api.parts.db, uow: api.parts.unitOfWork }, id)).phase).toBe('done');
}

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  clerk = (await api.tokenOf(company.people.clerk)).client;
  await importRows('markets', 'code,name\ngeo,Geo\n');
  await importRows('terminals', 'market,externalId,name,status,firstSeen,closedOn,latitude,longitude\ngeo,in,In,,,,10.5,20.5\ngeo,edge,Edge,,,,10.5,21.5\ngeo,out,Out,,,,50,50\ngeo,nowhere,Nowhere,,,,,\ngeo,gone,Gone,closed,2020-01-01,2025-12-31,10.4,20.5\ngeo,lost,Lost,closed,,,10.4,20.4\n');
  marketId = (await clerk.call('listMarkets', { query: { search: 'geo' } }))[0]?.id ?? '';
});
afterAll(() => api.stop());

it('takes borders in, says what a trial would do, and the same file again changes nothing', async () => {
  const two = features([{ id: 'a', title: '甲区' }, square(20, 10)], [{ id: 'b', title: '乙区' }, square(21, 10)], [{ id: 'c', title: '无界' }, null]);
  expect(await send(clerk, two, mapping, 'true')).toMatchObject({ rows: 3, borders: 2, inserted: 0, dryRun: true });
  expect(await send(clerk, two)).toMatchObject({ inserted: 3, updated: 0, unchanged: 0 });
  expect(await send(clerk, two)).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
  expect((await clerk.call('listAreas', { query: { layer: 'squares' } })).rows.map(({ code, hasBorder }) => [code, hasBorder])).toEqual([['a', true], ['b', true], ['c', false]]);
});

it('refuses a file with one faulty feature as a whole, and names it', async () => {
  const open = { type: 'Polygon', coordinates: [[[20, 10], [21, 10]]] };
  const faulty = features([{ id: 'd', title: '丁' }, square(30, 10)], [{ id: 'e', title: '戊' }, open], [{ id: 'f' }, square(31, 10)], [{ id: 'g', title: '庚' }, { type: 'Point', coordinates: [1, 1] }], [{ id: 'd', title: '重' }, null]);
  await expect(send(clerk, faulty)).rejects.toMatchObject({ problem: { code: 'import-refused', errors: [
    { field: 'row 2 · geometry', rule: 'not-a-border' }, { field: 'row 3 · title', rule: 'required' }, { field: 'row 4 · geometry', rule: 'not-a-border' }, { field: 'row 5 · code', rule: 'conflicting-rows' },
  ] } });
  await expect(send(clerk, '{"type":"FeatureCollection","features":')).rejects.toMatchObject({ problem: { code: 'import-refused' } });
  await expect(send(clerk, features([{ id: 'h', title: 'H', up: 'nobody' }, null]), { ...mapping, fields: { ...mapping.fields, parent: 'up' } })).rejects.toMatchObject({ problem: { errors: [{ rule: 'unknown-area' }] } });
  expect((await clerk.call('listAreas', { query: { layer: 'squares' } })).total).toBe(3);
});

it('counts who is open there, and keeps apart who is nowhere', async () => {
  const counts = (query: object = {}) => clerk.call('areaCounts', { params: { marketId }, query: { layer: 'squares', on: '2026-01-01', ...query } });
  expect(await counts()).toMatchObject({ terminals: 4, withoutPosition: 1, outside: 1, inSeveral: 0, rows: [{ code: 'a', terminals: 1 }, { code: 'b', terminals: 1 }] });
  expect((await counts({ on: '2025-12-31' })).rows[0]).toMatchObject({ code: 'a', terminals: 2 });
  await expect(counts({ layer: 'none' })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'query.layer', rule: 'unknown-layer' }] } });
  const open = await clerk.call('kpi', { params: { marketId }, query: { measure: 'openTerminals', from: '2026-01-01', to: '2026-01-01' } });
  expect([open.value, open.details['closedOnUnknownDay']]).toEqual([4, 1]);
  expect((await clerk.call('kpi', { params: { marketId }, query: { measure: 'terminalsPerMillion', from: '2026-01-01', to: '2026-01-01' } })).value).toBeNull();
});

it('finds the nearest, however far, and those within a radius', async () => {
  const near = (query: object) => clerk.call('terminalsNear', { params: { marketId }, query: { latitude: 10.5, longitude: 20.5, ...query } });
  expect((await near({ limit: 1 })).rows.map(({ terminal, distanceM }) => [terminal.externalId, distanceM])).toEqual([['in', 0]]);
  const within = await near({ radiusM: 12_000 });
  expect([within.count, within.rows.map(({ terminal }) => terminal.externalId)]).toEqual([2, ['in', 'gone']]);
  expect((await near({ radiusM: 12_000, on: '2026-01-01' })).count).toBe(1);
  expect((await near({ limit: 10 })).rows).toHaveLength(5);
});

it('areas come from those only who may bring in what belongs to no single market', async () => {
  const local = (await api.tokenOf(await aPerson(company, 'clerk', marketId))).client;
  for (const client of [local, (await api.tokenOf(company.people.fin)).client]) await expect(send(client, features([{ id: 'x', title: 'X' }, null]))).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});

it('the same from the command line', async () => {
  const { secret } = await api.tokenOf(company.people.clerk);
  const folder = mkdtempSync(join(tmpdir(), 'beachhead-areas-'));
  const file = join(folder, 'tree.csv');
  writeFileSync(file, 'no,label,up\n1,省,\n11,市,1\n111,区,11\n112,县,11\n');
  const run = async (...args: readonly string[]): Promise<unknown> => {
    const { code, out, err } = await runCli([...args, '--json'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: secret, XDG_CONFIG_HOME: folder, LANG: 'en_US.UTF-8' });
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as unknown;
  };
  expect(await run('areas', 'import', file, '--layer', 'tree', '--code', 'no', '--name', 'label', '--parent', 'up')).toMatchObject({ inserted: 4, borders: 0 });
  expect(await run('areas', 'list', 'tree', '--under', '1', '--level', '2')).toMatchObject({ levels: [1, 2], total: 2, rows: [{ code: '111' }, { code: '112' }] });
  expect(await run('areas', 'count', 'geo', 'squares', '--on', '2026-01-01')).toMatchObject({ outside: 1 });
  expect(await run('near', 'geo', '10.5,20.5', '--radius', '12000')).toMatchObject({ count: 2 });
  rmSync(folder, { recursive: true, force: true });
});
