import { exampleMapping } from '../../apps/web/imports/mapping-examples.js';
import { importKinds } from '../../libs/contracts/field-rows.js';
import { ImportMapping } from '../../libs/contracts/field.js';
import { Faults } from '../../libs/journal/field/faults.js';
import { kinds } from '../../libs/journal/field/kinds/kinds.js';
import { mapColumns } from '../../libs/journal/field/map-columns.js';

/** The columns of a file that the mapping names. */
function columnsOf(mapping: ImportMapping): Map<string, number> {
  const names = Object.values(mapping.fields ?? {}).flatMap((source) => (typeof source === 'string' ? [source] : 'column' in source ? [source.column] : []));
  return new Map([...new Set(names)].map((name, index) => [name, index]));
}

async function* noRows(): AsyncGenerator<never> { /* the header is what counts here */ }

describe('the mapping that the import page proposes', () => {
  it.each([...importKinds])('of %s is understood, and names what a row cannot do without', (kind) => {
    const mapping = ImportMapping.parse(JSON.parse(exampleMapping(kind)));
    const faults = new Faults();
    const bound = mapColumns(kinds[kind], mapping, { columns: columnsOf(mapping), headerRow: 1, rows: noRows }, faults);
    expect(faults.inOrder()).toEqual([]);
    expect([...bound.mapped].sort()).toEqual(Object.keys(mapping.fields ?? {}).sort());
  });
});
