import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DataImport } from '../../libs/persistence/entities/field/imports.js';
import { eachDatabase, type DatabaseUnderTest } from '../support/databases.js';
import { importDoor, importer, mustImport, mustImportFile, requestContent, requestFile } from '../support/imports.js';
import { mappingOf } from '../support/mappings.js';
import { aRandom } from '../support/random.js';
import { describeWithData, realData } from '../support/real-data.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Moment = { readonly transaction: number; readonly moment: 'before' | 'after' };

/** A worker in a process of its own. Returns how it ended: by its end, or killed. */
async function carriedUntil(ctx: DatabaseUnderTest, importId: string, at: Moment | number | null): Promise<'over' | 'killed'> {
  const asked = { place: ctx.place, importId, ...(typeof at === 'object' && at !== null && { at }) };
  const child = spawn(process.execPath, ['--import', './test/support/typescript-loader.mjs', 'test/persistence/killed-import.ts', JSON.stringify(asked)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  await once(child.stdout, 'data');
  // The moment of the crash is the experiment, not a wait for something.
  if (typeof at === 'number') await Promise.race([pause(at).then(() => child.kill('SIGKILL')), ended]);
  const [code, signal] = await ended;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the worker ended with ${code}`);
  return code === 0 ? 'over' : 'killed';
}

/** Lines, and every sum that is kept beside them held against the lines. */
async function figures(ctx: DatabaseUnderTest): Promise<Record<string, number>> {
  const lines = ctx.db.reader.driver.escape('lines');
  const one = async (sql: string) => Number((await ctx.db.reader.query(sql) as { n: number | string | null }[])[0]?.n ?? 0);
  return {
    lines: await one('SELECT COUNT(*) AS n FROM sale_line'), amount: await one('SELECT SUM(amount) AS n FROM sale_line'),
    skuWeeks: await one(`SELECT SUM(${lines}) AS n FROM sale_week`), skuWeeksAmount: await one('SELECT SUM(amount) AS n FROM sale_week'),
    terminalWeeks: await one(`SELECT SUM(${lines}) AS n FROM terminal_week`), marketWeeks: await one(`SELECT SUM(${lines}) AS n FROM market_week`),
    wrongWeeks: await one(`SELECT COUNT(*) AS n FROM (SELECT l.terminalId, l.week, l.skuId, SUM(l.quantity) AS q, COUNT(*) AS c FROM sale_line l GROUP BY l.terminalId, l.week, l.skuId) x
      LEFT JOIN sale_week w ON w.terminalId = x.terminalId AND w.week = x.week AND w.skuId = x.skuId WHERE w.quantity IS NULL OR w.quantity <> x.q OR w.${lines} <> x.c`),
    ordered: await one('SELECT COUNT(*) AS n FROM terminal WHERE firstOrder IS NOT NULL'), left: await one('SELECT COUNT(*) AS n FROM touched_sum') + await one('SELECT COUNT(*) AS n FROM import_part'),
  };
}
const whole = (lines: number, amount: number, ordered: number) => ({ lines, amount, skuWeeks: lines, skuWeeksAmount: amount, terminalWeeks: lines, marketWeeks: lines, wrongWeeks: 0, ordered, left: 0 });
const nothing = whole(0, 0, 0);

eachDatabase('an import whose worker is killed', (ctx) => {
  const count = 9_000;
  const row = (i: number): string => `m,k${i},t${i % 7},s${i % 5},2026-0${1 + (i % 9)}-1${i % 10},1,${i}`;
  const content = `market,lineKey,terminal,sku,day,quantity,amount\n${Array.from({ length: count }, (_, i) => row(i)).join('\n')}\n`;
  const look = (id: string) => ctx.db.reader.manager.findOneByOrFail(DataImport, { id });

  beforeAll(async () => {
    await mustImport(ctx, 'markets', 'code,name\nm,M\n');
    await mustImport(ctx, 'terminals', `market,externalId,name\n${Array.from({ length: 7 }, (_, i) => `m,t${i},T${i}`).join('\n')}\n`);
    await mustImport(ctx, 'skus', `code,name,brand,own\n${Array.from({ length: 5 }, (_, i) => `s${i},S${i},${i === 0 ? 'Ours,yes' : 'Other,no'}`).join('\n')}\n`);
  });

  it('before and after every commit on its way in, and on its way back, has each row once and in the end none', async () => {
    const importId = await requestContent(ctx, 'sale-lines', content);
    const killed = async (): Promise<Set<string>> => {
      const phases = new Set<string>();
      for (let over = false; !over;) {
        phases.add((await look(importId)).phase);
        await carriedUntil(ctx, importId, { transaction: 2, moment: 'before' });
        over = (await carriedUntil(ctx, importId, { transaction: 2, moment: 'after' })) === 'over';
      }
      return phases;
    };
    // The check writes nothing that the next one could go on from: it is let through once it has begun.
    await carriedUntil(ctx, importId, { transaction: 1, moment: 'after' });
    await carriedUntil(ctx, importId, { transaction: 2, moment: 'after' });
    expect([...await killed()]).toEqual(expect.arrayContaining(['writing', 'rolling-up']));
    expect(await look(importId)).toMatchObject({ phase: 'done', inserted: count, unchanged: 0 });
    expect(await figures(ctx)).toEqual(whole(count, (count * (count - 1)) / 2, 7));

    await importDoor(ctx).commit('undoImport', { commandId: crypto.randomUUID(), actor: await importer(ctx), input: { importId, reason: '错' } });
    await carriedUntil(ctx, importId, { transaction: 1, moment: 'after' });
    for (let n = 0; n < 3; n += 1) await carriedUntil(ctx, importId, { transaction: 4, moment: n % 2 === 0 ? 'before' : 'after' });
    await carriedUntil(ctx, importId, null);
    expect(await look(importId)).toMatchObject({ phase: 'undone' });
    expect(await figures(ctx)).toEqual(nothing);
  }, 280_000);
});

describeWithData('iowa-liquor', 'a real half-year under kills', () => {
  eachDatabase('at random moments', (ctx) => {
    const expected = (JSON.parse(readFileSync(realData('iowa-liquor', 'expected.json'), 'utf8')) as { story: { lines: number; dollars: string } }).story;

    it('is in once, to the cent', async () => {
      await mustImport(ctx, 'markets', 'x\n1\n', { mapping: mappingOf('iowa-market-story') });
      for (const [kind, mapping, file] of [['terminals', 'iowa-stores-story', 'stores.csv'], ['skus', 'iowa-products', 'products.csv']] as const) await mustImportFile(ctx, { kind, fileName: file, path: realData('iowa-liquor', file), mapping: mappingOf(mapping) });
      const name = 'sales_story_2021-01_2022-10.csv.gz';
      const importId = await requestFile(ctx, { kind: 'sale-lines', fileName: name, path: realData('iowa-liquor', name), mapping: mappingOf('iowa-sales-story') });
      const random = aRandom(7);
      let kills = 0;
      // Longer and longer lives, so that the check is got through.
      for (let over = false; !over;) {
        over = (await carriedUntil(ctx, importId, 500 + random() * (1_500 + kills * 500))) === 'over';
        if (!over) kills += 1;
      }
      expect(kills).toBeGreaterThan(2);
      const found = await figures(ctx);
      expect(found).toEqual(whole(expected.lines, Math.round(Number(expected.dollars) * 100), found['ordered'] ?? 0));
      expect(found['ordered']).toBeGreaterThan(0);
    }, 280_000);
  });
});
