import { gzipSync } from 'node:zlib';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport, type ImportResult } from '../support/imports.js';

const rulesOf = (result: ImportResult) => result.errors.map(({ row, column, rule }) => [row, column, rule]);
/** 东店 and 西店 in GBK. */
const gbkShops = Buffer.concat([Buffer.from('market,externalId,name\nm1,g1,'), Buffer.from('b6abb5ea', 'hex'), Buffer.from('\nm1,g2,'), Buffer.from('cef7b5ea', 'hex'), Buffer.from('\n')]);

eachDatabase('a file', (ctx) => {
  const shops = () => ctx.db.reader.query('SELECT externalId, name FROM terminal ORDER BY externalId') as Promise<{ externalId: string; name: string }[]>;

  beforeAll(async () => { await mustImport(ctx, 'markets', 'code,name\nm1,第一市场\nm2,Second\n'); });
  beforeEach(async () => { await ctx.uow.run((em) => em.query('DELETE FROM terminal')); });

  it.each([
    ['UTF-8', Buffer.from('market,externalId,name\nm1,g1,东店\nm1,g2,西店\n'), 'utf-8'],
    ['UTF-8 with a byte-order mark', Buffer.from('\ufeffmarket,externalId,name\nm1,g1,东店\nm1,g2,西店\n'), 'utf-8'],
    ['GBK', gbkShops, 'gbk'],
    ['gzip', gzipSync('market,externalId,name\r\nm1,g1,东店\r\nm1,g2,西店\r\n'), 'utf-8'],
    ['GBK in gzip', gzipSync(gbkShops), 'gbk'],
    ['semicolons and quotes', Buffer.from('market;externalId;name\nm1;g1;"东店"\n\nm1;g2;西店'), 'utf-8'],
    ['tabs', Buffer.from('market\texternalId\tname\nm1\tg1\t东店\nm1\tg2\t西店\n'), 'utf-8'],
  ])('is read as %s', async (_, bytes, encoding) => {
    expect(await importInto(ctx, 'terminals', bytes)).toMatchObject({ errors: [], inserted: 2, encoding });
    expect(await shops()).toEqual([{ externalId: 'g1', name: '东店' }, { externalId: 'g2', name: '西店' }]);
  });

  it.each<[string, Buffer, unknown[]]>([
    ['nothing', Buffer.alloc(0), [[1, null, 'empty-file']]],
    ['only blank lines', Buffer.from('\n\n'), [[1, null, 'empty-file']]],
    ['a gzip cut off', gzipSync('market,externalId,name\nm1,g1,x\n'.repeat(500)).subarray(0, 60), [[1, null, 'gzip']]],
    ['a gzip with a broken inside', Buffer.concat([gzipSync('market,externalId,name\n').subarray(0, 12), Buffer.from('nonsense nonsense')]), [[1, null, 'gzip']]],
    ['neither UTF-8 nor GBK', Buffer.from([0x6d, 0x2c, 0xff, 0xff, 0x0a]), [[1, null, 'encoding']]],
    ['a workbook cut off', Buffer.from('504b0304140006000800', 'hex'), [[1, null, 'broken-workbook']]],
    ['UTF-16', Buffer.from('\ufeffmarket', 'utf16le'), [[1, null, 'binary']]],
    ['a column named twice', Buffer.from('market,externalId,name,name\nm1,g1,a,b\n'), [[1, null, 'duplicate-header']]],
    ['a quote never closed', Buffer.from('market,externalId,name\nm1,g1,a\nm1,g2,"b\nm1,g3,c\n'), [[expect.any(Number), null, 'csv']]],
    ['a quote in mid-cell', Buffer.from('market,externalId,name\nm1,g1,a\nm1,g2,"b"x\n'), [[3, null, 'csv']]],
    ['rows too long and too short', Buffer.from('market,externalId,name\nm1,g1,a\nm1,g2\n\nm1,g3,c,d\n'), [[3, null, 'ragged'], [5, null, 'ragged']]],
  ])('with %s is refused in plain words, and nothing is stored', async (_, bytes, expected) => {
    const result = await importInto(ctx, 'terminals', bytes);
    expect(rulesOf(result)).toEqual(expected);
    expect(result).toMatchObject({ inserted: 0, phase: 'refused' });
    for (const { message } of result.errors) {
      expect(message.en).toMatch(/^[A-Z][^{}]{10,}$/);
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(await shops()).toEqual([]);
  });

  it('says UTF-8 when the mapping says so and the bytes do not agree', async () => {
    expect(rulesOf(await importInto(ctx, 'terminals', gbkShops, { mapping: { encoding: 'utf-8' } }))).toEqual([[1, null, 'encoding']]);
  });

  it('keeps formulas and line breaks in cells as text, and counts lines as an editor does', async () => {
    const text = 'market,externalId,name,firstSeen\nm1,g1,=1+1,2026-01-01\nm1,g2,"two\nlines",2026-01-01\nm1,g3,c,2026-02-30\n';
    expect(rulesOf(await importInto(ctx, 'terminals', text))).toEqual([[5, 'firstSeen', 'not-a-day']]);
    await mustImport(ctx, 'terminals', text.replace('2026-02-30', '2026-02-28'));
    expect((await shops()).map(({ name }) => name)).toEqual(['=1+1', 'two\nlines', 'c']);
  });

  it('names every faulty cell by its row and column, and stores none of the good rows', async () => {
    const text = 'store,shop,lat,when,place\ng1,a,42,2026-01-01,m1\ng2,,91,01/02/2026,m1\ng3,c,x,2026-01-01,m9\n';
    const result = await importInto(ctx, 'terminals', text, { mapping: { fields: { market: 'place', externalId: 'store', name: 'shop', latitude: 'lat', longitude: { const: '7' }, firstSeen: 'when' } } });
    expect(rulesOf(result)).toEqual([
      [3, 'shop', 'required'], [3, 'lat', 'out-of-range'], [3, 'when', 'not-a-day'], [4, 'lat', 'not-a-number'],
    ]);
    const references = await importInto(ctx, 'terminals', text.replace('91', '9').replace('g2,', 'g2,b').replace('01/02/2026', '2026-01-01').replace(',x,', ',1,'), {
      mapping: { fields: { market: 'place', externalId: 'store', name: 'shop', latitude: 'lat', longitude: { const: '7' }, firstSeen: 'when' } },
    });
    expect(rulesOf(references)).toEqual([[4, 'market', 'unknown-market']]);
    expect(await shops()).toEqual([]);
  });

  it('lists a thousand errors and counts the others', async () => {
    const text = `market,externalId,name\n${Array.from({ length: 1500 }, (_, i) => `m1,g${i},`).join('\n')}\n`;
    const result = await importInto(ctx, 'terminals', text);
    expect(result.errors).toHaveLength(1000);
    expect(result.moreErrors).toBe(500);
  });

  it.each<[string, Parameters<typeof importInto>[3], unknown[]]>([
    ['a field that the kind does not have', { mapping: { fields: { market: 'a', externalId: 'b', name: 'c', colour: 'a' } } }, [[1, null, 'unknown-field']]],
    ['an inherited name as a field', { mapping: { fields: { market: 'a', externalId: 'b', name: 'c', constructor: 'a' } } }, [[1, null, 'unknown-field']]],
    ['a required field missing', { mapping: { fields: { market: 'a', name: 'c' } } }, [[1, null, 'missing-field']]],
    ['a column that the file does not have', { mapping: { fields: { market: 'a', externalId: 'b', name: 'zzz' } } }, [[1, 'zzz', 'unknown-column']]],
    ['a filter on a column that is not there', { mapping: { fields: { market: 'a', externalId: 'b', name: 'c' }, where: { zzz: ['1'] } } }, [[1, 'zzz', 'unknown-column']]],
    ['a scale on a text', { mapping: { fields: { market: 'a', externalId: 'b', name: { column: 'c', scale: 100 } } } }, [[1, 'c', 'bad-option']]],
  ])('is refused when the mapping has %s', async (_, options, expected) => {
    expect(rulesOf(await importInto(ctx, 'terminals', 'a,b,c\nm1,g1,x\n', options))).toEqual(expected);
    expect(await shops()).toEqual([]);
  });

  it('is read through its mapping: constants, filters, maps', async () => {
    const text = 'store,shop,county,state\ng1,a,Story,A\ng2,b,Polk,A\ng3,c,Story,I\n';
    const fields = { market: { const: 'm1' }, externalId: 'store', name: 'shop', status: { column: 'state', map: { A: 'active' }, else: 'closed' } };
    expect(await importInto(ctx, 'terminals', text, { mapping: { fields, where: { county: ['Story'] } } })).toMatchObject({ errors: [], rows: 2, inserted: 2 });
    expect(await ctx.db.reader.query('SELECT externalId, status FROM terminal ORDER BY externalId')).toEqual([
      { externalId: 'g1', status: 'active' }, { externalId: 'g3', status: 'closed' },
    ]);
    const strict = { ...fields, status: { column: 'state', map: { A: 'active' } } };
    expect(rulesOf(await importInto(ctx, 'terminals', text, { mapping: { fields: strict } }))).toEqual([[4, 'state', 'not-in-map']]);
  });

  it('changes nothing when it comes again, in another order, or by way of a dry run', async () => {
    const rows = ['m1,g1,a', 'm1,g2,b', 'm2,g1,c'];
    const text = (order: number[]) => `market,externalId,name\n${order.map((i) => rows[i]).join('\n')}\n`;
    expect(await importInto(ctx, 'terminals', text([0, 1, 2]), { dryRun: true })).toMatchObject({ dryRun: true, phase: 'done', inserted: 3 });
    expect(await shops()).toEqual([]);
    expect(await mustImport(ctx, 'terminals', text([0, 1, 2]))).toMatchObject({ inserted: 3 });
    const before = await ctx.db.reader.query('SELECT * FROM terminal ORDER BY id');
    expect(await mustImport(ctx, 'terminals', text([0, 1, 2]))).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    expect(await mustImport(ctx, 'terminals', text([2, 0, 1, 1]))).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 });
    expect(await importInto(ctx, 'terminals', text([2, 0, 1, 1]).replaceAll('g2,b', 'g2,bb'), { dryRun: true })).toMatchObject({ inserted: 0, updated: 1, unchanged: 3 });
    expect(await ctx.db.reader.query('SELECT * FROM terminal ORDER BY id')).toEqual(before);
    expect(await mustImport(ctx, 'terminals', text([0, 1, 2]).replace('g2,b', 'g2,bb'))).toMatchObject({ inserted: 0, updated: 1, unchanged: 2 });
  });

  it('that contradicts itself is refused', async () => {
    const result = await importInto(ctx, 'terminals', 'market,externalId,name\nm1,g1,a\nm1,g2,b\nm1,g1,other\n');
    expect(rulesOf(result)).toEqual([[4, null, 'conflicting-rows']]);
    expect(result.errors[0]?.message.en).toContain('row 2');
  });

  it('leaves alone what it does not speak of', async () => {
    await mustImport(ctx, 'terminals', 'market,externalId,name,address,latitude,longitude\nm1,g1,a,High Street 1,10.5,7\n');
    await mustImport(ctx, 'terminals', 'market,externalId,name\nm1,g1,b\n');
    expect(await ctx.db.reader.query('SELECT name, address, latitude FROM terminal')).toEqual([{ name: 'b', address: 'High Street 1', latitude: 10.5 }]);
    await mustImport(ctx, 'terminals', 'market,externalId,name,address\nm1,g1,b,\n');
    expect(await ctx.db.reader.query('SELECT name, address FROM terminal')).toEqual([{ name: 'b', address: null }]);
  });

  it('is stored once when it is imported twice at the same time', async () => {
    const text = `market,externalId,name\n${Array.from({ length: 50 }, (_, i) => `m1,g${i},shop ${i}`).join('\n')}\n`;
    const results = await Promise.all([mustImport(ctx, 'terminals', text), mustImport(ctx, 'terminals', text)]);
    expect(results.map(({ inserted }) => inserted).sort()).toEqual([0, 50]);
    expect(await shops()).toHaveLength(50);
  });
});
