import type { EntityManager } from 'typeorm';
import type { DataImport } from '../../../persistence/entities/field/imports.js';

/** Somebody else has moved the import since we looked: a cancellation, or another worker. Nothing of this transaction is to stay. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

type Where = Pick<DataImport, 'id' | 'phase'> & Partial<Pick<DataImport, 'position'>>;
type Sets = Partial<Omit<DataImport, 'id' | 'turn' | 'version'>>;
const lists: ReadonlySet<string> = new Set(['marketIds', 'builtOn', 'errors', 'warnings']);

/**
 * The fence of every piece of an import: its row is moved on from where we saw it, in the piece's own transaction, or the piece does not
 * happen. So two workers that carry one import, one of them thought dead, write each row once. Throws `Overtaken`.
 */
export async function moveOn(em: EntityManager, { id, phase, position }: Where, sets: Sets = {}): Promise<void> {
  const columns = Object.keys(sets) as (keyof Sets)[];
  const values = columns.map((column) => (lists.has(column) ? JSON.stringify(sets[column]) : sets[column]));
  const fence = position === undefined ? '' : ' and position = ?';
  const result = await em.queryRunner?.query(
    `update data_import set version = version + 1${columns.map((column) => `, ${column} = ?`).join('')} where id = ? and phase = ?${fence}`,
    [...values, id, phase, ...(position === undefined ? [] : [position])], true);
  if (result?.affected !== 1) throw new Overtaken(`import ${id} is no longer ${phase}`);
}
