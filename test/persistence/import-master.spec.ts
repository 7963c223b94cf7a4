import { verifyChain } from '../../libs/journal/chain.js';
import { eachDatabase } from '../support/databases.js';
import { importer, importInto, mustImport, type ImportResult } from '../support/imports.js';

const rulesOf = (result: ImportResult) => result.errors.map(({ row, column, rule }) => [row, column, rule]);

eachDatabase('master data', (ctx) => {
  const ask = <Row = Record<string, unknown>>(sql: string) => ctx.db.reader.query(sql) as Promise<Row[]>;
  const places = () => ask(`SELECT t.externalId AS shop, t.code, z.zoneNo, z.name AS zone, r.routeNo, r.adviser, d.code AS dealer
    FROM terminal t LEFT JOIN zone z ON z.id = t.zoneId LEFT JOIN route r ON r.id = t.routeId LEFT JOIN dealer d ON d.id = t.dealerId ORDER BY t.externalId`);

  beforeAll(async () => {
    await mustImport(ctx, 'markets', 'code,name,marketNo,routeDigits\nm3,奉贤县,3,1\nwide,Wide,7,2\nopen,Open,,\n');
    await mustImport(ctx, 'dealers', 'market,code,name,core,status\nm3,d1,经销商甲,是,\nm3,d2,乙,否,closed\n');
  });
  beforeEach(async () => {
    await ctx.uow.run(async (em) => { for (const table of ['terminal', 'terminal_code', 'route', 'zone']) await em.query(`DELETE FROM ${table}`); });
  });

  it('markets and dealers take their defaults where a cell is empty', async () => {
    expect(await ask('SELECT code, marketNo, routeDigits FROM market ORDER BY code')).toEqual([
      { code: 'm3', marketNo: 3, routeDigits: 1 }, { code: 'open', marketNo: null, routeDigits: 1 }, { code: 'wide', marketNo: 7, routeDigits: 2 },
    ]);
    expect(await ask('SELECT code, core, status FROM dealer ORDER BY code')).toEqual([{ code: 'd1', core: 1, status: 'active' }, { code: 'd2', core: 0, status: 'closed' }]);
  });

  it('terminals make their zones and routes, and a code names them', async () => {
    const header = 'market,externalId,name,zone,zoneName,route,adviser,dealer,code';
    await mustImport(ctx, 'terminals', `${header}\nm3,a,东店,2,南桥,2,lee,d1,03-02-2-004\nm3,b,西店,,,,,,03-05-1-001\nm3,c,中店,2,,,,,\nwide,d,W,1,,12,,,07-01-12-009\n`);
    expect(await places()).toEqual([
      { shop: 'a', code: '03-02-2-004', zoneNo: 2, zone: '南桥', routeNo: 2, adviser: 'lee', dealer: 'd1' },
      { shop: 'b', code: '03-05-1-001', zoneNo: 5, zone: 'Zone 5', routeNo: 1, adviser: null, dealer: null },
      { shop: 'c', code: null, zoneNo: 2, zone: '南桥', routeNo: null, adviser: null, dealer: null },
      { shop: 'd', code: '07-01-12-009', zoneNo: 1, zone: 'Zone 1', routeNo: 12, adviser: null, dealer: null },
    ]);
    const moved = await mustImport(ctx, 'terminals', 'market,externalId,name,zone,route,adviser\nm3,a,东店,2,2,wang\n');
    expect(moved).toMatchObject({ updated: 0, unchanged: 1 });
    expect((await places())[0]).toMatchObject({ shop: 'a', adviser: 'wang', dealer: 'd1' });
  });

  it.each([
    ['a code of another market', 'm3,a,x,,,,,21-02-2-004', ['code', 'bad-code']],
    ['a code with a zero part', 'm3,a,x,,,,,03-02-0-004', ['code', 'bad-code']],
    ['a code with too many route digits', 'm3,a,x,,,,,03-02-12-004', ['code', 'bad-code']],
    ['a code that disagrees with the zone', 'm3,a,x,4,,,,03-02-2-004', ['code', 'code-disagrees']],
    ['a route that the market cannot number', 'm3,a,x,4,10,,,', ['route', 'out-of-range']],
    ['a route without a zone', 'm3,a,x,,1,,,', ['route', 'needs-zone']],
    ['an adviser without a route', 'm3,a,x,1,,lee,,', ['adviser', 'needs-route']],
    ['a dealer that the market does not have', 'm3,a,x,1,1,,d9,', ['dealer', 'unknown-dealer']],
  ])('a terminal with %s is refused', async (_, row, [column, rule]) => {
    expect(rulesOf(await importInto(ctx, 'terminals', `market,externalId,name,zone,route,adviser,dealer,code\n${row}\n`))).toEqual([[2, column, rule]]);
    expect(await ask('SELECT id FROM zone')).toEqual([]);
  });

  it('one route has one adviser, one code one terminal', async () => {
    const header = 'market,externalId,name,zone,route,adviser,code';
    expect(rulesOf(await importInto(ctx, 'terminals', `${header}\nm3,a,x,1,1,lee,\nm3,b,y,1,1,wang,\n`))).toEqual([[3, 'adviser', 'conflicting-adviser']]);
    expect(rulesOf(await importInto(ctx, 'terminals', `${header}\nm3,a,x,,,,03-01-1-001\nm3,b,y,,,,03-01-1-001\n`))).toEqual([[3, 'code', 'code-taken']]);
    await mustImport(ctx, 'terminals', `${header}\nm3,a,x,,,,03-01-1-001\nm3,b,y,,,,03-01-1-002\n`);
    expect(rulesOf(await importInto(ctx, 'terminals', `${header}\nm3,c,z,,,,03-01-1-001\n`))).toEqual([[2, 'code', 'code-taken']]);
    expect(rulesOf(await importInto(ctx, 'terminals', `${header}\nm3,a,x,,,,03-01-1-002\nm3,b,y,,,,03-01-1-001\n`))).toEqual([[2, 'code', 'code-taken'], [3, 'code', 'code-taken']]);
  });

  it('zones without a number get one by name, and codes are assigned on request, never twice', async () => {
    const mapping = { fields: { market: 'market', externalId: 'shop', name: 'shop', zoneName: 'town', route: { const: '1' }, code: { assign: true as const } } };
    await mustImport(ctx, 'terminals', 'market,shop,town\nm3,s1,Nevada\nm3,s2,Ames\nm3,s3,Ames\n', { mapping });
    const codes = async () => Object.fromEntries((await places()).map((place) => [place['shop'], place['code']]));
    expect(await codes()).toEqual({ s1: '03-02-1-001', s2: '03-01-1-001', s3: '03-01-1-002' });
    await mustImport(ctx, 'terminals', 'market,shop,town\nm3,s4,Ames\nm3,s2,Ames\nm3,s5,Boone\n', { mapping });
    expect(await codes()).toEqual({ s1: '03-02-1-001', s2: '03-01-1-001', s3: '03-01-1-002', s4: '03-01-1-003', s5: '03-03-1-001' });
    expect(rulesOf(await importInto(ctx, 'terminals', 'market,shop,town\nopen,s1,X\n', { mapping }))).toEqual([[2, 'code', 'cannot-assign-code']]);
  });

  it('skus make their brands, and a brand is ours or not, not both', async () => {
    const fields = { code: 'item', name: 'item', brand: 'maker', own: { column: 'maker', equals: '自有' }, category: 'kind', mustStock: 'must' };
    await mustImport(ctx, 'skus', 'item,maker,kind,must\ni1,自有,vodka,1\ni2,Rival,vodka,\ni3,Rival,rum,no\n', { mapping: { fields } });
    expect(await ask('SELECT s.code, s.category, s.mustStock, s.caseFactor, b.name AS brand, b.own FROM sku s JOIN brand b ON b.id = s.brandId ORDER BY s.code')).toEqual([
      { code: 'i1', category: 'vodka', mustStock: 1, caseFactor: 1, brand: '自有', own: 1 },
      { code: 'i2', category: 'vodka', mustStock: 0, caseFactor: 1, brand: 'Rival', own: 0 },
      { code: 'i3', category: 'rum', mustStock: 0, caseFactor: 1, brand: 'Rival', own: 0 },
    ]);
    expect(rulesOf(await importInto(ctx, 'skus', 'code,name,brand,own\nx1,x,Both,yes\nx2,x,Both,no\n'))).toEqual([[3, 'own', 'conflicting-brand']]);
  });

  it('macro facts are kept per market, name and year', async () => {
    const text = (value: number) => `market,name,year,value,unit,source\nm3,population,2017,97090,people,BEA\nm3,population,2018,${value},people,BEA\n`;
    expect(await mustImport(ctx, 'macro-facts', text(98105))).toMatchObject({ inserted: 2 });
    expect(await mustImport(ctx, 'macro-facts', text(98106.5))).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    expect(await ask('SELECT year, value FROM macro_fact ORDER BY year')).toEqual([{ year: 2017, value: 97090 }, { year: 2018, value: 98106.5 }]);
  });

  it('every import has a journal of its own: asked for, and done', async () => {
    const { id } = await mustImport(ctx, 'markets', 'code,name\njournalled,J\n');
    expect(await verifyChain(ctx.db.reader.manager, `import/${id}`, 2)).toMatchObject({ verified: true });
    const [line] = await ask<{ data: string; actorId: string }>(`SELECT data, actorId FROM journal_line WHERE chain = 'import/${id}' AND kind = 'import'`);
    expect(JSON.parse(line?.data ?? '{}')).toMatchObject({ kind: 'markets', rows: 1, inserted: 1 });
    expect(line?.actorId).toBe((await importer(ctx)).personId);
  });
});
