import type { EntityManager } from 'typeorm';
import type { DataImport, ImportEnd } from '../../../persistence/entities/field/imports.js';
import { appendJournal } from '../../chain.js';
import { requestWake } from '../../wake.js';
import { moveOn } from './move-on.js';

const kindsOfLine: Readonly<Record<ImportEnd, string>> = { done: 'import', refused: 'refuseImport', cancelled: 'cancelImport', undone: 'undoImport' };

/** An import is over: its end, the marks on the weeks whose figures it changed, its journal line, and the wake of the one that waits behind it. */
export async function finish(em: EntityManager, at: DataImport, end: ImportEnd, sets: Partial<DataImport>, now: Date): Promise<void> {
  const finishedAt = now.toISOString();
  await moveOn(em, at, { ...sets, phase: end, ending: end, finishedAt });
  await em.query(`insert into figures_changed (marketId, week, importId, at) select t.id, t.week, t.importId, ? from touched_sum t where t.importId = ? and t.what = 'figures'`, [finishedAt, at.id]);
  await em.query('delete from touched_sum where importId = ?', [at.id]);
  const after = { ...at, ...sets };
  const { kind, fileName, fileHash, mapping, dryRun, seen, skipped, inserted, updated, unchanged } = after;
  await appendJournal(em, `import/${at.id}`, {
    actorId: at.takenBackBy ?? at.requestedBy, at: finishedAt, kind: kindsOfLine[end],
    data: { kind, fileName, fileHash, mapping, dryRun, rows: seen, skipped, inserted, updated, unchanged, ...(after.moreErrors + after.errors.length > 0 && { errors: after.moreErrors + after.errors.length }) },
  });
  await wakeTheNext(em, finishedAt);
}

/** Imports wait for each other; whoever is first now has waited for this one. */
async function wakeTheNext(em: EntityManager, at: string): Promise<void> {
  const [next] = await em.query<{ id: string }[]>("select id from data_import where phase = 'waiting' order by turn limit 1");
  if (next) await requestWake(em, { workflow: 'dataImport', workflowId: `import/${next.id}`, args: { importId: next.id }, at });
}
