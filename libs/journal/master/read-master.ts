import type { ImportMapping } from '../../contracts/field.js';
import type { Place } from '../../measures/geo-distance.js';
import type { FieldDef, KindDef } from '../field/define-kind.js';
import { fault, Faults, UnreadableFile, type ImportError } from '../field/faults.js';
import { terminals } from '../field/kinds/terminals.js';
import { positionColumns } from '../field/kinds/terminal-position.js';
import { mapColumns } from '../field/map-columns.js';
import { openFile, type FileSource } from '../field/open-file.js';
import { readSheet } from '../field/read-rows.js';
import { nameKeyOf } from '../../rules/same-terminal.js';

/** A terminal as a source's new list has it. */
export type ListedTerminal = {
  readonly row: number; readonly externalId: string; readonly name: string; readonly code: string | null;
  readonly nameKey: string | null; readonly addressKey: string | null; readonly place: Place | null;
};
export type ReadMaster = { readonly rows: readonly ListedTerminal[]; readonly hash: string; readonly errors: readonly ImportError[]; readonly moreErrors: number };

/** The fields of terminals, of which a list must have numbers and names only: the market is known. */
const listed: KindDef = {
  ...terminals,
  fields: Object.fromEntries(Object.entries(terminals.fields).map(([name, { required, ...field }]): [string, FieldDef] => [name, name === 'externalId' || name === 'name' ? { ...field, required: true } : field])),
};

/** Reads a list of terminals under a mapping of terminals. What is wrong with it is in `errors`; then there are no rows. */
export async function readMaster(source: FileSource, mapping: ImportMapping): Promise<ReadMaster> {
  const faults = new Faults();
  const rows: ListedTerminal[] = [];
  let hash = '';
  try {
    const file = await openFile(source, mapping.encoding);
    hash = file.hash;
    const sheet = await readSheet(file, mapping);
    const columns = mapColumns(listed, mapping, sheet, faults);
    const seen = new Map<string, number>();
    if (!faults.any) {
      for await (const row of sheet.rows(faults)) {
        const fields = columns.read(row);
        if (fields === null) continue;
        const position = positionColumns(fields);
        if ('faults' in position) for (const { column, fault: why } of position.faults) faults.add(row.row, column, why);
        else rows.push(listedTerminal(row.row, fields, position.columns));
        const [id, before] = [String(fields['externalId']), seen.get(String(fields['externalId']))];
        if (before !== undefined) faults.add(row.row, 'externalId', fault('conflicting-rows', { row: before }));
        seen.set(id, row.row);
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.add(error.row, null, error.fault, error.cell);
  }
  return { rows: faults.any ? [] : rows, hash, errors: faults.inOrder(), moreErrors: faults.more };
}

type Cells = Readonly<Record<string, string | number | null | undefined>>;
const textOf = (value: string | number | null | undefined): string | null => (typeof value === 'string' ? value : null);

function listedTerminal(row: number, fields: Cells, { latitude, longitude }: Cells): ListedTerminal {
  return {
    row, externalId: String(fields['externalId']), name: String(fields['name']), code: textOf(fields['code']), nameKey: nameKeyOf(textOf(fields['name'])), addressKey: nameKeyOf(textOf(fields['address'])),
    place: typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null,
  };
}
