import { migrate, pendingMigrations } from '../../libs/persistence/data-source.js';
import { entities, migrations } from '../../libs/persistence/schema.js';
import { eachDatabase } from '../support/databases.js';

eachDatabase('migrations', (ctx) => {
  it('leave no difference between the tables and the entities', async () => {
    const drift = await ctx.db.writer.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map((query) => query.query)).toEqual([]);
    expect(await pendingMigrations(ctx.db)).toBe(false);
  });

  it('would show a difference if there were one', async () => {
    const db = await ctx.another(await ctx.empty());
    await migrate(db);
    await db.writer.query('DROP TABLE market_week');
    expect((await db.writer.driver.createSchemaBuilder().log()).upQueries).not.toEqual([]);
  });

  it('run up, down and up again', async () => {
    const db = await ctx.another(await ctx.empty());
    const tables = async () => {
      const runner = db.writer.createQueryRunner();
      const found = await runner.getTables(entities.map((entity) => db.writer.getMetadata(entity).tableName));
      await runner.release();
      return found.length;
    };
    expect(await pendingMigrations(db)).toBe(true);
    expect(await migrate(db)).toHaveLength(migrations.length);
    expect(await tables()).toBe(entities.length);
    for (const _ of migrations) await db.writer.undoLastMigration();
    expect(await tables()).toBe(0);
    expect(await migrate(db)).toHaveLength(migrations.length);
    expect(await tables()).toBe(entities.length);
    expect(await migrate(db)).toEqual([]);
  });

  it('run once when two processes start at the same time', async () => {
    const place = await ctx.empty();
    const both = [await ctx.another(place), await ctx.another(place)];
    const ran = await Promise.all(both.map(migrate));
    expect(ran.map((list) => list.length).sort()).toEqual([0, migrations.length]);
  });

  it('keep upper and lower case apart in keys', async () => {
    const row = (login: string) => ({ id: `id-${login}`, login, name: login, createdAt: '2026-01-01T00:00:00.000Z', admin: false, active: true, language: 'zh' as const });
    await ctx.uow.run(async (em) => {
      await em.insert('person', row('Wang'));
      await em.insert('person', row('wang'));
    });
    expect(await ctx.db.reader.getRepository('person').countBy({ login: 'wang' })).toBe(1);
  });

  it('hold JSON of several megabytes', async () => {
    const content = { text: '区'.repeat(1_500_000) };
    await ctx.uow.run((em) => em.insert('bundle', {
      hash: 'b'.repeat(64), alias: 'long', content, settings: {}, parentHash: null, fromEntryId: null, sealedBy: 'x', sealedAt: '2026-01-01T00:00:00.000Z',
    }));
    const [row] = await ctx.db.reader.getRepository('bundle').find();
    expect(row?.['content']).toEqual(content);
  });
});
