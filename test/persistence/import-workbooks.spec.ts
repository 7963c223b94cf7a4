import exceljs from 'exceljs';
import JSZip from 'jszip';
import { gzipSync } from 'node:zlib';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport, type ImportResult } from '../support/imports.js';
import { aWorkbook } from '../support/workbooks.js';

const placesOf = ({ errors }: ImportResult) => errors.map(({ row, cell, rule }) => [row, cell, rule]);
const header = ['market', 'externalId', 'name', 'firstSeen', 'monthlyCategoryVolume'];
type Rows = Parameters<typeof aWorkbook>[0][string];
const shops = (...rows: Rows): Promise<Buffer> => aWorkbook({ Shops: [header, ...rows] });

/** Changes a part of a finished workbook, as other programs write it. */
async function patched(workbook: Buffer, part: string, change: (xml: string) => string): Promise<Buffer> {
  const zip = await JSZip.loadAsync(workbook);
  zip.file(part, change(await zip.file(part)?.async('string') ?? ''));
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}
const sheetPart = 'xl/worksheets/sheet1.xml';

eachDatabase('a workbook', (ctx) => {
  const stored = () => ctx.db.reader.query('SELECT externalId, name, firstSeen, monthlyCategoryVolume AS volume FROM terminal ORDER BY externalId') as Promise<Record<string, unknown>[]>;

  beforeAll(async () => { await mustImport(ctx, 'markets', 'code,name\nm1,第一市场\n'); });
  beforeEach(async () => { await ctx.uow.run((em) => em.query('DELETE FROM terminal')); });

  it('is read as a CSV file is: texts, numbers as a person sees them, days by their number', async () => {
    const bytes = await aWorkbook({ Shops: [header,
      ['m1', 'a', '东店', '2026-01-05', 0.3],
      ['m1', 'b', '=1+1', 46027, 0.1 + 0.2],
      [],
      ['m1', 'c', 'C', null, 1.1 * 3],
    ] }, (workbook) => {
      const sheet = workbook.worksheets[0];
      sheet?.addRow(['m1', 'd', 'D', new Date('2026-01-31T00:00:00Z'), 1e-1]);
      sheet?.addRow(['m1', { richText: [{ text: 'e' }, { font: { bold: true }, text: '1' }] }, 'E', null, 12]);
    });
    const mapping = { fields: { market: 'market', externalId: 'externalId', name: 'name', firstSeen: 'firstSeen', monthlyCategoryVolume: { column: 'monthlyCategoryVolume', scale: 10 } } } as const;
    expect(await importInto(ctx, 'terminals', bytes, { mapping })).toMatchObject({ errors: [], inserted: 5, encoding: 'xlsx' });
    expect((await stored()).map((row) => [row['externalId'], row['name'], row['firstSeen'], Number(row['volume'])])).toEqual([
      ['a', '东店', '2026-01-05', 3], ['b', '=1+1', '2026-01-05', 3], ['c', 'C', null, 33], ['d', 'D', '2026-01-31', 1], ['e1', 'E', null, 120],
    ]);
    expect(await importInto(ctx, 'terminals', bytes, { mapping })).toMatchObject({ inserted: 0, updated: 0, unchanged: 5 });
  });

  it('counts its days from 1904 where it says so', async () => {
    const bytes = await aWorkbook({ Shops: [header, ['m1', 'a', 'A', 44565, null]] }, (workbook) => { workbook.properties.date1904 = true; });
    await importInto(ctx, 'terminals', bytes);
    expect(await stored()).toMatchObject([{ firstSeen: '2026-01-05' }]);
  });

  it.each<[string, () => Promise<Buffer>, unknown[]]>([
    ['a formula', () => shops(['m1', 'a', 'A', null, 1], ['m1', 'b', 'B', null, { formula: 'E2*2', result: 2 }]), [[3, 'E3', 'formula-cell']]],
    ['an error', () => shops(['m1', 'a', 'A', null, { error: '#N/A' } as never]), [[2, 'E2', 'error-cell']]],
    ['merged cells', () => aWorkbook({ Shops: [header, ['m1', 'a', 'A'], ['m1', 'b', 'B']] }, (workbook) => workbook.worksheets[0]?.mergeCells('A2:A3')), [[2, 'A2', 'merged-cells'], [3, 'A3', 'required']]],
    ['a title over all of it', () => aWorkbook({ Shops: [['All shops'], header, ['m1', 'a', 'A']] }, (workbook) => workbook.worksheets[0]?.mergeCells('A1:E1')), [[1, 'A1', 'merged-cells']]],
    ['a column named twice', () => aWorkbook({ Shops: [['market', 'externalId', 'name', 'name'], ['m1', 'a', 'A', 'B']] }), [[1, 'D1', 'duplicate-header']]],
    ['a formula for a header', () => aWorkbook({ Shops: [['market', 'externalId', { formula: '"na"&"me"', result: 'name' }], ['m1', 'a', 'A']] }), [[1, 'C1', 'formula-cell']]],
    ['a note beside the table', () => shops(['m1', 'a', 'A'], ['m1', 'b', 'B', null, 1, null, 'ask Li']), [[3, 'G3', 'no-header']]],
    ['a number that has lost digits', () => shops(['m1', 6222021234567890123, 'A']), [[2, 'B2', 'lost-digits']]],
    ['a year for a day', () => shops(['m1', 'a', 'A', 2024, 1]), [[2, 'D2', 'not-a-day']]],
    ['a time for a day', () => shops(['m1', 'a', 'A', 46027.5, 1]), [[2, 'D2', 'not-a-day']]],
    ['a fraction for a whole number', () => shops(['m1', 'a', 'A', null, 1.5]), [[2, 'E2', 'too-many-decimals']]],
    ['one bad row', () => shops(['m1', 'a', 'A', null, 1], ['m1', 'b', null, null, -1], ['m9', 'c', 'C', null, 1]), [[3, 'C3', 'required'], [3, 'E3', 'out-of-range'], [4, 'A4', 'unknown-market']]],
    ['rows on two sheets', () => aWorkbook({ Shops: [header, ['m1', 'a', 'A']], More: [header, ['m1', 'b', 'B']] }), [[1, null, 'several-sheets']]],
    ['rows on a hidden sheet too', () => aWorkbook({ Shops: [header, ['m1', 'a', 'A']], Old: [header, ['m1', 'b', 'B']] }, (workbook) => { (workbook.worksheets[1] as exceljs.Worksheet).state = 'veryHidden'; }), [[1, null, 'several-sheets']]],
    ['no sheet that shows', () => aWorkbook({ Empty: [], Shops: [header, ['m1', 'a', 'A']] }, (workbook) => { (workbook.worksheets[1] as exceljs.Worksheet).state = 'hidden'; }), [[1, null, 'hidden-sheet']]],
    ['nothing in it', () => aWorkbook({ Empty: [] }), [[1, null, 'empty-file']]],
    ['its end cut off', async () => (await shops(['m1', 'a', 'A'])).subarray(0, 3000), [[1, null, 'broken-workbook']]],
    ['a broken inside', async () => { const bytes = await shops(['m1', 'a', 'A']); bytes.fill(0x55, bytes.indexOf('sheet1.xml') + 20, bytes.indexOf('sheet1.xml') + 60); return bytes; }, [[1, null, 'broken-workbook']]],
    ['XML that ends too early', async () => patched(await shops(['m1', 'a', 'A']), sheetPart, (xml) => xml.slice(0, -30)), [[1, null, 'broken-workbook']]],
    ['entities that explode', async () => patched(await shops(['m1', 'a', 'A']), sheetPart, (xml) => xml.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet').replace('<v>', '<v>&a;')), [[1, null, 'broken-workbook']]],
    ['a cell that never ends', async () => patched(await shops(['m1', 'a', 'A']), sheetPart, (xml) => xml.replace('</sheetData>', `<row r="9"><c r="A9" t="str"><v>${' '.repeat(6_000_000)}</v></c></row></sheetData>`)), [[1, null, 'too-large']]],
    ['a password', async () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(2000)]), [[1, null, 'encrypted-workbook']]],
    ['the old format', async () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]), [[1, null, 'not-a-workbook']]],
    ['a document instead', async () => new JSZip().file('word/document.xml', '<a/>').generateAsync({ type: 'nodebuffer' }), [[1, null, 'not-a-workbook']]],
    ['gzip around it', async () => gzipSync(await shops(['m1', 'a', 'A'])), [[1, null, 'binary']]],
  ])('with %s is refused in plain words, and nothing is stored', async (_, bytes, expected) => {
    const result = await importInto(ctx, 'terminals', await bytes());
    expect(placesOf(result)).toEqual(expected);
    expect(result).toMatchObject({ inserted: 0, phase: 'refused' });
    for (const { message } of result.errors) {
      expect(message.en).not.toMatch(/[{}]|undefined/);
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(await stored()).toEqual([]);
  });

  it('may have formulas, notes and a second sheet where nothing is read', async () => {
    const bytes = await aWorkbook({ Shops: [['market', 'externalId', 'name', 'twice'], ['m1', 'a', 'A', { formula: '1+1', result: 2 }]], Notes: [['nothing to do with it']] });
    expect(placesOf(await importInto(ctx, 'terminals', bytes, { mapping: { sheet: 'Shop' } }))).toEqual([[1, null, 'unknown-sheet']]);
    expect(await importInto(ctx, 'terminals', bytes, { mapping: { sheet: 'Shops' } })).toMatchObject({ errors: [], inserted: 1 });
  });
});
