import { In, Like, type EntityManager } from 'typeorm';
import type { BundleContent } from '../../playbook/bundle-content.js';
import type { StageKey } from '../../playbook/define-stage.js';
import type { Role } from '../../playbook/roles.js';
import type { Actor } from '../../rules/decision-rights.js';
import { holds } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import type { DeliverableVersion, EntryRow, EntryView, GateView, InboxItem, JournalLineView, NotificationView, ReviewView, SweepView } from '../../contracts/views.js';
import type { Database } from '../data-source.js';
import { Deliverable, Entry } from '../entities/process/entry.js';
import { Market } from '../entities/field/master.js';
import { Review, Sweep } from '../entities/process/gate.js';
import { JournalLine, Notification } from '../entities/process/record.js';
import { ChangedFigures } from './changed-figures.js';
import { entryRow, moveView, peopleIn } from './entry-row.js';
import { entryView } from './entry-view.js';
import { gateView } from './gate-view.js';
import { namesFor } from './names.js';
import { situationsOf, type Situation } from './situation.js';

type BundleLookup = { content(em: EntityManager, hash: string): Promise<BundleContent> };
type EntryQuery = { readonly stage?: StageKey | undefined; readonly state?: Entry['state'] | undefined; readonly search?: string | undefined };

/** Rows of a list at most; the answer of a list that long says nothing a person could read. */
const listLimit = 500;

/** What the screens show, over committed rows only. One method per screen; throws `not-found`. */
export class Board {
  constructor(private readonly db: Database, private readonly bundles: BundleLookup) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  async entries(query: EntryQuery): Promise<EntryRow[]> {
    const now = new Date().toISOString();
    const search = query.search ? Like(`%${query.search}%`) : undefined;
    const byMarket = search ? (await this.em.find(Market, { where: [{ name: search }, { code: search }], select: { id: true }, take: listLimit })).map((m) => m.id) : [];
    const fixed = { ...(query.stage && { stage: query.stage }), ...(query.state && { state: query.state }) };
    const where = search ? [{ ...fixed, name: search }, { ...fixed, marketId: In(byMarket) }] : fixed;
    const entries = await this.em.find(Entry, { where, order: { updatedAt: 'DESC' }, take: listLimit });
    const situations = await situationsOf(this.em, this.bundles, entries, now);
    const names = await namesFor(this.em, situations.flatMap(peopleIn));
    return situations.map((s) => entryRow(s, names, now));
  }

  async entry(actor: Actor, entryId: string): Promise<EntryView> {
    const now = new Date().toISOString();
    const situation = await this.situation(entryId, now);
    return entryView(this.em, await this.bundles.content(this.em, situation.entry.bundleHash), situation, actor, now);
  }

  /** Version of an entry, for its ETag. */
  async version(entryId: string): Promise<number> {
    const [row] = await this.em.query<{ version: number }[]>('select version from entry where id = ?', [entryId]);
    if (!row) throw new Refusal('not-found', { what: `entry ${entryId}` });
    return row.version;
  }

  async gate(actor: Actor, entryId: string, stage: StageKey, round?: number): Promise<GateView> {
    const now = new Date().toISOString();
    const situation = await this.situation(entryId, now);
    const { entry } = situation;
    const [newest] = await this.em.query<{ round: number }[]>('select round from stage_run where entryId = ? and stage = ? order by round desc limit 1', [entryId, stage]);
    const shown = round ?? (entry.stage === stage ? entry.round : newest?.round ?? 1);
    return gateView(this.em, await this.bundles.content(this.em, entry.bundleHash), situation, actor, stage, shown, now);
  }

  /** The newest version unless one is named; of the newest round in which it was handed in. */
  async deliverable(entryId: string, deliverableKey: string, item: string, version?: number): Promise<DeliverableVersion> {
    const found = await this.em.find(Deliverable, { where: { entryId, deliverableKey, item, ...(version !== undefined && { version }) }, order: { handedInAt: 'DESC', version: 'DESC' }, take: 1 });
    const [row] = found;
    if (!row) throw new Refusal('not-found', { what: `deliverable ${deliverableKey} ${item}`.trim() });
    const names = await namesFor(this.em, [row.handedInBy, row.reviewedBy]);
    return {
      id: row.id, item: row.item, version: row.version, state: row.state, hash: row.contentHash, content: row.content, handedInBy: names.of(row.handedInBy), handedInAt: row.handedInAt,
      reviewedBy: names.orNull(row.reviewedBy), reviewedAt: row.reviewedAt, reviewNote: row.reviewNote,
    };
  }

  async journal(entryId: string, { after, limit }: { after: number; limit: number }): Promise<JournalLineView[]> {
    await this.version(entryId);
    const lines = await this.em.createQueryBuilder(JournalLine, 'l').where('l.chain = :entryId and l.seq > :after', { entryId, after }).orderBy('l.seq').limit(limit).getMany();
    const names = await namesFor(this.em, lines.map((l) => l.actorId));
    return lines.map(({ seq, at, actorId, kind, data, previousHash, hash }) => ({ seq, at, actor: names.of(actorId), kind, data, previousHash, hash }));
  }

  async reviews(entryId: string): Promise<ReviewView[]> {
    await this.version(entryId);
    const reviews = await this.em.find(Review, { where: { entryId }, order: { week: 'DESC' }, take: listLimit });
    const { marketId, bundleHash } = await this.em.findOneByOrFail(Entry, { id: entryId });
    const { parameters } = await this.bundles.content(this.em, bundleHash);
    const changed = await ChangedFigures.of(this.em, marketId, reviews.map((r) => r.at).sort()[0] ?? null);
    return reviews.map((r) => ({
      id: r.id, week: r.week, asOf: r.asOf, stage: r.stage, at: r.at, ...(r.summary as Pick<ReviewView, 'readings' | 'counts' | 'findings'>), changedSince: changed.after(r.at, r.week, parameters.windowWeeks),
    }));
  }

  async sweep(sweepId: string): Promise<SweepView> {
    const sweep = await this.em.findOneBy(Sweep, { id: sweepId });
    if (!sweep) throw new Refusal('not-found', { what: `review ${sweepId}` });
    const { requestedBy: _by, ...view } = sweep;
    return view;
  }

  /** What waits for this person: moves owed by them or by a role they hold there. */
  async inbox(actor: Actor): Promise<InboxItem[]> {
    const now = new Date().toISOString();
    const entries = await this.em.find(Entry, { where: { state: In(['running', 'held']) }, order: { updatedAt: 'DESC' }, take: listLimit });
    const situations = await situationsOf(this.em, this.bundles, entries, now);
    const names = await namesFor(this.em, situations.flatMap(peopleIn));
    const items = situations.flatMap((s) => s.moves.filter((m) => owes(actor, m.role, m.personId, s)).map((m) => (
      { entryId: s.entry.id, entry: s.entry.name, stage: s.entry.stage, move: moveView(m, names) })));
    return items.sort((a, b) => (a.move.dueAt ?? '9').localeCompare(b.move.dueAt ?? '9'));
  }

  async notifications(actor: Actor): Promise<NotificationView[]> {
    const held = [...new Set(actor.roles.map((r) => r.role))];
    const rows = await this.em.find(Notification, { where: [{ personId: actor.personId }, { role: In(held) }], order: { at: 'DESC' }, take: 200 });
    const entries = new Map((await this.em.findBy(Entry, { id: In(rows.flatMap((n) => n.entryId ?? [])) })).map((e) => [e.id, e]));
    const mine = rows.filter((n) => n.role === null || n.entryId === null || holds(actor, n.role, [entries.get(n.entryId)?.marketId ?? '*']) || entries.get(n.entryId)?.marketId === null);
    return mine.map(({ id, entryId, kind, data, at }) => ({ id, entryId, kind, data: data as Record<string, unknown>, at }));
  }

  private async situation(entryId: string, now: string): Promise<Situation> {
    const entry = await this.em.findOneBy(Entry, { id: entryId });
    const [situation] = entry ? await situationsOf(this.em, this.bundles, [entry], now) : [];
    if (!situation) throw new Refusal('not-found', { what: `entry ${entryId}` });
    return situation;
  }
}

function owes(actor: Actor, role: Role | null, personId: string | null, { market, candidates }: Situation): boolean {
  if (personId !== null) return personId === actor.personId;
  return role !== null && holds(actor, role, market ? [market.id] : candidates.map((m) => m.id));
}
