import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Brand } from '../../libs/persistence/entities/field/master.js';
import { eachDatabase } from '../support/databases.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

eachDatabase('a writer killed in mid-transaction', (ctx) => {
  it('leaves all of what it committed and nothing of what it did not', async () => {
    const child = spawn(
      process.execPath,
      ['--import', './test/support/typescript-loader.mjs', 'test/persistence/killed-writer.ts', JSON.stringify(ctx.place)],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    const [said] = await once(child.stdout, 'data') as [Buffer];
    expect(said.toString()).toBe('open\n');
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');

    // The lock of the dead does not stand in anybody's way.
    await ctx.uow.run((em) => em.insert(Brand, { id: 'after', name: 'after', own: false }));
    const db = await ctx.another();
    const names = (await db.reader.getRepository(Brand).find({ order: { name: 'ASC' } })).map((brand) => brand.name);
    expect(names).toEqual(['after', 'committed-1', 'committed-2', 'committed-3']);
    if (db.kind === 'sqlite') expect(await db.writer.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});
