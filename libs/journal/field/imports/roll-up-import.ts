import type { EntityManager } from 'typeorm';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import type { TouchKind } from '../define-kind.js';
import { rollUps } from '../roll-up.js';
import { finish } from './finish-import.js';
import { importPatience, mustGoOn, type ImportDeps } from './import-deps.js';
import { moveOn } from './move-on.js';
import { noteTouched } from './touched.js';

type Noted = { readonly id: string; readonly week: string };

/**
 * Makes again the sums that the import has put out of date, some at a time; what is made is noted no longer, so that a kill costs nothing.
 * Then the import is over, as it was to end.
 */
export async function rollUpImport(deps: ImportDeps, at: DataImport): Promise<void> {
  const { uow } = deps;
  for (const [what, { atOnce, restate }] of rollUps) {
    while (await anyNoted(deps, at.id, what)) {
      mustGoOn(deps);
      await uow.run(async (em) => {
        const some = await noted(em, at.id, what, atOnce);
        const last = some.at(-1);
        if (!last) return;
        await moveOn(em, at);
        await restate(em, some, (touches) => noteTouched(em, at.id, touches));
        await em.query('delete from touched_sum where importId = ? and what = ? and (week < ? or (week = ? and id <= ?))', [at.id, what, last.week, last.week, last.id]);
      }, importPatience);
    }
  }
  await uow.run((em) => finish(em, at, at.ending, {}, deps.now()), importPatience);
}

async function anyNoted({ db }: ImportDeps, importId: string, what: TouchKind): Promise<boolean> {
  const found = await db.reader.query<unknown[]>('select 1 from touched_sum where importId = ? and what = ? limit 1', [importId, what]);
  return found.length > 0;
}

function noted(em: EntityManager, importId: string, what: TouchKind, atOnce: number): Promise<Noted[]> {
  return em.query('select t.id, t.week from touched_sum t where t.importId = ? and t.what = ? order by t.week, t.id limit ?', [importId, what, atOnce]);
}
