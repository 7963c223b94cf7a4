import exceljs from 'exceljs';
import type { DataValidation, Worksheet } from 'exceljs';
import { fieldHeading, fieldNames } from '../../../contracts/field-names.js';
import type { CellType } from '../cells.js';
import type { FieldDef, ImportKind } from '../define-kind.js';
import { kinds } from '../kinds/kinds.js';
import { dataSheetName, guideSheetName } from './sheet-names.js';

type Language = 'zh' | 'en';

/** So many rows offer their choices; more may be filled in all the same. */
const lastOffered = 5000;
/** A list that stands in the rule itself may not be longer. */
const longestList = 255;

/**
 * A workbook to be filled in for an import: one column a field under a heading that reading recognises, choices where a field has them, and
 * a sheet that says what each field holds with an example, so that no example row stands among the data.
 */
export async function templateWorkbook(kind: ImportKind, language: Language): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const fields = Object.entries(kinds[kind].fields);
  const data = workbook.addWorksheet(dataSheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  data.columns = fields.map(([field, def]) => ({ header: fieldHeading(field, language), width: 18, style: { numFmt: formatOf(def.type) } }));
  fields.forEach(([, def], position) => dressColumn(data, def, position + 1, language));
  guide(workbook.addWorksheet(guideSheetName), fields, language);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Codes are texts, or a spreadsheet would cut their noughts off. */
const formatOf = ({ is }: CellType): string => (is === 'day' ? 'yyyy-mm-dd' : is === 'whole' || is === 'amount' || is === 'decimal' ? 'General' : '@');

function dressColumn(sheet: Worksheet, def: FieldDef, column: number, language: Language): void {
  const head = sheet.getCell(1, column);
  head.style = { font: { bold: true, ...(def.required && { color: { argb: 'FFB00020' } }) }, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } }, alignment: { wrapText: true, vertical: 'top' }, numFmt: '@' };
  const rule = ruleOf(def, language);
  const letter = sheet.getColumn(column).letter;
  if (rule) (sheet as unknown as { dataValidations: { add(range: string, rule: DataValidation): void } }).dataValidations.add(`${letter}2:${letter}${lastOffered}`, rule);
}

function ruleOf({ type, required }: FieldDef, language: Language): DataValidation | null {
  const allowBlank = required !== true;
  const choices = type.is === 'word' ? type.of : type.is === 'flag' ? (language === 'zh' ? ['是', '否'] : ['yes', 'no']) : null;
  if (choices && choices.join(',').length <= longestList) return { type: 'list', allowBlank, formulae: [`"${choices.join(',')}"`], showErrorMessage: true };
  if (type.is === 'whole') return { type: 'whole', operator: 'between', allowBlank, formulae: [type.from, type.to], showErrorMessage: true };
  if (type.is === 'decimal') return { type: 'decimal', operator: 'between', allowBlank, formulae: [type.from, type.to], showErrorMessage: true };
  return type.is === 'text' ? { type: 'textLength', operator: 'lessThanOrEqual', allowBlank, formulae: [type.max], showErrorMessage: true } : null;
}

function guide(sheet: Worksheet, fields: readonly (readonly [string, FieldDef])[], language: Language): void {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  sheet.columns = [[t('字段', 'Field'), 24], [t('名称', 'Name'), 26], [t('必填', 'Required'), 10], [t('内容', 'What it holds'), 60], [t('示例', 'Example'), 26]].map(([header, width]) => ({ header: String(header), width: Number(width), style: { numFmt: '@' } }));
  sheet.getRow(1).font = { bold: true };
  for (const [field, { type, required }] of fields) sheet.addRow([field, fieldNames[field]?.[language] ?? field, required ? t('是', 'yes') : t('否', 'no'), meaningOf(type, t), exampleOf(field, type)]);
  sheet.addRow([]);
  sheet.addRow([t(`请在工作表“${dataSheetName}”第 2 行起填写;不需要的列可以删除;公式、合并单元格不接受。`, `Fill in the sheet "${dataSheetName}" from row 2 on; columns that you do not need may go; formulas and merged cells are refused.`)]);
}

function meaningOf(type: CellType, t: (zh: string, en: string) => string): string {
  switch (type.is) {
    case 'text': return t(`文字,最多 ${type.max} 个字符`, `Text, ${type.max} characters at most`);
    case 'whole': return t(`整数,${type.from} 到 ${type.to}`, `A whole number, ${type.from} to ${type.to}`);
    case 'amount': return t('整数:金额为最小货币单位,数量为基本单位', 'A whole number: money in minor units, goods in base units');
    case 'decimal': return t(`数字,${type.from} 到 ${type.to}`, `A number, ${type.from} to ${type.to}`);
    case 'flag': return t('是 或 否', 'yes or no');
    case 'day': return t('日期', 'A day');
    case 'instant': return t('带时区的时刻(文字)', 'An instant with its zone, as text');
    case 'word': return t(`之一:${type.of.join('、')}`, `One of ${type.of.join(', ')}`);
  }
}

function exampleOf(field: string, type: CellType): string {
  switch (type.is) {
    case 'text': return field === 'market' ? 'fengxian' : field.toLowerCase().endsWith('name') || field === 'name' ? '东街便利店' : 'A-001';
    case 'whole': return String(type.from);
    case 'amount': return '1200';
    case 'decimal': return '31.25';
    case 'flag': return '是 / yes';
    case 'day': return '2026-01-05';
    case 'instant': return '2026-01-05T09:00:00+08:00';
    case 'word': return type.of[0] ?? '';
  }
}
