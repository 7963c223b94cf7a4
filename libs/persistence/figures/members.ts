import type { ScopeQuery } from '../../contracts/street.js';
import type { OutletDimension } from '../../rules/readings/street-questions.js';
import type { Refusal } from '../../rules/failures.js';
import type { Frame } from './frame.js';
import { questionFault } from './question-fault.js';

/** One part of a market: a zone, a route, an adviser … */
export type Member = { readonly key: string; readonly label: string; readonly scope: ScopeQuery };

/** Each is a question of its own. */
export const mostMembers = 300;

export function tooMany(members: number): Refusal {
  return questionFault('by', `max:${mostMembers}`, `共有 ${members} 项,超过 ${mostMembers} 项:请缩小范围`, `${members} of them are more than ${mostMembers}: ask for a part`);
}

const queries: { readonly [D in Exclude<OutletDimension, 'class'>]: string } = {
  zone: 'SELECT z.zoneNo AS id, z.name AS label FROM zone z WHERE z.marketId = ? ORDER BY z.zoneNo',
  route: 'SELECT z.zoneNo, r.routeNo AS id, z.name AS label FROM route r JOIN zone z ON z.id = r.zoneId WHERE r.marketId = ? ORDER BY z.zoneNo, r.routeNo',
  person: "SELECT DISTINCT r.adviser AS id, r.adviser AS label FROM route r WHERE r.marketId = ? AND r.adviser IS NOT NULL AND r.adviser <> '' ORDER BY r.adviser",
  dealer: 'SELECT d.code AS id, d.name AS label FROM dealer d WHERE d.marketId = ? ORDER BY d.code',
  type: 'SELECT DISTINCT t.type AS id, t.type AS label FROM terminal t WHERE t.marketId = ? AND t.type IS NOT NULL ORDER BY t.type',
};

/** The parts of a market by a dimension; the named one alone where the question names one. Throws `invalid-input` when there are too many. */
export async function membersOf({ em, market, asked }: Frame, by: OutletDimension): Promise<Member[]> {
  const all = by === 'class' ? (['A', 'B', 'C', 'none'] as const).map((name) => ({ key: name, label: name, scope: { class: name } })) : await stored();
  const wanted = asked[by];
  const members = wanted === undefined ? all : all.filter(({ key }) => key === String(wanted));
  if (members.length > mostMembers) throw tooMany(members.length);
  return members;

  async function stored(): Promise<Member[]> {
    const rows: { id: string | number; zoneNo?: number; label: string }[] = await em.query(queries[by as keyof typeof queries], [market.id]);
    return rows.map(({ id, zoneNo, label }) => {
      const key = zoneNo === undefined ? String(id) : `${zoneNo}-${id}`;
      return { key, label, scope: { [by]: by === 'zone' ? Number(id) : key } };
    });
  }
}
