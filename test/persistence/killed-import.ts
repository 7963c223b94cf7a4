import 'reflect-metadata';
import type { EntityManager } from 'typeorm';
import { carryImport } from '../../libs/journal/field/imports/carry-import.js';
import { openDatabase, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';

/*
 * A worker to be killed: carries one import and ends itself, as a crash would, before its nth commit or just after it.
 * Without a number it goes on until somebody else kills it.
 */
type Asked = { readonly place: DatabasePlace; readonly importId: string; readonly at?: { readonly transaction: number; readonly moment: 'before' | 'after' } };
const { place, importId, at } = JSON.parse(process.argv[2] ?? '{}') as Asked;
const db = await openDatabase(place);
let committed = 0;

async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => { setInterval(() => undefined, 60_000); });
}

class MortalUnitOfWork extends UnitOfWork {
  override async run<T>(work: (em: EntityManager) => Promise<T>, patience?: { readonly patienceMs?: number }): Promise<T> {
    const result = await super.run(async (em) => {
      const done = await work(em);
      return at?.moment === 'before' && committed + 1 === at.transaction ? die() : done;
    }, patience);
    committed += 1;
    return at?.moment === 'after' && committed === at.transaction ? die() : result;
  }
}

process.stdout.write('carries\n');
await carryImport({ db, uow: new MortalUnitOfWork(db), now: () => new Date() }, importId);
await db.close();
