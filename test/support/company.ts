import { randomUUID } from 'node:crypto';
import { checkContent } from '../../libs/contracts/deliverable-content.js';
import { engine, loadActor, type Actor } from '../../libs/journal/actor.js';
import { Bundles } from '../../libs/journal/bundles.js';
import type { AnswerOf, CommandName, InputOf } from '../../libs/journal/commands.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { Board } from '../../libs/persistence/board/board.js';
import type { Database } from '../../libs/persistence/data-source.js';
import { Market } from '../../libs/persistence/entities/field/master.js';
import { Person } from '../../libs/persistence/entities/process/people.js';
import { readEntryState } from '../../libs/persistence/entry-state.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import type { DeliverableKey } from '../../libs/playbook/playbook.js';
import { roleKeys, type Role } from '../../libs/playbook/roles.js';
import type { EntryState } from '../../workflows/entry-state.js';

/** Tests move time by hand; a working day is a minute. */
const minuteDays = 60_000;

/**
 * A company with one person per role (two regional managers), markets to choose from, and a door whose clock the test moves.
 * `run` does what the workflow does between people's acts: look, and take the next step.
 */
export class Company {
  private offsetMs = 0;
  readonly bundles = new Bundles();
  readonly door: DecisionDoor;
  readonly board: Board;
  people = {} as Record<Role, Actor>;
  secondRm!: Actor;
  admin!: Actor;
  markets: Market[] = [];

  constructor(readonly db: Database, uow: UnitOfWork, private readonly dayMs = minuteDays) {
    this.door = new DecisionDoor(uow, this.bundles, { now: () => this.now(), dayMs, checkContent });
    this.board = new Board(db, this.bundles);
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Lets so many working days pass. */
  passDays(days: number): void {
    this.offsetMs += days * this.dayMs;
  }

  do<N extends CommandName>(name: N, actor: Actor, input: InputOf<N>, commandId: string = randomUUID()): Promise<AnswerOf<N>> {
    return this.door.commit(name, { commandId, actor, input });
  }

  async look(entryId: string): Promise<EntryState> {
    const state = await readEntryState(this.db.reader.manager, entryId, this.now().toISOString());
    if (!state) throw new Error(`no entry ${entryId}`);
    return state;
  }

  /** Takes the engine's steps until there is nothing left for it to do now. */
  async run(entryId: string): Promise<EntryState> {
    for (let steps = 0; steps < 100; steps += 1) {
      const at = await this.look(entryId);
      const [deadlineId] = at.due;
      if (at.state !== 'running') return at;
      if (at.phase === 'opening') await this.do('openStage', engine, { entryId });
      else if (at.phase === 'decided') await this.do('advance', engine, { entryId });
      else if (at.phase === 'replicating') await this.do('openNext', engine, { entryId });
      else if (at.stale && at.phase !== 'working') await this.do('freezePacket', engine, { entryId });
      else if (deadlineId) await this.do('fireDeadline', engine, { entryId, deadlineId });
      else return at;
    }
    throw new Error('the engine never came to rest');
  }

  async startEntry(bundleHash?: string): Promise<string> {
    const { entryId } = await this.do('startEntry', this.people.rm, {
      name: '华东进入 East entry', candidateMarketIds: this.markets.map((m) => m.id), timeZone: 'Asia/Shanghai', currency: 'CNY', ...(bundleHash && { bundleHash }),
    });
    await this.run(entryId);
    return entryId;
  }

  handIn(entryId: string, actor: Actor, deliverableKey: DeliverableKey, content: unknown, item = '', ifMatch: string | null = null) {
    return this.do('handIn', actor, { entryId, deliverableKey, item, content, ifMatch });
  }
}

/** Content of a deliverable that has no form. */
export const aDocument = { text: '见附件 see the file', fileIds: [] };

/** A scorecard of a market: every feature scored alike unless named, each with evidence. */
export function aScorecard(market: string, score = 4, named: Readonly<Record<number, number | null>> = {}) {
  const features = Array.from({ length: 19 }, (_, i) => ({ feature: i + 1, score: i + 1 in named ? named[i + 1] : score, evidence: '走访记录 field notes', measured: null, measuredUnit: null }));
  return { market, features, note: null };
}

export async function aCompany<C extends Company = Company>({ db, uow }: { readonly db: Database; readonly uow: UnitOfWork }, company: C = new Company(db, uow) as C): Promise<C> {
  const adminId = randomUUID();
  await uow.run((em) => em.insert(Person, { id: adminId, login: `admin-${adminId.slice(0, 8)}`, name: '管理员', passwordHash: null, admin: true, active: true, language: 'zh', createdAt: company.now().toISOString() }));
  company.admin = await actor(db, adminId);
  const codes = ['fengxian', 'nanhui', 'songjiang', 'qingpu'];
  company.markets = codes.map((code, i) => ({
    id: randomUUID(), code: `${code}-${adminId.slice(0, 4)}`, name: code, adminRegion: '上海', marketNo: i + 2, routeDigits: 1, validFrom: null, validTo: null, successorId: null,
  }));
  // Copies: TypeORM writes what it reads back into the objects it was given, several of them in another order.
  await uow.run((em) => em.insert(Market, company.markets.map((market) => ({ ...market }))));
  for (const role of roleKeys) company.people[role] = await aPerson(company, role);
  company.secondRm = await aPerson(company, 'rm');
  return company;
}

export async function aPerson(company: Company, role: Role, marketId = '*'): Promise<Actor> {
  const { personId } = await company.do('addPerson', company.admin, { login: `${role.replace('_', '-')}-${randomUUID().slice(0, 8)}`, name: role, passwordHash: '', admin: false, language: 'zh' });
  await company.do('setRoles', company.admin, { personId, roles: [{ role, marketId }] });
  return actor(company.db, personId);
}

async function actor(db: Database, personId: string): Promise<Actor> {
  const loaded = await loadActor(db.reader.manager, personId);
  if (!loaded) throw new Error(`no person ${personId}`);
  return loaded;
}
