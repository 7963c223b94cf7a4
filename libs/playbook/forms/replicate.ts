import { defineForm, type Text } from '../define-form.js';
import { templateItems, type TemplateItem } from '../template-items.js';
import { choice, code, count, date, line, money, optional, ratio, rows, yesNo } from './fields.js';

const titles = Object.fromEntries(Object.entries(templateItems).map(([key, item]) => [key, item.title])) as Record<TemplateItem, Text>;
const item = choice('模版项', 'Template item', titles);
const person = line('人员', 'Person', 120);

/** 模版 (template): each of the eighteen items filled. Whether an item is copied, adjusted or re-done is the method's, not the author's. */
export const templateForm = defineForm({
  items: rows('模版项', 'Items', { item, body: line('内容', 'Body', 20000) }, { max: 200 }),
});

/** 独立回访: at least fifty terminals checked again by the independent checker (method.md §13.3, row 7). */
export const independentBackCheckForm = defineForm({
  from: date('起', 'From'),
  to: date('止', 'To'),
  terminals: count('核对终端数', 'Terminals checked', { min: 1 }),
  fieldsChecked: count('核对字段', 'Fields checked'),
  fieldsAgreed: count('一致字段', 'Fields agreed'),
});

/** 失败清单: what did not work (row 12). */
export const failuresListForm = defineForm({
  failures: rows('失败', 'Failures', { what: line('什么没有奏效', 'What did not work'), why: line('原因', 'Why'), lesson: line('教训', 'Lesson') }),
});

/** What people attest in the evidence pack: who supported from head office (row 8), who read and used the template (row 10). */
export const evidencePackForm = defineForm({
  headOfficeSupport: rows('总部支持人员', 'Head office support people', { week: line('周', 'ISO week', 8), people: count('人数', 'People') }, { min: 0 }),
  templateReaders: rows('模版使用者', 'Readers of the template', {
    person,
    wasThere: yesNo('参与过源市场', 'Worked in the source market'),
    usedFor: line('用途', 'Used it for'),
    on: date('日期', 'On'),
  }, { min: 0 }),
  note: optional(line('检核说明', 'Checker’s note')),
});

/** 本地化 (localisation_item): what changes for the target market, and why. An item that is not listed stays as it is. */
export const localisationForm = defineForm({
  items: rows('本地化项', 'Items', {
    item,
    sourceValue: line('源市场的值', 'Value of the source market'),
    newValue: line('新值', 'New value'),
    reason: line('理由', 'Reason'),
  }, { min: 0 }),
});

/** 人员与预算 for the target market: its outlets give the advisers needed (arithmetic.md §8). */
export const staffingForm = defineForm({
  market: code('目标市场', 'Target market'),
  aOutlets: count('A 类终端', 'A outlets'),
  bOutlets: count('B 类终端', 'B outlets'),
  cOutlets: count('C 类终端', 'C outlets'),
  callsPerDay: count('每人每天拜访数', 'Calls a day per adviser', { min: 1, max: 200 }),
  fieldDaysPer4Weeks: count('每四周外勤天数', 'Field days in four weeks', { min: 1, max: 28 }),
  trainedAdvisers: rows('已培训顾问', 'Trained advisers', { person, passedOn: date('合格日期', 'Passed on') }, { min: 0 }),
  supervisor: optional(line('区域主管', 'Supervisor named', 120)),
  outflow90Days: money('90 天现金支出计划', 'Planned outflow of the first 90 days'),
});

/** 队列比较 (cohort_point): the target market by day since its launch. */
export const cohortPointForm = defineForm({
  market: code('市场', 'Market'),
  daysSinceLaunch: count('启动后天数', 'Days since launch', { max: 3650 }),
  numericDistribution: optional(ratio('铺货率', 'Numeric distribution')),
  outflowToDate: optional(money('累计现金支出', 'Outflow to date')),
  passedG5: yesNo('已过 G5', 'Has passed G5'),
});
