import 'reflect-metadata';
import { basename } from 'node:path';
import { setImmediate as letOthersRun, setTimeout as pause } from 'node:timers/promises';
import { carryImport } from '../../libs/journal/field/imports/carry-import.js';
import { openDatabase, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { DataImport } from '../../libs/persistence/entities/field/imports.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { aCompany, aDocument } from '../support/company.js';
import { mustImport, mustImportFile, requestFile, type ImportPlace } from '../support/imports.js';
import { mappingOf } from '../support/mappings.js';
import { realData } from '../support/real-data.js';
import { round } from './figures.js';

/*
 * The importing process of the bench: carries one file as a worker would, and says how long it took and how much memory it had at most.
 */
/** `file` null: the master data that the lines refer to, which is not measured. */
export type Carrying = { readonly place: DatabasePlace; readonly file: string | null; readonly tasks: number };
export type Carried = { readonly rows: number; readonly seconds: number; readonly rssMb: number; readonly phases: Readonly<Record<string, number>>; readonly taskMs: readonly number[] };

const asked = JSON.parse(process.argv[2] ?? '{}') as Carrying;
const db = await openDatabase(asked.place);
const place: ImportPlace = { db, uow: new UnitOfWork(db) };
const answer = asked.file === null ? await importMaster(place) : await importLines(place, asked.file);
await db.close();
process.send?.(answer, () => process.exit(0));

async function importLines(into: ImportPlace, file: string): Promise<Carried> {
  const ready = asked.tasks > 0 ? await readyTasks(into, asked.tasks) : null;
  const started = performance.now();
  const importId = await requestFile(into, { kind: 'sale-lines', fileName: basename(file), path: file, mapping: mappingOf('iowa-sales-polk') });
  let over = false;
  const tasks = ready ? complete(ready, () => over) : Promise.resolve([]);
  const phases = watch(() => over);
  await carryImport({ ...into, now: () => new Date() }, importId);
  over = true;
  const seconds = round((performance.now() - started) / 1000, 2);
  const at = await db.reader.manager.findOneByOrFail(DataImport, { id: importId });
  if (at.phase !== 'done') throw new Error(`${at.phase}: ${JSON.stringify(at.errors.slice(0, 3))}`);
  return { rows: at.inserted + at.unchanged, seconds, rssMb: round(process.resourceUsage().maxRSS / 1024, 0), phases: await phases, taskMs: await tasks };
}

/** Master data and an item list that holds the one item that no list of products has. */
async function importMaster(into: ImportPlace): Promise<Carried> {
  await mustImport(into, 'markets', 'x\n1\n', { mapping: mappingOf('iowa-market-polk') });
  const load = (kind: 'terminals' | 'skus', mapping: string, file: string) => mustImportFile(into, { kind, fileName: file, path: realData('iowa-liquor', file), mapping: mappingOf(mapping) });
  await load('terminals', 'iowa-stores-polk', 'stores.csv');
  await load('skus', 'iowa-items-sold', 'sales_polk_2021H1.csv.gz');
  await load('skus', 'iowa-products', 'products.csv');
  return { rows: 0, seconds: 0, rssMb: 0, phases: {}, taskMs: [] };
}

async function readyTasks(into: ImportPlace, count: number) {
  const company = await aCompany(into);
  const entries: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const entryId = await company.startEntry();
    await company.handIn(entryId, company.people.rm, 'candidateList', aDocument);
    entries.push(entryId);
  }
  return { company, entries };
}

/** Completes a task every now and then while the import runs; how long each person waited, in ms. */
async function complete({ company, entries }: Awaited<ReturnType<typeof readyTasks>>, isOver: () => boolean): Promise<number[]> {
  const waited: number[] = [];
  for (const entryId of entries) {
    if (isOver()) break;
    const from = performance.now();
    await company.do('completeTask', company.people.rm, { entryId, taskKey: 'listCandidates' });
    waited.push(performance.now() - from);
    await pause(100);
  }
  return waited;
}

/** Seconds in each phase. */
async function watch(isOver: () => boolean): Promise<Record<string, number>> {
  const spent: Record<string, number> = {};
  for (let last = performance.now(); !isOver(); await pause(50)) {
    const [row] = await db.reader.query<{ phase: string }[]>('select phase from data_import where finishedAt is null order by turn limit 1');
    const now = performance.now();
    if (row) spent[row.phase] = round((spent[row.phase] ?? 0) + (now - last) / 1000, 2);
    last = now;
  }
  await letOthersRun();
  return spent;
}
