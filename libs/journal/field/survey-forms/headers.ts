import { logicColumns, textColumns, type LogicColumn, type TextColumn } from '../../../survey-form/form.js';

export type Header =
  | { readonly kind: 'type' | 'name' | 'list_name' }
  | { readonly kind: 'text'; readonly column: TextColumn; readonly language: string }
  | { readonly kind: 'logic'; readonly column: LogicColumn }
  | { readonly kind: 'other'; readonly column: string };

/** What XLSForm has called its columns over the years; spaces and underscores are alike. */
const aliases: Readonly<Record<string, string>> = {
  command: 'type', tag: 'name', value: 'name', caption: 'label', relevance: 'relevant', calculate: 'calculation', count: 'repeat_count', repeat_count: 'repeat_count',
  constraining_message: 'constraint_message', constraintmsg: 'constraint_message', requiredmsg: 'required_message', readonly: 'read_only', listname: 'list_name',
};
/** Where older forms put their logic: `bind::relevant`, `control::appearance`, `bind::jr:constraintMsg`. */
const prefixes: ReadonlySet<string> = new Set(['bind', 'control', 'jr']);
const plain: ReadonlySet<string> = new Set(['appearance', 'default', 'read_only', 'parameters', 'trigger', 'disabled']);

/** Reads a column's header. Columns that mean the same give the same `headerKey`. */
export function readHeader(text: string, sheet: 'survey' | 'choices'): Header {
  const words = text.split(/\s*::?\s*/);
  while (words.length > 1 && prefixes.has((words[0] as string).toLowerCase())) words.shift();
  const first = (words[0] as string).toLowerCase().replace(/[\s]+/g, '_');
  const base = Object.hasOwn(aliases, first) ? aliases[first] as string : first;
  if (textColumns.includes(base as TextColumn) && (sheet === 'survey' || base === 'label')) return { kind: 'text', column: base as TextColumn, language: words.slice(1).join(':') };
  if (words.length > 1) return { kind: 'other', column: text };
  if (base === 'name' || (base === 'type' && sheet === 'survey') || (base === 'list_name' && sheet === 'choices')) return { kind: base as 'name' | 'type' | 'list_name' };
  if (sheet === 'survey' && logicColumns.includes(base as LogicColumn)) return { kind: 'logic', column: base as LogicColumn };
  return { kind: 'other', column: plain.has(base) ? base : text };
}

export function headerKey(header: Header): string {
  switch (header.kind) {
    case 'text': return `${header.column}::${header.language}`.toLowerCase();
    case 'logic': case 'other': return header.column.toLowerCase();
    default: return header.kind;
  }
}

/** The header in today's spelling. */
export function writeHeader(header: Header): string {
  if (header.kind === 'text') return header.language === '' ? header.column : `${header.column}::${header.language}`;
  return header.kind === 'logic' || header.kind === 'other' ? header.column : header.kind;
}
