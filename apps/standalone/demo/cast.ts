import { randomUUID } from 'node:crypto';
import { ApiProblem, Client } from '../../../libs/contracts/client.js';
import type { Role } from '../../../libs/playbook/roles.js';
import { Steadfast } from './steadfast.js';

type Person = { readonly login: string; readonly name: string; readonly roles: readonly Role[] };

/** Everybody in the story has one job, as the method has it; only the second rater is a regional manager from elsewhere. */
const people = [
  { login: 'sponsor', name: '总部 Sponsor', roles: ['sponsor'] },
  { login: 'rm', name: '区域经理 Regional manager', roles: ['rm'] },
  { login: 'rm2', name: '邻区经理 Second rater', roles: ['rm'] },
  { login: 'sup', name: '主管 Supervisor', roles: ['sup'] },
  { login: 'adv1', name: '顾问一 First adviser', roles: ['adv'] },
  { login: 'lead', name: '甲 Survey lead', roles: ['lead'] },
  { login: 'dealers', name: '乙 Dealer team', roles: ['dealer_team'] },
  { login: 'keyarea', name: '丙 Key area team', roles: ['key_team'] },
  { login: 'otherarea', name: '丁 Other area team', roles: ['area_team'] },
  { login: 'clerk', name: '数据员 Clerk', roles: ['clerk'] },
  { login: 'fin', name: '财务 Finance', roles: ['fin'] },
  { login: 'aud', name: '检核 Auditor', roles: ['aud'] },
  { login: 'dealer', name: '经销商 Dealer', roles: ['dealer'] },
] as const satisfies readonly Person[];

export type Login = (typeof people)[number]['login'];

export type Player = { readonly id: string; readonly name: string; readonly client: Steadfast };

/** The people of the story, signed in. */
export class Cast {
  private constructor(private readonly players: ReadonlyMap<Login, Player>) {}

  /** Adds everybody through the administrator, who first replaces the one-time password. Throws ApiProblem when a door refuses. */
  static async assemble(url: string, administrator: { readonly login: string; readonly password: string }): Promise<Cast> {
    const nobody = new Steadfast(new Client({ baseUrl: url }));
    const admin = await replacePassword(nobody, administrator);
    const players = new Map<Login, Player>();
    for (const { login, name, roles } of people) {
      const password = randomUUID();
      const { id } = await admin.call('addPerson', { body: { login, name, password } });
      await admin.call('setRoles', { params: { personId: id }, body: { roles: roles.map((role) => ({ role })) } });
      const { token } = await nobody.call('signIn', { body: { login, password } });
      players.set(login, { id, name, client: nobody.withToken(token) });
    }
    return new Cast(players);
  }

  get(login: Login): Player {
    const player = this.players.get(login);
    if (!player) throw new RangeError(`nobody is called ${login}`);
    return player;
  }

  /** The person who signs in this role; the second rater never does. */
  signer(role: string): Player {
    const person = people.find(({ roles }) => (roles as readonly string[]).includes(role));
    if (!person) throw new RangeError(`nobody signs as ${role}`);
    return this.get(person.login);
  }
}

/** An answer that was lost may have been a yes: then the new password is the right one. */
async function replacePassword(nobody: Steadfast, administrator: { readonly login: string; readonly password: string }): Promise<Steadfast> {
  const { login } = administrator;
  const next = randomUUID();
  const once = await nobody.call('signIn', { body: administrator });
  try {
    await nobody.withToken(once.token).call('changePassword', { body: { current: administrator.password, next } });
    return nobody.withToken(once.token);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.code !== 'bad-credentials') throw error;
    const { token } = await nobody.call('signIn', { body: { login, password: next } });
    return nobody.withToken(token);
  }
}
