import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Database } from '../persistence/data-source.js';
import { Person, Token } from '../persistence/entities/process/people.js';
import { lockRow, type UnitOfWork } from '../persistence/unit-of-work.js';
import { Refusal } from '../rules/failures.js';
import { actorFrom, type Actor } from './actor.js';
import { appendJournal } from './chain.js';
import { hashPassword, passwordMatches } from './passwords.js';
import { SignInThrottle } from './sign-in-throttle.js';

const dayMs = 86_400_000;
const sessionDays = 7;
const prefixes = { session: 'bh_s_', api: 'bh_t_' } as const;
const secretShape = /^bh_[st]_[A-Za-z0-9_-]{43}$/;

/** Who stands behind a secret, and what the secret may be used for. */
export type Bearer = {
  readonly actor: Actor;
  readonly tokenId: string;
  readonly kind: 'session' | 'api';
  /** Sessions may do whatever the person may: `all`. */
  readonly scopes: readonly string[];
  readonly language: 'zh' | 'en';
  /** Signed in with a one-time password: only a new password may be set. */
  readonly mustChangePassword: boolean;
};
export type NewSession = { readonly secret: string; readonly expiresAt: string; readonly personId: string };
export type ApiToken = Omit<Token, 'kind' | 'secretHash' | 'personId'>;

type BearerRow = Parameters<typeof actorFrom>[0][number] & {
  tokenId: string; kind: 'session' | 'api'; scopes: string; expiresAt: string; revokedAt: string | null; language: 'zh' | 'en'; once: number | boolean;
};

/** Sign-in, sessions of browsers and API tokens of schedulers. Of a secret only its SHA-256 is stored. */
export class Sessions {
  private readonly throttle = new SignInThrottle();

  constructor(private readonly db: Database, private readonly unitOfWork: UnitOfWork, private readonly clock: { now(): Date }) {}

  /** Opens a session. Throws `bad-credentials`, alike for an unknown login and a wrong password, or `too-many-requests`. */
  async signIn(login: string, password: string, address: string): Promise<NewSession> {
    await this.throttle.take(login, address);
    const [person] = await this.db.reader.query<{ id: string; passwordHash: string | null }[]>(
      'select id, passwordHash from person where login = ? and active = 1', [login]);
    if (!await passwordMatches(person?.passwordHash ?? null, password) || !person) throw new Refusal('bad-credentials');
    await this.throttle.forgive(login, address);
    const { secret, token } = this.newToken(person.id, 'session', '', ['all'], sessionDays);
    await this.unitOfWork.run(async (em) => {
      await em.query("delete from token where personId = ? and kind = 'session' and (expiresAt < ? or revokedAt is not null)", [person.id, token.createdAt]);
      await em.insert(Token, token);
    });
    return { secret, expiresAt: token.expiresAt, personId: person.id };
  }

  /** The person behind a secret that is valid now, in one query by a unique index; null for anything else. */
  async actorOf(secret: string): Promise<Bearer | null> {
    if (!secretShape.test(secret)) return null;
    const now = this.now();
    const rows = await this.db.reader.query<BearerRow[]>(
      `select t.id as tokenId, t.kind, t.scopes, t.expiresAt, t.revokedAt, p.id as personId, p.name, p.login, p.admin, p.language,
              p.passwordHash like 'once:%' as once, r.role, r.marketId
       from token t join person p on p.id = t.personId and p.active = 1
       left join role_assignment r on r.personId = p.id and (r.untilDay is null or r.untilDay >= ?)
       where t.secretHash = ?`, [now.slice(0, 10), hashed(secret)]);
    const [row] = rows;
    const actor = actorFrom(rows);
    if (!row || !actor || row.revokedAt !== null || row.expiresAt <= now) return null;
    return {
      actor, tokenId: row.tokenId, kind: row.kind, scopes: JSON.parse(row.scopes) as string[], language: row.language, mustChangePassword: Boolean(row.once),
    };
  }

  async signOut(tokenId: string): Promise<void> {
    await this.unitOfWork.run((em) => em.update(Token, { id: tokenId }, { revokedAt: this.now() }));
  }

  /** Replaces the own password and ends every other session. Throws `bad-credentials` when the current one is wrong. */
  async changePassword(bearer: Bearer, current: string, next: string, address: string): Promise<void> {
    const { personId, login } = bearer.actor;
    await this.throttle.take(login, address);
    const [person] = await this.db.reader.query<{ passwordHash: string | null }[]>('select passwordHash from person where id = ?', [personId]);
    if (!await passwordMatches(person?.passwordHash ?? null, current)) throw new Refusal('bad-credentials');
    await this.throttle.forgive(login, address);
    if (current === next) throw new Refusal('invalid-input', {}, [{ field: 'next', rule: 'different', zh: '新密码不能与当前密码相同', en: 'must differ from the current password' }]);
    const passwordHash = await hashPassword(next, randomUUID());
    await this.onPerson(bearer.actor, personId, 'changePassword', {}, async (em) => {
      await em.update(Person, { id: personId }, { passwordHash });
      await em.query("update token set revokedAt = ? where personId = ? and kind = 'session' and id <> ? and revokedAt is null", [this.now(), personId, bearer.tokenId]);
    });
  }

  /** Makes an API token of the actor; the secret is returned this once. `days` is its life in days. */
  async createToken(actor: Actor, name: string, scopes: readonly string[], days: number): Promise<ApiToken & { secret: string }> {
    const { secret, token } = this.newToken(actor.personId, 'api', name, scopes, days);
    await this.onPerson(actor, actor.personId, 'createToken', { tokenId: token.id, name, scopes, expiresAt: token.expiresAt }, (em) => em.insert(Token, token));
    return { ...shown(token), secret };
  }

  /** The actor's own API tokens, newest first, expired and revoked ones included. */
  async listTokens(actor: Actor): Promise<ApiToken[]> {
    const tokens = await this.db.reader.manager.find(Token, { where: { personId: actor.personId, kind: 'api' }, order: { createdAt: 'DESC', id: 'ASC' } });
    return tokens.map(shown);
  }

  /** Revokes one of the actor's own API tokens; again changes nothing. Throws `not-found`. */
  async revokeToken(actor: Actor, tokenId: string): Promise<void> {
    const token = await this.db.reader.manager.findOneBy(Token, { id: tokenId, personId: actor.personId, kind: 'api' });
    if (!token) throw new Refusal('not-found', { what: 'token' });
    if (token.revokedAt !== null) return;
    await this.onPerson(actor, actor.personId, 'revokeToken', { tokenId, name: token.name }, (em) => em.update(Token, { id: tokenId }, { revokedAt: this.now() }));
  }

  private now(): string {
    return this.clock.now().toISOString();
  }

  private newToken(personId: string, kind: 'session' | 'api', name: string, scopes: readonly string[], days: number): { secret: string; token: Token } {
    const at = this.clock.now().getTime();
    const secret = prefixes[kind] + randomBytes(32).toString('base64url');
    const token: Token = {
      id: randomUUID(), personId, kind, secretHash: hashed(secret), name, scopes: [...scopes],
      createdAt: new Date(at).toISOString(), expiresAt: new Date(at + days * dayMs).toISOString(), revokedAt: null,
    };
    return { secret, token };
  }

  /** A change to somebody's credentials and its line in that person's journal, in one transaction. */
  private async onPerson(actor: Actor, personId: string, kind: string, data: Record<string, unknown>, change: (em: EntityManager) => Promise<unknown>): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await lockRow(em, Person, { id: personId });
      await change(em);
      await appendJournal(em, `person/${personId}`, { actorId: actor.personId, kind, data, at: this.now() });
    });
  }
}

function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function shown({ id, name, scopes, createdAt, expiresAt, revokedAt }: Token): ApiToken {
  return { id, name, scopes, createdAt, expiresAt, revokedAt };
}
