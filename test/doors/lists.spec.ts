import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importKinds } from '../../libs/contracts/field-rows.js';
import type { EndpointName } from '../../libs/contracts/endpoints.js';
import { lists } from '../../libs/documents/lists.js';
import { kinds } from '../../libs/journal/field/kinds/kinds.js';
import { fieldSources } from '../../libs/persistence/field/field-rows.js';
import { runCli } from '../support/cli.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { doors, pathOf, problemIn } from './walk.js';

/* Every list as a workbook and as CSV: whole, with its filters, in the asker's language, and so that nothing in it can be run. */
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const listed = Object.keys(lists) as (keyof typeof lists & EndpointName)[];
const doorsOf = new Map(doors.map(({ name, endpoint }) => [name, endpoint]));
/** Names that a spreadsheet would run, and one that only looks as if it had been neutralised. */
const dangerous = ['=HYPERLINK("http://x","y")', '+1', '-1+1', '@SUM(1)', '＝1', "'=1", "''"];
const filters: Partial<Record<EndpointName, string>> = { kpi: 'measure=numericDistribution&by=class&from=2026-W01&to=2026-W02', prices: 'from=2026-01-01&to=2026-01-31', receivables: 'asOf=2026-01-31', abcTable: 'from=2026-W01&to=2026-W02', structureTable: 'from=2026-W01&to=2026-W02', unvisitedList: 'asOf=2026-01-11', visitPlan: 'from=2026-W02', adviserDay: 'person=adv1&day=2026-01-05' };

eachDatabase('lists', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let token: string;
  let ids: Record<string, string>;

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany(ctx);
    token = (await api.tokenOf(company.people.rm)).secret;
    await fillStreet();
    const marketId = (await api.admin.call('listMarkets', { query: { search: 'm1' } }))[0]?.id ?? '';
    const importId = (await api.admin.call('listImports', {}))[0]?.id ?? '';
    ids = { marketId, importId, entryId: await company.startEntry(), kind: 'terminals' };
  }, 60_000);
  afterAll(() => api.stop());

  async function fillStreet(): Promise<void> {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await mustImport(ctx, 'markets', 'code,name,adminRegion,marketNo,validFrom\nm1,第一市场,上海,7,2026-01-01\n');
    await mustImport(ctx, 'dealers', 'market,code,name,core,status,monthlyCapacity\nm1,d1,经销商,yes,active,12000\nm1,d2,Two,no,closed,\n');
    await mustImport(ctx, 'skus', `code,name,brand,own,category,caseFactor,focus,mustStock\ns1,${quoted(dangerous[0] ?? '')},ours,yes,beer,12,yes,no\ns2,x,theirs,no,beer,1,no,no\n`);
    const shop = (n: number): string => `m1,t${n},${quoted(dangerous[n] ?? `店 ${n}`)},bar,${quoted(`${n} 号\n路`)},31.${n}5,121.1,active,${'ABC'[n % 3]},2026-01-0${(n % 9) + 1},${(n % 3) + 1},"区 ${n % 3}",key,1,adv${n % 3},d1,${n * 100},2026-01-01`;
    await mustImport(ctx, 'terminals', `market,externalId,name,type,address,latitude,longitude,status,class,classAsOf,zone,zoneName,zonePriority,route,adviser,dealer,monthlyCategoryVolume,firstSeen\n${Array.from({ length: 12 }, (_, n) => shop(n)).join('\n')}\n`);
    await mustImport(ctx, 'terminals', 'market,externalId,name\nm1,bare,\u5149\n');
    await mustImport(ctx, 'sale-lines', `market,lineKey,terminal,sku,day,quantity,amount\n${Array.from({ length: 20 }, (_, n) => `m1,l${n},t${n % 10},${n % 2 === 0 ? 's1' : 's2'},2026-01-0${(n % 7) + 1},${n - 1},${(n - 1) * 150}`).join('\n')}\n`);
    await mustImport(ctx, 'visits', 'market,clientId,terminal,dealer,adviser,day,planned,made,ordered,inAt,outAt,valid,invalidReason\nm1,v1,t1,,adv1,2026-01-05,yes,yes,no,2026-01-05T09:00:00+08:00,2026-01-05T09:10:00+08:00,yes,\nm1,v2,,d1,adv1,2026-01-06,no,yes,no,,,no,distance\n');
    await mustImport(ctx, 'visits', 'market,clientId,terminal,adviser,day,inAt,outAt,latitude,longitude,datum,photos,outcome,nextStep\nm1,v3,t3,adv1,2026-01-07,2026-01-07T09:00:00+08:00,2026-01-07T09:10:00+08:00,31.35,121.1,gcj02,1,order,再来\nm1,v4,t4,adv1,2026-01-07,2026-01-07T09:05:00+08:00,2026-01-07T09:20:00+08:00,31.45,121.1,,1,refused,\n');
    await mustImport(ctx, 'stock-checks', 'market,clientId,terminal,sku,day,stock,handled,opening,received,price,priceInBand\nm1,c1,t1,s1,2026-01-05,3,yes,1,2,500,yes\nm1,c2,t2,s1,2026-01-05,0,no,,,,\n');
    await mustImport(ctx, 'dealer-stock', 'market,dealer,sku,day,opening,received,shipped,closing\nm1,d1,s1,2026-01-05,10,5,3,12\n');
    await mustImport(ctx, 'price-bands', 'market,sku,tier,validFrom,lowest,highest\nm1,s1,terminal,2026-01-01,400,600\n');
    await mustImport(ctx, 'price-checks', 'market,clientId,terminal,dealer,sku,day,price,tier,priceInBand\nm1,p1,t1,,s1,2026-01-06,550,terminal,\nm1,p2,,d1,s1,2026-01-06,350,dealer,no\n');
    await mustImport(ctx, 'receivables', 'market,dealer,day,invoice,amount,paid,due,overdue\nm1,d1,2026-01-06,i1,1000,100,2026-01-01,\nm1,d2,2026-01-06,,500,,,20\n');
    await mustImport(ctx, 'incidents', 'market,clientId,kind,foundOn,text,owner,due,terminal,sku,sourceDealer,batchCode,state,finding,result,closedOn\nm1,x1,dumping,2026-01-05,=cmd,rm,2026-01-20,t1,s1,d2,B1,closed,confirmed,done,2026-01-07\nm1,x2,price_cut,2026-01-05,cheap,rm,2026-01-20,,,,,open,,,\n');
    await mustImport(ctx, 'dealer-surveys', 'market,dealer,day,nature,historyYears,staff,vehicles,warehouseM2,capital,creditGrade,brandShares,profitState,termsDays,upstreamRelation,networkOutlets\nm1,d1,2026-01-03,私营,12,20,4,300,5000000,B,甲=0.4; 乙=0.25,profit,30,4,120\nm1,d2,2026-01-03,,,,,,,,,,,,\n');
    await mustImport(ctx, 'frequency-rules', 'market,class,validFrom,visitsPer4Weeks,minutes\nm1,A,2026-01-01,4.5,25\nm1,dealer,2026-01-01,2,40\n');
    await mustImport(ctx, 'route-stops', 'market,terminal,seq,weekdays\nm1,t1,1,"1,3"\nm1,t2,2,\n');
    await mustImport(ctx, 'visit-plans', 'market,day,adviser,terminal,dealer,seq,source\nm1,2026-01-05,adv1,t1,,1,recovery\nm1,2026-01-05,adv1,,d1,,\n');
    await mustImport(ctx, 'macro-facts', 'market,name,year,value,unit,source\nm1,人口,2025,123456.75,人,公报\n');
  }

  const get = (door: EndpointName, query = '', headers: Record<string, string> = {}): Promise<Response> => {
    const endpoint = doorsOf.get(door);
    if (!endpoint) throw new Error(door);
    const more = [filters[door], query].filter((part) => part).join('&');
    return fetch(`${api.url}${pathOf(endpoint, ids)}${more ? `?${more}` : ''}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  };
  async function workbookOf(response: Response): Promise<exceljs.Workbook> {
    expect([response.status, response.headers.get('content-type')]).toEqual([200, xlsx]);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    return workbook;
  }
  const textsIn = (workbook: exceljs.Workbook): string[] => workbook.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.filter((cell): cell is string => typeof cell === 'string') : [])));

  it.each(listed)('%s comes as a workbook in both languages and as CSV, with as many rows as its answer', async (door) => {
    const zh = await workbookOf(await get(door, 'format=xlsx&language=zh'));
    const en = await workbookOf(await get(door, '', { accept: xlsx, 'accept-language': 'en' }));
    const [first, ...others] = zh.worksheets;
    expect(first?.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
    expect(others.at(-1)?.name).toBe('说明');
    expect(en.worksheets.at(-1)?.name).toBe('About');
    expect(first?.getRow(1).values).not.toEqual(en.worksheets[0]?.getRow(1).values);
    expect(first?.rowCount).toBe(en.worksheets[0]?.rowCount);
    for (const text of [...textsIn(zh), ...textsIn(en)]) expect(text).not.toMatch(/^[=+\-@\t\r＝＋－＠]|\[object|undefined/);
    for (const sheet of [...zh.worksheets, ...en.worksheets]) sheet.eachRow((row) => row.eachCell((cell) => { expect(cell.formula).toBeUndefined(); }));

    const csv = await get(door, 'format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''.*\.csv$/);
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const records: string[][] = parse(bytes, { bom: true });
    expect(records).toHaveLength(first?.rowCount ?? 0);
    for (const cell of records.flat()) expect(cell).not.toMatch(/^[=+@\t\r＝＋－＠]|^-(?![\d.]+$)/);
  });

  it('a list honours its filters, and says which they were and who asked', async () => {
    const two = await workbookOf(await get('fieldRows', 'format=xlsx&language=en&zone=2&class=B'));
    const names = two.worksheets[0]?.getColumn(2).values.slice(2);
    expect(names?.length).toBeGreaterThan(0);
    expect(names).toEqual((await api.as(token).call('fieldRows', { params: { kind: 'terminals' }, query: { zone: 2, class: 'B' } })).rows.map((row) => row[1]));
    const about = textsIn(two).join('\n');
    expect(about).toContain('Filter zone');
    expect(about).toContain(company.people.rm.name);
  });

  it('money is a whole number, a share a per cent, a day a day', async () => {
    const abc = (await workbookOf(await get('abcTable', 'format=xlsx&language=en'))).worksheets[0];
    const answer = await api.as(token).call('abcTable', { params: { marketId: ids['marketId'] ?? '' }, query: { from: '2026-W01', to: '2026-W02' } });
    expect(abc?.getRow(2).values).toEqual([undefined, ...[1, answer.rows[0]?.code, expect.any(String), 'bar', answer.rows[0]?.zoneNo, 'A', answer.rows[0]?.volume, answer.rows[0]?.share.value, answer.rows[0]?.cumulative.value]]);
    expect(abc?.getCell('H2').numFmt).toBe('0.00%');
    expect(abc?.getCell('G2').numFmt).toBe('#,##0');
    const shops = (await workbookOf(await get('fieldRows', 'format=xlsx&language=en'))).worksheets[0];
    const firstSeen = shops?.getRow(1).values as string[];
    expect(shops?.getRow(2).getCell(firstSeen.indexOf('First seen [firstSeen]')).value).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  it.each([['format=pdf', 'query.format'], ['format=xlsx&language=fr', 'query.language'], ['format=xlsx&nothing=1', 'query.nothing'], ['from=2026-01-01', 'query.from']])('%s is refused', async (query, field) => {
    expect((await problemIn(await get('fieldRows', query), 'invalid-input')).errors).toContainEqual(expect.objectContaining({ field }));
  });

  it.each([...importKinds])('%s that were exported import again and change nothing, from either format', async (kind) => {
    const before = await ctx.db.reader.query(`SELECT * FROM ${fieldSources[kind].from.split(' ')[0]} ORDER BY id`) as unknown[];
    expect(before.length).toBeGreaterThan(0);
    for (const query of ['format=xlsx&language=zh', 'format=xlsx&language=en', 'format=csv&language=zh']) {
      const response = await fetch(`${api.url}/api/v1/field/${kind}?${query}`, { headers: { authorization: `Bearer ${token}` } });
      const again = await importInto(ctx, kind, Buffer.from(await response.arrayBuffer()));
      expect({ ...again, query }).toMatchObject({ errors: [], rows: before.length, unchanged: before.length, inserted: 0, updated: 0 });
    }
  });

  it.each([...importKinds])('every field of %s is exported, but what the import makes something else of, and persons', (kind) => {
    const judged = ['distanceWaived', 'mockLocation', 'overlapping', 'contactName', 'phone', ...(kind === 'visits' ? ['minutes'] : [])];
    expect(Object.keys(fieldSources[kind].fields).sort()).toEqual(Object.keys(kinds[kind].fields).filter((field) => !judged.includes(field)).sort());
  });

  it('the command line writes lists to files, and says which file it cannot write', async () => {
    const home = mkdtempSync(join(tmpdir(), 'beachhead-lists-'));
    const run = (...args: string[]) => runCli([...args, '--json'], { BEACHHEAD_URL: api.url, XDG_CONFIG_HOME: home, LANG: 'en_US.UTF-8', BEACHHEAD_TOKEN: token }, '');
    try {
      const path = join(home, 'rows.csv');
      expect(JSON.parse((await run('rows', 'terminals', '--market', 'm1', '--csv', path)).out)).toMatchObject({ file: path });
      expect(await importInto(ctx, 'terminals', readFileSync(path))).toMatchObject({ errors: [], inserted: 0, updated: 0 });
      expect((await run('abc', 'm1', '--from', '2026-W01', '--to', '2026-W02', '--xlsx', join(home, 'abc.xlsx'))).code).toBe(0);
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.readFile(join(home, 'abc.xlsx'));
      expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['ABC analysis', 'About']);
      expect((await run('markets', 'list', '--xlsx', join(home, 'no', 'such', 'folder.xlsx'))).code).toBe(2);
      expect((await run('markets', 'list', '--xlsx', 'a.xlsx', '--csv', 'a.csv')).code).toBe(2);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('a list goes on over as many pages as it takes, and none is left out or doubled', async () => {
    await mustImport(ctx, 'terminals', `market,externalId,name\n${Array.from({ length: 5003 }, (_, n) => `m1,many-${n},n${n}`).join('\n')}\n`);
    const records: string[][] = parse(Buffer.from(await (await get('fieldRows', 'format=csv')).arrayBuffer()), { bom: true });
    expect(new Set(records.map(([, externalId]) => externalId)).size).toBe(records.length);
    expect(records).toHaveLength(5003 + 13 + 1);
    expect((await get('fieldRows', 'limit=500')).status).toBe(200);
  });
});
