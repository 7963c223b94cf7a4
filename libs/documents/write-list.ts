import type { Cell, Language, List, ListSheet, Texts } from './list.js';
import { writeCsvFile, writeWorkbookFile, type Table } from './write-table.js';

export type ListFormat = 'xlsx' | 'csv';
/** What was asked, of whom and when: it stands in the workbook beside the list. */
export type Asked = { readonly query: Readonly<Record<string, unknown>>; readonly by: string; readonly at: string };

/**
 * Writes a list as a file, asking for one answer after another until there is no next one. Returns the rows of the first sheet.
 * A CSV file holds the first sheet alone.
 */
export async function writeList<A>(path: string, format: ListFormat, list: List<A>, language: Language, asked: Asked, ask: (query: Readonly<Record<string, unknown>>) => Promise<A>): Promise<number> {
  const query = list.pageRows === undefined ? asked.query : { ...asked.query, limit: list.pageRows };
  const first = await ask(query);
  const [main, ...others] = list.sheets;
  if (!main) return 0;
  const rows = { written: 0 };
  const table = tableOf(main, first, language, followed(list, main, language, first, query, ask, rows));
  if (format === 'csv') await writeCsvFile(path, table);
  else await writeWorkbookFile(path, [table, ...others.map((sheet) => tableOf(sheet, first, language, [sheet.cells(first, language)])), aboutTable(list, first, language, asked)]);
  return rows.written;
}

async function* followed<A>(list: List<A>, sheet: ListSheet<A>, language: Language, first: A, query: Readonly<Record<string, unknown>>, ask: (query: Readonly<Record<string, unknown>>) => Promise<A>, rows: { written: number }): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (let answer = first, asked = query; ;) {
    const cells = sheet.cells(answer, language);
    rows.written += cells.length;
    yield cells;
    const next = list.next?.(answer, asked) ?? null;
    if (next === null) return;
    asked = { ...asked, ...next };
    answer = await ask(asked);
  }
}

function tableOf<A>(sheet: ListSheet<A>, answer: A, language: Language, rows: Table['rows']): Table {
  return { title: sheet.title[language], columns: sheet.head(answer).map(({ title, is, width }) => ({ title: title[language], is, width })), rows };
}

function aboutTable<A>(list: List<A>, answer: A, language: Language, { query, by, at }: Asked): Table {
  const lines: readonly (readonly [Texts, Cell])[] = [
    [{ zh: '清单', en: 'List' }, list.title[language]], [{ zh: '导出人', en: 'Exported by' }, by], [{ zh: '导出时间', en: 'Exported at' }, at],
    ...(list.about?.(answer) ?? []),
    ...Object.entries(query).filter(([key]) => key !== 'limit' && key !== 'after').map(([key, value]): [Texts, Cell] => [{ zh: `筛选 ${key}`, en: `Filter ${key}` }, String(value)]),
  ];
  const title = { zh: '说明', en: 'About' }[language];
  return { title, columns: [{ title, is: 'text', width: 24 }, { title: { zh: '内容', en: 'Content' }[language], is: 'text', width: 80 }], rows: [lines.map(([name, value]) => [name[language], value === null ? '' : String(value)])] };
}
