import type { ImportMapping } from '../../../contracts/field.js';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import type { ImportKind, TableRow } from '../define-kind.js';
import { Faults } from '../faults.js';
import { kinds } from '../kinds/kinds.js';
import { openFile } from '../open-file.js';
import { chunksOf } from '../upsert.js';
import { contextOf } from './check-import.js';
import { importPatience, type ImportDeps } from './import-deps.js';
import { moveOn } from './move-on.js';
import { PieceWriter, type Piece } from './piece-writer.js';
import { RowReader } from './resolve-rows.js';
import { withFile } from './uploads.js';

/** A piece is one transaction: a person's command waits behind it on SQLite, a tenth of a second; each commit costs the same again. */
const rowsPerPiece = 8_000;

/**
 * Writes the rows of a checked file piece by piece, each a short transaction that moves the position on; goes on where the position stands.
 * What was sound at the check and is so no longer (a terminal has gone since) takes everything back that is written.
 */
export async function writeImport(deps: ImportDeps, at: DataImport): Promise<void> {
  const faults = new Faults();
  const mapping = at.mapping as ImportMapping;
  await withFile(deps.db, { uploadId: at.uploadId ?? '', packed: at.packed }, async (source) => {
    const file = await openFile(source, mapping.encoding ?? (at.encoding as ImportMapping['encoding']));
    const kind = kinds[at.kind as ImportKind];
    const reader = await RowReader.open(file, kind, mapping, contextOf(deps, mapping), faults);
    if (reader === null) return;
    const writer = new PieceWriter(deps, at, kind, reader);
    for await (const piece of piecesOf(reader, faults, at.position)) {
      if (faults.any) return;
      await writer.write(piece);
    }
  });
  if (faults.any) await deps.uow.run((em) => moveOn(em, at, { phase: 'taking-back', ending: 'refused', errors: faults.inOrder(), moreErrors: faults.more }), importPatience);
  else await deps.uow.run((em) => moveOn(em, at, { phase: 'rolling-up' }), importPatience);
}

/** The rows behind the position. A kind that must see the whole file is read to its end first. */
async function* piecesOf(reader: RowReader, faults: Faults, position: number): AsyncGenerator<Piece> {
  let number = 0;
  let waiting: TableRow[] = [];
  for await (const block of reader.blocks()) {
    for (const { row } of block) {
      if (number >= position) waiting.push(row);
      number += 1;
    }
    if (reader.session.check || waiting.length < rowsPerPiece) continue;
    yield { from: number - waiting.length, rows: waiting };
    waiting = [];
  }
  if (!faults.any) for (const { row, column, fault } of reader.session.check?.() ?? []) faults.add(row, column, fault);
  let from = number - waiting.length;
  for (const rows of chunksOf(waiting, rowsPerPiece)) {
    yield { from, rows };
    from += rows.length;
  }
}
