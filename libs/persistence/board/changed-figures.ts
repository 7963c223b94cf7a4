import { In, MoreThan, type EntityManager } from 'typeorm';
import { addWeeks } from '../../rules/iso-week.js';
import { DataImport, FiguresChanged } from '../entities/field/imports.js';

/** A week whose figures an import has changed, when, and by which file. */
export type ChangedWeek = { readonly week: string; readonly at: string; readonly importId: string; readonly fileName: string };

/** What was changed in the figures of one market: asked once, for everything that was measured there. */
export class ChangedFigures {
  private constructor(private readonly changes: readonly ChangedWeek[]) {}

  /** `since`: the first instant at which anything was measured that will be asked about; null where nothing was. */
  static async of(em: EntityManager, marketId: string | null, since: string | null): Promise<ChangedFigures> {
    if (marketId === null || since === null) return new ChangedFigures([]);
    const rows = await em.find(FiguresChanged, { where: { marketId, at: MoreThan(since) }, order: { at: 'ASC', week: 'ASC' } });
    const files = new Map((await em.find(DataImport, { where: { id: In([...new Set(rows.map((row) => row.importId))]) }, select: { id: true, fileName: true } })).map(({ id, fileName }) => [id, fileName]));
    return new ChangedFigures(rows.map(({ week, at, importId }) => ({ week, at, importId, fileName: files.get(importId) ?? importId })));
  }

  /** The changes that came after something was measured at `at`, as of `week`, over so many weeks: it used other figures there. */
  after(at: string, week: string | null, windowWeeks: number): ChangedWeek[] {
    if (week === null) return [];
    const first = addWeeks(week, 1 - windowWeeks);
    return this.changes.filter((change) => change.at > at && change.week >= first && change.week <= week);
  }
}
