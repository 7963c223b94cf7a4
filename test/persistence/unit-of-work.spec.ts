import { randomUUID } from 'node:crypto';
import { DatabaseUnavailable, isUniqueViolation } from '../../libs/persistence/database-errors.js';
import { Brand } from '../../libs/persistence/entities/field/master.js';
import { lockRow, UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { eachDatabase } from '../support/databases.js';

const aBrand = (name: string, own = false) => ({ id: randomUUID(), name, own });

eachDatabase('unit of work', (ctx) => {
  const stored = (prefix: string) => ctx.db.reader.getRepository(Brand).createQueryBuilder('b').where('b.name like :p', { p: `${prefix}-%` }).getCount();

  it('keeps 30 concurrent transactions apart, failures included', async () => {
    const results = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => ctx.uow.run(async (em) => {
      await em.insert(Brand, aBrand(`many-${i}-a`));
      await Promise.resolve();
      if (i % 3 === 0) throw new Error('rolled back on purpose');
      await em.insert(Brand, aBrand(`many-${i}-b`));
    })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(20);
    expect(await stored('many')).toBe(40);
  });

  it('joins the transaction that it is called in, and rolls back as one', async () => {
    await ctx.uow.run(async (em) => {
      await em.insert(Brand, aBrand('joined-outer'));
      await ctx.uow.run(async (inner) => {
        expect(inner).toBe(em);
        await inner.insert(Brand, aBrand('joined-inner'));
      });
    });
    expect(await stored('joined')).toBe(2);
    const failed = ctx.uow.run(async (em) => {
      await ctx.uow.run((inner) => inner.insert(Brand, aBrand('lost-inner')));
      await em.insert(Brand, aBrand('lost-outer'));
      throw new Error('both go');
    });
    await expect(failed).rejects.toThrow('both go');
    expect(await stored('lost')).toBe(0);
  });

  it('starts anew when work of a finished transaction goes on', async () => {
    let afterwards: Promise<unknown> = Promise.resolve();
    let release: () => void = () => undefined;
    const outerIsOver = new Promise<void>((resolve) => { release = resolve; });
    await ctx.uow.run(async (em) => {
      await em.insert(Brand, aBrand('late-outer'));
      afterwards = outerIsOver.then(() => ctx.uow.run((fresh) => fresh.insert(Brand, aBrand('late-after'))));
    });
    release();
    await afterwards;
    expect(await stored('late')).toBe(2);
  });

  it('shows readers nothing that is not committed', async () => {
    await ctx.uow.run(async (em) => {
      await em.insert(Brand, aBrand('unseen-1'));
      expect(await em.getRepository(Brand).countBy({ name: 'unseen-1' })).toBe(1);
      expect(await stored('unseen')).toBe(0);
    });
    expect(await stored('unseen')).toBe(1);
  });

  it('saves entities and nested TypeORM transactions inside its own', async () => {
    const failed = ctx.uow.run(async (em) => {
      await em.save(Brand, aBrand('nested-saved'));
      await em.transaction((nested) => nested.insert(Brand, aBrand('nested-savepoint')));
      throw new Error('all of it goes');
    });
    await expect(failed).rejects.toThrow('all of it goes');
    expect(await stored('nested')).toBe(0);
  });

  it('says when a key is taken', async () => {
    await ctx.uow.run((em) => em.insert(Brand, aBrand('taken-once')));
    const again = ctx.uow.run((em) => em.insert(Brand, aBrand('taken-once')));
    const error: unknown = await again.catch((caught: unknown) => caught);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(new Error('something else'))).toBe(false);
  });

  it('lets one of two increments wait for the locked row', async () => {
    const row = aBrand('counter-0');
    await ctx.uow.run((em) => em.insert(Brand, row));
    await Promise.all(Array.from({ length: 12 }, () => ctx.uow.run(async (em) => {
      const locked = await lockRow(em, Brand, { id: row.id });
      const count = Number(locked?.name.split('-')[1]);
      await em.update(Brand, { id: row.id }, { name: `counter-${count + 1}` });
    })));
    expect(await ctx.db.reader.getRepository(Brand).findOneByOrFail({ id: row.id })).toMatchObject({ name: 'counter-12' });
  });

  it('waits for a lock that another connection holds, then gives up with a clear error', async () => {
    const row = aBrand('held-row');
    await ctx.uow.run((em) => em.insert(Brand, row));
    const holder = new UnitOfWork(await ctx.another());
    const touch = (uow: UnitOfWork, own: boolean) => uow.run(async (em) => { await em.update(Brand, { id: row.id }, { own }); });

    let letGo: () => void = () => undefined;
    const hold = (until: Promise<void>) => {
      let held: () => void = () => undefined;
      const isHeld = new Promise<void>((resolve) => { held = resolve; });
      const done = holder.run(async (em) => {
        await em.update(Brand, { id: row.id }, { own: false });
        held();
        await until;
      });
      return { isHeld, done };
    };

    const short = hold(new Promise<void>((resolve) => { letGo = resolve; }));
    await short.isHeld;
    const waiting = touch(ctx.uow, true);
    const first = await Promise.race([waiting.then(() => 'written'), ctx.db.reader.query('SELECT 1').then(() => 'still waiting')]);
    expect(first).toBe('still waiting');
    letGo();
    await Promise.all([waiting, short.done]);
    expect(await ctx.db.reader.getRepository(Brand).findOneByOrFail({ id: row.id })).toMatchObject({ own: true });

    const long = hold(new Promise<void>((resolve) => { letGo = resolve; }));
    await long.isHeld;
    const startedAt = Date.now();
    const error: unknown = await touch(ctx.uow, true).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect((error as DatabaseUnavailable).retryAfterSeconds).toBeGreaterThan(0);
    expect(Date.now() - startedAt).toBeLessThan(8000);
    letGo();
    await long.done;
    await touch(ctx.uow, true);
  });

  it('adds little to what the database itself takes: a dozen statements against one, in the same run', async () => {
    const rounds = 100;
    const median = async (work: (round: number) => Promise<unknown>) => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const startedAt = performance.now();
        await work(round);
        times.push(performance.now() - startedAt);
      }
      return times.sort((a, b) => a - b)[rounds / 2] ?? Number.POSITIVE_INFINITY;
    };
    const one = await median((round) => ctx.uow.run((em) => em.insert(Brand, aBrand(`one-${round}`))));
    const dozen = await median((round) => ctx.uow.run(async (em) => {
      for (let n = 0; n < 6; n += 1) {
        const row = aBrand(`dozen-${round}-${n}`);
        await em.insert(Brand, row);
        await em.update(Brand, { id: row.id }, { own: true });
      }
    }));
    expect(dozen).toBeLessThan(12 * one);
  });
});
