import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiPrefix } from '../../libs/contracts/endpoints.js';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import type { SurveyForm } from '../../libs/survey-form/form.js';
import { runCli } from '../support/cli.js';
import { aCompany, type Company } from '../support/company.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { aWorkbook, shopSurvey } from '../support/workbooks.js';
import { everythingStored, problemIn } from './walk.js';

/* A survey form from its workbook to the records under it, over HTTP and from the command line. */
let api: ApiUnderTest;
let company: Company;
let token: string;
let home: string;
let good: Buffer;

beforeAll(async () => {
  api = await startApi();
  company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
  ({ secret: token } = await api.tokenOf(company.people.lead, ['read', 'imports', 'entries']));
  home = mkdtempSync(join(tmpdir(), 'beachhead-survey-'));
  good = await aWorkbook(shopSurvey);
});
afterAll(async () => {
  await api.stop();
  rmSync(home, { recursive: true, force: true });
});

function send(bytes: Buffer, { name = 'shop.xlsx', dryRun = 'false', respondentType = 'terminal' } = {}): Promise<Response> {
  const body = new FormData();
  body.append('respondentType', respondentType);
  body.append('file', new Blob([new Uint8Array(bytes)]), name);
  return fetch(`${api.url}${apiPrefix}/survey-forms?dryRun=${dryRun}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
}

it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
  ['a picture', () => Buffer.from('89504e470d0a1a0a', 'hex'), 'file', 'not-a-workbook'],
  ['a workbook cut off', () => good.subarray(0, 900), 'file', 'broken-workbook'],
  ['a workbook without survey', () => aWorkbook({ data: [['a']] }), 'survey · row 1', 'missing-sheet'],
  ['an unknown type', () => aWorkbook({ survey: [['type', 'name'], ['hologram', 'x']] }), 'survey · row 2 · type', 'unknown-type'],
  ['a name twice', () => aWorkbook({ survey: [['type', 'name'], ['text', 'x'], ['text', 'x']] }), 'survey · row 3 · name', 'duplicate-name'],
  ['a bad expression', () => aWorkbook({ survey: [['type', 'name', 'constraint'], ['text', 'x', '. >']] }), 'survey · row 2 · constraint', 'bad-expression'],
])('%s is refused by sheet, row and rule, and nothing is stored; a trial run says the same', async (_, workbook, field, rule) => {
  const bytes = await workbook();
  const before = await everythingStored(api.parts.db);
  const problem = await problemIn(await send(bytes), 'import-refused');
  expect(problem.errors[0]).toMatchObject({ field, rule });
  const tried = await send(bytes, { dryRun: 'true' });
  expect([tried.status, ((await tried.json()) as { findings: { rule: string }[] }).findings[0]?.rule]).toEqual([200, rule]);
  expect(await everythingStored(api.parts.db)).toBe(before);
});

it('names an unknown respondent', async () => {
  expect((await problemIn(await send(good, { respondentType: 'martian' }), 'invalid-input')).errors).toContainEqual(expect.objectContaining({ field: 'respondentType', rule: 'one-of' }));
});

it('a workbook is tried, published, shown and exported, and its export is the same form', async () => {
  const before = await everythingStored(api.parts.db);
  expect(await (await send(good, { dryRun: 'true' })).json()).toMatchObject({ dryRun: true, formKey: 'shop', form: null, findings: [], counts: { surveyRows: 8, choices: 2, types: { text: 1, select_one: 1, integer: 2, image: 1, calculate: 1, 'begin repeat': 1, 'end repeat': 1 }, languages: ['english', '中文'] } });
  expect(await everythingStored(api.parts.db)).toBe(before);
  const { form } = (await (await send(good)).json()) as { form: { id: string } };
  const client = api.as(token);
  const view = await client.call('getSurveyForm', { params: { formId: form.id } });
  const bytes = await client.download('exportSurveyForm', { params: { formId: form.id } });
  expect((await readForm(Buffer.from(bytes), 'other.xlsx')).form).toEqual(view.form as unknown as SurveyForm);
  const response = await fetch(`${api.url}${apiPrefix}/survey-forms/${form.id}/workbook`, { headers: { authorization: `Bearer ${token}` } });
  expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual(['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', "attachment; filename*=UTF-8''shop%20v1.xlsx"]);
  await problemIn(await fetch(`${api.url}${apiPrefix}/survey-forms/${randomUUID()}/workbook`, { headers: { authorization: `Bearer ${token}` } }), 'not-found');
  expect(await (await send(good)).json()).toMatchObject({ unchanged: true, form: { id: form.id, version: 1 } });
});

it('from the command line: import, list, show, export, submit and list', async () => {
  const run = async <T>(...args: readonly string[]): Promise<{ code: number | null; json: T }> => {
    const { code, out, err } = await runCli([...args, '--json'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: token, XDG_CONFIG_HOME: home, LANG: 'en_US.UTF-8' }, '');
    expect(err).toBe('');
    return { code, json: JSON.parse(out) as T };
  };
  const workbook = join(home, 'dealers.xlsx');
  writeFileSync(workbook, await aWorkbook({ ...shopSurvey, settings: [['form_id', 'form_title'], ['dealers', 'Dealer survey']] }));
  const bad = join(home, 'bad.xlsx');
  writeFileSync(bad, await aWorkbook({ survey: [['type', 'name'], ['hologram', 'x']] }));
  expect(await run('forms', 'import', bad, '--respondent', 'dealer', '--dry-run')).toMatchObject({ code: 4, json: { findings: [{ sheet: 'survey', row: 2, rule: 'unknown-type' }] } });
  expect(await run('forms', 'import', bad, '--respondent', 'dealer')).toMatchObject({ code: 4, json: { code: 'import-refused' } });
  expect(await run('forms', 'import', workbook, '--respondent', 'dealer')).toMatchObject({ code: 0, json: { form: { formKey: 'dealers', version: 1, respondentType: 'dealer' } } });
  const listed = await run<{ items: { id: string }[] }>('forms', 'list', '--form', 'dealers');
  const formId = listed.json.items[0]?.id ?? '';
  expect(await run('forms', 'show', 'dealers@1')).toMatchObject({ code: 0, json: { id: formId, form: { settings: { form_id: 'dealers' } } } });
  const out = join(home, 'out.xlsx');
  expect(await run('forms', 'export', 'dealers', '--out', out)).toMatchObject({ code: 0, json: { file: out } });
  expect((await readForm(readFileSync(out), 'x.xlsx')).form?.settings['form_id']).toBe('dealers');

  const record = { clientId: randomUUID(), formId, marketId: company.markets[0]?.id, method: 'interview', startedAt: '2026-11-25T09:00:00+08:00', endedAt: '2026-11-25T09:20:00+08:00', answers: { shop: '批发部', sells: 'no' } };
  const batch = join(home, 'records.json');
  writeFileSync(batch, JSON.stringify({ records: [record, { ...record, clientId: randomUUID(), answers: { sells: 'no' } }] }));
  expect(await run('records', 'submit', `@${batch}`)).toMatchObject({ code: 4, json: { stored: 1, refused: 1, results: [{ state: 'stored' }, { faults: [{ field: 'answers.shop', rule: 'required' }] }] } });
  expect(await run('records', 'submit', `@${batch}`)).toMatchObject({ json: { stored: 0, repeated: 1, refused: 1 } });
  expect(await run('records', 'submit', '{"records":[{"clientId":"x"}]}')).toMatchObject({ code: 1, json: { code: 'invalid-input', errors: expect.arrayContaining([expect.objectContaining({ field: 'records.0.clientId', rule: 'format:uuid' })]) } });
  expect(await run('records', 'list', '--form', 'dealers')).toMatchObject({ code: 0, json: { items: [{ clientId: record.clientId, formKey: 'dealers', formVersion: 1, startedAt: '2026-11-25T01:00:00.000Z', answers: record.answers, calculated: { all_facings: 0 } }] } });
}, 180_000);
