import { In, type EntityManager } from 'typeorm';
import { Person } from '../entities/process/people.js';

export type PersonName = { readonly id: string; readonly name: string };
export type Names = { of(id: string): PersonName; orNull(id: string | null): PersonName | null };

const engineId = '00000000-0000-4000-8000-000000000000';

/** Names for ids. The engine acts too; it is no row. */
export async function namesFor(em: EntityManager, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const people = await em.find(Person, { where: { id: In(wanted) }, select: { id: true, name: true } });
  const known = new Map(people.map((p) => [p.id, p.name]));
  known.set(engineId, '流程引擎 Engine');
  const of = (id: string): PersonName => ({ id, name: known.get(id) ?? id });
  return { of, orNull: (id) => (id === null ? null : of(id)) };
}
