import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { stageOf, type BundleContent, type BundleStage } from '../playbook/bundle-content.js';
import type { DeliverableDef } from '../playbook/define-stage.js';
import type { Role } from '../playbook/roles.js';
import type { Calendar, Pace } from '../rules/calendar.js';
import type { Clock } from '../rules/deadlines.js';
import type { Actor } from '../rules/decision-rights.js';
import type { Phase } from '../rules/facts.js';
import { Refusal } from '../rules/failures.js';
import { StageRun, type Entry } from '../persistence/entities/process/entry.js';
import { Deadline, Notification } from '../persistence/entities/process/record.js';
import { insertRows } from '../persistence/insert-rows.js';
import { appendJournal } from './chain.js';
import { engine } from './actor.js';
import { requestWake, type WakeRequest } from './wake.js';

/** A clock and what it is about: a task, a stage run, an obligation. */
export type SetClock = Clock & { readonly subjectId: string };

type Position = Pick<Entry, 'state' | 'stage' | 'round' | 'phase'>;

/** Checks what is handed in against its form; throws `invalid-input`. The composition root gives the one of `contracts`. */
export type ContentCheck = (def: DeliverableDef, content: unknown) => Record<string, unknown>;

/** What a door works under: how time runs, and how contents are checked. */
export type DoorTerms = Pace & { readonly checkContent: ContentCheck };

/** What a command on an entry answers: where the entry stands after it. */
export type EntryPosition = Position & { readonly entryId: string; readonly version: number };

/**
 * One entry, locked, for the length of one command: the command changes `entry`, records one journal line and says whom to tell;
 * `finish` writes version, journal line and wake. A command that recorded nothing changed nothing.
 */
export class EntryTransaction {
  private readonly before: Readonly<Entry>;
  private line: { kind: string; data: Record<string, unknown> } | null = null;
  private wakes = false;
  private readonly told: Notification[] = [];
  private readonly others: Omit<WakeRequest, 'at'>[] = [];
  private candidates: string[] | null = null;
  private run: StageRun | null = null;

  constructor(
    readonly em: EntityManager, readonly entry: Entry, readonly bundle: BundleContent, readonly actor: Actor, readonly now: string, readonly terms: DoorTerms,
  ) {
    this.before = { ...entry };
  }

  get stage(): BundleStage {
    return stageOf(this.bundle, this.entry.stage);
  }

  get calendar(): Calendar {
    return { timeZone: this.entry.timeZone, ...this.bundle.parameters.calendar };
  }

  /** The markets in which a role counts for this entry: its own, or its candidates while none is selected. */
  async markets(): Promise<string[]> {
    if (this.entry.marketId !== null) return [this.entry.marketId];
    this.candidates ??= (await this.em.query<{ marketId: string }[]>('select marketId from candidate where entryId = ?', [this.entry.id])).map((c) => c.marketId);
    return this.candidates;
  }

  async stageRun(): Promise<StageRun> {
    if (this.entry.stageRunId === null) throw new Refusal('stage-not-open', { stage: this.entry.stage, phase: this.entry.phase });
    this.run ??= await this.em.findOneByOrFail(StageRun, { id: this.entry.stageRunId });
    return this.run;
  }

  mustRun(): void {
    if (this.entry.state !== 'running') throw new Refusal('entry-not-running', { state: this.entry.state });
  }

  /** Throws unless the entry runs, stands in that stage, and in one of the phases. */
  mustBeIn(stage: BundleStage['key'], allowed: readonly Phase[]): void {
    this.mustRun();
    if (this.entry.stage !== stage || !allowed.includes(this.entry.phase)) {
      throw new Refusal('stage-not-open', { stage: this.entry.stage, phase: this.entry.phase });
    }
  }

  /** What happened, for the journal. Once per command. */
  record(kind: string, data: Record<string, unknown>): void {
    this.line = { kind, data };
  }

  /** The workflow has something new to look at. Moves of stage, phase and state wake it by themselves. */
  wake(): void {
    this.wakes = true;
  }

  /** Another workflow that hangs on this entry has something to look at. */
  wakeOther(request: Omit<WakeRequest, 'at'>): void {
    if (!this.others.some((other) => other.workflowId === request.workflowId)) this.others.push(request);
  }

  async setClocks(clocks: readonly SetClock[]): Promise<void> {
    const { id: entryId, stageRunId } = this.entry;
    await insertRows(this.em, Deadline, clocks.map(({ subjectId, ...clock }) => ({
      id: randomUUID(), entryId, stageRunId: stageRunId ?? subjectId, subjectId, state: 'open' as const, firedAt: null, ...clock,
    })));
  }

  async cancelClocks(where: { subjectId: string } | { subject: Deadline['subject'] } | { entryId: string }): Promise<void> {
    const [[column, value]] = Object.entries(where) as [[string, string]];
    await this.em.query(`update deadline set state = 'cancelled' where entryId = ? and state = 'open' and ${column} = ?`, [this.entry.id, value]);
  }

  /** Whom to tell; written with the journal line. */
  tell(to: { role: Role } | { personId: string }, kind: string, data: Record<string, unknown>): void {
    this.told.push({ id: randomUUID(), personId: null, role: null, ...to, entryId: this.entry.id, kind, data, at: this.now });
  }

  /** Writes what the command left behind and answers where the entry stands. */
  async finish(): Promise<{ position: EntryPosition; changed: boolean; woke: boolean }> {
    const { entry, em } = this;
    if (this.line === null) return { position: this.positionNow(), changed: false, woke: false };
    const held = entry.version;
    entry.version = await appendJournal(em, entry.id, { actorId: this.actor.personId, kind: this.line.kind, data: this.line.data, at: this.now });
    entry.updatedAt = this.now;
    await this.write(held);
    if (this.told.length > 0) await insertRows(em, Notification, this.told);
    // The engine's own moves are answered to the workflow that made them.
    const woke = this.wakes || (this.actor.personId !== engine.personId && this.moved());
    if (woke) await requestWake(em, { workflow: 'marketEntry', workflowId: `entry/${entry.id}`, args: { entryId: entry.id }, at: this.now });
    for (const other of this.others) await requestWake(em, { ...other, at: this.now });
    return { position: this.positionNow(), changed: true, woke: woke || this.others.length > 0 };
  }

  /** Only what changed, and only over the version that was locked. */
  private async write(held: number): Promise<void> {
    const { entry, em } = this;
    const changed = (Object.keys(entry) as (keyof Entry)[]).filter((key) => entry[key] !== this.before[key]);
    const sets = changed.map((key) => `${em.connection.driver.escape(key)} = ?`).join(', ');
    const result = await em.queryRunner?.query(`update entry set ${sets} where id = ? and version = ?`, [...changed.map((key) => entry[key]), entry.id, held], true);
    if (result?.affected !== 1) throw new Error(`entry ${entry.id} was written past its lock`);
  }

  private moved(): boolean {
    return (Object.keys(position(this.entry)) as (keyof Position)[]).some((key) => this.entry[key] !== this.before[key]);
  }

  private positionNow(): EntryPosition {
    return { entryId: this.entry.id, version: this.entry.version, ...position(this.entry) };
  }
}

function position({ state, stage, round, phase }: Entry): Position {
  return { state, stage, round, phase };
}
