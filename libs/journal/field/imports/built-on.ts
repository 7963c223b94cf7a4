import type { EntityManager } from 'typeorm';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import { idsOf, isImported, originOf } from '../row-id.js';

/** What keeps an import from being undone: a later import, or records that came another way. */
export type StandsOn = { readonly importId: string; readonly fileName: string } | { readonly table: string };

/** The columns by which other rows speak of the rows of a kind. */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  markets: ['marketId', 'successorId'], terminals: ['terminalId', 'respondentId', 'mergedId', 'survivorId', 'mergedInto'], dealers: ['dealerId', 'sourceDealerId', 'respondentId'], skus: ['skuId'],
};
/** What follows from rows, or outlives them by design; sale lines are asked for their SKUs in the roll-up, which is smaller. */
const silent = new Set(['figures_changed', 'terminal_code', 'terminal_week', 'market_week', 'sale_week/markets', 'sale_week/terminals', 'sale_line/skus']);

type Speaker = { readonly table: string; readonly column: string; readonly hasId: boolean };

/** Every column of the schema that may hold the id of a row of the kind. */
function speakersOf(em: EntityManager, kind: string): Speaker[] {
  const names = namesOf[kind] ?? [];
  return em.connection.entityMetadatas.filter(({ tableName }) => !silent.has(tableName) && !silent.has(`${tableName}/${kind}`)).flatMap(({ tableName, columns }) => (
    columns.filter(({ propertyName }) => names.includes(propertyName)).map(({ databaseName }) => ({ table: tableName, column: databaseName, hasId: columns.some((c) => c.databaseName === 'id') }))));
}

/** Null: nothing does. An import stands on another when it changed or confirmed its rows, or speaks of them. */
export async function whatStandsOn(em: EntityManager, at: DataImport): Promise<StandsOn | null> {
  return (await laterImport(em, at)) ?? speaker(em, at);
}

async function laterImport(em: EntityManager, at: DataImport): Promise<StandsOn | null> {
  const later = await em.query<{ id: string; fileName: string; builtOn: string }[]>(
    "select id, fileName, builtOn from data_import where kind = ? and phase = 'done' and dryRun = 0 and id > ? order by id desc", [at.kind, at.id]);
  const origins = new Set([originOf(at.id), ...(at.updated > 0 ? at.builtOn : [])]);
  const found = later.find(({ builtOn }) => (JSON.parse(builtOn) as string[]).some((origin) => origins.has(origin)));
  return found ? { importId: found.id, fileName: found.fileName } : null;
}

async function speaker(em: EntityManager, at: DataImport): Promise<StandsOn | null> {
  const { first, last } = idsOf(at.id);
  for (const { table, column, hasId } of speakersOf(em, at.kind)) {
    const [row] = await em.query<{ id: string }[]>(`select ${hasId ? 's.id' : `s.${column}`} as id from ${em.connection.driver.escape(table)} s where s.${column} between ? and ? limit 1`, [first, last]);
    if (row) return (hasId ? await importOf(em, row.id) : null) ?? { table };
  }
  return null;
}

async function importOf(em: EntityManager, rowId: string): Promise<StandsOn | null> {
  if (!isImported(rowId)) return null;
  const [found] = await em.query<{ id: string; fileName: string }[]>("select id, fileName from data_import where id between ? and ?", [`${originOf(rowId)}-`, `${originOf(rowId)}-g`]);
  return found ? { importId: found.id, fileName: found.fileName } : null;
}
