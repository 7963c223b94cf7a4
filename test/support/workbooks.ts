import exceljs from 'exceljs';

type Cells = readonly (string | number | boolean | null | { readonly formula: string; readonly result?: string | number })[];

/** A workbook as somebody would make it in a spreadsheet program: sheet name → rows. `change` gets the finished workbook. */
export async function aWorkbook(sheets: Readonly<Record<string, readonly Cells[]>>, change: (workbook: exceljs.Workbook) => void = () => undefined): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows.map((row) => [...row]));
  change(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Every cell of a workbook as another program would read it. */
export async function cellsOf(bytes: Uint8Array): Promise<Record<string, (string | null)[][]>> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return Object.fromEntries(workbook.worksheets.map((sheet) => [sheet.name, sheet.getSheetValues().slice(1).map((row) => (row as unknown[]).slice(1).map((cell) => (cell === undefined || cell === null ? null : String(cell))))]));
}

/** A small shop survey: skip logic, a constraint, a repeat with a photo, both languages. */
export const shopSurvey = {
  survey: [
    ['type', 'name', 'label::中文', 'label::English', 'relevant', 'constraint', 'constraint_message', 'required', 'calculation'],
    ['text', 'shop', '店名', 'Shop', null, null, null, 'yes', null],
    ['select_one yes_no', 'sells', '是否经营本品类', 'Does it sell the category?', null, null, null, 'yes', null],
    ['integer', 'monthly', '月销量', 'Monthly volume', "${sells} = 'yes'", '. > 0', '须大于零', 'yes', null],
    ['begin repeat', 'shelves', '货架', 'Shelves', null, null, null, null, null],
    ['image', 'photo', '照片', 'Photo', null, null, null, null, null],
    ['integer', 'facings', '排面', 'Facings', null, '. >= 0', null, 'yes', null],
    ['end repeat'],
    ['calculate', 'all_facings', null, null, null, null, null, null, 'sum(${facings})'],
  ],
  choices: [['list_name', 'name', 'label::中文', 'label::English'], ['yes_no', 'yes', '是', 'Yes'], ['yes_no', 'no', '否', 'No']],
  settings: [['form_id', 'form_title'], ['shop', '终端调查 Shop survey']],
} as const;
