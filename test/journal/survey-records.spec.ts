import { randomUUID } from 'node:crypto';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import type { SubmittedRecord } from '../../libs/journal/field/survey-forms/submit-survey-records.js';
import { verifyChain } from '../../libs/journal/chain.js';
import { storeFile } from '../../libs/journal/stored-files.js';
import { SurveyBoard } from '../../libs/persistence/board/survey-board.js';
import { SurveyRecord } from '../../libs/persistence/entities/field/survey.js';
import type { SurveyForm } from '../../libs/survey-form/form.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { aWorkbook, shopSurvey } from '../support/workbooks.js';

eachDatabase('survey forms and records', (ctx) => {
  let company: Company;
  let board: SurveyBoard;
  let form: SurveyForm;
  let photo: string;

  beforeAll(async () => {
    company = await aCompany(ctx);
    board = new SurveyBoard(ctx.db);
    const read = await readForm(await aWorkbook(shopSurvey), 'shop.xlsx');
    form = read.form as SurveyForm;
    photo = (await ctx.uow.run((em) => storeFile(em, company.people.lead, { name: 'a.jpg', mediaType: 'image/jpeg', bytes: Buffer.from('x') }, company.now().toISOString()))).id;
  });

  const publish = (changed: SurveyForm = form, by = company.people.lead) => company.do('publishSurveyForm', by, { form: changed, respondentType: 'terminal', fileName: 'shop.xlsx' });
  const titled = (title: string): SurveyForm => ({ ...form, settings: { ...form.settings, form_title: title } });
  const marketId = (): string => company.markets[0]?.id ?? '';
  const aRecord = (formId: string, changed: Partial<SubmittedRecord> = {}): SubmittedRecord => ({
    clientId: randomUUID(), formId, marketId: marketId(), respondentId: null, method: 'interview', startedAt: '2026-11-25T01:00:00.000Z', endedAt: '2026-11-25T01:20:00.000Z',
    position: { latitude: 30.9, longitude: 121.5, accuracyM: 8, mock: false }, deviceId: 'phone-1', answers: { shop: '东店', sells: 'yes', monthly: 40, shelves: [{ photo, facings: 3 }, { facings: 4 }] }, ...changed,
  });
  const submit = (records: SubmittedRecord[], by = company.people.key_team, commandId?: string) => company.do('submitSurveyRecords', by, { records }, commandId);
  const stored = () => ctx.db.reader.getRepository(SurveyRecord).count();

  it('a form is published once per content, and every change is the next version', async () => {
    const first = await publish();
    expect(first).toEqual({ formId: expect.any(String), version: 1, unchanged: false });
    expect(await publish()).toEqual({ ...first, unchanged: true });
    const second = await publish(titled('第二版'));
    expect(second.version).toBe(2);
    expect(await board.form(first.formId)).toEqual(form);
    expect((await board.forms({ formKey: 'shop' })).map(({ version, title, respondentType, rows }) => [version, title, respondentType, rows])).toEqual([[2, '第二版', 'terminal', 8], [1, '终端调查 Shop survey', 'terminal', 8]]);
    expect(await board.forms({ respondentType: 'dealer' })).toEqual([]);
    // Back to the old content is a version of its own: records say under which they were given.
    expect((await publish()).version).toBe(3);
    expect(await verifyChain(ctx.db.reader.manager, 'survey-form/shop', 3)).toMatchObject({ verified: true });
  });

  it('two who publish at once make two versions', async () => {
    const versions = await Promise.all(['甲', '乙', '丙'].map((title) => publish({ ...titled(title), settings: { ...titled(title).settings, form_id: 'race' } })));
    expect(versions.map((v) => v.version).sort()).toEqual([1, 2, 3]);
    expect(await verifyChain(ctx.db.reader.manager, 'survey-form/race', 3)).toMatchObject({ verified: true });
  });

  it('only those who plan surveys publish, and a form with errors is never stored', async () => {
    await expect(publish(form, company.people.fin)).rejects.toMatchObject({ code: 'not-allowed' });
    const broken: SurveyForm = { ...form, survey: form.survey.map((row) => (row.name === 'monthly' ? { ...row, logic: { ...row.logic, relevant: 'magic(1)' } } : row)) };
    await expect(publish({ ...broken, settings: { ...form.settings, form_id: 'broken' } })).rejects.toMatchObject({ code: 'import-refused' });
    expect(await board.forms({ formKey: 'broken' })).toEqual([]);
  });

  it('a record is stored with its repeats, its calculations and its files, and a batch leaves one journal line', async () => {
    const { formId } = await publish();
    const record = aRecord(formId);
    const answer = await submit([record, aRecord(formId)]);
    expect(answer).toMatchObject({ stored: 2, repeated: 0, refused: 0, results: [{ clientId: record.clientId, state: 'stored', faults: [] }, { state: 'stored' }] });
    const [view] = (await board.records({ formId, limit: 500, after: 0 })).filter((one) => one.clientId === record.clientId);
    expect(view).toMatchObject({
      formKey: 'shop', respondentType: 'terminal', answers: record.answers, calculated: { all_facings: 7 }, fileIds: [photo], latitude: 30.9, accuracyM: 8, mock: false, reviewState: 'submitted',
      submittedBy: { id: company.people.key_team.personId },
    });
    expect(await verifyChain(ctx.db.reader.manager, `survey-batch/${answer.batchId}`, 1)).toMatchObject({ verified: true });
  });

  it('sent again it is stored once: alone, in another batch, under the same command and at the same time', async () => {
    const { formId } = await publish();
    const record = aRecord(formId);
    const before = await stored();
    const commandId = randomUUID();
    const first = await submit([record], undefined, commandId);
    expect(await submit([record], undefined, commandId)).toEqual(first);
    const again = await submit([record, aRecord(formId), record]);
    expect(again.results.map((result) => result.state)).toEqual(['repeated', 'stored', 'repeated']);
    expect(again.results[0]?.recordId).toBe(first.results[0]?.recordId);
    const raced = aRecord(formId);
    const answers = await Promise.all([1, 2, 3, 4].map(() => submit([raced])));
    expect(answers.map((answer) => answer.results[0]?.state).sort()).toEqual(['repeated', 'repeated', 'repeated', 'stored']);
    expect(await stored()).toBe(before + 3);
    expect((await submit([record])).batchId).toBeNull();
  });

  it('the id of one record never takes the content of another', async () => {
    const { formId } = await publish();
    const record = aRecord(formId);
    await submit([record]);
    const { results } = await submit([{ ...record, answers: { ...record.answers, monthly: 41 } }]);
    expect(results).toEqual([{ clientId: record.clientId, state: 'refused', recordId: null, faults: [expect.objectContaining({ field: 'clientId', rule: 'client-id-reused' })] }]);
    expect((await board.records({ formId, limit: 500, after: 0 })).find((one) => one.clientId === record.clientId)?.answers).toEqual(record.answers);
  });

  it('bad ones are refused by field and rule while the good ones of the batch are stored', async () => {
    const { formId } = await publish();
    const before = await stored();
    const { results, stored: kept, refused } = await submit([
      aRecord(formId), aRecord(formId, { answers: { shop: 'x', sells: 'no', monthly: 3, shelves: [{ photo: randomUUID(), facings: -1 }] } }), aRecord(randomUUID()),
      aRecord(formId, { marketId: randomUUID(), respondentId: randomUUID() }), aRecord(formId, { endedAt: '2026-11-25T00:59:00.000Z' }), aRecord(formId, { answers: {} }),
    ]);
    expect([kept, refused, await stored()]).toEqual([1, 5, before + 1]);
    expect(results.map((result) => result.faults.map((fault) => `${fault.field} ${fault.rule}`))).toEqual([
      [], ['answers.monthly not-relevant', 'answers.shelves.0.facings constraint', 'answers.shelves.0.photo unknown-file'], ['formId known-form'],
      ['marketId known-market', 'respondentId known-respondent'], ['endedAt after-start'], ['answers.shop required', 'answers.sells required'],
    ]);
    for (const fault of results.flatMap((result) => result.faults)) expect([fault.zh, fault.en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)]);
  });

  it('answers are held to the version under which they were given, not to the newest', async () => {
    const old = await publish(titled('旧'));
    const stricter: SurveyForm = { ...titled('新'), survey: form.survey.map((row) => (row.name === 'monthly' ? { ...row, logic: { ...row.logic, constraint: '. > 1000' } } : row)) };
    const next = await publish(stricter);
    const { results } = await submit([aRecord(old.formId), aRecord(next.formId)]);
    expect(results.map((result) => [result.state, result.faults.map((fault) => fault.rule)])).toEqual([['stored', []], ['refused', ['constraint']]]);
  });

  it('only surveyors of the market send records', async () => {
    const { formId } = await publish();
    const elsewhere = await aPerson(company, 'area_team', company.markets[1]?.id);
    await expect(submit([aRecord(formId)], elsewhere)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(submit([aRecord(formId)], company.people.fin)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await submit([aRecord(formId, { marketId: company.markets[1]?.id ?? '' })], elsewhere)).toMatchObject({ stored: 1 });
  });
});
