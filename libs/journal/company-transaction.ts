import type { EntityManager } from 'typeorm';
import type { Actor } from '../rules/decision-rights.js';
import { Refusal } from '../rules/failures.js';
import type { Bundles } from './bundles.js';
import { appendJournal } from './chain.js';
import type { Change } from './define-command.js';
import { EntryTransaction, type DoorTerms } from './entry-transaction.js';
import type { Entry } from '../persistence/entities/process/entry.js';
import { requestWake, type WakeRequest } from './wake.js';

/** A command that belongs to no single entry. Each subject (`person/…`, `bundle/…`, `import/…`, `sweep/…`) has a journal chain of its own. */
export class CompanyTransaction {
  readonly changes: Change[] = [];
  woke = false;

  constructor(
    readonly em: EntityManager, readonly bundles: Bundles, readonly actor: Actor, readonly now: string, readonly terms: DoorTerms,
  ) {}

  mustBeAdmin(): void {
    if (!this.actor.admin) throw new Refusal('not-allowed', { role: 'admin' });
  }

  async record(chain: string, kind: string, data: Record<string, unknown>): Promise<void> {
    await appendJournal(this.em, chain, { actorId: this.actor.personId, kind, data, at: this.now });
  }

  /** Works on one locked entry inside this command; its change and wake are announced with the command's. */
  async within(entry: Entry, work: (tx: EntryTransaction) => Promise<void>): Promise<void> {
    const tx = new EntryTransaction(this.em, entry, await this.bundles.content(this.em, entry.bundleHash), this.actor, this.now, this.terms);
    await work(tx);
    const { position, changed, woke } = await tx.finish();
    if (changed) this.changes.push({ entryId: entry.id, version: position.version });
    this.woke ||= woke;
  }

  async wake(request: Omit<WakeRequest, 'at'>): Promise<void> {
    await requestWake(this.em, { ...request, at: this.now });
    this.woke = true;
  }
}
