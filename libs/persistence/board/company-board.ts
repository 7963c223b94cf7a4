import { In, Like, type EntityManager } from 'typeorm';
import type { BundleRow, BundleView, MarketView, PersonView } from '../../contracts/views.js';
import { Refusal } from '../../rules/failures.js';
import type { Database } from '../data-source.js';
import { Entry } from '../entities/process/entry.js';
import { Person, RoleAssignment } from '../entities/process/people.js';
import { Bundle } from '../entities/process/record.js';
import { Market } from '../entities/field/master.js';
import { namesFor } from './names.js';
import { marks } from '../marks.js';

const listLimit = 1000;

/** The company's own screens: people, markets, bundles. */
export class CompanyBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  async people(): Promise<PersonView[]> {
    const people = await this.em.find(Person, { order: { login: 'ASC' }, take: listLimit });
    return this.withRoles(people);
  }

  async person(personId: string): Promise<PersonView> {
    const [view] = await this.withRoles(await this.em.findBy(Person, { id: personId }));
    if (!view) throw new Refusal('not-found', { what: `person ${personId}` });
    return view;
  }

  async markets(search?: string): Promise<MarketView[]> {
    const like = search ? Like(`%${search}%`) : undefined;
    return this.marketViews(await this.em.find(Market, { ...(like && { where: [{ name: like }, { code: like }] }), order: { code: 'ASC' }, take: listLimit }));
  }

  async market(marketId: string): Promise<MarketView> {
    const [view] = await this.marketViews(await this.em.findBy(Market, { id: marketId }));
    if (!view) throw new Refusal('not-found', { what: `market ${marketId}` });
    return view;
  }

  async bundles(): Promise<BundleRow[]> {
    return this.bundleRows(await this.em.find(Bundle, { select: { hash: true, alias: true, parentHash: true, fromEntryId: true, sealedBy: true, sealedAt: true }, order: { sealedAt: 'DESC' }, take: listLimit }));
  }

  async bundle(hash: string): Promise<BundleView> {
    const bundle = await this.em.findOneBy(Bundle, { hash });
    const [row] = bundle ? await this.bundleRows([bundle]) : [];
    if (!bundle || !row) throw new Refusal('not-found', { what: `bundle ${hash}` });
    const runBy = await this.em.find(Entry, { where: { bundleHash: hash }, order: { createdAt: 'ASC' }, take: listLimit });
    return {
      ...row, settings: bundle.settings as Record<string, unknown>, content: bundle.content as Record<string, unknown>,
      runBy: runBy.map((e) => ({ entryId: e.id, name: e.name, stage: e.stage, state: e.state })),
    };
  }

  private async withRoles(people: readonly Person[]): Promise<PersonView[]> {
    const roles = await this.em.findBy(RoleAssignment, { personId: In(people.map((p) => p.id)) });
    const markets = new Map((await this.em.findBy(Market, { id: In(roles.map((r) => r.marketId)) })).map((m) => [m.id, m.name]));
    return people.map(({ id, login, name, admin, active, language }) => ({
      id, login, name, admin, active, language,
      roles: roles.filter((r) => r.personId === id).map(({ role, marketId }) => ({ role, marketId, market: markets.get(marketId) ?? null })),
    }));
  }

  private async marketViews(markets: readonly Market[]): Promise<MarketView[]> {
    const ids = markets.map((m) => m.id);
    const count = async (table: string, what: string): Promise<Map<string, number>> => {
      if (ids.length === 0) return new Map();
      const rows = await this.em.query<{ marketId: string; n: number | string }[]>(`select marketId, ${what} as n from ${table} where marketId in (${marks(ids)}) group by marketId`, ids);
      return new Map(rows.map((r) => [r.marketId, Number(r.n)]));
    };
    const [terminals, dealers, lines] = [await count('terminal', 'count(*)'), await count('dealer', 'count(*)'), await count('sale_week', 'sum(`lines`)')];
    return markets.map(({ id, code, name, adminRegion, marketNo }) => ({
      id, code, name, adminRegion, marketNo, terminals: terminals.get(id) ?? 0, dealers: dealers.get(id) ?? 0, saleLines: lines.get(id) ?? 0,
    }));
  }

  private async bundleRows(bundles: readonly Pick<Bundle, 'hash' | 'alias' | 'parentHash' | 'fromEntryId' | 'sealedBy' | 'sealedAt'>[]): Promise<BundleRow[]> {
    const names = await namesFor(this.em, bundles.map((b) => b.sealedBy));
    const used = await this.em.query<{ bundleHash: string; n: number | string }[]>('select bundleHash, count(*) as n from entry group by bundleHash');
    const entries = new Map(used.map((u) => [u.bundleHash, Number(u.n)]));
    return bundles.map((b) => ({
      hash: b.hash, alias: b.alias, parentHash: b.parentHash, fromEntryId: b.fromEntryId, sealedBy: names.of(b.sealedBy), sealedAt: b.sealedAt, entries: entries.get(b.hash) ?? 0,
    }));
  }
}
