import { saysYes } from '../../../survey-form/yes-no.js';
import type { Table, TableRow } from './read-table.js';
import { cellOf } from './table-cells.js';

/** What stands in the sheets, in the sheets' own words: to be compared with the workbook as its author sees it. */
export type FormCounts = {
  readonly surveyRows: number;
  /** Rows by the first word of their type. */
  readonly types: Readonly<Record<string, number>>;
  readonly rowsWith: Readonly<Record<'relevant' | 'constraint' | 'calculation' | 'choiceFilter' | 'appearance' | 'default', number>>;
  readonly requiredYes: number;
  /** Of the labels of the survey sheet, in small letters. */
  readonly languages: readonly string[];
  readonly choices: number;
  readonly choiceLists: number;
};

export function countRows(survey: Table, choices: Table | null): FormCounts {
  const types: Record<string, number> = {};
  for (const row of survey.rows) {
    const word = typeWord(cellOf(row, 'type'));
    if (word !== '') types[word] = (types[word] ?? 0) + 1;
  }
  const filled = (column: string): number => survey.rows.filter((row) => cellOf(row, column) !== '').length;
  const languages = survey.headers.flatMap((header) => (header.kind === 'text' && header.column === 'label' && header.language !== '' ? [header.language.toLowerCase()] : []));
  return {
    surveyRows: survey.rows.length, types,
    rowsWith: { relevant: filled('relevant'), constraint: filled('constraint'), calculation: filled('calculation'), choiceFilter: filled('choice_filter'), appearance: filled('appearance'), default: filled('default') },
    requiredYes: survey.rows.filter((row) => saysYes(cellOf(row, 'required'))).length,
    languages: [...new Set(languages)].sort(), choices: choices?.rows.length ?? 0,
    choiceLists: new Set((choices?.rows ?? []).map((row: TableRow) => cellOf(row, 'list_name'))).size,
  };
}

function typeWord(type: string): string {
  const text = type.replace(/\s+/g, ' ');
  return /^(begin|end)[ _]/i.test(text) ? text.replaceAll('_', ' ').toLowerCase() : text.split(' ')[0] as string;
}
