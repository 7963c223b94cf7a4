import type { EntityManager } from 'typeorm';
import type { Role } from '../playbook/roles.js';
import type { Actor } from '../rules/decision-rights.js';

export type { Actor } from '../rules/decision-rights.js';

/** The workflow engine: it opens stages, freezes packets and fires clocks; it never votes and never decides. */
export const engine: Actor = {
  personId: '00000000-0000-4000-8000-000000000000', name: '流程引擎 Engine', login: 'engine', admin: false, roles: [],
};

type Row = { personId: string; name: string; login: string; admin: number | boolean; role: Role | null; marketId: string | null };

/** Folds the rows of a person joined with their role assignments; null when there are none. */
export function actorFrom(rows: readonly Row[]): Actor | null {
  const [first] = rows;
  if (!first) return null;
  return {
    personId: first.personId, name: first.name, login: first.login, admin: Boolean(first.admin),
    roles: rows.flatMap((row) => (row.role === null || row.marketId === null ? [] : [{ role: row.role, marketId: row.marketId }])),
  };
}

/** The active person with this id, with the roles held today; null when unknown or switched off. */
export async function loadActor(em: EntityManager, personId: string): Promise<Actor | null> {
  return actorFrom(await em.query<Row[]>(
    `select p.id as personId, p.name, p.login, p.admin, r.role, r.marketId from person p
     left join role_assignment r on r.personId = p.id and (r.untilDay is null or r.untilDay >= ?)
     where p.id = ? and p.active = 1`, [new Date().toISOString().slice(0, 10), personId]));
}
