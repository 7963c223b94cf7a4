import { randomInt, randomUUID } from 'node:crypto';
import { isUniqueViolation } from '../persistence/database-errors.js';
import { Person } from '../persistence/entities/process/people.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import { Refusal } from '../rules/failures.js';
import { engine } from './actor.js';
import { appendJournal } from './chain.js';
import { hashOneTimePassword } from './passwords.js';

/** Without the letters and digits that people confuse when they read one aloud. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const passwordLength = 16;

export type OneTimePassword = { readonly login: string; readonly password: string };

/**
 * Makes the first person, an administrator, when there is nobody yet, and returns the one-time password to show once; null when there is
 * somebody. Safe to call from several processes at once: one of them gets the password.
 */
export async function seedAdministrator(unitOfWork: UnitOfWork, now: Date, login = 'admin'): Promise<OneTimePassword | null> {
  const password = newPassword();
  const passwordHash = await hashOneTimePassword(password);
  const person: Person = { id: randomUUID(), login, name: '管理员 Administrator', passwordHash, admin: true, active: true, language: 'zh', createdAt: now.toISOString() };
  try {
    return await unitOfWork.run(async (em) => {
      if (await em.existsBy(Person, {})) return null;
      await em.insert(Person, person);
      await appendJournal(em, `person/${person.id}`, { actorId: engine.personId, kind: 'seedAdministrator', data: { login }, at: person.createdAt });
      return { login, password };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** A new one-time password for somebody who lost theirs; ends their sessions. Throws `not-found`. */
export async function resetPassword(unitOfWork: UnitOfWork, now: Date, login: string): Promise<OneTimePassword> {
  const password = newPassword();
  const passwordHash = await hashOneTimePassword(password);
  const at = now.toISOString();
  return unitOfWork.run(async (em) => {
    const person = await em.findOneBy(Person, { login });
    if (!person) throw new Refusal('not-found', { what: login });
    await em.update(Person, { id: person.id }, { passwordHash, active: true });
    await em.query("update token set revokedAt = ? where personId = ? and kind = 'session' and revokedAt is null", [at, person.id]);
    await appendJournal(em, `person/${person.id}`, { actorId: engine.personId, kind: 'resetPassword', data: { login }, at });
    return { login, password };
  });
}

function newPassword(): string {
  return Array.from({ length: passwordLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}
