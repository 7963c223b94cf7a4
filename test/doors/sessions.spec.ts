import { randomUUID } from 'node:crypto';
import { verifyChain } from '../../libs/journal/chain.js';
import { seedAdministrator, resetPassword } from '../../libs/journal/seed-administrator.js';
import { Sessions } from '../../libs/journal/sessions.js';
import { hashPassword } from '../../libs/journal/passwords.js';
import { migrate } from '../../libs/persistence/data-source.js';
import { Person, RoleAssignment, Token } from '../../libs/persistence/entities/process/people.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { eachDatabase } from '../support/databases.js';

const dayMs = 86_400_000;

eachDatabase('sessions and tokens', (ctx) => {
  let now = new Date('2026-11-24T08:00:00.000Z');
  const clock = { now: () => now };
  const sessions = () => new Sessions(ctx.db, ctx.uow, clock);
  const address = () => randomUUID();

  async function aPerson(login: string, password: string, roles: Partial<RoleAssignment>[] = []): Promise<Person> {
    const person: Person = {
      id: randomUUID(), login, name: `人 ${login}`, passwordHash: await hashPassword(password, randomUUID()), admin: false, active: true, language: 'zh',
      createdAt: now.toISOString(),
    };
    await ctx.uow.run(async (em) => {
      await em.insert(Person, person);
      for (const role of roles) await em.insert(RoleAssignment, { id: randomUUID(), personId: person.id, role: 'rm', marketId: '*', untilDay: null, ...role });
    });
    return person;
  }

  it('signs in with the right password and knows the person with the roles of today', async () => {
    const market = randomUUID();
    const person = await aPerson('ada', 'a long password', [{ role: 'fin', marketId: market }, { role: 'aud', untilDay: '2026-11-23' }, { role: 'rm', untilDay: '2026-11-24' }]);
    const { secret, expiresAt } = await sessions().signIn('ada', 'a long password', address());
    expect(secret).toMatch(/^bh_s_[A-Za-z0-9_-]{43}$/);
    expect(expiresAt).toBe('2026-12-01T08:00:00.000Z');
    const bearer = await sessions().actorOf(secret);
    expect(bearer).toMatchObject({ kind: 'session', scopes: ['all'], mustChangePassword: false, language: 'zh', actor: { personId: person.id, admin: false } });
    expect(bearer?.actor.roles.map((r) => `${r.role}@${r.marketId}`).sort()).toEqual([`fin@${market}`, 'rm@*']);
  });

  it('stores only the hash of a secret', async () => {
    await aPerson('bo', 'a long password');
    const { secret } = await sessions().signIn('bo', 'a long password', address());
    const rows = await ctx.db.reader.manager.find(Token);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(5));
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.secretHash))).toBe(true);
  });

  it('answers an unknown login and a wrong password alike, and in about the same time', async () => {
    await aPerson('cy', 'a long password');
    const timed = async (login: string): Promise<number> => {
      const from = performance.now();
      await expect(sessions().signIn(login, 'wrong', address())).rejects.toMatchObject({ code: 'bad-credentials', about: {} });
      return performance.now() - from;
    };
    await timed('cy');
    const known: number[] = [], unknown: number[] = [];
    for (let i = 0; i < 5; i += 1) { known.push(await timed('cy')); unknown.push(await timed('nobody-here')); }
    const median = (times: number[]): number => times.sort((a, b) => a - b)[2] ?? NaN;
    expect(median(unknown)).toBeGreaterThan(median(known) / 3);
  });

  it('bounds failures per login and address, also in parallel, and says for how long', async () => {
    await aPerson('di', 'a long password');
    const here = address(), doors = sessions();
    const codes = await Promise.all(Array.from({ length: 14 }, () => doors.signIn('di', 'wrong', here).catch((e: { code: string }) => e.code)));
    expect(codes.filter((code) => code === 'bad-credentials')).toHaveLength(8);
    await expect(doors.signIn('di', 'a long password', here)).rejects.toMatchObject({ code: 'too-many-requests', about: { seconds: expect.any(Number) } });
    await expect(doors.signIn('di', 'a long password', address())).resolves.toMatchObject({ secret: expect.any(String) });
  });

  it('ends a session by sign-out, by expiry and by switching the person off', async () => {
    const person = await aPerson('ed', 'a long password');
    const first = await sessions().signIn('ed', 'a long password', address());
    const bearer = await sessions().actorOf(first.secret);
    await sessions().signOut(bearer?.tokenId ?? '');
    expect(await sessions().actorOf(first.secret)).toBeNull();

    const second = await sessions().signIn('ed', 'a long password', address());
    const signedInAt = now;
    now = new Date(signedInAt.getTime() + 7 * dayMs - 1);
    expect(await sessions().actorOf(second.secret)).not.toBeNull();
    now = new Date(signedInAt.getTime() + 7 * dayMs);
    expect(await sessions().actorOf(second.secret)).toBeNull();
    now = signedInAt;
    await ctx.uow.run((em) => em.update(Person, { id: person.id }, { active: false }));
    expect(await sessions().actorOf(second.secret)).toBeNull();
    await expect(sessions().signIn('ed', 'a long password', address())).rejects.toMatchObject({ code: 'bad-credentials' });
  });

  it('takes nothing for a secret that is not one of ours', async () => {
    for (const wrong of ['', 'x', `bh_s_${'A'.repeat(43)}`, `bh_x_${'A'.repeat(43)}`, `bh_s_${"'".repeat(43)}`, 'bh_s_'.padEnd(5000, 'A')]) {
      expect(await sessions().actorOf(wrong)).toBeNull();
    }
  });

  it('changes the password, ends the other sessions and writes a line', async () => {
    const person = await aPerson('fay', 'a long password');
    const other = await sessions().signIn('fay', 'a long password', address());
    const own = await sessions().signIn('fay', 'a long password', address());
    const bearer = await sessions().actorOf(own.secret);
    if (!bearer) throw new Error('not signed in');
    await expect(sessions().changePassword(bearer, 'wrong', 'another long one', address())).rejects.toMatchObject({ code: 'bad-credentials' });
    await expect(sessions().changePassword(bearer, 'a long password', 'a long password', address())).rejects.toMatchObject({ code: 'invalid-input' });
    await sessions().changePassword(bearer, 'a long password', 'another long one', address());
    expect(await sessions().actorOf(own.secret)).not.toBeNull();
    expect(await sessions().actorOf(other.secret)).toBeNull();
    await expect(sessions().signIn('fay', 'a long password', address())).rejects.toMatchObject({ code: 'bad-credentials' });
    await sessions().signIn('fay', 'another long one', address());
    expect(await verifyChain(ctx.db.reader.manager, `person/${person.id}`)).toMatchObject({ lines: 1, verified: true });
  });

  it('makes, lists and revokes API tokens of one person only', async () => {
    const gus = await aPerson('gus', 'a long password'), hal = await aPerson('hal', 'a long password');
    const actor = { personId: gus.id, name: '', login: 'gus', admin: false, roles: [] };
    const made = await sessions().createToken(actor, 'scheduler', ['read', 'reviews'], 2);
    expect(made.secret).toMatch(/^bh_t_/);
    expect(await sessions().actorOf(made.secret)).toMatchObject({ kind: 'api', scopes: ['read', 'reviews'], tokenId: made.id });
    await expect(sessions().revokeToken({ ...actor, personId: hal.id }, made.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await sessions().listTokens({ ...actor, personId: hal.id })).toEqual([]);
    await sessions().revokeToken(actor, made.id);
    await sessions().revokeToken(actor, made.id);
    expect(await sessions().actorOf(made.secret)).toBeNull();
    expect(await sessions().listTokens(actor)).toEqual([expect.objectContaining({ id: made.id, revokedAt: now.toISOString() })]);
    expect(await verifyChain(ctx.db.reader.manager, `person/${gus.id}`)).toMatchObject({ lines: 2, verified: true });
  });

  it('gives the first administrator one one-time password that can only be changed', async () => {
    const place = await ctx.empty();
    const fresh = await ctx.another(place);
    await migrate(fresh);
    const unitOfWork = new UnitOfWork(fresh);
    const given = (await Promise.all([1, 2, 3].map(() => seedAdministrator(unitOfWork, now)))).filter((g) => g !== null);
    expect(given).toHaveLength(1);
    const doors = new Sessions(fresh, unitOfWork, clock);
    const { secret } = await doors.signIn('admin', given[0]?.password ?? '', address());
    const bearer = await doors.actorOf(secret);
    expect(bearer).toMatchObject({ mustChangePassword: true, actor: { admin: true } });
    if (bearer) await doors.changePassword(bearer, given[0]?.password ?? '', 'a password of my own', address());
    expect(await doors.actorOf(secret)).toMatchObject({ mustChangePassword: false });

    const again = await resetPassword(unitOfWork, now, 'admin');
    expect(await doors.actorOf(secret)).toBeNull();
    const { secret: next } = await doors.signIn('admin', again.password, address());
    expect(await doors.actorOf(next)).toMatchObject({ mustChangePassword: true });
  });
});
