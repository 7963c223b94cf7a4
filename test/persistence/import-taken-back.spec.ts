import { carryImport } from '../../libs/journal/field/imports/carry-import.js';
import { verifyChain } from '../../libs/journal/chain.js';
import type { ImportKind } from '../../libs/journal/field/define-kind.js';
import { DataImport } from '../../libs/persistence/entities/field/imports.js';
import { sha256 } from '../../libs/persistence/sha256.js';
import { eachDatabase } from '../support/databases.js';
import { carryThrough, importDoor, importer, importInto, mustImport, requestContent, type ImportResult } from '../support/imports.js';

const bookkeeping = new Set(['data_import', 'import_part', 'import_change', 'touched_sum', 'figures_changed', 'journal_line', 'wake', 'command', 'person', 'terminal_code', 'market_number', 'migrations']);

eachDatabase('an import that is taken back', (ctx) => {
  const ask = <Row = Record<string, unknown>>(sql: string) => ctx.db.reader.query(sql) as Promise<Row[]>;
  /** Everything that the street has told, table by table, to be compared. */
  async function street(): Promise<Record<string, string>> {
    const all: Record<string, string> = {};
    for (const { tableName } of ctx.db.reader.entityMetadatas) {
      if (bookkeeping.has(tableName)) continue;
      const rows = await ask(`SELECT * FROM ${ctx.db.reader.driver.escape(tableName)}`);
      all[tableName] = `${rows.length} rows ${sha256(rows.map((row) => JSON.stringify(row)).sort().join())}`;
    }
    return all;
  }
  const order = async (name: 'cancelImport' | 'undoImport', importId: string) => importDoor(ctx).commit(name, { commandId: crypto.randomUUID(), actor: await importer(ctx), input: { importId, reason: '错' } as never });
  const undo = async (importId: string): Promise<ImportResult> => { await order('undoImport', importId); return carryThrough(ctx, importId); };
  const line = (key: string, terminal: string, sku: string, day: string, quantity: number) => `m,${key},${terminal},${sku},${day},${quantity},${quantity * 10}`;
  const lines = (...rows: string[]) => `market,lineKey,terminal,sku,day,quantity,amount\n${rows.join('\n')}\n`;

  beforeAll(async () => {
    await mustImport(ctx, 'markets', 'code,name,marketNo\nm,M,3\n');
    await mustImport(ctx, 'dealers', 'market,code,name\nm,d1,D\n');
    await mustImport(ctx, 'terminals', 'market,externalId,name,zone,route,adviser\nm,t1,one,1,1,lee\nm,t2,two,1,1,lee\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own\ns1,S1,Ours,yes\ns2,S2,Other,no\n');
    await mustImport(ctx, 'sale-lines', lines(line('1', 't1', 's1', '2026-01-05', 3), line('2', 't1', 's2', '2026-01-06', 4), line('3', 't2', 's1', '2026-01-12', 5)));
    await mustImport(ctx, 'visits', 'market,clientId,terminal,adviser,day,valid\nm,v1,t1,lee,2026-01-05,1\n');
  });

  it.each<[ImportKind, string]>([
    ['markets', 'code,name,marketNo\nm,Renamed,3\nn,N,4\n'],
    ['dealers', 'market,code,name,core\nm,d1,Other,yes\nm,d2,New,no\n'],
    ['terminals', 'market,externalId,name,zone,zoneName,route,adviser\nm,t1,moved,2,East,3,wang\nm,t2,two,1,West,1,wang\nm,t3,three,9,,1,\n'],
    ['skus', 'code,name,brand,own\ns1,S1,Ours,no\ns2,moved,Third,yes\ns3,S3,Fourth,yes\n'],
    ['sale-lines', lines(line('1', 't2', 's2', '2026-02-02', -1), line('2', 't1', 's2', '2026-01-06', 4), line('4', 't1', 's1', '2025-12-29', 9))],
    ['visits', 'market,clientId,terminal,adviser,day,valid\nm,v1,t2,lee,2026-01-05,1\nm,v2,t1,lee,2026-02-05,1\n'],
    ['stock-checks', 'market,clientId,terminal,sku,day,stock\nm,c1,t1,s1,2026-01-05,7\n'],
    ['macro-facts', 'market,name,year,value,unit,source\nm,population,2025,1,people,x\n'],
  ])('%s leave the street as it was, roll-ups and all, and come again as they came', async (kind, content) => {
    const before = await street();
    const { id, inserted, updated } = await mustImport(ctx, kind, content);
    expect(inserted + updated).toBeGreaterThan(0);
    const after = await street();
    expect(after).not.toEqual(before);
    expect(await undo(id)).toMatchObject({ phase: 'undone' });
    expect(await street()).toEqual(before);
    expect(await ask(`SELECT * FROM import_change WHERE importId = '${id}'`)).toEqual([]);
    expect(await verifyChain(ctx.db.reader.manager, `import/${id}`)).toMatchObject({ verified: true, lines: 4 });
    const again = await mustImport(ctx, kind, content);
    expect(again).toMatchObject({ inserted, updated });
    await undo(again.id);
    expect(await street()).toEqual(before);
  });

  it('is refused by name when a later import changed or confirmed its rows, or speaks of them', async () => {
    const first = await mustImport(ctx, 'terminals', 'market,externalId,name\nm,u1,U1\nm,u2,U2\n');
    const sales = await mustImport(ctx, 'sale-lines', lines(line('u', 'u1', 's1', '2026-03-02', 1)));
    const named = (id: string) => expect.objectContaining({ code: 'import-built-on', about: { by: expect.stringContaining(id) } });
    await expect(undo(first.id)).rejects.toEqual(named(sales.id));
    await undo(sales.id);
    const same = await mustImport(ctx, 'terminals', 'market,externalId,name\nm,u2,U2\n');
    await expect(undo(first.id)).rejects.toEqual(named(same.id));
    await undo(same.id);
    const changed = await mustImport(ctx, 'terminals', 'market,externalId,name\nm,u2,other\n');
    await expect(undo(first.id)).rejects.toEqual(named(changed.id));
    await undo(changed.id);
    expect(await undo(first.id)).toMatchObject({ phase: 'undone' });
    expect(await ask("SELECT id FROM terminal WHERE externalId LIKE 'u%'")).toEqual([]);
  });

  it('is not undone when a file that came before its turn has built on it', async () => {
    const first = await mustImport(ctx, 'dealers', 'market,code,name\nm,q1,Q\n');
    const waiting = await requestContent(ctx, 'visits', 'market,clientId,dealer,adviser,day,valid\nm,vq,q1,lee,2026-01-05,1\n');
    await order('undoImport', first.id);
    expect(await carryThrough(ctx, waiting)).toMatchObject({ phase: 'done' });
    expect(await carryThrough(ctx, first.id)).toMatchObject({ phase: 'done', takenBackBecause: expect.stringContaining(waiting) });
    expect(await ask("SELECT code FROM dealer WHERE code = 'q1'")).toHaveLength(1);
  });

  it.each(['checking', 'writing', 'rolling-up'] as const)('cancelled while %s keeps nothing', async (phase) => {
    const before = await street();
    const rows = Array.from({ length: 9_000 }, (_, i) => line(`c${i}`, i % 2 === 0 ? 't1' : 't2', 's1', `2026-0${1 + (i % 9)}-1${i % 10}`, 1));
    const id = await requestContent(ctx, 'sale-lines', lines(...rows));
    // Stopped as a worker that is told to leave, at the first look in the phase.
    const seen = { ...ctx, db: ctx.db, uow: ctx.uow, now: () => new Date() };
    for (let over = false; !over;) {
      const at = await ctx.db.reader.manager.findOneByOrFail(DataImport, { id });
      if (at.phase === phase) break;
      const leave = new AbortController();
      const watch = setInterval(() => void ctx.db.reader.manager.findOneBy(DataImport, { id }).then((now) => { if (now?.phase === phase) leave.abort(); }), 1);
      ({ over } = await carryImport({ ...seen, signal: leave.signal }, id));
      clearInterval(watch);
    }
    const { phase: reached } = await ctx.db.reader.manager.findOneByOrFail(DataImport, { id });
    if (reached !== 'done') {
      await order('cancelImport', id);
      expect(await carryThrough(ctx, id)).toMatchObject({ phase: 'cancelled' });
    } else await undo(id);
    expect(await street()).toEqual(before);
  });

  it('two imports of one market that are carried side by side come in one after the other, each row once', async () => {
    const before = await street();
    const halves = [0, 1].map((half) => Array.from({ length: 3_000 }, (_, i) => line(`p${i + half * 2_000}`, 't1', 's1', `2026-0${1 + (i % 9)}-1${i % 10}`, 1)));
    const ids = [];
    for (const rows of halves) ids.push(await requestContent(ctx, 'sale-lines', lines(...rows)));
    const done = await Promise.all(ids.flatMap((id) => [carryThrough(ctx, id), carryThrough(ctx, id)]));
    expect(done.map(({ phase }) => phase)).toEqual(['done', 'done', 'done', 'done']);
    const [row] = await ask<{ n: number; quantity: number }>("SELECT COUNT(*) AS n, SUM(quantity) AS quantity FROM sale_line WHERE lineKey LIKE 'p%'");
    expect([Number(row?.n), Number(row?.quantity)]).toEqual([5_000, 5_000]);
    for (const id of [...ids].reverse()) await undo(id);
    expect(await street()).toEqual(before);
  });

  it('refused while it is written leaves nothing: what it refers to has gone since the check', async () => {
    const before = await street();
    await mustImport(ctx, 'terminals', 'market,externalId,name\nm,gone,G\n');
    const rows = Array.from({ length: 9_000 }, (_, i) => line(`g${i}`, i < 8_500 ? 't1' : 'gone', 's1', '2026-01-05', 1));
    const id = await requestContent(ctx, 'sale-lines', lines(...rows));
    const leave = new AbortController();
    const watch = setInterval(() => void ctx.db.reader.manager.findOneBy(DataImport, { id }).then((now) => { if (now?.phase === 'writing') leave.abort(); }), 1);
    await carryImport({ ...ctx, db: ctx.db, uow: ctx.uow, now: () => new Date(), signal: leave.signal }, id);
    clearInterval(watch);
    expect(await ctx.db.reader.manager.findOneByOrFail(DataImport, { id })).toMatchObject({ phase: 'writing' });
    await ctx.uow.run((em) => em.query("DELETE FROM terminal WHERE externalId = 'gone'"));
    expect(await carryThrough(ctx, id)).toMatchObject({ phase: 'refused', errors: expect.arrayContaining([expect.objectContaining({ rule: 'unknown-terminal' })]) });
    expect(await street()).toEqual(before);
  });

  it('a trial run needs no taking back', async () => {
    const { id } = await importInto(ctx, 'dealers', 'market,code,name\nm,z,Z\n', { dryRun: true });
    await expect(undo(id)).rejects.toMatchObject({ code: 'wrong-state' });
  });
});
