import type { FieldRowsView } from '../../contracts/field-rows.js';
import { fieldHeading, fieldNames } from '../../contracts/field-names.js';
import { sheetBy, yesNo, type Cell, type Column, type ColumnKind, type List } from '../list.js';

const days = new Set(['validFrom', 'validTo', 'classAsOf', 'firstSeen', 'lastSeen', 'closedOn', 'foundOn', 'due', 'day']);
const flags = new Set(['core', 'own', 'focus', 'mustStock', 'planned', 'made', 'ordered', 'valid', 'handled']);
const wholes = new Set(['marketNo', 'routeDigits', 'zone', 'route', 'caseFactor', 'year']);
const numbers = new Set(['monthlyCapacity', 'latitude', 'longitude', 'monthlyCategoryVolume', 'quantity', 'amount', 'stock', 'opening', 'received', 'shipped', 'closing', 'price', 'value', 'lowest', 'highest', 'paid', 'overdue']);

const kindOf = (field: string): ColumnKind => (days.has(field) ? 'day' : numbers.has(field) ? 'number' : wholes.has(field) ? 'whole' : 'text');
const widthOf = (field: string): number => (field === 'name' || field === 'address' || field === 'source' ? 32 : 14);

/** One column a field, under a heading that an import recognises. */
function columnsOf({ fields }: Pick<FieldRowsView, 'fields'>): Column<readonly Cell[]>[] {
  return fields.map((field, position): Column<readonly Cell[]> => ({
    title: { zh: fieldHeading(field, 'zh'), en: fieldHeading(field, 'en') }, is: kindOf(field), width: widthOf(field),
    of: (row, language) => { const value = row[position] ?? null; return value !== null && flags.has(field) ? yesNo(value === 1, language) : value; },
  }));
}

export const fieldRows: List<FieldRowsView> = {
  title: { zh: '数据', en: 'Data' },
  sheets: [sheetBy({ zh: '数据 Data', en: '数据 Data' }, ({ rows }: FieldRowsView) => rows, columnsOf)],
  about: ({ kind, fields }) => [[{ zh: '种类', en: 'Kind' }, kind], ...fields.map((field): readonly [{ zh: string; en: string }, Cell] => [{ zh: field, en: field }, `${fieldNames[field]?.zh ?? ''} ${fieldNames[field]?.en ?? ''}`])],
  pageRows: 5000,
  next: ({ next }) => (next === null ? null : { after: next }),
};
