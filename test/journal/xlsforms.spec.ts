import { readFileSync } from 'node:fs';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import { writeForm } from '../../libs/journal/field/survey-forms/write-form.js';
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
