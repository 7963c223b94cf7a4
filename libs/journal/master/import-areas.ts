import type { EntityManager } from 'typeorm';
import { mustImportInto } from '../../rules/decision-rights.js';
import { companyCommand } from '../define-command.js';
import { rowId } from '../field/row-id.js';
import { chunksOf } from '../field/upsert.js';
import type { ReadArea } from './read-areas.js';

type ImportAreas = { readonly layer: string; readonly fileName: string; readonly fileHash: string; readonly rows: readonly ReadArea[] };
type Counts = { readonly inserted: number; readonly updated: number; readonly unchanged: number };
type Stored = { readonly id: string; readonly code: string; readonly name: string; readonly parentCode: string | null; readonly border: string | null; readonly position: number };

const rowsPerStatement = 200;

/**
 * Areas by layer and code: new ones are added behind the others, known ones take the file's name, parent and, where it has one, border.
 * Nothing is removed. For those who may import what belongs to no single market.
 */
export const importAreas = companyCommand<ImportAreas, Counts>(async (tx, { layer, fileName, fileHash, rows }) => {
  mustImportInto(tx.actor, []);
  const stored: Stored[] = await tx.em.query('SELECT a.id, a.code, a.name, a.parentCode, a.border, a.position FROM area a WHERE a.layer = ?', [layer]);
  const byCode = new Map(stored.map((area) => [area.code, area]));
  const last = stored.reduce((most, { position }) => Math.max(most, position), 0);
  const fresh = rows.filter(({ code }) => !byCode.has(code));
  const changed = rows.flatMap((row) => {
    const known = byCode.get(row.code);
    return known && differs(known, row) ? [{ id: known.id, row }] : [];
  });
  await insertAreas(tx.em, layer, fresh, last);
  for (const { id, row } of changed) await updateArea(tx.em, id, row);
  const counts = { inserted: fresh.length, updated: changed.length, unchanged: rows.length - fresh.length - changed.length };
  if (fresh.length + changed.length > 0) await tx.record(`areas/${layer}`, 'importAreas', { fileName, fileHash, ...counts });
  return counts;
});

function differs(known: Stored, row: ReadArea): boolean {
  return known.name !== row.name || known.parentCode !== row.parentCode || (row.border !== null && known.border !== JSON.stringify(row.border));
}

const textOf = (border: object | null): string | null => (border === null ? null : JSON.stringify(border));

async function insertAreas(em: EntityManager, layer: string, rows: readonly ReadArea[], last: number): Promise<void> {
  let position = last;
  for (const some of chunksOf(rows, rowsPerStatement)) {
    await em.query(
      `INSERT INTO area (id, layer, code, name, parentCode, position, border, sourceBorder, datum, south, north, west, east) VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      some.flatMap(({ code, name, parentCode, border, sourceBorder, datum, south, north, west, east }) => {
        position += 1;
        return [rowId(), layer, code, name, parentCode, position, textOf(border), textOf(sourceBorder), datum, south, north, west, east];
      }));
  }
}

async function updateArea(em: EntityManager, id: string, { name, parentCode, border, sourceBorder, datum, south, north, west, east }: ReadArea): Promise<void> {
  await em.query('UPDATE area SET name = ?, parentCode = ? WHERE id = ?', [name, parentCode, id]);
  if (border === null) return;
  await em.query('UPDATE area SET border = ?, sourceBorder = ?, datum = ?, south = ?, north = ?, west = ?, east = ? WHERE id = ?', [textOf(border), textOf(sourceBorder), datum, south, north, west, east, id]);
}
