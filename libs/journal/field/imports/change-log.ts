import type { EntityManager } from 'typeorm';
import type { TableRow } from '../define-kind.js';
import { chunksOf } from '../upsert.js';

type Entry = { readonly table: string; readonly rowId: string; readonly was: TableRow | null };
const rowsPerStatement = 200;

/** What an import did to rows that were there before, and the rows that it made beside its own: numbered on from `from`, so that it can be taken back last first. */
export class ChangeLog {
  private readonly entries: Entry[] = [];

  constructor(private readonly importId: string, private readonly from: number) {}

  /** The number of the entry after these. */
  get next(): number { return this.from + this.entries.length; }

  inserted(table: string, rowId: string): void { this.entries.push({ table, rowId, was: null }); }
  changed(table: string, rowId: string, was: TableRow): void { this.entries.push({ table, rowId, was }); }

  async write(em: EntityManager): Promise<void> {
    let n = this.from;
    for (const some of chunksOf(this.entries, rowsPerStatement)) {
      const values = some.flatMap(({ table, rowId, was }) => [this.importId, n++, table, rowId, was === null ? null : JSON.stringify(was)]);
      await em.query(`insert into import_change (importId, n, tableName, rowId, was) values ${some.map(() => '(?, ?, ?, ?, ?)').join(', ')}`, values);
    }
  }
}
