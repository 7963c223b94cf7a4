import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { SurveyRecord } from '../../libs/persistence/entities/field/survey.js';
import { ResurveyTask, SurveyReview, type SpotCheck } from '../../libs/persistence/entities/field/market-survey.js';
import { Notification } from '../../libs/persistence/entities/process/record.js';
import { loadActor, type Actor } from '../../libs/journal/actor.js';
import { verifyChain } from '../../libs/journal/chain.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { anEntryInSurvey, complete, happened } from '../support/stage-one.js';
import { aShopForm, assignmentsOf, checksOf, dayOf, planSurvey, runSurvey, sheetsOf, submit, surveyOf } from '../support/survey.js';

eachDatabase('the market survey', (ctx) => {
  let company: Company;
  let entryId: string;
  let aRecord: Awaited<ReturnType<typeof aShopForm>>;

  beforeEach(async () => {
    // A market of its own for every story: what is brought in belongs to the market's newest survey.
    company = await aCompany(ctx);
    entryId = await anEntryInSurvey(company);
    aRecord = await aShopForm(company);
  });

  const states = async (ids: readonly string[]): Promise<string[]> => (await ctx.db.reader.manager.findBy(SurveyRecord, { id: In([...ids]) })).map((record) => record.reviewState).sort();
  const told = async (kind: string) => (await ctx.db.reader.manager.findBy(Notification, { entryId, kind })).map((n) => [n.role ?? n.personId, (n.data as { step?: string }).step]);
  const checkerOf = async (check: SpotCheck): Promise<Actor> => (await loadActor(ctx.db.reader.manager, check.checkerId ?? '')) as Actor;
  const review = (by: Company['people']['aud'], recordIds: readonly string[], outcome: 'accept' | 'return' | 'reject', comment: string | null = null) => company.do('reviewSurveyRecords', by, { recordIds, outcome, comment });

  it('opens with stage 2: four teams and sixteen days of the market’s calendar', async () => {
    const survey = await surveyOf(company, entryId);
    expect(survey).toMatchObject({ phase: 'preliminary', round: 1, marketId: company.markets[0]?.id });
    expect(survey.schedule.at(-1)).toMatchObject({ key: 'wrapUp', from: dayOf(survey, 16), to: dayOf(survey, 16) });
    expect(await runSurvey(company, entryId)).toMatchObject({ phase: 'preliminary', moves: false, nextDueAt: null });
  });

  it('follows its papers from phase to phase, hands out the zones in one act, and owes a sheet per team, zone and field day', async () => {
    const survey = await planSurvey(company, entryId);
    expect((await assignmentsOf(company, survey.id)).map((a) => [a.targetType, a.targetKey, a.teamCode, a.planned, a.fromDay, a.dueDay, a.state])).toEqual([
      ['respondent', 'D1', 'dealers', 1, dayOf(survey, 4), dayOf(survey, 8), 'todo'],
      ['zone', '1', 'key', 6, dayOf(survey, 4), dayOf(survey, 5), 'todo'], ['zone', '2', 'other', 4, dayOf(survey, 4), dayOf(survey, 5), 'todo'],
    ]);
    expect(await runSurvey(company, entryId)).toMatchObject({ phase: 'implementation' });
    expect((await sheetsOf(company, survey.id)).map((sheet) => [sheet.teamCode, sheet.zoneNo, sheet.day, sheet.state, sheet.nextStep])).toEqual([
      ['key', 1, dayOf(survey, 4), 'open', 'remind'], ['other', 2, dayOf(survey, 4), 'open', 'remind'], ['key', 1, dayOf(survey, 5), 'open', 'remind'], ['other', 2, dayOf(survey, 5), 'open', 'remind'],
    ]);
    expect(await company.do('planAssignments', company.people.lead, { entryId, by: 'zone' })).toMatchObject({ planned: 0, kept: 3 });
    expect((await happened(company, entryId))['moveSurvey']).toBe(1);
  });

  it('a sheet is reminded of, escalated to the lead and then to the manager, and never handed in by silence; a late hand stays late', async () => {
    const survey = await planSurvey(company, entryId, 1);
    await runSurvey(company, entryId);
    company.passDays(4 - 1 / 48);
    await runSurvey(company, entryId);
    expect((await told('sheet-due')).map((one) => one.join(' ')).sort()).toEqual(['area_team remind', 'key_team remind']);
    company.passDays(1 / 12);
    await runSurvey(company, entryId);
    company.passDays(1);
    expect(await runSurvey(company, entryId)).toMatchObject({ chases: 0, nextDueAt: null });
    expect((await told('sheet-missing')).map((one) => one.join(' ')).sort()).toEqual(['lead to-lead', 'lead to-lead', 'rm to-manager', 'rm to-manager']);
    const [first] = await sheetsOf(company, survey.id);
    expect(first).toMatchObject({ state: 'open', signedAt: null });
    const hand = (by: Company['people']['lead'], problems: string) => company.do('handInSheet', by, { entryId, sheetId: first?.id ?? '', problems, competitorNews: null, fees: 1200 });
    await expect(hand(company.people.area_team, '别组')).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await hand(company.people.key_team, '下雨 rain')).toMatchObject({ onTime: false });
    company.passDays(1);
    expect(await hand(company.people.key_team, '大雨 heavy rain')).toMatchObject({ onTime: false });
    expect((await sheetsOf(company, survey.id))[0]).toMatchObject({ state: 'handed-in', problems: '大雨 heavy rain', counts: { planned: 6, visited: 0, accepted: 0 } });
    const paper = await company.board.deliverable(entryId, 'dailySheet', `key/1/${dayOf(survey, 4)}`);
    expect(paper).toMatchObject({ version: 2, content: { team: 'key', zoneNo: 1, planned: 6, visited: 0, fees: 1200 } });
  });

  it('what fell due while the entry was held is not owed', async () => {
    const survey = await planSurvey(company, entryId, 2);
    await runSurvey(company, entryId);
    await company.do('hold', company.people.rm, { entryId, reason: '停电' });
    company.passDays(4.5);
    expect(await runSurvey(company, entryId)).toMatchObject({ state: 'held', chases: 0, nextDueAt: null });
    await company.do('resume', company.people.rm, { entryId, reason: '来电' });
    await runSurvey(company, entryId);
    expect((await sheetsOf(company, survey.id)).map((sheet) => sheet.state)).toEqual(['cancelled', 'cancelled', 'open', 'open']);
    expect(await told('sheet-due')).toEqual([]);
  });

  it('records are reviewed by somebody else; what was given back comes again as its next version and the old one is kept', async () => {
    const survey = await planSurvey(company, entryId);
    await runSurvey(company, entryId);
    const { key_team, aud, clerk } = company.people;
    const ids = await submit(company, key_team, [1, 2, 3].map(() => aRecord({ day: dayOf(survey, 4), zoneNo: 1 })));
    const [first = '', second = '', third = ''] = ids;
    expect((await assignmentsOf(company, survey.id)).map((a) => a.state)).toEqual(['todo', 'doing', 'todo']);
    await expect(review(company.people.fin, ids, 'accept')).rejects.toMatchObject({ code: 'not-allowed' });
    const both = await aPerson(company, 'aud');
    await company.do('setRoles', company.admin, { personId: both.personId, roles: [{ role: 'aud', marketId: '*' }, { role: 'key_team', marketId: '*' }] });
    const own = await submit(company, { ...both, roles: [{ role: 'aud', marketId: '*' }, { role: 'key_team', marketId: '*' }] }, [aRecord({ day: dayOf(survey, 4), zoneNo: 1 })]);
    expect(await review(both, [...own, randomUUID()], 'accept')).toMatchObject({ reviewed: 0, refused: 2, results: [{ faults: [{ rule: 'own-work' }] }, { faults: [{ rule: 'known-record' }] }] });
    expect(await review(aud, [first], 'accept')).toMatchObject({ reviewed: 1 });
    expect(await review(clerk, [second], 'return', '缺照片 no photo')).toMatchObject({ reviewed: 1 });
    expect(await review(clerk, [third], 'reject', '虚假 made up')).toMatchObject({ reviewed: 1 });
    expect(await review(clerk, [first, second, third], 'accept')).toMatchObject({ reviewed: 0, results: [{ faults: [{ rule: 'waits-for-review' }] }, { state: 'refused' }, { state: 'refused' }] });

    const again = aRecord({ day: dayOf(survey, 5), corrects: second });
    const [next = ''] = await submit(company, key_team, [again]);
    const rows = await ctx.db.reader.manager.find(SurveyRecord, { where: { rootId: second }, order: { version: 'ASC' } });
    expect(rows.map(({ id, version, reviewState, replacedById, zoneNo, teamCode }) => [id, version, reviewState, replacedById, zoneNo, teamCode])).toEqual([[second, 1, 'returned', next, 1, 'key'], [next, 2, 'submitted', null, 1, 'key']]);
    for (const [corrects, rule] of [[second, 'newest-version'], [first, 'given-back'], [randomUUID(), 'known-record']] as const) {
      const { results } = await company.do('submitSurveyRecords', key_team, { records: [aRecord({ day: dayOf(survey, 5), corrects })] });
      expect(results[0]?.faults).toMatchObject([{ field: 'corrects', rule }]);
    }
    expect(await review(aud, [next], 'accept')).toMatchObject({ reviewed: 1 });
    expect(await states([first, second, third, next])).toEqual(['accepted', 'accepted', 'rejected', 'returned']);
    expect(await ctx.db.reader.manager.countBy(SurveyReview, { surveyId: survey.id })).toBe(4);
    expect(await verifyChain(ctx.db.reader.manager, entryId, (await company.look(entryId)).version)).toMatchObject({ verified: true });
  });

  it('two who correct the same record at once: one version comes next', async () => {
    const survey = await planSurvey(company, entryId);
    await runSurvey(company, entryId);
    const [id = ''] = await submit(company, company.people.key_team, [aRecord({ day: dayOf(survey, 4), zoneNo: 1 })]);
    await review(company.people.aud, [id], 'return', '再来');
    const answers = await Promise.all([1, 2, 3].map(() => company.do('submitSurveyRecords', company.people.key_team, { records: [aRecord({ day: dayOf(survey, 5), corrects: id })] })));
    expect(answers.map((answer) => answer.results[0]?.state).sort()).toEqual(['refused', 'refused', 'stored']);
  });

  it('back-checks are drawn once, at least one per surveyor-day block, for a person who had no part; what differs and what was missed is surveyed again', async () => {
    const survey = await planSurvey(company, entryId);
    await runSurvey(company, entryId);
    const { key_team, area_team, clerk, lead, rm } = company.people;
    const one = await submit(company, key_team, Array.from({ length: 4 }, () => aRecord({ day: dayOf(survey, 4), zoneNo: 1 })));
    const two = await submit(company, area_team, Array.from({ length: 3 }, () => aRecord({ day: dayOf(survey, 4), zoneNo: 2 })));
    await review(clerk, [...one, ...two.slice(1)], 'accept');
    // The day is not over, and one record waits: nothing is drawn.
    expect(await runSurvey(company, entryId)).toMatchObject({ draws: false });
    for (const sheet of (await sheetsOf(company, survey.id)).slice(0, 2)) await company.do('handInSheet', lead, { entryId, sheetId: sheet.id, problems: null, competitorNews: null, fees: 0 });
    await runSurvey(company, entryId);
    expect((await checksOf(company, survey.id)).map((check) => check.zoneNo)).toEqual([1]);
    await review(clerk, two.slice(0, 1), 'accept');
    await runSurvey(company, entryId);
    const checks = await checksOf(company, survey.id);
    expect(checks.map((check) => [check.zoneNo, check.walksBlock, check.state]).sort()).toEqual([[1, true, 'todo'], [2, true, 'todo']]);
    for (const check of checks) expect((await checkerOf(check)).roles).toContainEqual({ role: 'aud', marketId: '*' });

    const [check] = checks.filter((each) => each.zoneNo === 1) as [SpotCheck];
    const checker = await checkerOf(check);
    const found = { entryId, checkId: check.id, fieldsChecked: 10, fieldsAgreed: 9, outletsFound: 8, missedOutlets: 2, findings: [{ field: 'monthly', was: '40', is: '55' }], note: null };
    await expect(company.do('recordBackCheck', rm, found)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(company.do('assignBackCheck', lead, { entryId, checkId: check.id, personId: clerk.personId })).rejects.toMatchObject({ code: 'own-work' });
    await expect(company.do('recordBackCheck', checker, { ...found, fieldsAgreed: 11 })).rejects.toMatchObject({ faults: [{ field: 'fieldsAgreed' }, { field: 'findings' }] });
    await expect(company.do('recordBackCheck', checker, { ...found, outletsFound: null })).rejects.toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ field: 'outletsFound', rule: 'required' })]) });
    expect(await company.do('recordBackCheck', checker, found)).toMatchObject({ resurveyTasks: 2 });
    const tasks = await ctx.db.reader.manager.find(ResurveyTask, { where: { surveyId: survey.id }, order: { reason: 'ASC' } });
    expect(tasks.map((task) => [task.reason, task.records, task.teamCode, task.recordId, task.state])).toEqual([['back-check', 1, 'key', check.recordId, 'open'], ['missed', 2, 'key', null, 'open']]);

    // The differing record comes again as its next version; two new ones for the missed outlets. Accepted, they close the tasks.
    const fresh = await submit(company, key_team, [
      aRecord({ day: dayOf(survey, 5), corrects: check.recordId }), ...[1, 2].map(() => aRecord({ day: dayOf(survey, 5), zoneNo: 1, resurveyTaskId: tasks[1]?.id ?? '' })),
    ]);
    await review(clerk, fresh, 'accept');
    expect((await ctx.db.reader.manager.findBy(ResurveyTask, { surveyId: survey.id })).map((task) => task.state)).toEqual(['closed', 'closed']);
  });

  it('ends in the wrap-up, which waits until nothing is open', async () => {
    const survey = await planSurvey(company, entryId, 1);
    await runSurvey(company, entryId);
    const { key_team, area_team, dealer_team, clerk, lead } = company.people;
    const ids = [
      ...await submit(company, key_team, Array.from({ length: 6 }, () => aRecord({ day: dayOf(survey, 4), zoneNo: 1 }))), ...await submit(company, area_team, Array.from({ length: 4 }, () => aRecord({ day: dayOf(survey, 4), zoneNo: 2 }))),
    ];
    const wrapUp = () => company.do('wrapUpSurvey', lead, { entryId, lessons: '早出发 start early', problems: '无', fees: [{ what: '交通', planned: 50_000, spent: 42_000 }] });
    await expect(wrapUp()).rejects.toMatchObject({ code: 'wrong-state' });
    await review(clerk, ids, 'accept');
    for (const [index, a] of (await assignmentsOf(company, survey.id)).entries()) {
      await company.do('moveAssignment', [dealer_team, key_team, area_team][index] ?? lead, { entryId, assignmentId: a.id, to: 'submitted', note: null });
      await company.do('moveAssignment', lead, { entryId, assignmentId: a.id, to: 'accepted', note: null });
    }
    expect(await runSurvey(company, entryId)).toMatchObject({ phase: 'review' });
    for (const check of await checksOf(company, survey.id)) {
      await company.do('recordBackCheck', await checkerOf(check), { entryId, checkId: check.id, fieldsChecked: 5, fieldsAgreed: 5, outletsFound: check.walksBlock ? 6 : null, missedOutlets: check.walksBlock ? 0 : null, findings: [], note: null });
    }
    await wrapUp();
    expect(await runSurvey(company, entryId)).toMatchObject({ phase: 'open', state: 'over' });
    expect(await company.board.deliverable(entryId, 'surveyWrapUp', '')).toMatchObject({ content: { text: expect.stringContaining('早出发') } });
    // It stays open as visit data: records still come in and are reviewed.
    const [later = ''] = await submit(company, key_team, [aRecord({ day: dayOf(survey, 20), zoneNo: 1 })]);
    expect(await review(clerk, [later], 'accept')).toMatchObject({ reviewed: 1 });
    await complete(company, entryId, lead, 'collectDailySheets').catch((error: { code: string }) => expect(error.code).toBe('deliverable-missing'));
  });
});
