import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { aCompany } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { mustImport } from '../support/imports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

eachDatabase('a merge killed before its commit', (ctx) => {
  it('has not happened at all, and happens once under the same command id', async () => {
    const company = await aCompany(ctx);
    await mustImport(ctx, 'markets', 'code,name,marketNo\nm,M,55\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own\ns,S,B,yes\n');
    await mustImport(ctx, 'terminals', 'market,externalId,name,code\nm,1,甲,55-01-1-001\nm,2,乙,55-01-1-002\n');
    await mustImport(ctx, 'sale-lines', 'market,lineKey,terminal,sku,day,quantity,amount\nm,l1,1,s,2026-02-03,1,100\nm,l2,2,s,2026-02-03,2,200\n');
    const tables = ['terminal', 'terminal_code', 'terminal_merge', 'merged_row', 'sale_line', 'sale_week', 'terminal_week', 'market_week', 'journal_line', 'command'];
    const stored = async () => JSON.stringify(await Promise.all(tables.map((table) => ctx.db.reader.query(`SELECT * FROM ${table} ORDER BY 1, 2`))));
    const before = await stored();
    const ids = await ctx.db.reader.query<{ id: string }[]>('SELECT id FROM terminal ORDER BY externalId');
    const [terminalId = '', mergedId = ''] = ids.map(({ id }) => id);
    const commandId = randomUUID();

    const told = { place: ctx.place, personId: company.people.clerk.personId, commandId, terminalId, mergedId };
    const child = spawn(process.execPath, ['--import', './test/support/typescript-loader.mjs', 'test/persistence/killed-merge.ts', JSON.stringify(told)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const [said] = await once(child.stdout, 'data') as [Buffer];
    expect(said.toString()).toBe('open\n');
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');

    expect(await stored()).toBe(before);
    const merge = () => company.do('mergeTerminals', company.people.clerk, { terminalId, mergedId, reason: '同一家店' }, commandId);
    const first = await merge();
    const after = await stored();
    expect(await merge()).toEqual(first);
    expect(await stored()).toBe(after);
    const weeks = await ctx.db.reader.query<{ terminalId: string; amount: unknown }[]>('SELECT terminalId, amount FROM terminal_week');
    expect(weeks.map((row) => [row.terminalId, Number(row.amount)])).toEqual([[terminalId, 300]]);
  });
});
