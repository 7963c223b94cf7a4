import { performance } from 'node:perf_hooks';
import { FindDuplicates } from '../../libs/contracts/terminal-views.js';
import { duplicatesOf } from '../../libs/persistence/board/duplicates.js';
import { nameKeyOf, phoneKeyOf } from '../../libs/rules/same-terminal.js';
import { eachDatabase } from '../support/databases.js';
import { importInto, mustImport } from '../support/imports.js';

describe('spellings of one shop', () => {
  it.each([
    ['星巴克(南桥店)', '星巴克 (南桥店)'], ['7-ELEVEN', '7-eleven'], ["Casey's General Store #3", 'CASEYS GENERAL STORE 3'], ['好德便利·人民路', '好德便利 人民路'],
  ])('%s and %s are one name', (a, b) => { expect(nameKeyOf(a)).toBe(nameKeyOf(b)); });

  it.each([['+86 138-0013-8000', '13800138000'], ['021-5718 1234', '02157181234'], ['0086 21 5718 1234', '2157181234']])('%s and %s are one phone', (a, b) => { expect(phoneKeyOf(a)).toBe(phoneKeyOf(b)); });

  it('what says nothing is nothing', () => {
    expect([nameKeyOf(' ·—'), nameKeyOf(null), phoneKeyOf('分机 12'), phoneKeyOf(null)]).toEqual([null, null, null, null]);
    expect(nameKeyOf('甲店')).not.toBe(nameKeyOf('乙店'));
  });
});

eachDatabase('duplicates', (ctx) => {
  let marketId: string;
  const ask = async (asked: object, mayCall = true) => (await duplicatesOf(ctx.db.reader.manager, marketId, FindDuplicates.parse(asked), () => mayCall)).rows.map(({ terminal, reasons, distanceM }) => [terminal.externalId, reasons, distanceM]);

  beforeAll(async () => {
    await mustImport(ctx, 'markets', 'code,name\nm,M\nbig,Big\n');
    marketId = (await ctx.db.reader.query<{ id: string }[]>("SELECT id FROM market WHERE code = 'm'"))[0]?.id ?? '';
    await mustImport(ctx, 'terminals', `market,externalId,name,phone,latitude,longitude
m,a,联华超市(人民路店),021-57181234,30.92,121.46
m,b,联华超市 人民路店,,30.95,121.46
m,c,小卖部,02157181234,,
m,d,隔壁烟酒,,30.9206,121.4605
m,e,远处烟酒,,30.922,121.46
big,f,联华超市(人民路店),021-57181234,30.92,121.46
`);
  });

  it('are those of the same name, the same phone, or within 100 m, in the market that is asked', async () => {
    expect(await ask({ name: '联华超市人民路店', phone: '0215718 1234', latitude: '30.92', longitude: '121.46' })).toEqual([
      ['a', ['name', 'phone', 'near'], 0], ['d', ['near'], 82], ['b', ['name'], 3335.9], ['c', ['phone'], null],
    ]);
    expect(await ask({ latitude: 30.92, longitude: 121.46, radiusM: 300 })).toEqual([['a', ['near'], 0], ['d', ['near'], 82], ['e', ['near'], 222.4]]);
    expect(await ask({ name: '没有这家' })).toEqual([]);
  });

  it('of a terminal that is do not hold itself, and merged ones are gone', async () => {
    const [a] = await ctx.db.reader.query<{ id: string }[]>("SELECT id FROM terminal WHERE externalId = 'a'");
    expect(await ask({ terminalId: a?.id })).toEqual([['d', ['near'], 82], ['b', ['name'], 3335.9], ['c', ['phone'], null]]);
    await mustImport(ctx, 'terminals', 'market,externalId,name,status\nm,d,隔壁烟酒,closed\n');
    expect((await ask({ terminalId: a?.id })).map(([key]) => key)).toEqual(['d', 'b', 'c']);
  });

  it('a shifted position is asked for where it is', async () => {
    // 30.92, 121.46 as GCJ-02 has it.
    expect((await ask({ latitude: 30.917879, longitude: 121.46452, datum: 'gcj02' })).map(([key]) => key)).toEqual(['a', 'd']);
    expect(await ask({ latitude: 30.917879, longitude: 121.46452 })).toEqual([]);
  });

  it('phones are compared for those only who may see them', async () => {
    expect(await ask({ phone: '02157181234' }, false)).toEqual([]);
    expect((await ask({ phone: '02157181234' })).map(([key]) => key)).toEqual(['a', 'c']);
  });

  it('a trial import names the new rows that may be one we have or one further up, and stores nothing', async () => {
    const list = `market,externalId,name,phone,latitude,longitude,datum
m,a,联华超市(人民路店),,30.92,121.46,wgs84
m,n1,联华超市人民路店,,31.5,121.9,wgs84
m,n2,新店,021-5718-1234,,,
m,n3,另一家新店,,31.5005,121.9,wgs84
m,n4,曼谷店,,13.75,100.5,gcj02
m,n5,没有重复,,32,120,gcj02
`;
    const { warnings, inserted, phase } = await importInto(ctx, 'terminals', list, { dryRun: true });
    const said = (warnings ?? []) as { row: number; column: string; rule: string; message: { en: string; zh: string } }[];
    expect([phase, inserted, said.map(({ row, rule }) => [row, rule])]).toEqual(['done', 5, [[3, 'maybe-double'], [4, 'maybe-double'], [5, 'maybe-double'], [6, 'not-shifted']]]);
    expect(said[0]?.message.en).toMatch(/may be the same as (a|b) \(.*name\); (a|b) \(/);
    expect(said[2]?.message.zh).toContain('n1 (56 m)');
    expect(await ask({ name: '没有重复' })).toEqual([]);
    expect((await importInto(ctx, 'terminals', list.replace('a,联华', 'a,联 华'))).warnings).toBeNull();
    await ctx.uow.run((em) => em.query("DELETE FROM terminal WHERE externalId IN ('n1', 'n2', 'n3', 'n4', 'n5')"));
  });

  it('among 100,000 terminals are found at once', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `big,t${i},店 ${i % 50_000},${20_000_000 + (i % 60_000)},${(30 + (i % 317) * 0.003).toFixed(6)},${(121 + Math.floor(i / 317) * 0.003).toFixed(6)}`);
    await mustImport(ctx, 'terminals', `market,externalId,name,phone,latitude,longitude\n${rows.join('\n')}\n`);
    const [big] = await ctx.db.reader.query<{ id: string }[]>("SELECT id FROM market WHERE code = 'big'");
    const question = FindDuplicates.parse({ name: '店 777', phone: '20000778', latitude: 30.3, longitude: 121.3 });
    const look = () => duplicatesOf(ctx.db.reader.manager, big?.id ?? '', question, () => true);
    expect((await look()).rows.map(({ terminal, reasons }) => `${terminal.externalId} ${reasons.join()}`).sort()).toEqual(['t31800 near', 't50777 name', 't60778 phone', 't777 name', 't778 phone']);
    const before = performance.now();
    for (let i = 0; i < 10; i += 1) await look();
    expect((performance.now() - before) / 10).toBeLessThan(100);
  }, 120_000);
});
