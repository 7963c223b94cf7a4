import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, isoWeek, weekStart } from '../../libs/rules/iso-week.js';
import type { ImportKind } from '../../libs/journal/field/define-kind.js';
import { runCli } from '../support/cli.js';
import { aCompany, type Company } from '../support/company.js';
import { mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* Routes, dealers and order in the market from the shell: each command once, as a script would use it. */
let api: ApiUnderTest;
let company: Company;
let home: string;
let token: string;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  home = mkdtempSync(join(tmpdir(), 'beachhead-trade-'));
  ({ secret: token } = await api.tokenOf(company.people.rm));
});
afterAll(async () => {
  await api.stop();
  rmSync(home, { recursive: true, force: true });
});

async function run<T = Record<string, unknown>>(...args: readonly string[]): Promise<T> {
  const { code, out, err } = await runCli([...args, '--json'], { BEACHHEAD_URL: api.url, XDG_CONFIG_HOME: home, LANG: 'en_US.UTF-8', BEACHHEAD_TOKEN: token }, '');
  expect({ args, code, err, ...(code === 0 ? {} : { out }) }).toEqual({ args, code: 0, err: '' });
  return JSON.parse(out) as T;
}
const file = (name: string, text: string): string => {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
};
const bring = (kind: ImportKind, text: string): Promise<unknown> => mustImport({ db: api.parts.db, uow: api.parts.unitOfWork }, kind, text);

it('plans, lists, assesses, signs, reports and closes', async () => {
  const { login } = company.people.adv;
  await bring('markets', 'code,name\nsh,SH\n');
  await bring('dealers', `market,code,name,core,owner\nsh,d1,D1,1,${login}\n`);
  await bring('skus', 'code,name,brand,own\no1,Ours,Ours,1\n');
  await bring('terminals', `market,externalId,name,class,zone,route,adviser,dealer\nsh,t1,One,A,1,1,${login},d1\nsh,t2,Two,C,1,1,${login},d1\n`);
  await bring('dealer-stock', 'market,dealer,sku,day,opening,received,shipped,closing\nsh,d1,o1,2026-03-08,940,2000,1680,1260\n');
  await bring('stock-checks', 'market,clientId,terminal,sku,day,stock,opening,received\nsh,1,t1,o1,2026-03-05,6,10,24\n');
  await bring('receivables', 'market,dealer,day,amount,overdue\nsh,d1,2026-03-01,1000,40\n');
  await bring('price-checks', 'market,clientId,terminal,sku,day,price,priceInBand\nsh,1,t1,o1,2026-03-05,500,no\n');
  await bring('visits', `market,clientId,terminal,adviser,day,distanceM,minutes,photos\nsh,v1,t1,${login},2026-03-05,400,9,1\n`);

  const week = isoWeek(addDays(new Date().toISOString().slice(0, 10), 14));
  expect(await run('visits', 'plan', 'sh', '--from', week, '--recover', '--calls-per-day', '10')).toMatchObject({ advisers: 1, unowned: 0 });
  expect(await run('visits', 'show', 'sh', '--from', week, '--person', login)).toMatchObject({ from: week, visited: 0 });
  expect(await run('visits', 'today', 'sh', '--person', login, '--day', weekStart(week))).toMatchObject({ adviser: login });
  expect(await run('visits', 'frequencies', 'sh')).toMatchObject({ rows: [{ class: 'A', customers: 1 }, { class: 'B' }, { class: 'C' }, { class: 'dealer', customers: 1 }] });
  const { items: [far] } = await run<{ items: { id: string; invalidReason: string }[] }>('visits', 'list', 'sh', '--state', 'waivable');
  expect(far?.invalidReason).toBe('too_far');
  expect(await run('visits', 'waive', far?.id ?? '', '--reason', 'the shop has moved')).toMatchObject({ valid: true });

  const card = file('card.json', JSON.stringify({ day: '2026-03-01', criteria: [{ criterion: 'reach', weight: 0.4, score: 90 }, { criterion: 'credit', weight: 0.6, score: 80 }] }));
  expect(await run('dealers', 'assess', 'sh', 'd1', `@${card}`)).toMatchObject({ total: 84, grade: 'A' });
  const contract = JSON.stringify({ number: 'K1', dealer: 'd1', from: '2026-01-01', to: '2026-12-31', exclusive: true, zones: [{ zoneNo: 1, monthlyCapacity: 500 }], creditLimit: 2000 });
  const { id } = await run<{ id: string }>('dealers', 'contract', 'sh', contract);
  expect(await run('dealers', 'sign', id, '--on', '2026-01-02')).toMatchObject({ number: 'K1' });
  expect(await run('dealers', 'contracts', 'sh', '--on', '2026-03-01')).toMatchObject({ items: [{ number: 'K1', state: 'standing' }] });
  expect(await run('dealers', 'list', 'sh', '--as-of', '2026-03-08')).toMatchObject({ items: [{ code: 'd1', grade: 'A', creditUse: { value: 0.5 } }] });
  expect(await run('dealers', 'card', 'sh', 'd1', '--as-of', '2026-03-08')).toMatchObject({ code: 'd1', stock: [{ days: { value: 21 } }] });
  expect(await run('stock', 'dealers', 'sh', '--to', '2026-03-08')).toMatchObject({ rows: [{ flowThrough: { value: 0.84 } }] });
  expect(await run('stock', 'terminals', 'sh', '--to', '2026-03-08', '--safety-factor', '1.5')).toMatchObject({ rows: [{ orderHint: 36 }] });
  expect(await run('receivables', 'sh', '--as-of', '2026-03-08')).toMatchObject({ overdueRatio: { value: 0.04 }, rows: [{ creditLimit: 2000 }] });
  expect(await run('prices', 'sh', '--from', '2026-03-02', '--to', '2026-03-08', '--outside')).toMatchObject({ checks: 1, inBand: 0 });
  expect(await run('dealers', 'end', id, '--on', '2026-06-30', '--reason', 'dumping')).toMatchObject({ number: 'K1' });

  // Reported by an adviser, led to its end by the manager.
  const reported = await api.as((await api.tokenOf(company.people.adv)).secret).call('reportIncident', {
    params: { marketId: (await api.admin.call('listMarkets', { query: { search: 'sh' } })).find((market) => market.code === 'sh')?.id ?? '' },
    body: { kind: 'dumping', foundOn: '2026-03-02', text: 'goods from elsewhere', owner: login, due: '2026-03-20', fileIds: [] },
  });
  const own = await run<{ id: string }>('incidents', 'report', 'sh', '--kind', 'price_cut', '--found', '2026-03-02', '--text', '低价', '--owner', login, '--due', '2026-03-20', '--terminal', 't1', '--source-dealer', 'd1');
  expect(await run('incidents', 'investigate', reported.id, '--note', 'batch of d1', '--source-dealer', 'd1')).toMatchObject({ state: 'investigating' });
  expect(await run('incidents', 'close', reported.id, '--finding', 'confirmed', '--result', 'fined')).toMatchObject({ state: 'closed' });
  expect(await run('incidents', 'list', 'sh', '--overdue')).toMatchObject({ items: [{ id: own.id, kind: 'price_cut', sourceDealer: { code: 'd1' } }] });
  expect(await run('kpi', 'sh', 'incidentRate', '--to', '2026-W10')).toMatchObject({ numerator: 2, denominator: 2 });
}, 240_000);
