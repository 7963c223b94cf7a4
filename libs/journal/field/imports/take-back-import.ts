import type { EntityManager } from 'typeorm';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import type { ImportKind, KindDef, TableRow } from '../define-kind.js';
import { kinds } from '../kinds/kinds.js';
import { idsOf } from '../row-id.js';
import { whatStandsOn, type StandsOn } from './built-on.js';
import { contextOf } from './check-import.js';
import { importPatience, mustGoOn, type ImportDeps } from './import-deps.js';
import { moveOn } from './move-on.js';
import { TouchedSums } from './touched.js';

const rowsPerPiece = 500;
const changesPerPiece = 200;

/**
 * Takes back what an import has written, piece by piece: its rows go, last of all the changed ones get their former values back. Nothing
 * of it is remembered but what is still there, so a kill costs nothing. The sums follow.
 */
export async function takeBackImport(deps: ImportDeps, at: DataImport): Promise<void> {
  const touched = new TouchedSums(at.id);
  while (await takeRowsBack(deps, at, touched)) mustGoOn(deps);
  while (await takeChangesBack(deps, at, touched)) mustGoOn(deps);
  await deps.uow.run((em) => moveOn(em, at, { phase: 'rolling-up', position: 0, changes: 0 }), importPatience);
}

/** An undo whose turn has come: it begins, unless another import has built on this one since it was asked for. */
export async function beginUndo(deps: ImportDeps, at: DataImport): Promise<void> {
  await deps.uow.run(async (em) => {
    const on = await whatStandsOn(em, at);
    if (on === null) await moveOn(em, at, { phase: 'taking-back', startedAt: deps.now().toISOString() });
    else await moveOn(em, at, { phase: 'done', ending: 'done', finishedAt: deps.now().toISOString(), takenBackBecause: refusalOf(on) });
  }, importPatience);
}

const refusalOf = (on: StandsOn): string => `未撤销,之后有数据以它为基础 not undone, later data stand on it: ${'fileName' in on ? `${on.fileName} (${on.importId})` : on.table}`;

async function takeRowsBack(deps: ImportDeps, at: DataImport, touched: TouchedSums): Promise<boolean> {
  const kind = kinds[at.kind as ImportKind];
  const { first, last } = idsOf(at.id);
  const table = deps.db.reader.driver.escape(tableOf(deps, kind));
  const taken = await deps.uow.run(async (em) => {
    touched.begin();
    const rows = await em.query<TableRow[]>(`select * from ${table} where id between ? and ? order by id desc limit ${rowsPerPiece}`, [first, last]);
    const lowest = rows.at(-1)?.['id'];
    if (lowest === undefined) return 0;
    await moveOn(em, at);
    for (const row of rows) touched.add(kind.touched?.(row, null) ?? []);
    await touched.write(em);
    await em.query(`delete from ${table} where id between ? and ?`, [lowest, last]);
    return rows.length;
  }, importPatience);
  touched.keep();
  return taken > 0;
}

/** A session knows its table before it has seen a row. */
function tableOf(deps: ImportDeps, kind: KindDef): string {
  return kind.open({ ...contextOf(deps, {}), mapped: new Set(), assigned: new Set() }).target.table;
}

type Entry = { readonly n: number; readonly tableName: string; readonly rowId: string; readonly was: string | null };

type Own = { readonly kind: KindDef; readonly table: string };

async function takeChangesBack(deps: ImportDeps, at: DataImport, touched: TouchedSums): Promise<boolean> {
  const kind = kinds[at.kind as ImportKind];
  const own = { kind, table: tableOf(deps, kind) };
  const taken = await deps.uow.run(async (em) => {
    touched.begin();
    const entries = await em.query<Entry[]>(`select c.n, c.tableName, c.rowId, c.was from import_change c where c.importId = ? order by c.n desc limit ${changesPerPiece}`, [at.id]);
    const lowest = entries.at(-1);
    if (!lowest) return 0;
    await moveOn(em, at);
    for (const entry of entries) await takeChangeBack(em, own, entry, touched);
    await touched.write(em);
    await em.query('delete from import_change where importId = ? and n >= ?', [at.id, lowest.n]);
    return entries.length;
  }, importPatience);
  touched.keep();
  return taken > 0;
}

/** Who else may speak of a row that an import made beside its own. */
const speakers: Readonly<Record<string, readonly (readonly [table: string, column: string])[]>> = {
  brand: [['sku', 'brandId']], zone: [['route', 'zoneId'], ['terminal', 'zoneId']], route: [['terminal', 'routeId']],
};

async function takeChangeBack(em: EntityManager, { kind, table: own }: Own, { tableName, rowId, was }: Entry, touched: TouchedSums): Promise<void> {
  const table = em.connection.driver.escape(tableName);
  if (was === null) {
    const spoken = (speakers[tableName] ?? []).map(([other, column]) => ` and not exists (select 1 from ${other} o where o.${column} = ${table}.id)`).join('');
    await em.query(`delete from ${table} where id = ?${spoken}`, [rowId]);
    return;
  }
  const before = JSON.parse(was) as TableRow;
  const columns = Object.keys(before);
  const [row] = await em.query<TableRow[]>(`select * from ${table} where id = ?`, [rowId]);
  if (!row) return;
  const then = { ...row, ...before };
  if (tableName === own) touched.add([...(kind.touched?.(row, then) ?? []), ...(kind.touched?.(then, row) ?? [])]);
  if (tableName === 'brand') touched.add([{ what: 'brand', id: rowId, week: '' }]);
  await em.query(`update ${table} set ${columns.map((column) => `${em.connection.driver.escape(column)} = ?`).join(', ')} where id = ?`, [...columns.map((column) => before[column] ?? null), rowId]);
}
