import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { Person, RoleAssignment } from '../../persistence/entities/process/people.js';
import { Market } from '../../persistence/entities/field/master.js';
import type { Role } from '../../playbook/roles.js';
import { Refusal } from '../../rules/failures.js';
import { companyCommand } from '../define-command.js';

type AddPerson = { readonly login: string; readonly name: string; readonly passwordHash: string; readonly admin: boolean; readonly language: 'zh' | 'en' };

export const addPerson = companyCommand<AddPerson, { personId: string }>(async (tx, person) => {
  tx.mustBeAdmin();
  if (await tx.em.existsBy(Person, { login: person.login })) throw new Refusal('already-exists', { what: `login ${person.login}` });
  const id = randomUUID();
  await tx.em.insert(Person, { id, ...person, active: true, createdAt: tx.now });
  await tx.record(`person/${id}`, 'addPerson', { login: person.login, admin: person.admin });
  return { personId: id };
});

type SetRoles = { readonly personId: string; readonly roles: readonly { readonly role: string; readonly marketId: string }[] };

/** Replaces the roles of a person, per market or everywhere (`*`). */
export const setRoles = companyCommand<SetRoles, { personId: string }>(async (tx, { personId, roles }) => {
  tx.mustBeAdmin();
  if (!(await tx.em.existsBy(Person, { id: personId }))) throw new Refusal('not-found', { what: `person ${personId}` });
  await mustKnowMarkets(tx.em, roles);
  await tx.em.delete(RoleAssignment, { personId });
  const wanted = new Map(roles.map((r) => [`${r.role}@${r.marketId}`, r]));
  for (const { role, marketId } of wanted.values()) await tx.em.insert(RoleAssignment, { id: randomUUID(), personId, role: role as Role, marketId, untilDay: null });
  await tx.record(`person/${personId}`, 'setRoles', { roles: [...wanted.keys()] });
  return { personId };
});

async function mustKnowMarkets(em: EntityManager, roles: SetRoles['roles']): Promise<void> {
  const named = [...new Set(roles.map((r) => r.marketId).filter((id) => id !== '*'))];
  const known = new Set((await em.find(Market, { where: { id: In(named) }, select: { id: true } })).map((m) => m.id));
  const faults = roles.flatMap((r, i) => (r.marketId === '*' || known.has(r.marketId) ? [] : [{ field: `roles.${i}.marketId`, rule: 'known-market', zh: '没有这个市场', en: 'There is no such market' }]));
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
}
