import type { z } from 'zod';
import { formSchema } from '../../../libs/contracts/form-schema.js';
import type { Field, Fields, Text } from '../../../libs/playbook/define-form.js';
import { features } from '../../../libs/playbook/scorecard-features.js';
import { both } from '../language/i18n.js';

/** A form being filled: what is still empty is `null`; rows are arrays of the same. */
export type Draft = { readonly [key: string]: unknown };
/** Changes a draft on the ground of what it is by then. */
export type Edit = (update: (draft: Draft) => Draft) => void;
export type EditRows = (update: (rows: readonly Draft[]) => Draft[]) => void;
/** What is wrong, by path: `features.3.score`. In both languages, so that a switch keeps it readable. */
export type Faults = Readonly<Record<string, Text>>;

type RowsField = Extract<Field, { type: 'rows' }>;

/** Rows whose number is fixed by the form (the 19 features of a scorecard) are there from the start. */
export function isFixed(field: RowsField): boolean {
  return field.min !== undefined && field.min === field.max;
}

export function blankDraft(fields: Fields): Draft {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.type === 'rows' ? blankRows(field) : null]));
}

function blankRows(field: RowsField): Draft[] {
  const count = isFixed(field) ? field.min ?? 0 : Math.min(field.min ?? 1, 1);
  return Array.from({ length: count }, (_, index) => ({ ...blankDraft(field.of), ...('feature' in field.of && isFixed(field) && { feature: index + 1 }) }));
}

/** A row in which nobody has written anything. */
export function isUntouched(row: Draft): boolean {
  return Object.values(row).every((value) => value === null || (Array.isArray(value) && value.every((inner) => isUntouched(inner as Draft))));
}

/** Takes up what was handed in before; keys that the form does not know fall away. */
export function draftOf(fields: Fields, content: unknown): Draft {
  const given = (typeof content === 'object' && content !== null ? content : {}) as Draft;
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => {
    const value = given[key] ?? null;
    if (field.type !== 'rows') return [key, value];
    return [key, Array.isArray(value) ? value.map((row) => draftOf(field.of, row)) : blankRows(field)];
  }));
}

/** Numbers that stand for something with a title: feature 7 of the scorecard. */
export function titlesOfNumbers(key: string): readonly { readonly no: number; readonly title: Text }[] | null {
  return key === 'feature' ? features : null;
}

/** The filled form as it is handed in, or what is still wrong with it. */
export function checkDraft(fields: Fields, draft: Draft): { content: Record<string, unknown> } | { faults: Faults } {
  const parsed = formSchema(fields).safeParse(draft);
  if (parsed.success) return { content: parsed.data as Record<string, unknown> };
  return { faults: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), faultOf(issue, fieldAt(fields, issue.path), valueAt(draft, issue.path))])) };
}

export function fieldAt(fields: Fields, path: readonly PropertyKey[]): Field | undefined {
  const [key, index, ...rest] = path;
  const field = fields[String(key)];
  return field?.type === 'rows' && index !== undefined && rest.length > 0 ? fieldAt(field.of, rest) : field;
}

function valueAt(draft: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], draft);
}

function faultOf(issue: z.core.$ZodIssue, field: Field | undefined, value: unknown): Text {
  if (value === null || value === undefined || value === '') return both('fault.required');
  if (field?.type === 'rows') return both(issue.code === 'too_big' ? 'fault.rowsMax' : 'fault.rowsMin', { limit: (issue.code === 'too_big' ? field.max : field.min) ?? 1 });
  if (field?.type === 'ratio') return both('fault.ratio');
  if (issue.code === 'too_small') return both('fault.min', { limit: Number(issue.minimum) });
  if (issue.code === 'too_big') return both(field?.type === 'text' ? 'fault.long' : 'fault.max', { limit: Number(issue.maximum) });
  return both('fault.invalid');
}

/** "Features · row 4 · Score": where a fault is, in words. */
export function placeInWords(fields: Fields, path: string, language: 'zh' | 'en'): string {
  const [key, index, ...rest] = path.split('.');
  const field = fields[key ?? ''];
  if (field === undefined) return path;
  const title = field.title[language];
  if (field.type !== 'rows' || index === undefined) return title;
  const row = both('form.row', { row: Number(index) + 1 })[language];
  return rest.length === 0 ? `${title} · ${row}` : `${title} · ${row} · ${placeInWords(field.of, rest.join('.'), language)}`;
}
