/*
 * What can be wrong with a form, in both languages. `{name}` is filled with the particulars. Rules that begin in `warnings` leave the form
 * usable; every other one refuses it.
 */
const rules = {
  'not-a-workbook': ['这不是 xlsx 工作簿:{why}', 'This is not an xlsx workbook: {why}'],
  'broken-workbook': ['工作簿损坏或不完整:{why}', 'The workbook is broken or cut off: {why}'],
  'too-large': ['{what}超过上限 {limit}', 'More than the limit of {limit}: {what}'],
  'missing-sheet': ['缺少工作表“{name}”;现有:{found}', 'The sheet "{name}" is missing; there are {found}'],
  'duplicate-sheet': ['工作表“{name}”出现两次', 'The sheet "{name}" is there twice'],
  'missing-column': ['缺少列“{name}”', 'The column "{name}" is missing'],
  'duplicate-header': ['列“{name}”与第 {other} 列重复', 'The column "{name}" says the same as column {other}'],
  'merged-cells': ['合并单元格 {range}:请取消合并', 'Merged cells {range}: unmerge them'],
  'formula-cell': ['单元格是公式 ={formula}:请改为数值或文本', 'The cell is a formula, ={formula}: write its value instead'],
  'error-cell': ['单元格是错误值 {value}', 'The cell is the error {value}'],
  'missing-type': ['该行没有 type', 'The row has no type'],
  'unknown-type': ['未知的题型“{value}”', 'There is no question type "{value}"'],
  'missing-name': ['该行没有 name', 'The row has no name'],
  'bad-name': ['名称“{name}”无效:以字母或下划线开头,只含字母、数字、. _ -', 'The name "{name}" is not valid: it begins with a letter or underscore and holds letters, digits, . _ and -'],
  'duplicate-name': ['名称“{name}”在同一组内已用于第 {row} 行', 'The name "{name}" is already used in the same group, in row {row}'],
  'closes-nothing': ['“{value}”没有对应的开始行', '"{value}" closes what is not open'],
  'never-closed': ['“{value}”没有结束行', '"{value}" is never closed'],
  'empty-survey': ['survey 表没有题目', 'The survey sheet has no questions'],
  'unknown-list': ['选项列表“{name}”不存在', 'There is no list of choices "{name}"'],
  'missing-list-name': ['该选项没有 list_name', 'The choice has no list_name'],
  'choice-with-space': ['多选题的选项名“{name}”不能含空格', 'The choice "{name}" of a multiple choice must not hold spaces'],
  'duplicate-choice': ['选项“{name}”在列表“{list}”中已用于第 {row} 行(如有意为之,请在 settings 中设 allow_choice_duplicates 为 yes)', 'The choice "{name}" is already in the list "{list}", in row {row} (if that is meant, set allow_choice_duplicates to yes in settings)'],
  'missing-calculation': ['calculate 行没有 calculation', 'A calculate row needs its calculation'],
  'bad-expression': ['表达式第 {at} 个字符处有误:{what}', 'The expression is not valid at character {at}: {what}'],
  'unknown-function': ['未知函数 {name}()', 'There is no function {name}()'],
  'argument-count': ['函数 {name}() 需要 {expected} 个参数,写了 {found} 个', 'The function {name}() takes {expected} arguments, not {found}'],
  'bad-argument': ['函数 {name}() 的参数有误:{what}', 'An argument of {name}() is not valid: {what}'],
  'unknown-reference': ['没有名为“{name}”的题目', 'There is no question "{name}"'],
  'ambiguous-reference': ['有多个题目名为“{name}”', 'Several questions are called "{name}"'],
  'bare-name': ['“{name}”应写为 ${{name}} 或加引号', '"{name}" should be ${{name}}, or in quotation marks'],
  cycle: ['该值依赖于自身:{path}', 'This depends on itself: {path}'],
  'bad-setting': ['设置“{name}”有误:{what}', 'The setting "{name}" is not valid: {what}'],
  'unknown-column': ['选项没有列“{name}”,此条件不会选中任何选项;文本请加引号', 'The choices have no column "{name}", so this never lets a choice through; a text needs quotation marks'],
  'not-checked': ['{name} 只有设备知道,服务器不检查此表达式', 'Only the device knows {name}: the server does not check this expression'],
  'file-not-checked': ['选项来自文件 {name},服务器不检查其答案', 'The choices come from the file {name}: the server does not check the answers against it'],
  'no-header': ['该列没有表头,内容已忽略', 'The column has no header, its content is ignored'],
  'sheet-ignored': ['工作表“{name}”未使用', 'The sheet "{name}" is not used'],
  'row-disabled': ['该行已停用,未导入', 'The row is disabled and left out'],
} as const satisfies Record<string, readonly [string, string]>;

export type FormRule = keyof typeof rules;
export type Particulars = Readonly<Record<string, string | number>>;

const warnings: ReadonlySet<FormRule> = new Set(['unknown-column', 'not-checked', 'file-not-checked', 'no-header', 'sheet-ignored', 'row-disabled']);

export type FormSheet = 'survey' | 'choices' | 'external_choices' | 'osm' | 'settings';

/** A fault of a form: `item` is the place in `form.survey`, or in `form.choices`; null concerns the sheet. */
export type FormFault = { readonly sheet: FormSheet; readonly item: number | null; readonly column: string | null; readonly rule: FormRule; readonly particulars: Particulars };

export type Said = { readonly zh: string; readonly en: string };

export function isError(rule: FormRule): boolean {
  return !warnings.has(rule);
}

export function sayRule(rule: FormRule, particulars: Particulars): Said {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => String(particulars[key] ?? ''));
  const [zh, en] = rules[rule];
  return { zh: fill(zh), en: fill(en) };
}
