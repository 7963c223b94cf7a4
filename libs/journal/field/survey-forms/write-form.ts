import { choiceSheetNames, type Choice, type SurveyForm, type SurveyRow } from '../../../survey-form/form.js';
import { writeType } from '../../../survey-form/row-type.js';
import { headerKey, writeHeader, type Header } from './headers.js';
import { neutralText } from '../../../rules/neutral-cell.js';
import { neutralExpression } from './neutral-cells.js';
import { writeWorkbook } from './spreadsheet.js';

type Cells = readonly (readonly [Header, string])[];

/** The form as an XLSForm workbook; reading it gives the same form. */
export async function writeForm(form: SurveyForm): Promise<Buffer> {
  const lists = choiceSheetNames.map((name) => ({ name, rows: table(form.choices.filter((choice) => choice.sheet === name).map(choiceCells)) }));
  const settings = Object.entries(form.settings);
  return writeWorkbook([
    { name: 'survey', rows: table(form.survey.map(surveyCells)) },
    ...lists.filter(({ rows }) => rows.length > 1),
    { name: 'settings', rows: [settings.map(([key]) => key), settings.map(([, value]) => neutralText(value))] },
  ]);
}

function surveyCells(row: SurveyRow): Cells {
  return [
    [{ kind: 'type' }, writeType(row)], [{ kind: 'name' }, neutralText(row.name)],
    ...Object.entries(row.texts).flatMap(([column, texts]) => Object.entries(texts).map(([language, text]): [Header, string] => [{ kind: 'text', column, language } as Header, neutralText(text)])),
    ...Object.entries(row.logic).map(([column, text]): [Header, string] => [{ kind: 'logic', column } as Header, neutralExpression(text)]),
    ...Object.entries(row.other).map(([column, text]): [Header, string] => [{ kind: 'other', column }, neutralText(text)]),
  ];
}

function choiceCells({ list, name, label, columns }: Choice): Cells {
  return [
    [{ kind: 'list_name' }, neutralText(list)], [{ kind: 'name' }, neutralText(name)],
    ...Object.entries(label).map(([language, text]): [Header, string] => [{ kind: 'text', column: 'label', language }, neutralText(text)]),
    ...Object.entries(columns).map(([column, text]): [Header, string] => [{ kind: 'other', column }, neutralText(text)]),
  ];
}

/** A header row and the rows under it; columns in the order in which rows first use them. */
function table(rows: readonly Cells[]): string[][] {
  const columns = new Map<string, Header>();
  for (const cells of rows) for (const [header] of cells) columns.set(headerKey(header), columns.get(headerKey(header)) ?? header);
  const body = rows.map((cells) => {
    const byKey = new Map(cells.map(([header, text]) => [headerKey(header), text]));
    return [...columns.keys()].map((key) => byKey.get(key) ?? '');
  });
  return [[...columns.values()].map(writeHeader), ...body];
}
