import { IsNull, LessThan, type EntityManager } from 'typeorm';
import type { ImportRow, ImportView } from '../../contracts/import-views.js';
import { importing, type Actor } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import type { Database } from '../data-source.js';
import { DataImport } from '../entities/field/imports.js';
import { Wake } from '../entities/process/record.js';
import { namesFor, type Names } from './names.js';

/** An import whose wake was not taken for so long waits for the engine. */
const engineGraceMs = 1_500;
type ListQuery = { readonly phase?: DataImport['phase'] | undefined; readonly limit: number };

/** Imports as the screens show them. */
export class ImportBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  async imports(actor: Actor, { phase, limit }: ListQuery): Promise<ImportRow[]> {
    const found = await this.em.find(DataImport, { where: phase ? { phase } : {}, order: { turn: 'DESC' }, take: limit });
    const names = await this.names(found);
    const rows: ImportRow[] = [];
    for (const at of found) rows.push(await this.row(actor, at, names));
    return rows;
  }

  async import(actor: Actor, importId: string): Promise<ImportView> {
    const at = await this.em.findOneBy(DataImport, { id: importId });
    if (!at) throw new Refusal('not-found', { what: `import ${importId}` });
    return { ...await this.row(actor, at, await this.names([at])), errors: at.errors as ImportView['errors'], moreErrors: at.moreErrors, warnings: (at.warnings ?? []) as ImportView['warnings'], moreWarnings: at.moreWarnings };
  }

  private names(found: readonly DataImport[]): Promise<Names> {
    return namesFor(this.em, found.flatMap((at) => [at.requestedBy, at.takenBackBy]));
  }

  private async row(actor: Actor, at: DataImport, names: Names): Promise<ImportRow> {
    const over = at.finishedAt !== null;
    const now = new Date();
    const checked = !['waiting', 'checking'].includes(at.phase) || at.ending === 'undone';
    return {
      id: at.id, kind: at.kind, fileName: at.fileName, size: at.size, dryRun: at.dryRun, phase: at.phase, ending: at.ending, over, encoding: at.encoding,
      rows: at.seen, total: checked ? at.seen : null, written: at.position, skipped: at.skipped, inserted: at.inserted, updated: at.updated, unchanged: at.unchanged,
      faults: at.errors.length + at.moreErrors,
      requestedBy: names.of(at.requestedBy), requestedAt: at.requestedAt, startedAt: at.startedAt, finishedAt: at.finishedAt, seconds: secondsOf(at, now),
      waitsFor: at.phase === 'waiting' ? await this.earlier(at) : null, waitsForEngine: !over && await this.waitsForEngine(at, now),
      takenBackBy: names.orNull(at.takenBackBy), takenBackBecause: at.takenBackBecause,
      may: { cancel: !over && at.ending === 'done' && mayTakeBack(actor, at), undo: at.phase === 'done' && !at.dryRun && at.uploadId !== null && mayTakeBack(actor, at) },
    };
  }

  private async earlier({ turn }: DataImport): Promise<ImportRow['waitsFor']> {
    const [first] = await this.em.find(DataImport, { where: { turn: LessThan(turn), finishedAt: IsNull() }, order: { turn: 'ASC' }, take: 1, select: { id: true, fileName: true } });
    return first ? { id: first.id, fileName: first.fileName } : null;
  }

  private async waitsForEngine({ id }: DataImport, now: Date): Promise<boolean> {
    const wake = await this.em.findOneBy(Wake, { workflowId: `import/${id}`, pending: 1 });
    return wake !== null && now.getTime() - Date.parse(wake.updatedAt) > engineGraceMs;
  }
}

function secondsOf({ startedAt, finishedAt }: DataImport, now: Date): number | null {
  return startedAt === null ? null : Math.round(((finishedAt === null ? now.getTime() : Date.parse(finishedAt)) - Date.parse(startedAt)) / 100) / 10;
}

function mayTakeBack(actor: Actor, at: DataImport): boolean {
  const somewhere = actor.roles.filter(({ role }) => importing.includes(role));
  if (actor.admin || somewhere.some(({ marketId }) => marketId === '*')) return true;
  if (at.requestedBy === actor.personId) return somewhere.length > 0;
  return at.marketIds.length > 0 && at.marketIds.every((marketId) => somewhere.some((held) => held.marketId === marketId));
}
