import type { EntityManager } from 'typeorm';
import { canonical } from '../playbook/canonical.js';
import type { Actor } from '../rules/decision-rights.js';
import { Refusal } from '../rules/failures.js';
import { isUniqueViolation } from '../persistence/database-errors.js';
import type { Entry } from '../persistence/entities/process/entry.js';
import { lockEntry, type UnitOfWork } from '../persistence/unit-of-work.js';
import { sha256 } from '../persistence/sha256.js';
import type { Bundles } from './bundles.js';
import { commands, type AnswerOf, type CommandName, type InputOf } from './commands.js';
import type { Change, CompanyCommand, EntryCommand } from './define-command.js';
import { CompanyTransaction } from './company-transaction.js';
import { EntryTransaction, type DoorTerms } from './entry-transaction.js';

export type Order<N extends CommandName> = {
  /** Client-made UUID: the same id again gives the first answer and happens once. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly input: InputOf<N>;
};

export type DoorSettings = DoorTerms & { now(): Date };

type Done = { readonly answer: unknown; readonly changes: readonly Change[]; readonly woke: boolean };

/** How often a command may come second before it is told so. */
const racesLost = 8;

/**
 * The one way in which anything happens: one transaction re-reads the facts, applies the rules, writes effect, journal line,
 * notifications and wake, and keeps the answer under the command's id. Throws `Refusal` (nothing happened) or `DatabaseUnavailable`
 * (repeat under the same id).
 */
export class DecisionDoor {
  private readonly wakeListeners: (() => void)[] = [];
  private readonly changeListeners = new Set<(change: Change) => void>();

  constructor(private readonly unitOfWork: UnitOfWork, private readonly bundles: Bundles, private readonly settings: DoorSettings) {}

  /** Called after a commit that left a wake behind. */
  onWake(listener: () => void): void {
    this.wakeListeners.push(listener);
  }

  /** Called after a commit that changed an entry. Returns how to stop listening. */
  onChanged(listener: (change: Change) => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  async commit<N extends CommandName>(name: N, order: Order<N>): Promise<AnswerOf<N>> {
    const bodyHash = sha256(canonical({ name, input: order.input }));
    const done = await this.once(name, order, bodyHash);
    if (done.woke) for (const listener of this.wakeListeners) listener();
    for (const change of done.changes) for (const listener of this.changeListeners) listener(change);
    return done.answer as AnswerOf<N>;
  }

  /**
   * Requests may race to a key: two with one id, or several that make the next version of one thing. Who comes second runs again from the
   * start, and then finds the first one's answer or its version.
   */
  private async once<N extends CommandName>(name: N, order: Order<N>, bodyHash: string): Promise<Done> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.unitOfWork.run((em) => this.perform(em, name, order, bodyHash));
      } catch (error) {
        if (!isUniqueViolation(error) || tried >= racesLost) throw error;
      }
    }
  }

  private async perform<N extends CommandName>(em: EntityManager, name: N, order: Order<N>, bodyHash: string): Promise<Done> {
    const command = commands[name] as unknown as EntryCommand<{ entryId: string }, object> | CompanyCommand<unknown, unknown>;
    const entryId = command.on === 'entry' ? (order.input as { entryId: string }).entryId : null;
    const entry = entryId === null ? null : await lockEntry(em, entryId);
    const before = await firstAnswer(em, order.commandId);
    if (before) return repeat(before, order.actor, bodyHash);
    const now = this.settings.now().toISOString();
    const done = command.on === 'entry'
      ? await this.onEntry(em, command, entry, order.actor, order.input as { entryId: string }, now)
      : await this.onCompany(em, command, order.actor, order.input, now);
    // What changed nothing happened not at all: a clock that was read a moment early must still be able to fire under the same id.
    if (command.on === 'entry' && done.changes.length === 0) return done;
    await em.query('insert into command (id, kind, actorId, bodyHash, answer, at) values (?, ?, ?, ?, ?, ?)',
      [order.commandId, name, order.actor.personId, bodyHash, JSON.stringify(done.answer), now]);
    return done;
  }

  private async onEntry(
    em: EntityManager, command: EntryCommand<{ entryId: string }, object>, entry: Entry | null, actor: Actor, input: { entryId: string }, now: string,
  ): Promise<Done> {
    if (!entry) throw new Refusal('not-found', { what: `entry ${input.entryId}` });
    const tx = new EntryTransaction(em, entry, await this.bundles.content(em, entry.bundleHash), actor, now, this.settings);
    const extra = await command.run(tx, input);
    const { position, changed, woke } = await tx.finish();
    return { answer: { ...position, ...extra }, changes: changed ? [{ entryId: entry.id, version: position.version }] : [], woke };
  }

  private async onCompany(em: EntityManager, command: CompanyCommand<unknown, unknown>, actor: Actor, input: unknown, now: string): Promise<Done> {
    const tx = new CompanyTransaction(em, this.bundles, actor, now, this.settings);
    const answer = await command.run(tx, input);
    return { answer, changes: tx.changes, woke: tx.woke };
  }
}

type Kept = { readonly kind: string; readonly actorId: string; readonly bodyHash: string; readonly answer: string };

async function firstAnswer(em: EntityManager, commandId: string): Promise<Kept | null> {
  const [row] = await em.query<Kept[]>('select kind, actorId, bodyHash, answer from command where id = ?', [commandId]);
  return row ?? null;
}

function repeat(kept: Kept, actor: Actor, bodyHash: string): Done {
  if (kept.actorId !== actor.personId || kept.bodyHash !== bodyHash) throw new Refusal('command-id-reused');
  return { answer: JSON.parse(kept.answer), changes: [], woke: false };
}
