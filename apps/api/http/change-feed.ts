import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';
import type { DecisionDoor } from '../../../libs/journal/commit.js';
import type { Parts } from '../parts.js';
import { Refusal } from '../../../libs/rules/failures.js';

type Change = { readonly entryId: string; readonly version: number };
type Row = { readonly id: string; readonly version: number; readonly updatedAt: string };
type Listener = { readonly response: Response; readonly stillWelcome: () => Promise<boolean> };

const pollMs = 1_000;
const mostListeners = 2_000;
const mostUnread = 256 * 1024;
/** How far back a poll looks: another process's commit may become visible after its time stamp. */
const overlapMs = 5_000;

/**
 * Tells browsers which entries changed: at once for commits of this process, within a second for those of others (one poll per process,
 * and none while nobody listens). An event says only "look again", so a doubled one is harmless, and a reconnected browser looks anyway.
 */
export class ChangeFeed implements BeforeApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private readonly told = new Map<string, number>();
  private timers: NodeJS.Timeout[] = [];
  private polling = false;

  constructor(private readonly parts: Pick<Parts, 'db' | 'log'> & { readonly door: Pick<DecisionDoor, 'onChanged'> }, private readonly heartbeatMs: number) {
    parts.door.onChanged((change) => this.tell(change));
  }

  /** Adds an open event stream; `stillWelcome` is asked at every heartbeat. Throws `too-many-requests` when there are too many. */
  add(response: Response, stillWelcome: () => Promise<boolean>): void {
    if (this.listeners.size >= mostListeners) throw new Refusal('too-many-requests', { seconds: 30 });
    const listener = { response, stillWelcome };
    this.listeners.add(listener);
    response.once('close', () => this.remove(listener));
    response.write('retry: 2000\n: listening\n\n');
    if (this.timers.length === 0) this.timers = [setInterval(() => void this.poll(), pollMs), setInterval(() => this.beat(), this.heartbeatMs)];
  }

  beforeApplicationShutdown(): void {
    for (const { response } of this.listeners) response.end();
    this.stopTimers();
  }

  private remove(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.stopTimers();
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.told.clear();
  }

  private tell({ entryId, version }: Change): void {
    if (this.listeners.size === 0 || (this.told.get(entryId) ?? 0) >= version) return;
    this.told.set(entryId, version);
    const event = `id: ${entryId}.${version}\nevent: changed\ndata: ${JSON.stringify({ entryId, version })}\n\n`;
    for (const { response } of this.listeners) {
      // Somebody who does not read must not fill our memory; the browser connects again and looks.
      if (response.writableLength > mostUnread) response.destroy();
      else response.write(event);
    }
  }

  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    try {
      const since = new Date(Date.now() - pollMs - overlapMs).toISOString();
      const rows = await this.parts.db.reader.query<Row[]>('select id, version, updatedAt from entry where updatedAt > ?', [since]);
      for (const { id, version } of rows) this.tell({ entryId: id, version });
      // What lies behind the overlap cannot come again, so it need not be remembered.
      const recent = new Set(rows.map((row) => row.id));
      for (const id of this.told.keys()) if (!recent.has(id)) this.told.delete(id);
    } catch (error) {
      this.parts.log.info({ error }, 'changes of other processes are not seen: the database does not answer');
    } finally {
      this.polling = false;
    }
  }

  private beat(): void {
    for (const { response, stillWelcome } of this.listeners) {
      response.write(': still here\n\n');
      stillWelcome().then((welcome) => { if (!welcome) response.end(); }, () => undefined);
    }
  }
}
