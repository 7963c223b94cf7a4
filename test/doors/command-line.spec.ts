import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, type Ended } from '../support/cli.js';
import { aCompany, type Company } from '../support/company.js';
import { carryEverything } from '../support/imports.js';
import { anEntryAtG1 } from '../support/stage-one.js';
import { adminPassword, startApi, type ApiUnderTest } from '../support/server.js';

/* The command line as a person and a script use it: a process of its own against a running server. */
let api: ApiUnderTest;
let company: Company;
let home: string;
let token: string;
let stopCarrying: () => Promise<void>;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  ({ secret: token } = await api.tokenOf(company.people.rm));
  home = mkdtempSync(join(tmpdir(), 'beachhead-home-'));
  stopCarrying = carryEverything({ db: api.parts.db, uow: api.parts.unitOfWork });
});
afterAll(async () => {
  await stopCarrying();
  await api.stop();
  rmSync(home, { recursive: true, force: true });
});

const run = (args: readonly string[], { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {}): Promise<Ended> =>
  runCli(args, { BEACHHEAD_URL: api.url, XDG_CONFIG_HOME: home, LANG: 'en_US.UTF-8', ...env }, input);

/** As the regional manager, in JSON: exactly one object on standard output. */
async function asManager<T>(...args: readonly string[]): Promise<{ code: number | null; json: T }> {
  const { code, out, err } = await run([...args, '--json'], { env: { BEACHHEAD_TOKEN: token } });
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toBe('');
  return { code, json: JSON.parse(out) as T };
}

const file = (name: string, text: string): string => {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
};

it('signs in, keeps the session where only its owner reads it, knows who one is, and signs out', async () => {
  const signedIn = await run(['login', 'admin', '--password-stdin', '--json'], { input: `${adminPassword}\n` });
  expect(signedIn.code).toBe(0);
  expect(JSON.parse(signedIn.out)).toMatchObject({ url: api.url, person: { login: 'admin', admin: true } });
  expect(signedIn.out).not.toContain('bh_s_');
  expect(statSync(join(home, 'beachhead', 'session.json')).mode & 0o777).toBe(0o600);
  expect((await run(['whoami'])).out).toContain('admin');
  expect((await run(['whoami', '--lang', 'zh'])).out).toContain('登录名');
  // A session is only sent to the server that gave it.
  const elsewhere = await run(['whoami', '--json', '--url', api.url.replace('127.0.0.1', 'localhost')]);
  expect([elsewhere.code, (JSON.parse(elsewhere.out) as { code: string }).code]).toEqual([1, 'not-signed-in']);
  expect((await run(['logout'])).code).toBe(0);
  expect((await run(['whoami'])).code).toBe(1);
});

it('tells a wrong password, and reads one only from where it was told to', async () => {
  const wrong = await run(['login', 'admin', '--password-stdin', '--json'], { input: 'wrong\n' });
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.out)).toMatchObject({ code: 'bad-credentials', i18n: { zh: { title: '登录名或密码不正确' } } });
  const noTerminal = await run(['login', 'admin']);
  expect([noTerminal.code, noTerminal.err]).toEqual([2, expect.stringContaining('--password-stdin')]);
});

it.each([
  [['entris'], /Did you mean entries/], [['entries', 'lst'], /Did you mean list/], [['entries'], /subcommand is missing[\s\S]*Usage: beachhead entries/],
  [['entries', 'show'], /missing required argument 'entry'/], [['entries', 'list', '--stag', 'x'], /Did you mean --stage/], [['journal', 'show', 'a', 'b'], /too many arguments/],
  [['import', 'nonsense', 'x.csv'], /Allowed choices are markets/], [['import', 'markets', '/no/such/file.csv'], /cannot be read \(ENOENT\)/],
  [['bundles', 'seal', 'x', '--settings', '{broken'], /is not JSON/], [['tokens', 'create', 'x', '--scope', 'read', '--days', 'many'], /whole number/],
  [['whoami', '--url', 'ftp://x'], /not an http\(s\) address/], [['entries', 'hold', 'x'], /required option '--reason <text>'/],
])('says what is wrong with %j, with exit code 2 and JSON where it is wanted', async (args, message) => {
  const [told, asJson] = await Promise.all([run(args), run(['--json', ...args])]);
  expect([told.code, told.out]).toEqual([2, '']);
  expect(told.err).toMatch(message);
  expect(asJson.code).toBe(2);
  const { code, i18n } = JSON.parse(asJson.out) as { code: string; i18n: { zh: { detail: string } } };
  expect(code).toBe('usage');
  expect(i18n.zh.detail).toMatch(/\p{Script=Han}/u);
});

it('a faulty environment is told by the variable\'s name', async () => {
  const told = await run(['whoami'], { env: { BEACHHEAD_TOKEN: 'x' } });
  expect([told.code, told.err]).toEqual([2, expect.stringContaining('BEACHHEAD_TOKEN')]);
});

it('a server that is not there is exit code 3', async () => {
  const { code, out } = await run(['entries', 'list', '--json', '--url', 'http://127.0.0.1:5999']);
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ code: 'unreachable' });
});

it('starts an entry and works on it', async () => {
  const markets = company.markets.map((m) => m.code);
  const started = await asManager<{ entryId: string; phase: string }>('entries', 'start', '华东 East', '--market', ...markets);
  expect(started).toMatchObject({ code: 0, json: { phase: 'opening' } });
  const { entryId } = started.json;
  await company.run(entryId);
  const short = entryId.slice(0, 8);
  const list = await asManager<{ items: { id: string; name: string }[] }>('entries', 'list', '--search', '华东');
  expect(list.json.items).toEqual([expect.objectContaining({ id: entryId, name: '华东 East' })]);
  expect((await run(['entries', 'show', short, '--lang', 'zh'], { env: { BEACHHEAD_TOKEN: token } })).out).toContain('候选市场清单');

  const handedIn = await asManager<{ deliverableVersion: number }>('deliverables', 'hand-in', short, 'candidateList', '--text', '四个县', '--attach', file('候选.txt', 'list'));
  expect(handedIn).toMatchObject({ code: 0, json: { deliverableVersion: 1 } });
  expect(await asManager('deliverables', 'hand-in', short, 'candidateList', '--text', '五个县')).toMatchObject({ code: 0, json: { deliverableVersion: 2 } });
  expect(await asManager('deliverables', 'show', short, 'candidateList', '--version-number', '1')).toMatchObject({ json: { state: 'superseded', content: { text: '四个县', fileIds: [expect.any(String)] } } });
  expect(await asManager('tasks', 'complete', short, 'listCandidates', '--note', '完成')).toMatchObject({ code: 0, json: { phase: 'working' } });
  expect(await asManager('tasks', 'complete', short, 'listCandidates')).toMatchObject({ code: 1, json: { code: 'task-done' } });
  expect(await asManager('tasks', 'assign', short, 'collectDeskFacts', company.people.clerk.login)).toMatchObject({ code: 0 });
  const tasks = await asManager<{ items: { key: string; assignee: { name: string } | null }[] }>('tasks', 'list', short);
  expect(tasks.json.items.find((t) => t.key === 'collectDeskFacts')?.assignee?.name).toBe('clerk');
  expect(await asManager('gates', 'show', short)).toMatchObject({ code: 0, json: { key: 'G1', packets: [], previewVerdict: 'unknown' } });
  expect(await asManager('gates', 'vote', short, 'go', '--as', 'rm')).toMatchObject({ code: 2, json: { code: 'usage' } });
  expect(await asManager('entries', 'hold', short, '--reason', '等待')).toMatchObject({ code: 0, json: { state: 'held' } });
  expect(await asManager('entries', 'resume', short, '--reason', '继续')).toMatchObject({ code: 0, json: { state: 'running' } });

  expect(await asManager('journal', 'verify', short)).toMatchObject({ code: 0, json: { verified: true, brokenAt: null } });
  const dossier = join(home, 'dossier.json');
  expect(await asManager('dossier', 'export', short, '--out', dossier)).toMatchObject({ code: 0, json: { verified: true } });
  expect(await asManager('dossier', 'verify', dossier)).toMatchObject({ code: 0, json: { verified: true } });
  writeFileSync(dossier, readFileSync(dossier, 'utf8').replace('五个县', '六个县'));
  expect(await asManager('dossier', 'verify', dossier)).toMatchObject({ code: 4, json: { verified: false } });
  expect(await asManager('dossier', 'verify', file('cut.json', '{"format":'))).toMatchObject({ code: 4, json: { verified: false } });
}, 120_000);

it('votes and decides at a gate, each as who they are', async () => {
  const entryId = (await anEntryAtG1(company)).slice(0, 13);
  const as = async (role: 'rm' | 'fin' | 'sponsor', ...args: string[]) => {
    const { secret } = await api.tokenOf(company.people[role]);
    const { code, out } = await runCli([...args, '--json'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: secret, XDG_CONFIG_HOME: home });
    return { code, json: JSON.parse(out) as Record<string, unknown> };
  };
  expect(await as('fin', 'gates', 'decide', entryId, 'go', '--reason', '我来')).toMatchObject({ code: 1, json: { code: 'not-allowed' } });
  expect(await as('sponsor', 'gates', 'decide', entryId, 'go', '--reason', '先决')).toMatchObject({ code: 1, json: { code: 'votes-missing' } });
  expect(await as('rm', 'gates', 'vote', entryId, 'no-go', '--as', 'rm')).toMatchObject({ code: 1, json: { code: 'invalid-input', errors: [{ field: 'comment', zh: '反对票必须写明意见' }] } });
  for (const role of ['rm', 'fin'] as const) expect(await as(role, 'gates', 'vote', entryId, 'go', '--as', role)).toMatchObject({ code: 0 });
  const shown = await runCli(['gates', 'show', entryId, '--lang', 'zh'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: token, XDG_CONFIG_HOME: home });
  expect(shown.out).toMatch(/G1[\s\S]*passed[\s\S]*✓/);
  expect(await as('sponsor', 'gates', 'decide', entryId, 'go', '--reason', '先易后难')).toMatchObject({ code: 0, json: { phase: 'decided' } });
  expect(await as('rm', 'reviews', 'run', 'Asia/Shanghai/mon-08', '--week', '2026-W53')).toMatchObject({ code: 0, json: { week: '2026-W53', finishedAt: null } });
  expect(await as('rm', 'reviews', 'run', 'Asia/Shanghai/mon-08', '--week', '2025-W53')).toMatchObject({ code: 1, json: { errors: [{ field: 'week', zh: '该年没有这一周' }] } });
}, 120_000);

it('imports with a trial run first, and nothing at all when a row is wrong', async () => {
  const good = file('good.csv', 'code,name\ncli-1,甲\ncli-2,乙\n');
  const bad = file('bad.csv', 'code,name\ncli-3,丙\n,丁\n');
  const mapping = file('mapping.json', '{"fields":{"code":"code","name":"name"}}');
  expect(await asManager('import', 'markets', good, '--mapping', `@${mapping}`, '--dry-run')).toMatchObject({ code: 0, json: { dryRun: true, rows: 2, inserted: 2, errors: [] } });
  expect(await asManager('import', 'markets', bad, '--mapping', mapping, '--dry-run')).toMatchObject({ code: 4, json: { dryRun: true, errors: [{ row: 3, column: 'code' }] } });
  expect(await asManager('import', 'markets', bad, '--mapping', mapping)).toMatchObject({ code: 4, json: { phase: 'refused', inserted: 0, errors: [{ row: 3, column: 'code', rule: 'required' }] } });
  expect(await asManager<{ items: object[] }>('markets', 'list', '--search', 'cli-')).toMatchObject({ json: { items: [] } });
  const first = await asManager<{ id: string }>('import', 'markets', good, '--mapping', '{}');
  expect(first).toMatchObject({ code: 0, json: { phase: 'done', inserted: 2, errors: [] } });
  expect(await asManager('import', 'markets', good, '--mapping', '{}')).toMatchObject({ code: 0, json: { inserted: 0, updated: 0, unchanged: 2 } });
  expect(await asManager<{ items: object[] }>('markets', 'list', '--search', 'cli-')).toMatchObject({ json: { items: [{ code: 'cli-1' }, { code: 'cli-2' }] } });
  const second = (await asManager<{ items: { id: string }[] }>('imports', 'list', '--limit', '1')).json.items[0]?.id ?? '';
  expect(await asManager('imports', 'undo', first.json.id, '--reason', '错')).toMatchObject({ code: 1, json: { code: 'import-built-on', detail: expect.stringContaining(second) } });
  expect(await asManager('imports', 'undo', second, '--reason', '错')).toMatchObject({ code: 0, json: { phase: 'undone' } });
  expect(await asManager('imports', 'undo', first.json.id, '--reason', '错')).toMatchObject({ code: 0, json: { phase: 'undone' } });
  expect(await asManager('imports', 'show', first.json.id)).toMatchObject({ json: { phase: 'undone', takenBackBecause: '错' } });
  expect(await asManager('imports', 'cancel', first.json.id)).toMatchObject({ code: 1, json: { code: 'wrong-state' } });
  expect(await asManager<{ items: object[] }>('markets', 'list', '--search', 'cli-')).toMatchObject({ json: { items: [] } });
}, 120_000);

it('lints settings without a server, seals and shows bundles', async () => {
  expect(await asManager('bundles', 'lint')).toMatchObject({ code: 0, json: { ok: true, findings: [] } });
  expect(await asManager('bundles', 'lint', '--settings', '{"kpis":{"nope":{}}}')).toMatchObject({ code: 4, json: { ok: false, findings: [{ path: 'settings.kpis.nope' }] } });
  const sealed = await asManager<{ hash: string }>('bundles', 'seal', 'CLI', '--settings', '{"parameters":{"windowWeeks":9}}');
  expect(sealed.code).toBe(0);
  expect(await asManager('bundles', 'show', sealed.json.hash.slice(0, 10))).toMatchObject({ code: 0, json: { alias: 'CLI', settings: { parameters: { windowWeeks: 9 } } } });
  expect(await asManager('bundles', 'seal', 'bad', '--settings', '{"kpis":{"nope":{}}}')).toMatchObject({ code: 1, json: { code: 'bundle-refused' } });
});

it('adds people, gives roles per market, and makes and revokes tokens', async () => {
  const env = { BEACHHEAD_TOKEN: api.adminToken };
  const added = await run(['people', 'add', 'cli-person', '--name', '新人', '--password-stdin', '--json'], { env, input: 'a long password\n' });
  expect(added.code).toBe(0);
  const roles = await run(['people', 'roles', 'cli-person', '--role', `fin@${company.markets[0]?.code}`, 'aud', '--json'], { env });
  expect(JSON.parse(roles.out)).toMatchObject({ roles: expect.arrayContaining([expect.objectContaining({ role: 'fin', marketId: company.markets[0]?.id }), expect.objectContaining({ role: 'aud', marketId: '*' })]) });
  expect((await run(['people', 'list'], { env })).out).toContain('cli-person');
  const made = await asManager<{ id: string; secret: string }>('tokens', 'create', 'nightly', '--scope', 'read', 'reviews', '--days', '3');
  expect(made.json.secret).toMatch(/^bh_t_/);
  expect((await run(['entries', 'list', '--json', '--token', made.json.secret])).code).toBe(0);
  expect((await asManager('tokens', 'revoke', made.json.id)).code).toBe(0);
  expect((await run(['entries', 'list', '--json', '--token', made.json.secret])).code).toBe(1);
});
