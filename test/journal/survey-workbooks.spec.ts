import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import { writeForm } from '../../libs/journal/field/survey-forms/write-form.js';
import { logicColumns, textColumns, type SurveyForm } from '../../libs/survey-form/form.js';
import { aWorkbook, cellsOf, shopSurvey } from '../support/workbooks.js';

const errorsIn = async (bytes: Buffer): Promise<[string, number, string | null, string][]> =>
  (await readForm(bytes, '表 form.xlsx')).findings.filter((f) => f.level === 'error').map(({ sheet, row, column, rule }) => [sheet, row, column, rule]);
const head = ['type', 'name', 'label', 'relevant'] as const;

it('reads what a person wrote, and calls a form without id like its file', async () => {
  const { form, findings, counts } = await readForm(await aWorkbook({ Survey: [['Type', 'Name', 'Label: 中文'], [' Select one  from yn ', 'q', ' 好吗 ']], CHOICES: [['list name', 'value', 'label'], ['yn', 1, '是'], ['yn', 0, '否']] }), '市场 2026 (终).xlsx');
  expect(findings).toEqual([]);
  expect(counts).toMatchObject({ surveyRows: 1, types: { Select: 1 }, languages: ['中文'], choices: 2, choiceLists: 1 });
  expect(form).toEqual({
    survey: [{ type: 'select_one', list: 'yn', orOther: false, name: 'q', texts: { label: { 中文: '好吗' } }, logic: {}, other: {} }],
    choices: [{ sheet: 'choices', list: 'yn', name: '1', label: { '': '是' }, columns: {} }, { sheet: 'choices', list: 'yn', name: '0', label: { '': '否' }, columns: {} }],
    settings: { form_id: '市场_2026_终_', form_title: '市场_2026_终_' },
  });
});

it.each<[string, () => Promise<Buffer> | Buffer, [string, number, string | null, string][]]>([
  ['nothing', () => Buffer.alloc(0), [['', 1, null, 'not-a-workbook']]],
  ['a text', () => Buffer.from('type,name\ntext,a\n'), [['', 1, null, 'not-a-workbook']]],
  ['an old xls', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), [['', 1, null, 'not-a-workbook']]],
  ['a gzip', () => gzipSync('type,name'), [['', 1, null, 'not-a-workbook']]],
  ['a workbook cut off in the middle', async () => { const whole = await aWorkbook(shopSurvey); return whole.subarray(0, whole.length / 2); }, [['', 1, null, 'broken-workbook']]],
  ['a workbook with a broken inside', async () => { const whole = await aWorkbook(shopSurvey); whole.fill(0x55, 60, 160); return whole; }, [['', 1, null, 'broken-workbook']]],
  ['a workbook without its last byte', async () => { const whole = await aWorkbook(shopSurvey); return whole.subarray(0, whole.length - 1); }, [['', 1, null, 'broken-workbook']]],
  ['no survey sheet', () => aWorkbook({ Sheet1: shopSurvey.survey }), [['survey', 1, null, 'missing-sheet']]],
  ['two survey sheets', () => aWorkbook({ survey: shopSurvey.survey, 'Survey ': [] }), [['survey', 1, null, 'duplicate-sheet']]],
  ['an empty survey sheet', () => aWorkbook({ survey: [] }), [['survey', 1, 'type', 'missing-column'], ['survey', 1, 'name', 'missing-column']]],
  ['only headers', () => aWorkbook({ survey: [head] }), [['survey', 1, null, 'empty-survey']]],
  ['no type column', () => aWorkbook({ survey: [['kind', 'name'], ['text', 'a']] }), [['survey', 1, 'type', 'missing-column'], ['survey', 2, 'type', 'missing-type']]],
  ['an unknown type', () => aWorkbook({ survey: [head, ['text', 'a'], [], ['slider', 'b']] }), [['survey', 4, 'type', 'unknown-type']]],
  ['a row without type', () => aWorkbook({ survey: [head, ['text', 'a'], [null, 'b']] }), [['survey', 3, 'type', 'missing-type']]],
  ['a header twice in two spellings', () => aWorkbook({ survey: [['type', 'name', 'constraint message', 'bind::jr:constraintMsg'], ['text', 'a']] }), [['survey', 1, 'D', 'duplicate-header']]],
  ['names twice', () => aWorkbook({ survey: [head, ['text', 'a'], [], ['note', 'a']] }), [['survey', 4, 'name', 'duplicate-name']]],
  ['a bad expression', () => aWorkbook({ survey: [head, ['text', 'a'], ['text', 'b', '', '${a} = ']] }), [['survey', 3, 'relevant', 'bad-expression']]],
  ['an unknown function', () => aWorkbook({ survey: [head, ['text', 'a', '', 'magic(1)']] }), [['survey', 2, 'relevant', 'unknown-function']]],
  ['a reference to nothing', () => aWorkbook({ survey: [head, ['text', 'a', 'Hello ${b}']] }), [['survey', 2, 'label', 'unknown-reference']]],
  ['a list that is not there', () => aWorkbook({ survey: [head, ['select_one x', 'a']] }), [['survey', 2, 'type', 'unknown-list']]],
  ['a choice without name', () => aWorkbook({ survey: [head, ['select_one x', 'a']], choices: [['list_name', 'name', 'label'], ['x', '1', 'One'], ['x', null, 'Two']] }), [['choices', 3, 'name', 'missing-name']]],
  ['a choice twice', () => aWorkbook({ survey: [head, ['select_one x', 'a']], choices: [['list_name', 'name'], ['x', 1], [], ['x', '1']] }), [['choices', 4, 'name', 'duplicate-choice']]],
  ['a formula', () => aWorkbook({ survey: [head, ['text', 'a', { formula: 'B2&"!"', result: 'a!' }]] }), [['survey', 2, 'C', 'formula-cell']]],
  ['merged cells', () => aWorkbook({ survey: [head, ['text', 'a', 'x'], ['text', 'b', 'y']] }, (w) => w.getWorksheet('survey')?.mergeCells('C2:C3')), [['survey', 2, 'C', 'merged-cells']]],
  ['a group never closed', () => aWorkbook({ survey: [head, ['begin group', 'g'], ['text', 'a']] }), [['survey', 2, 'type', 'never-closed']]],
  ['a name too long in settings', () => aWorkbook({ survey: [head, ['text', 'a']], settings: [['form_id'], ['x'.repeat(81)]] }), [['settings', 2, 'form_id', 'bad-setting']]],
])('%s is refused by sheet, row, column and rule, in both languages', async (_, workbook, expected) => {
  const bytes = await workbook();
  expect(await errorsIn(bytes)).toEqual(expected);
  for (const { message } of (await readForm(bytes, 'x.xlsx')).findings) {
    expect(message.zh).toMatch(/\p{Script=Han}/u);
    expect(message.en).toMatch(/^[A-Z"][^{}]+/);
  }
});

it('a small file that unpacks to a large one is never unpacked', async () => {
  const bomb = await aWorkbook({ survey: [head, ['text', 'a', 'x'.repeat(30_000)]] }, (w) => { for (let n = 0; n < 1_200; n += 1) w.getWorksheet('survey')?.addRow(['text', `q${n}`, `${n}${'x'.repeat(30_000)}`]); });
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await errorsIn(bomb)).toEqual([['', 1, null, 'too-large']]);
}, 120_000);

it('no cell that is written begins with = + - @, and reading gives the same form', async () => {
  const { form } = await readForm(await aWorkbook({
    survey: [['type', 'name', 'label', 'hint', 'calculation', 'default'], ['integer', 'n', '=cmd|x', '-', null, "'=kept"], ['calculate', 'c', "'", null, '-${n} + 1', null], ['note', 'o', '@SUM(A1)', "''+1", null, '+1']],
    settings: [['form_id', 'form_title'], ['-f', '=1+1']],
  }), 'x.xlsx');
  expect(form).not.toBeNull();
  const bytes = await writeForm(form as SurveyForm);
  const written = Object.values(await cellsOf(bytes)).flat(2).filter((cell): cell is string => cell !== null);
  expect(written).toEqual(expect.arrayContaining(["'=cmd|x", "'-", "'@SUM(A1)", "'=1+1"]));
  expect(written.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  expect((await readForm(bytes, 'y.xlsx')).form).toEqual(form);
});

it('whatever form is written reads the same', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'Z', '中', '=', '-', '+', '@', "'", '"', '1', '.', ' ', '<', '&', '\n', 'é'), minLength: 1, maxLength: 12 }).map((t) => t.trim()).filter((t) => t !== '');
  const texts = fc.dictionary(fc.constantFrom('', '中文', 'English (en)'), text, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
  const logic = fc.constantFrom('. > 1', "selected(., 'a')", '-1 + 2', "'=' = .", '1 div 3');
  const row = fc.record({
    type: fc.constantFrom('text', 'integer', 'note', 'date', 'image'), list: fc.constant(''), orOther: fc.constant(false),
    texts: fc.dictionary(fc.constantFrom(...textColumns), texts, { noNullPrototype: true }), logic: fc.dictionary(fc.constantFrom(...logicColumns.filter((c) => c !== 'repeat_count' && c !== 'choice_filter' && c !== 'required')), logic, { noNullPrototype: true }),
    other: fc.dictionary(fc.constantFrom('appearance', 'default', 'media::image', 'note to self'), text, { noNullPrototype: true }),
  });
  const form = fc.record({
    survey: fc.array(row, { minLength: 1, maxLength: 6 }).map((rows) => rows.map((r, index) => ({ ...r, name: `q${index}` }))),
    choices: fc.array(fc.record({ sheet: fc.constant('choices'), list: fc.constantFrom('l1', 'l2'), label: texts, columns: fc.dictionary(fc.constantFrom('cf', 'Region'), text, { noNullPrototype: true }) }), { maxLength: 4 }).map((list) => list.map((c, index) => ({ ...c, name: `c${index}` }))),
    settings: text.map((title) => ({ form_id: 'f', form_title: title })),
  });
  await fc.assert(fc.asyncProperty(form, async (made) => {
    const { form: again, findings } = await readForm(await writeForm(made as unknown as SurveyForm), 'x.xlsx');
    expect(findings).toEqual([]);
    expect(again).toEqual(made);
  }), { numRuns: 60 });
}, 120_000);
