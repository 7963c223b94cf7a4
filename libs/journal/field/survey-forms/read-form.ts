import { isError, sayRule, type FormFault, type FormSheet, type Said } from '../../../survey-form/findings.js';
import { choiceSheetNames, type Choice, type ChoiceSheet, type SurveyForm, type SurveyRow, type Texts } from '../../../survey-form/form.js';
import { lintForm } from '../../../survey-form/lint.js';
import { readType } from '../../../survey-form/row-type.js';
import { countRows, type FormCounts } from './count-rows.js';
import { readHeader } from './headers.js';
import { plainText } from '../../../rules/neutral-cell.js';
import { readTable, type PlacedFault, type Table, type TableRow } from './read-table.js';
import { readSettings } from './read-settings.js';
import { readWorkbook, type Sheet } from './spreadsheet.js';
import { cellOf } from './table-cells.js';
import { UnreadableForm } from './unreadable-form.js';

export type FormFinding = {
  /** Empty for what concerns the whole file. */
  readonly sheet: string;
  /** As the program that shows the workbook counts; 1 for what concerns the whole sheet. */
  readonly row: number;
  readonly column: string | null;
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly message: Said;
};

export type ReadForm = {
  /** Null when the workbook has errors. */
  readonly form: SurveyForm | null;
  readonly counts: FormCounts | null;
  readonly findings: readonly FormFinding[];
};

/** Nobody mends more at once. */
const mostFindings = 500;

/**
 * Reads an XLSForm workbook. Whatever is wrong with it is among the findings, each with sheet, row, column and rule; a form comes back only when
 * none of them is an error. `fileName` stands in for a form id that the settings do not give.
 */
export async function readForm(bytes: Buffer, fileName: string): Promise<ReadForm> {
  const faults: PlacedFault[] = [];
  try {
    const sheets = sheetsByName(await readWorkbook(bytes), faults);
    const tables = tablesOf(sheets, faults);
    const rows = readRows(tables, faults);
    const settings = readSettings(sheets.get('settings') ?? null, fileName, faults);
    const form: SurveyForm = { survey: rows.survey.map((r) => r.value), choices: rows.choices.map((r) => r.value), settings: settings.values };
    const place = placer(rows, settings.row, sheets);
    // Rows that could not be read are missing from the form: what the lint would say about the rest is mostly their echo.
    if (!faults.some((fault) => isError(fault.rule))) faults.push(...lintForm(form).map(place));
    return { form: faults.some((fault) => isError(fault.rule)) ? null : form, counts: countRows(tables.survey, tables.choices), findings: say(faults) };
  } catch (error) {
    if (!(error instanceof UnreadableForm)) throw error;
    return { form: null, counts: null, findings: say([{ sheet: error.sheet, row: 1, column: null, rule: error.rule, particulars: error.particulars }]) };
  }
}

function say(faults: readonly PlacedFault[]): FormFinding[] {
  return faults.slice(0, mostFindings).map(({ sheet, row, column, rule, particulars }) => ({ sheet, row, column, rule, level: isError(rule) ? 'error' : 'warning', message: sayRule(rule, particulars) }));
}

const known: readonly FormSheet[] = ['survey', ...choiceSheetNames, 'settings'];

function sheetsByName(sheets: readonly Sheet[], faults: PlacedFault[]): ReadonlyMap<FormSheet, Sheet> {
  const found = new Map<FormSheet, Sheet>();
  for (const sheet of sheets) {
    const name = known.find((one) => one === sheet.name.trim().toLowerCase());
    if (name === undefined) faults.push({ sheet: sheet.name, row: 1, column: null, rule: 'sheet-ignored', particulars: { name: sheet.name } });
    else if (found.has(name)) throw new UnreadableForm('duplicate-sheet', { name }, name);
    else found.set(name, sheet);
  }
  if (!found.has('survey')) throw new UnreadableForm('missing-sheet', { name: 'survey', found: sheets.map((sheet) => sheet.name).join(', ') }, 'survey');
  return found;
}

type Tables = { readonly survey: Table; readonly choices: Table | null; readonly listed: readonly Table[] };

function tablesOf(sheets: ReadonlyMap<FormSheet, Sheet>, faults: PlacedFault[]): Tables {
  const survey = readTable(sheets.get('survey') as Sheet, 'survey', (text) => readHeader(text, 'survey'), faults);
  mustHave(survey, ['type', 'name'], faults);
  const listed = choiceSheetNames.flatMap((name) => {
    const sheet = sheets.get(name);
    if (!sheet || sheet.rows.length === 0) return [];
    const table = readTable(sheet, name, (text) => readHeader(text, 'choices'), faults);
    mustHave(table, ['list_name', 'name'], faults);
    return [table];
  });
  return { survey, listed, choices: listed.find((table) => table.sheet === 'choices') ?? null };
}

function mustHave(table: Table, columns: readonly string[], faults: PlacedFault[]): void {
  for (const name of columns) if (!table.headers.some((header) => header.kind === name)) faults.push({ sheet: table.sheet, row: 1, column: name, rule: 'missing-column', particulars: { name } });
}

type Placed<T> = { readonly row: number; readonly value: T };
type Rows = { readonly survey: readonly Placed<SurveyRow>[]; readonly choices: readonly Placed<Choice>[] };

function readRows({ survey, listed }: Tables, faults: PlacedFault[]): Rows {
  return {
    survey: survey.rows.flatMap((row) => readSurveyRow(row, faults)),
    choices: listed.flatMap((table) => table.rows.map((row) => ({ row: row.row, value: readChoice(row, table.sheet as ChoiceSheet) }))),
  };
}

function readSurveyRow(row: TableRow, faults: PlacedFault[]): Placed<SurveyRow>[] {
  const fault = (rule: PlacedFault['rule'], particulars: PlacedFault['particulars'] = {}): [] => {
    faults.push({ sheet: 'survey', row: row.row, column: 'type', rule, particulars });
    return [];
  };
  if (/^(yes|true|1)$/i.test(cellOf(row, 'disabled'))) return fault('row-disabled');
  const cell = cellOf(row, 'type');
  if (cell === '') return fault('missing-type');
  const type = readType(cell);
  if (!type) return fault('unknown-type', { value: cell.slice(0, 80) });
  const texts: Record<string, Record<string, string>> = {};
  const logic: Record<string, string> = {};
  const other: Record<string, string> = {};
  for (const [header, text] of row.cells) {
    if (header.kind === 'text') texts[header.column] = { ...texts[header.column], [header.language]: plainText(text) };
    if (header.kind === 'logic') logic[header.column] = text;
    if (header.kind === 'other' && header.column !== 'disabled') other[header.column] = plainText(text);
  }
  // What closes a group is told by its place; a name there is a note to the reader.
  const name = type.type.startsWith('end ') ? '' : plainText(cellOf(row, 'name')) || nameless(type.type, row.row);
  return [{ row: row.row, value: { ...type, name, texts, logic, other } }];
}

/** A note without a name gets one, as the tools of XLSForm give it: nobody answers it. */
function nameless(type: SurveyRow['type'], row: number): string {
  return type === 'note' ? `generated_note_name_${row}` : '';
}

function readChoice(row: TableRow, sheet: ChoiceSheet): Choice {
  const label: Record<string, string> = {};
  const columns: Record<string, string> = {};
  for (const [header, text] of row.cells) {
    if (header.kind === 'text') label[header.language] = plainText(text);
    if (header.kind === 'other' || header.kind === 'logic') columns[header.column] = plainText(text);
  }
  return { sheet, list: plainText(cellOf(row, 'list_name')), name: plainText(cellOf(row, 'name')), label: label satisfies Texts, columns };
}

/** Puts what the lint found where it stands in the workbook. */
function placer(rows: Rows, settingsRow: number, sheets: ReadonlyMap<FormSheet, Sheet>) {
  return ({ sheet, item, column, rule, particulars }: FormFault): PlacedFault => {
    const rowOf = (index: number): number => (sheet === 'settings' ? settingsRow : (sheet === 'survey' ? rows.survey : rows.choices)[index]?.row ?? 1);
    const other = particulars['item'];
    return { sheet: sheets.get(sheet)?.name ?? sheet, row: item === null ? 1 : rowOf(item), column, rule, particulars: typeof other === 'number' ? { ...particulars, row: rowOf(other) } : particulars };
  };
}
