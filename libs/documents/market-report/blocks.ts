import type { Language } from '../list.js';
import type { Chart } from './charts.js';

/* A document before it is a file: what both forms of it, docx and PDF, are made from. */

export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly is: 'paragraph'; readonly text: string }
  /** Where a figure comes from, under what it stands under. */
  | { readonly is: 'source'; readonly text: string }
  /** Data that nobody has, said plainly. */
  | { readonly is: 'missing'; readonly text: string }
  | DocumentTable
  | { readonly is: 'chart'; readonly chart: Chart; readonly title: string };

export type DocumentTable = {
  readonly is: 'table';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of figures stand to the right. */
  readonly figures: readonly boolean[];
};

export type ReportDocument = {
  readonly language: Language;
  readonly title: string;
  /** Under the title, line by line. */
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly contents: string;
  readonly blocks: readonly Block[];
  /** In the foot of every page, before its number. */
  readonly foot: string;
};

/** What part of the page's width each column gets, by what stands in it; Chinese letters are twice as wide. */
export function columnParts({ head, rows }: DocumentTable): number[] {
  const widthOf = (text: string): number => Math.max(0, ...text.split('\n').map((line) => [...line].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0)));
  // Words of a head do not break; Chinese may break anywhere.
  const longestWord = (title: string): number => Math.max(0, ...title.split(/[\s(]+/).map((word) => (/[\u2e80-\uffef]/.test(word) ? 4 : word.length)));
  const wanted = head.map((title, i) => Math.min(40, Math.max(5, ...rows.slice(0, 200).map((row) => widthOf(row[i] ?? '')), Math.ceil(widthOf(title) * 0.6), longestWord(title) * 1.15)) + 1.5);
  const all = wanted.reduce((sum, width) => sum + width, 0);
  return wanted.map((width) => width / all);
}

type Column<R> = readonly [head: string, of: (row: R) => string, figure?: 'figure'];

export function tableOf<R>(title: string, rows: readonly R[], columns: readonly Column<R>[]): DocumentTable {
  return { is: 'table', title, head: columns.map(([head]) => head), figures: columns.map(([, , figure]) => figure !== undefined), rows: rows.map((row) => columns.map(([, of]) => of(row))) };
}
