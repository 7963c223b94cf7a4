/*
 * What can be wrong with an import, in both languages. `{name}` is filled with the particulars.
 */
const rules = {
  'empty-file': ['文件为空,没有表头', 'The file is empty: it has no header'],
  gzip: ['gzip 文件损坏或不完整:{why}', 'The gzip file is broken or cut off: {why}'],
  encoding: ['文件的字节不是 {encoding} 编码的文本', 'The bytes of the file are not text in {encoding}'],
  binary: ['不是 CSV 文本:{why}', 'This is not a CSV text: {why}'],
  'too-large': ['解压后超过 {limit} 字节', 'Larger than {limit} bytes once unpacked'],
  'not-a-workbook': ['不是 xlsx 工作簿({why});请另存为 .xlsx', 'This is no xlsx workbook ({why}): save it as .xlsx'],
  'encrypted-workbook': ['工作簿有打开密码,请去掉密码后再导入', 'The workbook is under a password: save it without one'],
  'broken-workbook': ['工作簿损坏或不完整:{why}', 'The workbook is broken or cut off: {why}'],
  'several-sheets': ['有多个工作表含数据:{names};只保留一个,或在映射的 sheet 中写明', 'Several sheets hold rows: {names}. Keep one of them, or name it in the mapping as sheet'],
  'hidden-sheet': ['唯一含数据的工作表“{name}”是隐藏的;请取消隐藏,或在映射的 sheet 中写明', 'The only sheet with rows, "{name}", is hidden: show it, or name it in the mapping as sheet'],
  'unknown-sheet': ['没有工作表“{name}”;有:{known}', 'There is no sheet "{name}"; there are: {known}'],
  'merged-cells': ['合并单元格 {range}:取消合并,每个单元格各填其值', 'The cells {range} are merged: unmerge them and fill each'],
  'formula-cell': ['公式 {formula} 不是事实:请以数值粘贴', 'The formula {formula} is not a fact: paste it as a value'],
  'error-cell': ['单元格为错误值 {value}', 'The cell holds the error {value}'],
  'lost-digits': ['{value} 超过 15 位,Excel 已丢失末位数字;请将该列设为文本后重填', '{value} has more than 15 digits, of which Excel has lost the last: make the column text and fill it again'],
  'no-header': ['{cell} 有内容,但 {column} 列没有表头', '{cell} is filled, but the column {column} has no header'],
  csv: ['CSV 结构错误:{why}', 'The CSV is malformed here: {why}'],
  'duplicate-header': ['表头中的列名“{name}”重复', 'The header names the column "{name}" twice'],
  ragged: ['该行有 {found} 个单元格,表头有 {expected} 列', 'This row has {found} cells, the header has {expected}'],
  'unknown-field': ['此类导入没有字段“{name}”;可用:{known}', 'This kind of import has no field "{name}"; it has {known}'],
  'missing-field': ['映射缺少必填字段“{name}”', 'The mapping lacks the field "{name}", which this kind cannot do without'],
  'unknown-column': ['文件中没有列“{name}”', 'The file has no column "{name}"'],
  'bad-option': ['字段“{name}”不能使用此选项:{option}', 'The field "{name}" does not take this option: {option}'],
  'validity-missing': ['需要映射 valid,或用于判断有效性的 distanceM', 'Map either valid, or distanceM and the other facts that validity is judged by'],
  required: ['不能为空', 'This may not be empty'],
  'too-long': ['超过 {limit} 个字符', 'Longer than {limit} characters'],
  'not-a-number': ['“{value}”不是数字(不接受千位分隔符)', '"{value}" is not a number (no thousands separators)'],
  'too-many-decimals': ['“{value}”乘以 {scale} 后不是整数,不做舍入', '"{value}" times {scale} is not a whole number, and nothing is rounded'],
  'out-of-range': ['“{value}”不在 {from} 到 {to} 之间', '"{value}" does not lie between {from} and {to}'],
  'not-a-day': ['“{value}”不是有效日期({format})', '"{value}" is not a day of the calendar in the form {format}'],
  'not-an-instant': ['“{value}”不是带时区的 ISO 8601 时刻', '"{value}" is not an ISO 8601 instant with its zone'],
  'not-a-flag': ['“{value}”不是 是/否、yes/no、true/false 或 1/0', '"{value}" is neither yes/no, true/false, 1/0 nor 是/否'],
  'not-one-of': ['“{value}”不是允许的值:{allowed}', '"{value}" is none of {allowed}'],
  'not-in-map': ['映射的 map 中没有“{value}”,也没有 else', 'The map of the mapping does not list "{value}", and there is no else'],
  'unknown-market': ['没有编号为“{value}”的市场', 'There is no market with the code "{value}"'],
  'unknown-zone': ['该市场没有区域“{value}”', 'The market has no zone "{value}"'],
  'unknown-area': ['该图层没有编号为“{value}”的上级区域', 'The layer has no area "{value}" to stand above this one'],
  'not-a-border': ['不是多边形:{why}', 'This is no polygon: {why}'],
  'unknown-terminal': ['该市场没有编号为“{value}”的终端', 'The market has no terminal "{value}"'],
  'unknown-dealer': ['该市场没有编号为“{value}”的经销商', 'The market has no dealer "{value}"'],
  'unknown-sku': ['没有编号为“{value}”的单品', 'There is no SKU "{value}"'],
  'conflicting-rows': ['与第 {row} 行的键相同,但内容不同', 'The same key as row {row}, but other content'],
  'bad-code': ['“{value}”不是有效的客户编号:{why}', '"{value}" is not a valid customer code: {why}'],
  'code-disagrees': ['客户编号“{value}”与所列区域或线路不一致', 'The customer code "{value}" does not agree with the zone or route of the row'],
  'code-taken': ['客户编号“{value}”属于或曾属于另一个终端,编号不再给别人', 'The customer code "{value}" belongs or once belonged to another terminal: codes are never given again'],
  'market-number-taken': ['市场编号 {value} 属于或曾属于市场“{other}”,不再给别的市场', 'The market number {value} belongs or once belonged to the market "{other}": it is never given again'],
  'maybe-double': ['“{value}”可能与已有终端是同一家:{others}', '"{value}" may be the same as {others}'],
  'not-shifted': ['此处不使用 {datum} 偏移,坐标原样保留', 'Nothing is shifted to {datum} there: the coordinates stay as they are'],
  'half-position': ['纬度与经度必须同时填写', 'Latitude and longitude go together'],
  'days-reversed': ['结束日期早于开始日期', 'The last day lies before the first'],
  'cannot-assign-code': ['无法编号:{why}', 'No code can be assigned: {why}'],
  'needs-zone': ['有线路就必须有区域', 'A route needs its zone'],
  'needs-route': ['有客户顾问就必须有线路', 'An adviser needs a route'],
  'conflicting-adviser': ['同一线路有两名客户顾问:“{value}”与“{other}”', 'One route with two advisers: "{value}" and "{other}"'],
  'zones-used-up': ['一个市场最多 99 个区域', 'A market has at most 99 zones'],
  'conflicting-brand': ['品牌“{value}”既是自有又不是自有', 'The brand "{value}" is ours in one row and not in another'],
  'one-of': ['terminal 与 dealer 必须且只能有一个', 'Exactly one of terminal and dealer must be given'],
  'not-shares': ['“{value}”不是品牌占比(如 甲=0.4; 乙=0.25,合计不超过 1)', '"{value}" is no list of brand shares (like X=0.4; Y=0.25, together at most 1)'],
  'not-on-a-route': ['终端“{value}”不在任何线路上', 'The terminal "{value}" is on no route'],
  'other-route': ['终端不在线路 {value} 上,而在 {route} 上', 'The terminal is not on route {value} but on {route}'],
  'not-weekdays': ['“{value}”不是星期(1 = 周一 … 7 = 周日,如 1,3)', '"{value}" names no weekdays (1 = Monday … 7 = Sunday, like 1,3)'],
  'outcome-disagrees': ['结果与是否下单不一致', 'The outcome and whether there was an order do not agree'],
  'band-upside-down': ['上限低于下限', 'The highest price lies below the lowest'],
  'overdue-missing': ['需要逾期金额 overdue,或到期日 due', 'Needs overdue, or the day when it was due'],
  'overdue-above-rest': ['逾期 {value} 超过未付 {rest}', '{value} overdue is more than the {rest} that is left to pay'],
  'closed-says-what': ['已结的事件须写明结论 finding 与日期 closedOn', 'A closed incident needs its finding and closedOn'],
  'open-says-nothing': ['未结的事件不能有结论或结束日期', 'An incident that is not closed has no finding and no closedOn'],
  'ends-before-it-begins': ['结束早于开始', 'It ends before it begins'],
  'not-allowed': ['您没有向文件中的市场导入数据的角色({role})', 'You hold no role that may import into the markets of the file ({role})'],
  'stored-file': ['存放的文件不完整,请重新上传', 'The stored file is not whole: send it again'],
  internal: ['导入因系统故障未能完成,没有写入任何内容', 'The import failed for a fault of ours; nothing of it was kept'],
  'out-before-in': ['离店时间早于到店时间', 'The visit ends before it begins'],
} as const satisfies Record<string, readonly [string, string]>;

export type Rule = keyof typeof rules;
export type Particulars = Readonly<Record<string, string | number>>;
export type Fault = { readonly rule: Rule; readonly particulars: Particulars };
export type ImportError = { readonly row: number; readonly column: string | null; readonly cell: string | null; readonly rule: string; readonly message: { readonly zh: string; readonly en: string } };

export const fault = (rule: Rule, particulars: Particulars = {}): Fault => ({ rule, particulars });

const fill = (text: string, particulars: Particulars): string => text.replace(/\{(\w+)\}/g, (_, key: string) => String(particulars[key] ?? ''));

/** Nobody mends more at once, and a file of nonsense must not fill the memory. */
const mostErrors = 1000;

/** Collects what is wrong, row by row; `row` is the line number in the file, the header being line 1. */
export class Faults {
  private readonly errors: ImportError[] = [];
  private total = 0;
  private cellUnder: (row: number, column: string) => string | null = () => null;

  get any(): boolean { return this.total > 0; }
  /** Further faults are only counted. */
  get full(): boolean { return this.errors.length >= mostErrors; }
  get more(): number { return this.total - this.errors.length; }

  /** By line: those found while reading and those found while looking things up come at different times. */
  inOrder(): ImportError[] { return [...this.errors].sort((a, b) => a.row - b.row); }

  /** In a workbook an error also bears the name of its cell. */
  nameCells(cellUnder: (row: number, column: string) => string | null): void { this.cellUnder = cellUnder; }

  add(row: number, column: string | null, { rule, particulars }: Fault, cell: string | null = column === null ? null : this.cellUnder(row, column)): void {
    this.total += 1;
    if (this.full) return;
    const [zh, en] = rules[rule];
    this.errors.push({ row, column, cell, rule, message: { zh: fill(zh, particulars), en: fill(en, particulars) } });
  }
}

/** The file as a whole cannot be read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(readonly fault: Fault, readonly row = 1, readonly cell: string | null = null) { super(fault.rule); }
}
