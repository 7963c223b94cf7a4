/* A list on paper: columns with their titles in both languages, over what a door answers. */

export type Language = 'zh' | 'en';
export type Texts = { readonly zh: string; readonly en: string };
export type Cell = string | number | null;
/** What a column holds: `percent` is a quotient shown as one, `day` a calendar day YYYY-MM-DD. */
export type ColumnKind = 'text' | 'whole' | 'number' | 'percent' | 'day';
export type Head = { readonly title: Texts; readonly is: ColumnKind; readonly width: number };
export type Column<R> = Head & { of(row: R, language: Language): Cell };

export type ListSheet<A> = {
  readonly title: Texts;
  head(answer: A): readonly Head[];
  cells(answer: A, language: Language): readonly (readonly Cell[])[];
};

/** How a door's answers become a workbook. Its first sheet may go on over several answers. */
export type List<A = never> = {
  readonly title: Texts;
  readonly sheets: readonly ListSheet<A>[];
  /** What the reader must know to trust the figures: period, rule, settings. */
  about?(answer: A): readonly (readonly [Texts, Cell])[];
  /** Where the next answer begins, as the door's query says it; null after the last. */
  next?(answer: A, query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null;
  /** Rows in one answer of a paged door. */
  readonly pageRows?: number;
};

const widths: Readonly<Record<ColumnKind, number>> = { text: 18, whole: 12, number: 14, percent: 10, day: 12 };

/** A column in one line: what it holds, its titles, what stands in it, and how wide it is where that is not usual. */
export type ColumnSpec<R> = readonly [is: ColumnKind, zh: string, en: string, of: (row: R, language: Language) => Cell | undefined, width?: number];

function columnOf<R>([is, zh, en, of, width = widths[is]]: ColumnSpec<R>): Column<R> {
  return { title: { zh, en }, is, width, of: (row, language) => of(row, language) ?? null };
}

/** A sheet whose columns are known beforehand. */
export function sheetOf<A, R>(title: Texts, rows: (answer: A) => readonly R[], columns: readonly ColumnSpec<R>[]): ListSheet<A> {
  const its = columns.map(columnOf);
  return sheetBy(title, rows, () => its);
}

/** A sheet whose columns depend on what is answered. */
export function sheetBy<A, R>(title: Texts, rows: (answer: A) => readonly R[], columns: (answer: A) => readonly Column<R>[]): ListSheet<A> {
  return {
    title, head: columns,
    cells: (answer, language) => { const its = columns(answer); return rows(answer).map((row) => its.map(({ of }) => of(row, language))); },
  };
}

export const yesNo = (value: boolean, language: Language): string => (language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no');
