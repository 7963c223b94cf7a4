import type { EntityManager } from 'typeorm';
import { chunksOf } from './upsert.js';
import { marks } from '../../persistence/marks.js';

const idsPerStatement = 200;

/** First and last valid visit of the customers whose visits were touched. */
export async function restateVisits(em: EntityManager, table: 'terminal' | 'dealer', ids: Iterable<string>): Promise<void> {
  const day = (pick: 'MIN' | 'MAX') => `(SELECT ${pick}(v.day) FROM visit v WHERE v.${table}Id = ${table}.id AND v.made = 1 AND v.valid = 1)`;
  for (const some of chunksOf(ids, idsPerStatement)) {
    await em.query(`UPDATE ${table} SET firstValidVisit = ${day('MIN')}, lastValidVisit = ${day('MAX')} WHERE id IN (${marks(some)})`, some);
  }
}
