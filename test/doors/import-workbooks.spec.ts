import exceljs from 'exceljs';
import { fileTypes } from '../../libs/contracts/file-types.js';
import { importKinds } from '../../libs/contracts/field-rows.js';
import { kinds } from '../../libs/journal/field/kinds/kinds.js';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { cellsOf } from '../support/workbooks.js';
import { problemIn } from './walk.js';

/* Template → fill → try → the workbook comes back with its errors → mended → in. */
eachDatabase('workbooks that go out and come back', (ctx) => {
  let api: ApiUnderTest;

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    await mustImport(ctx, 'markets', 'code,name\nm1,第一市场\n');
  });
  afterAll(() => api.stop());

  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${api.url}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${api.adminToken}`, 'accept-language': 'en' } });
  async function template(kind: string, language = 'en'): Promise<exceljs.Workbook> {
    const response = await ask(`/field/${kind}/template?language=${language}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, fileTypes.xlsx]);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    return workbook;
  }
  const bytesOf = async (workbook: exceljs.Workbook): Promise<Buffer> => Buffer.from(await workbook.xlsx.writeBuffer());
  async function returned(importId: string, file: Buffer): Promise<Buffer> {
    const body = new FormData();
    body.append('mapping', '{}');
    body.append('file', new Blob([new Uint8Array(file)]), 'shops.xlsx');
    const response = await ask(`/imports/${importId}/workbook`, { method: 'POST', body });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, fileTypes.xlsx]);
    return Buffer.from(await response.arrayBuffer());
  }

  it.each([...importKinds])('the template of %s has a column for every field, says what each holds, and has no rows of its own', async (kind) => {
    for (const language of ['zh', 'en']) {
      const workbook = await template(kind, language);
      const [data, guide] = workbook.worksheets;
      const headings = (data?.getRow(1).values as string[]).slice(1);
      expect(headings.map((heading) => /\[(\w+)\]$/.exec(heading)?.[1])).toEqual(Object.keys(kinds[kind].fields));
      expect(data?.actualRowCount).toBe(1);
      expect(guide?.actualRowCount).toBe(Object.keys(kinds[kind].fields).length + 2);
      expect((await importInto(ctx, kind, await bytesOf(workbook))).errors.filter(({ rule }) => rule === 'missing-field' || rule === 'unknown-field')).toEqual([]);
    }
  });

  it('offers the words and the yes and no of a field', async () => {
    const sheet = (await template('terminals', 'zh')).worksheets[0];
    const column = (sheet?.getRow(1).values as string[]).findIndex((heading) => heading?.endsWith('[status]'));
    expect(sheet?.getCell(2, column).dataValidation).toMatchObject({ type: 'list', formulae: [expect.stringContaining('active')] });
  });

  it('a filled template with faults comes back with them beside the rows, and goes in once it is mended', async () => {
    const workbook = await template('terminals');
    const sheet = workbook.worksheets[0] as exceljs.Worksheet;
    const at = (field: string): number => (sheet.getRow(1).values as string[]).findIndex((heading) => heading?.endsWith(`[${field}]`));
    const fill = (row: number, cells: Record<string, string | number>): void => { for (const [field, value] of Object.entries(cells)) sheet.getCell(row, at(field)).value = value; };
    fill(2, { market: 'm1', externalId: 'a', name: '=cmd' });
    fill(3, { market: 'm9', externalId: 'b', name: 'B', status: 'open' });
    fill(4, { market: 'm1', externalId: 'c', name: 'C', firstSeen: 46027 });
    const file = await bytesOf(workbook);
    const tried = await importInto(ctx, 'terminals', file, { dryRun: true });
    expect(tried.errors.map(({ row, column }) => [row, column])).toEqual([[3, 'Status [status]']]);
    const back = await returned(tried.id, file);
    const cells = (await cellsOf(back))['数据 Data'] ?? [];
    expect(cells.map((row) => row[0])).toEqual(['Row', '2', '3', '4']);
    expect(cells[2]?.[1]).toMatch(/^[A-Z]+3 "open" is none of active/);
    const read = new exceljs.Workbook();
    await read.xlsx.load(back as unknown as ArrayBuffer);
    const answer = read.worksheets[0] as exceljs.Worksheet;
    expect(answer.getCell(3, at('status') + 2).fill).toMatchObject({ pattern: 'solid', fgColor: { argb: 'FFFFD9D9' } });
    expect(answer.getCell(2, at('name') + 2).value).toBe("'=cmd");
    answer.getCell(3, at('status') + 2).value = 'active';
    answer.getCell(3, at('market') + 2).value = 'm1';
    expect(await importInto(ctx, 'terminals', await bytesOf(read))).toMatchObject({ errors: [], inserted: 3 });
    expect((await ctx.db.reader.query("SELECT name, firstSeen FROM terminal WHERE externalId IN ('a', 'c') ORDER BY externalId"))).toEqual([{ name: '=cmd', firstSeen: null }, { name: 'C', firstSeen: '2026-01-05' }]);
  });

  it('a CSV comes back as a workbook too, and a file that cannot be read with its errors alone', async () => {
    const csv = Buffer.from('market,externalId,name\nm1,x,\nm1,y,Y\n');
    const tried = await importInto(ctx, 'terminals', csv, { dryRun: true });
    const cells = (await cellsOf(await returned(tried.id, csv)))['数据 Data'] ?? [];
    expect(cells.map((row) => row.slice(2).filter((cell) => cell !== null && cell !== ''))).toEqual([['market', 'externalId', 'name'], ['m1', 'x'], ['m1', 'y', 'Y']]);
    const broken = Buffer.from('504b0304140006000800', 'hex');
    const refused = await importInto(ctx, 'terminals', broken, { dryRun: true });
    expect(JSON.stringify(await cellsOf(await returned(refused.id, broken)))).toContain('cut off');
  });

  it('is closed to an import that is not there', async () => {
    const body = new FormData();
    body.append('mapping', '{}');
    body.append('file', new Blob(['a']), 'a.csv');
    await problemIn(await ask('/imports/6f1e7a80-1111-4000-8000-00000000000f/workbook', { method: 'POST', body }), 'not-found');
  });
});
