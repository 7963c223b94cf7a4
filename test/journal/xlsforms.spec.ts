import { readFileSync } from 'node:fs';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import { writeForm } from '../../libs/journal/field/survey-forms/write-form.js';
import { checkAnswers } from '../../libs/survey-form/check-answers.js';
import type { SurveyForm } from '../../libs/survey-form/form.js';
import { describeWithData, realData } from '../support/real-data.js';

/* Workbooks that other people made, against counts that were taken from them by another program. */
type Expected = {
  readonly survey_rows: number; readonly types: Record<string, number>; readonly rows_with: Record<string, number>; readonly required_yes: number;
  readonly languages: readonly string[]; readonly choices: number; readonly choice_lists: number; readonly settings: Record<string, string>; readonly duplicate_headers: readonly string[];
};

/** The faulty ones, with the sheet, row and rule that the refusal must name. */
const refused: Readonly<Record<string, readonly [sheet: string, row: number, rule: string]>> = {
  'pyxform/bug_bad_calc.xlsx': ['survey', 2, 'bad-expression'],
  'pyxform/bug_duplicate_columns.xlsx': ['survey', 1, 'duplicate-header'],
  'pyxform/bug_xl_date_ambiguous.xlsx': ['survey', 2, 'formula-cell'],
  'pyxform/survey_no_name.xlsx': ['survey', 1, 'missing-sheet'],
};

describeWithData('xlsforms', 'the XLSForm workbooks', () => {
  const expected = JSON.parse(readFileSync(realData('xlsforms', 'expected.json'), 'utf8')) as Record<string, Expected>;

  it.each(Object.keys(expected).filter((file) => !(file in refused)))('%s is read with its counts, and written so that it reads the same', async (file) => {
    const want = expected[file] as Expected;
    const { form, counts, findings } = await readForm(readFileSync(realData('xlsforms', ...file.split('/'))), file);
    expect(findings.filter((finding) => finding.level === 'error')).toEqual([]);
    const { choice_filter: choiceFilter, ...rowsWith } = want.rows_with;
    expect(counts).toEqual({
      surveyRows: want.survey_rows, types: want.types, rowsWith: { ...rowsWith, choiceFilter }, requiredYes: want.required_yes, languages: [...want.languages].sort(),
      choices: want.choices, choiceLists: want.choice_lists,
    });
    expect(form?.survey).toHaveLength(want.survey_rows);
    // Booleans and days are kept as a person sees them, not as the file codes them.
    for (const key of ['form_title', 'form_id', 'style', 'default_language', 'instance_name']) if (want.settings[key]) expect(form?.settings[key]).toBe(want.settings[key]);
    const again = await readForm(await writeForm(form as NonNullable<typeof form>), 'another name.xlsx');
    expect(again.form).toEqual(form);
    expect(again.counts?.rowsWith).toEqual(counts?.rowsWith);
  });

  const formIn = async (...path: string[]): Promise<SurveyForm> => (await readForm(readFileSync(realData('xlsforms', ...path)), path.at(-1) ?? '')).form as SurveyForm;
  const now = '2026-11-25T08:00:00.000Z';
  const faultsOf = (form: SurveyForm, answers: Record<string, unknown>) => checkAnswers(form, answers, { now }).faults.map((fault) => `${fault.path} ${fault.rule}`);

  it.each(Object.keys(expected).filter((file) => !(file in refused)))('%s can be held against answers: every expression in it has a value', async (file) => {
    const rules = new Set(checkAnswers(await formIn(...file.split('/')), {}, { now }).faults.map((fault) => fault.rule));
    // Nothing is answered: what is missing may be told, and nothing else can be wrong.
    expect([...rules].filter((rule) => rule !== 'required' && rule !== 'repeat-count')).toEqual([]);
  });

  it('a measuring exercise with two children is held to its limits and its count', async () => {
    const form = await formIn('liberia-s3m', 'liberiaStdForm.xlsx');
    const child = { guard1: { anthroData: { weight: 12.5, muac: 140, oedema: '0', heightInit: 91.2, lenHeight: '1' } } };
    const light = { guard1: { anthroData: { ...child.guard1.anthroData, weight: 1.5, muac: 999, oedema: '2' } } };
    expect(faultsOf(form, { adminData: { id: 3, repeatNum: 2 }, repeat1: [child, child] })).toEqual([]);
    expect(faultsOf(form, { adminData: { id: 3, repeatNum: 2 }, repeat1: [child, light] })).toEqual(['repeat1.1.guard1.anthroData.weight constraint', 'repeat1.1.guard1.anthroData.oedema not-a-choice']);
    expect(faultsOf(form, { adminData: { id: 3, repeatNum: 3 }, repeat1: [child] })).toEqual(['repeat1 repeat-count']);
  });

  it('a coverage survey: cascading places, skip logic three groups deep, ages from dates, a child drawn by the device', async () => {
    const form = await formIn('liberia-s3m', 'liberiaCoverage.xlsx');
    const place = { sdate: '2016-06-01', cid: '2', did: '14', team: '1', counter: 1 };
    const districts = form.choices.filter((choice) => choice.list === 'ea' && choice.columns['county'] === '2' && choice.columns['district'] === '14');
    const admin = { ...place, eid: districts[0]?.name ?? '' };
    // Nobody at home who agrees: nothing else may be asked.
    expect(faultsOf(form, { admin, consent2: '2' })).toEqual([]);
    expect(faultsOf(form, { admin: { ...admin, cid: '1' }, consent2: '2' })).toEqual(['admin.did not-a-choice', 'admin.eid not-a-choice']);
    expect(faultsOf(form, { admin, consent2: '2', mother_data: { mname: 'A' } })).toEqual(['mother_data.mname not-relevant']);
    const asked = faultsOf(form, { admin, consent2: '1', mother_data: { mcounter: 1, mname: 'A', m2: 30, ch: 1, mcheck1: '1' }, child: 1, child_repeat: [{ guard: { child_data: { name: 'B', sex: '1', card: '1', dob: '2014-06-01' } } }] });
    expect(asked).toEqual(expect.arrayContaining(['child_repeat.0.guard.anthro_data.weight1 required']));
    expect(asked.filter((fault) => !fault.endsWith(' required'))).toEqual([]);
    const { calculated } = checkAnswers(form, { admin, consent2: '1', mother_data: { mcounter: 1, mname: 'A', m2: 30, ch: 1, mcheck1: '1' }, child: 1, child_repeat: [{ guard: { child_data: { name: 'B', sex: '1', card: '1', dob: '2014-06-01' } } }] }, { now });
    // 731 days ÷ 30.44
    expect(calculated).toMatchObject({ 'admin.county': 'Grand Bassa', 'child_repeat.0.guard.age': 24, cname: 'B', cage: 24 });
  });

  it.each(Object.keys(refused))('%s is refused by sheet, row and rule', async (file) => {
    const { form, findings } = await readForm(readFileSync(realData('xlsforms', ...file.split('/'))), file);
    expect(form).toBeNull();
    const [sheet, row, rule] = refused[file] as readonly [string, number, string];
    const finding = findings.find((one) => one.level === 'error');
    expect(finding).toMatchObject({ sheet, row, rule });
    expect(finding?.message.zh).toMatch(/\p{Script=Han}/u);
    expect(finding?.message.en).toMatch(/^[A-Z"]/);
  });
});
